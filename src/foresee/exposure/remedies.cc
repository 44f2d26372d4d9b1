#include "foresee/exposure/remedies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "foresee/exposure/device_ids.h"
#include "world/advisory/id.h"

namespace exposure {

namespace {

using inventory::Progress;

void add_remedies(const advisory::Vulnerability& flaw, std::uint32_t product, std::set<std::string>& lines) {
  for (const advisory::Remediation& remedy : flaw.remediations) {
    const auto& only = remedy.products;
    if (!only.empty() && std::ranges::find(only, product) == only.end()) continue;
    lines.insert(fmt::format("{}: {} {}", remedy.kind, remedy.update, remedy.details));
  }
}

}  // namespace

std::string Remedies::of(std::uint32_t device, std::string_view vulnerability, std::uint32_t component) const {
  std::set<std::string> lines;
  for (const ComponentAnswers& one : answers_) {
    if (component != Stock::none && component != one.component) continue;
    if (!std::ranges::binary_search(stock_.carriers(one.component), device)) continue;
    for (const Answer& answer : one.answers) {
      const advisory::Vulnerability& flaw = claims_.advisories()[answer.advisory].vulnerabilities[answer.vulnerability];
      if (advisory::id_key(flaw.id) == vulnerability) add_remedies(flaw, claims_.claims()[answer.claim].product, lines);
    }
  }
  const std::uint32_t state = stock_.windows_of(device);
  const auto number = windows_.number_of(vulnerability);
  if (component == Stock::none && state != Stock::none && number) {
    const std::uint32_t asked = windows_.check(stock_.windows()[state], *number).asked;
    if (asked != 0) lines.insert(fmt::format("KB{}", asked));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::vector<std::string> vulnerabilities_of(const Claims& claims, const std::vector<std::string>& ids) {
  std::set<std::string> all;
  for (const advisory::Advisory& one : claims.advisories()) {
    for (const advisory::Vulnerability& flaw : one.vulnerabilities) {
      if (is_asked_for(one, flaw, ids)) all.insert(advisory::id_key(flaw.id));
    }
  }
  return {all.begin(), all.end()};
}

std::vector<MarkedDevice> marked(const inventory::Fleet& fleet, const Exposed& exposed, const Remedies& remedies,
                                 const std::vector<std::string>& vulnerabilities,
                                 const std::vector<inventory::Mark>& marks) {
  if (marks.empty()) return {};
  const DeviceIds ids(fleet);
  struct Count {
    std::array<std::size_t, inventory::progresses> of{};
    bool lapsed = false;
  };
  std::map<std::uint32_t, Count> counts;
  for (const inventory::Mark& mark : marks) {
    if (!mark.component.empty()) continue;
    const auto device = ids.find(mark.organisation, mark.device);
    const std::string vulnerability = advisory::id_key(mark.vulnerability);
    if (!device || !std::ranges::binary_search(vulnerabilities, vulnerability)) continue;
    Count& count = counts[*device];
    const bool lapsed =
        is_open(exposed.devices[*device].standing) && remedies.of(*device, vulnerability) != mark.remedy;
    count.lapsed |= lapsed;
    if (!lapsed) ++count.of[static_cast<std::size_t>(mark.progress)];
  }
  std::vector<MarkedDevice> all;
  for (const auto& [device, count] : counts) {
    MarkedDevice& one = all.emplace_back();
    one.device = device;
    one.lapsed = count.lapsed;
    one.progress = inventory::together(count.of, vulnerabilities.size());
  }
  return all;
}

MarkCounts count(const Exposed& exposed, const std::vector<MarkedDevice>& marked) {
  MarkCounts counts;
  for (const Standing open : {Standing::affected, Standing::cannot_tell}) {
    counts.not_remediated += exposed.count[static_cast<std::size_t>(open)];
  }
  for (const MarkedDevice& one : marked) {
    const DeviceStanding& device = exposed.devices[one.device];
    if (!is_open(device.standing)) {
      const bool cleared = device.standing == Standing::not_affected && one.progress == Progress::done;
      counts.borne_out += cleared ? 1 : 0;
      continue;
    }
    counts.lapsed += one.lapsed ? 1 : 0;
    if (one.progress == Progress::not_remediated) continue;
    --counts.not_remediated;
    ++(one.progress == Progress::done ? counts.done : counts.in_progress);
  }
  return counts;
}

}  // namespace exposure
