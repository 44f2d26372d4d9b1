#pragma once
// Devices' standings counted and put in order: what every format of exposed.h shows alike.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "show/report/exposed.h"

namespace report {

struct ExposedGroup {
  std::string name;
  std::size_t devices = 0;
  std::array<std::size_t, exposure::standings> count{};
};

std::string_view word(ExposedBy by);

/// The word for people: a flaw exposes, nothing "affects".
std::string_view people_word(exposure::Standing standing);

/// Most exposed first, then most that cannot be told, then by name.
std::vector<ExposedGroup> groups_of(const ExposedAnswer& answer, ExposedBy by);

/// Devices other than those where nothing was found: exposed, cannot tell, not affected; each in the fleet's order.
std::vector<exposure::DeviceStanding> gravest_first(const ExposedAnswer& answer);

/// "Maker Pump 4.0"; of what was not found, what is missing.
std::string deciding_words(const ExposedAnswer& answer, const exposure::DeviceStanding& one);

}  // namespace report
