#include "foresee/exposure/witnesses.h"

#include <map>
#include <set>
#include <utility>

#include "foresee/exposure/device_ids.h"
#include "foresee/exposure/remedies.h"

namespace exposure {

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

std::vector<Witness> witnesses(const inventory::Fleet& fleet, const Exposed& exposed,
                               const std::vector<inventory::Testimony>& testimonies) {
  if (testimonies.empty()) return {};
  const DeviceIds ids(fleet);
  std::map<std::pair<std::uint32_t, std::string>, Witness> all;
  for (const inventory::Testimony& one : testimonies) {
    const auto device = ids.find(one.organisation, one.device);
    if (!device) continue;
    Witness& witness = all[{*device, one.tool}];
    const bool first = witness.tool.empty();
    if (!first && (witness.open || !one.finding.open)) continue;
    witness = {*device, one.tool, one.file, one.date, one.finding.subject, one.finding.open, false};
  }
  std::vector<Witness> found;
  found.reserve(all.size());
  for (auto& [key, witness] : all) {
    const Standing standing = exposed.devices[witness.device].standing;
    witness.disagrees = witness.open ? !is_open(standing) : standing == Standing::affected;
    found.push_back(std::move(witness));
  }
  return found;
}

}  // namespace exposure
