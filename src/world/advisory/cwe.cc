#include "world/advisory/cwe.h"

#include <algorithm>
#include <array>

namespace advisory {

namespace {

struct Weakness {
  int number;
  std::string_view name;
};

constexpr auto weaknesses = std::to_array<Weakness>({
#include "world/advisory/cwe_table.inc"
});
static_assert(std::ranges::is_sorted(weaknesses, {}, &Weakness::number));

}  // namespace

std::string_view cwe_name(int number) {
  const auto at = std::ranges::lower_bound(weaknesses, number, {}, &Weakness::number);
  return at != weaknesses.end() && at->number == number ? at->name : std::string_view();
}

}  // namespace advisory
