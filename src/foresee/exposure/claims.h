#pragma once
// What advisories claim, made ready to be asked: every product of every advisory under the identities that it can be
// found by, its range read once.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "world/advisory/advisory.h"
#include "world/advisory/product_name.h"
#include "world/advisory/vendor_range.h"

namespace exposure {

/// By what a component and a product of an advisory are taken for the same, the surest first.
enum class Match : std::uint8_t {
  purl,          ///< package URL without its version
  cpe,           ///< part, vendor and product of a CPE, the other attributes covered
  vendor_name,   ///< vendor's and product's names
  product_name,  ///< the product's name only, since one of the two sides names no vendor: never more than cannot tell
};
inline constexpr int matches = 4;

/// "package URL", "CPE", "names of vendor and product", "the product's name alone"
std::string_view name_of(Match match);

/// A product of an advisory, ready to be asked.
struct Claim {
  std::uint32_t advisory = 0;  ///< index into Claims::advisories
  std::uint32_t product = 0;   ///< index into its products
  advisory::RangeReading range;
  advisory::Versions versions = advisory::Versions::unstated;
  std::string
      release;  ///< number of the distribution's release that it is for; empty: for any, or not a package of one
  /// A list of products that lacks it shows that it is not there. Not so of what nothing can be found by, of Windows (a
  /// list of products names it seldom, and never what is mended in it), and of the catalogue of known exploited
  /// vulnerabilities, whose names are for people ("SMBv1").
  bool listed = false;
  /// What is said of it: vulnerability and status.
  std::vector<std::pair<std::uint32_t, advisory::Status>> says;
};

/// The identities that something is found by, with how sure each is.
struct Identity {
  Match match = Match::product_name;
  std::string key;
};
std::vector<Identity> identities_of(const advisory::Product& product, const advisory::Aliases& aliases);

/// Advisories that can be asked. Immutable but for add().
class Claims {
 public:
  explicit Claims(advisory::Aliases aliases) : aliases_(std::move(aliases)) {}

  /// Takes one more advisory. Withdrawn ones claim nothing, but are kept to be shown.
  void add(advisory::Advisory advisory);

  [[nodiscard]] const std::vector<advisory::Advisory>& advisories() const { return advisories_; }
  [[nodiscard]] const std::vector<Claim>& claims() const { return claims_; }
  /// Every vulnerability that some advisory speaks of, once whatever its letters' case: its id in capitals.
  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }
  /// Which of them one vulnerability of one advisory is.
  [[nodiscard]] std::uint32_t id_of(std::uint32_t advisory, std::uint32_t vulnerability) const {
    return id_numbers_[first_vulnerability_[advisory] + vulnerability];
  }
  [[nodiscard]] const advisory::Aliases& aliases() const { return aliases_; }
  /// Those found by an identity: indexes into claims().
  [[nodiscard]] std::span<const std::uint32_t> found_by(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? std::span<const std::uint32_t>() : std::span(found->second);
  }

 private:
  advisory::Aliases aliases_;
  std::vector<advisory::Advisory> advisories_;
  std::vector<Claim> claims_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_key_;
  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::uint32_t> number_of_id_;
  std::vector<std::size_t> first_vulnerability_;  ///< of each advisory, into id_numbers_
  std::vector<std::uint32_t> id_numbers_;
};

}  // namespace exposure
