#pragma once
// An estate as it is being built: rows of its tables, and what of it was assumed.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world/building/defaults.h"

namespace building {

/// A default that was used, and for what.
struct Assumption {
  Default taken;
  std::string what;          ///< "zone of devices": what it stands in for
  std::uint64_t number = 0;  ///< how many of these
};

/// How much was taken from data and how much was assumed.
struct Counts {
  std::uint64_t organisations = 0;
  std::uint64_t typical_organisations = 0;  ///< of these: nothing but their row in the list is known
  std::uint64_t zones = 0;
  std::uint64_t groups = 0;
  std::uint64_t devices = 0;
  std::uint64_t without_devices = 0;   ///< of these: prefixes are known, and no devices
  std::uint64_t without_prefixes = 0;  ///< of these: devices are known, and no prefixes
  std::uint64_t typical_devices = 0;   ///< of the typical organisations
  std::uint64_t by_zone = 0;           ///< devices whose inventory names their zone
  std::uint64_t by_address = 0;        ///< devices whose address lies in a prefix
  std::uint64_t by_site = 0;           ///< devices put where devices like them stand at their site
  std::uint64_t unplaced = 0;          ///< devices of which nothing says where they stand
  std::uint64_t without_platform = 0;  ///< devices of which nothing says what runs on them
  std::uint64_t services = 0;
  std::uint64_t services_assumed = 0;  ///< of these: what they need is assumed
  std::uint64_t subnets_without_site = 0;
  std::uint64_t subnets_without_use = 0;
};

class Draft {
 public:
  explicit Draft(const Defaults& defaults) : defaults_(&defaults) {}

  /// The rows of each table, in the columns that its part of the building fills, the first ones of the format.
  std::map<std::string, std::vector<std::vector<std::string>>> tables;
  Counts counts;
  std::string first_zone;  ///< where a rehearsal begins: the zone with most devices, desktops if there are any

  void add(const std::string& table, std::vector<std::string> row) { tables[table].push_back(std::move(row)); }

  /// Takes a default for `number` things, and remembers it.
  const Default& assume(std::string_view name, const std::string& what, std::uint64_t number = 1);
  const Default& assume(const Default& one, const std::string& what, std::uint64_t number = 1);
  /// Names a parameter where a number would stand, so that uncertain.toml has it.
  std::string parameter(std::string_view name, const std::string& what, std::uint64_t number = 1);

  /// In the order of their names.
  [[nodiscard]] std::vector<Assumption> assumptions() const;
  [[nodiscard]] std::vector<const Default*> parameters() const;

  [[nodiscard]] const Defaults& defaults() const { return *defaults_; }

  /// Gives an id that no row has yet: the text itself, else with a number behind it.
  std::string unused_id(const std::string& text);
  /// The word of the tables for a text; the same for each of its spellings, and another for every other text.
  /// `what` stands in for texts of which no letter can be in a word: "use".
  std::string word_for(const std::string& what, std::string_view text);

 private:
  const Defaults* defaults_;
  std::map<std::pair<std::string, std::string>, Assumption> assumed_;  ///< by name and what
  std::set<std::string> parameters_;
  std::set<std::string> ids_;
  std::map<std::string, std::size_t> next_;                           ///< number to try for a text
  std::map<std::pair<std::string, std::string>, std::string> words_;  ///< by what and spelling
  std::set<std::pair<std::string, std::string>> used_words_;
};

/// uncertain.toml: the parameters that the draft names.
std::string uncertain_toml(const Draft& draft);

}  // namespace building
