#pragma once
// Dates that have not come yet: of a clock that is wrong, or of a day and a month that were taken for each other. A
// list of next year would clear its devices until then, and no later list could correct it.

#include <cstddef>
#include <string_view>

#include "world/inventory/inventory.h"

namespace inventory {

/// Forgets dates after `day` ("2026-11-30"): such a device counts as without a date, whatever the list's is. A list's
/// own date becomes the latest that is left of its devices', or none. Answers of how many devices a date was forgotten:
/// their own, or, where they had none and the list is left without, the list's.
std::size_t forget_later_dates(Inventory& list, std::string_view day);

}  // namespace inventory
