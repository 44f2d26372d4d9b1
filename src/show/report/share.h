#pragma once
// What may be given to others: totals of organisations, and nothing that tells an attacker where to begin.

#include "foresee/drill/drill.h"
#include "world/threat/threat.h"

namespace report {

/// The result without what is counted by platform or type of device or by service. Left are numbers of the whole
/// estate, of sectors, kinds, regions and organisations. Nothing in it names a zone, a device group or a service.
drill::Result shared(drill::Result result);

/// The threat's name and whether it is invented: its numbers may name zones and device groups as the place of entry.
threat::Threat shared(const threat::Threat& threat);

}  // namespace report
