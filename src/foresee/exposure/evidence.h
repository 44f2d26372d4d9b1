#pragma once
// How old the evidence is that standings rest on. What was not exposed a month ago may be exposed today: evidence that
// is too old clears nothing.

#include <cstdint>
#include <string_view>
#include <vector>

#include "foresee/exposure/exposed.h"
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

/// Names for each device the list that bears its standing. Where that is *not affected* or *not found* and all lists
/// that bear it are older on `day` ("2017-05-12") than they are good for, the device becomes *cannot tell*, stale. A
/// list without a date is of unknown age, and clears nothing. Whoever is exposed stays so, however old the list.
///
/// A standing that a component decided is borne by the lists that have it; any other by those that could have shown
/// it: `asks_windows` says whether that is the operating system or its products.
void let_age(const inventory::Fleet& fleet, bool asks_windows, std::string_view day, Exposed& exposed);

}  // namespace exposure
