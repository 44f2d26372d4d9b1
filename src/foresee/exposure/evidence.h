#pragma once
// How old the evidence is that standings rest on. What was not exposed a month ago may be exposed today: evidence that
// is too old clears nothing.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "foresee/exposure/exposed.h"
#include "foresee/exposure/windows_parts.h"
#include "world/inventory/fleet.h"

namespace exposure {

/// Days that a list is good for when its source does not set another number: as long as an organisation has to act on
/// an alert of high severity (NHS Digital's in 2017), so that each of them is answered from what was seen after it came
/// out.
inline constexpr int good_for_days = 14;

/// The last day (base::day_number) on which each source of the fleet is good; the least number of all for those without
/// a date.
std::vector<std::int32_t> last_days(const inventory::Fleet& fleet);

/// Whether a list could have shown the operating system of its device; whether it could have shown its products.
bool shows_system(const inventory::Fleet& fleet, const inventory::Holding& holding);
bool shows_products(const inventory::Source& source);

/// Whether a state of Windows has none of the vulnerabilities that are asked about.
using ClearsWindows = std::function<bool(const WindowsFound&)>;

/// Names for each device the list that bears its standing. A device that is *not affected* or *not found* becomes
/// *cannot tell*, stale, where something that clears it is older on `day` ("2017-05-12") than it is good for. A list
/// without a date is of unknown age, and clears nothing. Whoever is exposed stays so, however old the list.
///
/// What clears a device is each component that is named and not affected, its state of Windows, and that nothing else
/// is on it. Of the lists that have the component, or could have shown the other things, the one that is good longest
/// bears it. A state of Windows is known from several lists together: of these, the one without which (and without
/// those that ended before it) the others would not clear the device.
void let_age(const inventory::Fleet& fleet, std::string_view day, const ClearsWindows& clears, Exposed& exposed);

}  // namespace exposure
