#pragma once
// The components that advisories speak of, each on its device, and what their owners say was done about them: what CSAF
// asks of a program that matches advisories to the components of SBOMs.

#include <cstdint>
#include <string>
#include <vector>

#include "foresee/exposure/exposed.h"
#include "foresee/exposure/remedies.h"
#include "world/inventory/mark.h"

namespace exposure {

/// One component of one device, over all vulnerabilities that were asked about.
struct MatchedComponent {
  std::uint32_t device = 0;
  std::uint32_t component = 0;
  Verdict verdict = Verdict::not_affected;  ///< the gravest
  bool disputed = false;                    ///< sources disagree
  bool marked = false;
  inventory::Progress progress = inventory::Progress::not_remediated;
  bool lapsed = false;  ///< a mark does not count any longer, because another remedy is advised since
};

/// Those that an advisory speaks of, by device, then component. A component of a device is marked by its words
/// (words_of(), letters of either case); a mark on the whole device holds for its components without one of their own.
/// It is done when all is that is said of it. States of Windows are no components here.
std::vector<MatchedComponent> matched_components(const inventory::Fleet& fleet, const Claims& claims,
                                                 const Exposed& exposed, const Remedies& remedies,
                                                 const std::vector<inventory::Mark>& marks);

/// As count() has it for devices.
MarkCounts count(const std::vector<MatchedComponent>& components);

}  // namespace exposure
