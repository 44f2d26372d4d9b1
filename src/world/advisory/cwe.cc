#include "world/advisory/cwe.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace advisory {

namespace {

/// From the first on; those who have the same number are of different versions.
constexpr auto versions = std::to_array<std::string_view>(
    {"1.0",  "1.0.1", "1.1", "1.2",  "1.3",  "1.4",  "1.5",   "1.6",  "1.7",  "1.8",  "1.8.1", "1.9", "1.10", "1.11",
     "1.12", "1.13",  "2.0", "2.1",  "2.2",  "2.3",  "2.4",   "2.5",  "2.6",  "2.7",  "2.8",   "2.9", "2.10", "2.11",
     "2.12", "3.0",   "3.1", "3.2",  "3.3",  "3.4",  "3.4.1", "4.0",  "4.1",  "4.2",  "4.3",   "4.4", "4.5",  "4.6",
     "4.7",  "4.8",   "4.9", "4.10", "4.11", "4.12", "4.13",  "4.14", "4.15", "4.16", "4.17"});

struct Weakness {
  int number;
  int first;  ///< index into versions
  int last;
  std::string_view name;
};

constexpr auto weaknesses = std::to_array<Weakness>({
#include "world/advisory/cwe_table.inc"
});
static_assert(std::ranges::is_sorted(weaknesses, {}, &Weakness::number));

/// Where in `weaknesses` each number stands, or the next that there is.
constexpr auto first_of = [] {
  std::array<std::uint16_t, weaknesses.back().number + 1> places{};
  std::uint16_t place = 0;
  for (int number = 0; number < static_cast<int>(places.size()); ++number) {
    while (weaknesses[place].number < number) ++place;
    places[static_cast<std::size_t>(number)] = place;
  }
  return places;
}();

std::string_view name_in(int number, int version) {
  if (number < 0 || number >= static_cast<int>(first_of.size())) return {};
  const auto* one = weaknesses.begin() + first_of[static_cast<std::size_t>(number)];
  for (; one != weaknesses.end() && one->number == number; ++one) {
    if (one->first <= version && version <= one->last) return one->name;
  }
  return {};
}

}  // namespace

std::string_view cwe_name(int number) {
  return name_in(number, static_cast<int>(versions.size()) - 1);
}

std::optional<std::string_view> cwe_name(int number, std::string_view version) {
  const auto* const known = std::ranges::find(versions, version);
  if (known == versions.end()) return std::nullopt;
  return name_in(number, static_cast<int>(known - versions.begin()));
}

}  // namespace advisory
