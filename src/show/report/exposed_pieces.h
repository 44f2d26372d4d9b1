#pragma once
// Pieces of the page that exposed.h makes. Private to show/report.

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "foresee/exposure/exposed.h"

namespace report {

/// A class of the page's style for each standing, gravest first.
inline constexpr std::array<std::string_view, exposure::standings> standing_classes{"exposed", "unsure", "clear",
                                                                                    "absent"};

/// A bar as long as there are devices beside `most`, in parts by standing.
std::string device_bar(const std::array<std::size_t, exposure::standings>& count, std::size_t most);

/// A section with a table, up to its first row. `lead` is markup.
std::string section_opened(std::string_view id, std::string_view title, std::string_view lead,
                           std::initializer_list<std::string_view> columns);
inline constexpr std::string_view section_closed = "</tbody></table></div></section>\n";

}  // namespace report
