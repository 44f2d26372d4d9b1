#include "show/report/exposed_movement.h"

#include <fmt/format.h>

#include <algorithm>

#include "show/report/exposed_groups.h"
#include "show/report/words.h"

namespace report {

namespace {

constexpr std::size_t rows_shown = 40;

}  // namespace

std::string position_word(const std::optional<exposure::Position>& position) {
  return position ? std::string(exposure::name_of(*position)) : "not in the answer";
}

std::string standing_word(const std::optional<exposure::DeviceStanding>& standing) {
  if (!standing) return "not known";
  return std::string(people_word(standing->standing)) + (standing->stale ? ": stale" : "");
}

std::string movement_text(const ExposedAnswer& answer, int width, const Style& style) {
  const auto& all = answer.movement.organisations;
  const std::string since = plain(answer.since);
  if (all.empty()) return fmt::format("Since {} nobody moved.\n", since);
  std::string out = fmt::format("Since {} {} {} moved, in {} {}\n", since, whole(answer.movement.devices.size()),
                                answer.movement.devices.size() == 1 ? "device" : "devices", whole(all.size()),
                                all.size() == 1 ? "organisation" : "organisations");
  Table table({{"organisation"},
               {"stood"},
               {"stands"},
               {"no longer exposed", true},
               {"newly exposed", true},
               {"moved otherwise", true, true},
               {"newest evidence"}});
  for (std::size_t i = 0; i < std::min(all.size(), rows_shown); ++i) {
    const exposure::OrganisationMove& one = all[i];
    table.add({{plain(one.id), position_word(one.was), position_word(one.is), whole(one.closed), whole(one.opened),
                whole(one.other), one.newest.empty() ? "none" : plain(one.newest)},
               {}});
  }
  out += table.to_text(width, style);
  if (all.size() > rows_shown)
    out += fmt::format("  ... and {} more: --json lists all\n", whole(all.size() - rows_shown));
  return out;
}

}  // namespace report
