#include "foresee/exposure/coverage.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace exposure {

namespace {

constexpr std::array<std::string_view, positions> names{"exposed", "cannot tell", "no inventory received",
                                                        "clear by evidence"};

std::size_t of(const OrganisationCoverage& one, Standing standing) {
  return one.count[static_cast<std::size_t>(standing)];
}

Position position_of(const OrganisationCoverage& one) {
  if (one.seen == 0) return Position::nothing_received;
  if (of(one, Standing::affected) > 0) return Position::exposed;
  if (of(one, Standing::cannot_tell) > 0 || one.disagreed > 0) return Position::cannot_tell;
  return enough_seen(one) ? Position::clear : Position::cannot_tell;
}

/// All that is known of organisations, by their ids.
class Gathering {
 public:
  Gathering(const inventory::Fleet& fleet, std::string_view only) : fleet_(fleet), only_(only) {}

  void expect(const estate::Estate& around) {
    for (const estate::Organisation& one : around.organisations) {
      if (OrganisationCoverage* found = find(one.id)) found->expected = 0;
    }
    for (const estate::DeviceGroup& group : around.groups) {
      const estate::Index organisation = around.zones[group.zone].organisation;
      OrganisationCoverage* const found = find(around.organisations[organisation].id);
      if (found != nullptr) *found->expected += static_cast<std::size_t>(group.count);
    }
  }

  void count(const Exposed& exposed, const Mitigated& mitigated, const std::vector<Witness>& witnesses) {
    std::vector<OrganisationCoverage*> own;
    own.reserve(fleet_.organisations.size());
    for (const std::string& id : fleet_.organisations) own.push_back(find(id));
    const auto owner = [&](std::uint32_t device) { return own[fleet_.devices[device].organisation]; };
    for (const DeviceStanding& device : exposed.devices) {
      OrganisationCoverage* const one = owner(device.device);
      if (one == nullptr) continue;
      ++one->seen;
      ++one->count[static_cast<std::size_t>(device.standing)];
      one->stale += device.stale ? 1 : 0;
    }
    for (const MitigatedDevice& device : mitigated.devices) {
      OrganisationCoverage* const one = owner(device.device);
      if (one == nullptr || exposed.devices[device.device].standing != Standing::affected) continue;
      ++one->mitigated;
      if (one->mitigated_until.empty() || device.by.until < one->mitigated_until)
        one->mitigated_until = device.by.until;
    }
    std::uint32_t last = Stock::none;
    for (const Witness& witness : witnesses) {
      if (!witness.disagrees || witness.device == last) continue;
      last = witness.device;
      if (OrganisationCoverage* const one = owner(last)) ++one->disagreed;
    }
    for (const inventory::Holding& holding : fleet_.holdings) {
      OrganisationCoverage* const one = owner(holding.device);
      if (one == nullptr) continue;
      const std::string_view day = std::string_view(fleet_.sources[holding.source].date).substr(0, 10);
      if (one->newest < day) one->newest = day;
    }
  }

  void refuse(const std::vector<inventory::Refusals>& refusals, Coverage& all) {
    for (const inventory::Refusals& one : refusals) {
      if (one.organisation.empty()) {
        all.refused_of_nobody = one.rows;
      } else if (OrganisationCoverage* const found = find(one.organisation)) {
        found->refused = one.rows;
      }
    }
  }

  void take(Coverage& all) && {
    for (auto& [id, one] : organisations_) {
      one.id = id;
      one.position = position_of(one);
      ++all.count[static_cast<std::size_t>(one.position)];
      all.organisations.push_back(std::move(one));
    }
    std::ranges::stable_sort(all.organisations, [](const OrganisationCoverage& a, const OrganisationCoverage& b) {
      return std::tuple(a.position, of(b, Standing::affected), of(b, Standing::cannot_tell)) <
             std::tuple(b.position, of(a, Standing::affected), of(a, Standing::cannot_tell));
    });
  }

 private:
  OrganisationCoverage* find(const std::string& id) {
    return only_.empty() || id == only_ ? &organisations_[id] : nullptr;
  }

  const inventory::Fleet& fleet_;
  std::string_view only_;
  std::map<std::string, OrganisationCoverage> organisations_;
};

}  // namespace

std::string_view name_of(Position position) {
  return names[static_cast<std::size_t>(position)];
}

bool enough_seen(const OrganisationCoverage& one) {
  const std::size_t all = std::max(one.expected.value_or(0), one.seen) + one.refused;
  return static_cast<double>(one.seen) >= seen_least * static_cast<double>(all);
}

Coverage coverage(const inventory::Fleet& fleet, const Exposed& exposed, const Mitigated& mitigated,
                  const std::vector<Witness>& witnesses, const std::vector<inventory::Refusals>& refusals,
                  const estate::Estate* around, std::string_view only) {
  Coverage all;
  Gathering gathering(fleet, only);
  if (around != nullptr) gathering.expect(*around);
  gathering.count(exposed, mitigated, witnesses);
  gathering.refuse(refusals, all);
  std::move(gathering).take(all);
  return all;
}

}  // namespace exposure
