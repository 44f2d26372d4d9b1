#pragma once
// What is advised against a vulnerability on a device, and what its owner says was done about it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/exposed.h"
#include "foresee/exposure/windows.h"
#include "world/inventory/mark.h"

namespace exposure {

/// What helps, by the advisories that were asked.
class Remedies {
 public:
  Remedies(const Claims& claims, const Stock& stock, const std::vector<ComponentAnswers>& answers,
           const WindowsRules& windows)
      : claims_(claims), stock_(stock), answers_(answers), windows_(windows) {}

  /// One text for all that is advised for a device against a vulnerability: it stays the same as long as the advice
  /// does, whatever else a new revision changes. Empty: nothing is advised.
  /// `component`: only what is advised for that one.
  [[nodiscard]] std::string of(std::uint32_t device, std::string_view vulnerability,
                               std::uint32_t component = Stock::none) const;

 private:
  const Claims& claims_;
  const Stock& stock_;
  const std::vector<ComponentAnswers>& answers_;
  const WindowsRules& windows_;
};

/// Vulnerabilities that a question is about, each once, in capitals: of whole advisories all that they speak of.
std::vector<std::string> vulnerabilities_of(const Claims& claims, const std::vector<std::string>& ids);

/// What stands marked of one device, over all vulnerabilities of a question: the least of them.
struct MarkedDevice {
  std::uint32_t device = 0;
  inventory::Progress progress = inventory::Progress::not_remediated;
  bool lapsed = false;  ///< a mark does not count any longer, because another remedy is advised since
};

/// Devices with a mark on any of `vulnerabilities` (as vulnerabilities_of() answers them), in the fleet's order. Marks
/// for devices that the fleet does not have, and those on one component (component_marks.h), are passed over. Marks
/// lapse only where a device is exposed, or cannot be told: where its inventory clears it, what was advised before does
/// not matter any longer.
std::vector<MarkedDevice> marked(const inventory::Fleet& fleet, const Exposed& exposed, const Remedies& remedies,
                                 const std::vector<std::string>& vulnerabilities,
                                 const std::vector<inventory::Mark>& marks);

/// Devices, or components, with a mark, counted.
struct MarkCounts {
  std::size_t not_remediated = 0;  ///< exposed or cannot be told, without a mark that counts
  std::size_t in_progress = 0;     ///< the same, marked so
  std::size_t done = 0;            ///< the same, marked so: the inventory does not bear it out
  std::size_t borne_out = 0;       ///< marked as done, and the inventory shows that it is not affected
  std::size_t lapsed = 0;          ///< of not_remediated and in_progress: with a mark that another remedy has overtaken
};
MarkCounts count(const Exposed& exposed, const std::vector<MarkedDevice>& marked);

}  // namespace exposure
