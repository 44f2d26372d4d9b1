#pragma once
// Fields asked of somebody, counted by how many questions they would settle. Private to foresee/exposure.

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "foresee/exposure/missing.h"
#include "foresee/exposure/stock.h"
#include "foresee/exposure/wanted.h"

namespace exposure {

/// A field asked of somebody for one device.
struct Ask {
  std::uint32_t organisation = Stock::none;  ///< of the fleet; none: of all
  Wanted wanted;
  std::string tool;                    ///< of Whom::tool
  std::uint32_t source = Stock::none;  ///< the list of that tool

  [[nodiscard]] auto key() const { return std::tie(organisation, wanted, tool); }
};

class Asks {
 public:
  /// `questions` of a device that would be settled if all that is asked came. Devices come one after the other.
  void add(std::uint32_t device, std::vector<Ask> asks, std::size_t questions);
  /// Something that is absent on a device, of which nobody can say what it would settle.
  void note(std::uint32_t device, const Ask& ask);

  /// In no order that means anything.
  [[nodiscard]] std::vector<Missing> rows(const inventory::Fleet& fleet) const;
  /// All that were added.
  [[nodiscard]] std::size_t questions() const { return questions_; }

 private:
  struct Row {
    std::set<std::uint32_t> sources;
    std::size_t settles = 0;
    std::size_t with_others = 0;
    std::size_t devices = 0;
    std::uint32_t last = Stock::none;  ///< the device that was counted last
  };
  Row& row_of(std::uint32_t device, const Ask& ask);

  std::map<std::tuple<std::uint32_t, Wanted, std::string>, Row> rows_;  ///< by Ask::key()
  std::size_t questions_ = 0;
};

}  // namespace exposure
