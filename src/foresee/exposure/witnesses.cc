#include "foresee/exposure/witnesses.h"

#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/instant.h"
#include "foresee/exposure/device_ids.h"
#include "foresee/exposure/evidence.h"
#include "foresee/exposure/remedies.h"
#include "world/advisory/id.h"

namespace exposure {

namespace {

/// Which vulnerabilities of the scope a finding bears on, by its subject in capitals.
std::map<std::string, std::set<std::uint32_t>> bearing(const Claims& claims, const Scope& scope) {
  std::vector<bool> asked(claims.ids().size(), false);
  for (const std::uint32_t one : scope.products) asked[one] = true;
  for (const std::uint32_t one : scope.systems) asked[one] = true;
  for (const std::uint32_t one : scope.unnamed) asked[one] = true;
  std::map<std::string, std::set<std::uint32_t>> all;
  for (std::uint32_t i = 0; i < claims.advisories().size(); ++i) {
    const auto& flaws = claims.advisories()[i].vulnerabilities;
    for (std::uint32_t k = 0; k < flaws.size(); ++k) {
      const std::uint32_t vulnerability = claims.id_of(i, k);
      if (!asked[vulnerability]) continue;
      all[claims.ids()[vulnerability]].insert(vulnerability);
      for (const advisory::Remediation& remedy : flaws[k].remediations) {
        if (!remedy.update.empty()) all[advisory::id_key(remedy.update)].insert(vulnerability);
      }
    }
  }
  return all;
}

bool is_stale(const inventory::Testimony& one, std::int32_t today) {
  const auto seen = base::day_number(one.date);
  return !seen || *seen + (one.good_for > 0 ? one.good_for : good_for_days) < today;
}

/// Which of two findings of one tool is shown.
auto weight(const Witness& one) {
  return std::tuple(one.disagrees, one.open, !one.stale);
}

}  // namespace

std::vector<std::string> subjects_of(const Claims& claims, const std::vector<std::string>& ids) {
  std::set<std::string> all;
  for (const std::string& id : vulnerabilities_of(claims, ids)) all.insert(id);
  for (const advisory::Advisory& one : claims.advisories()) {
    for (const advisory::Vulnerability& flaw : one.vulnerabilities) {
      if (!is_asked_for(one, flaw, ids)) continue;
      for (const advisory::Remediation& remedy : flaw.remediations) {
        if (!remedy.update.empty()) all.insert(remedy.update);
      }
    }
  }
  return {all.begin(), all.end()};
}

std::vector<Witness> witnesses(const inventory::Fleet& fleet, const Matched& matched,
                               const std::vector<inventory::Testimony>& testimonies, std::string_view day) {
  if (testimonies.empty()) return {};
  const DeviceIds ids(fleet);
  const auto subjects = bearing(matched.claims, matched.scope);
  const std::int32_t today = base::day_number(day).value_or(std::numeric_limits<std::int32_t>::max());
  // What each tool says of each vulnerability of each device.
  std::map<std::tuple<std::uint32_t, std::string, std::uint32_t>, Witness> said;
  for (const inventory::Testimony& one : testimonies) {
    const auto device = ids.find(one.organisation, one.device);
    const auto about = subjects.find(advisory::id_key(one.finding.subject));
    if (!device || about == subjects.end()) continue;
    for (const std::uint32_t vulnerability : about->second) {
      Witness& witness = said[{*device, one.tool, vulnerability}];
      if (!witness.tool.empty() && (witness.open || !one.finding.open)) continue;
      witness = {*device, one.tool, one.file, one.date, one.finding.subject, one.finding.open, is_stale(one, today),
                 false};
    }
  }
  std::vector<Witness> found;
  for (auto& [key, witness] : said) {
    const Standing standing =
        standing_with(matched.exposed, matched.stock, matched.scope, matched.windows, witness.device, std::get<2>(key));
    witness.disagrees = !witness.stale && (witness.open ? !is_open(standing) : standing == Standing::affected);
    const bool same = !found.empty() && found.back().device == witness.device && found.back().tool == witness.tool;
    if (!same) {
      found.push_back(std::move(witness));
    } else if (weight(witness) > weight(found.back())) {
      found.back() = std::move(witness);
    }
  }
  return found;
}

}  // namespace exposure
