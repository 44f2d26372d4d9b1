#include "world/inventory/mark.h"

#include <algorithm>
#include <array>

namespace inventory {

namespace {

constexpr std::array<std::string_view, progresses> names{"not remediated", "in progress", "done"};

}  // namespace

std::string_view name_of(Progress progress) {
  return names[static_cast<std::size_t>(progress)];
}

std::optional<Progress> progress_from(std::string_view name) {
  const auto* const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Progress>(found - names.begin());
}

Progress together(const std::array<std::size_t, progresses>& of, std::size_t all) {
  const std::size_t done = of[static_cast<std::size_t>(Progress::done)];
  if (done == all) return Progress::done;
  const bool any = done + of[static_cast<std::size_t>(Progress::in_progress)] > 0;
  return any ? Progress::in_progress : Progress::not_remediated;
}

}  // namespace inventory
