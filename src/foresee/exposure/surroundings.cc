#include "foresee/exposure/surroundings.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "foresee/exposure/estate_shares.h"
#include "foresee/exposure/placement.h"
#include "world/estate/zone_classes.h"

namespace exposure {

namespace {

using estate::Index;

/// Services that the rows name, and one that none names: what holds for all others.
std::vector<std::string> services_of_conduits(const estate::Estate& estate) {
  std::set<std::string> names;
  for (const estate::Conduit& row : estate.conduits) names.insert(row.service);
  names.erase("*");
  std::vector<std::string> all(names.begin(), names.end());
  all.emplace_back();
  return all;
}

/// Whose zones a class has: one organisation, or several.
struct Members {
  Index organisation = estate::none;
  bool several = false;

  void add(Index one) {
    several = several || (organisation != estate::none && organisation != one);
    organisation = one;
  }
  [[nodiscard]] bool has_other_than(Index one) const {
    return several || (organisation != estate::none && organisation != one);
  }
};

class Ways {
 public:
  explicit Ways(const estate::Estate& estate)
      : classes_(estate),
        mask_(classes_.opening_rows()),
        services_(services_of_conduits(estate)),
        members_(classes_.count()) {
    for (Index zone = 0; zone < estate.zones.size(); ++zone) {
      members_[classes_.of_zone(zone)].add(estate.zones[zone].organisation);
    }
    for (Index to = 0; to < classes_.count(); ++to) {
      internet_.push_back(
          any([&](const std::string& service) { return classes_.allowed_from_internet(to, mask_, service); }));
      sources_.emplace_back();
      for (Index from = 0; from < classes_.count(); ++from) {
        const bool open =
            any([&](const std::string& service) { return classes_.allowed(from, mask_, to, mask_, false, service); });
        if (open) sources_.back().push_back(from);
      }
    }
  }

  [[nodiscard]] Reach of(Index zone, Index organisation) const {
    const Index to = classes_.of_zone(zone);
    if (internet_[to]) return Reach::internet;
    const bool others =
        std::ranges::any_of(sources_[to], [&](Index from) { return members_[from].has_other_than(organisation); });
    return others ? Reach::other_organisation : Reach::own_organisation;
  }

 private:
  template <class Allowed>
  [[nodiscard]] bool any(const Allowed& allowed) const {
    return std::ranges::any_of(services_, allowed);
  }

  estate::StaticClasses classes_;
  estate::RowMask mask_;
  std::vector<std::string> services_;
  std::vector<Members> members_;
  std::vector<bool> internet_;
  std::vector<std::vector<Index>> sources_;  ///< for each class those from which attempts of another organisation pass
};

/// Whatever a service needs by itself: zones of groups, and other services.
template <class Zone, class Other>
void each_need(const estate::Estate& estate, const estate::Service& service, const Zone& zone, const Other& other) {
  for (const estate::Needs::Node& node : service.needs.nodes()) {
    if (node.kind == estate::Needs::Kind::group) zone(estate.groups[node.index].zone);
    if (node.kind == estate::Needs::Kind::service) other(node.index);
  }
}

/// Capacities of all services when of each zone's groups a share is left.
std::vector<double> capacities(const estate::Estate& estate, const std::vector<double>& left_of_zone) {
  std::vector<double> capacity(estate.care.services.size(), 1);
  for (const Index service : estate.services_in_order()) {
    capacity[service] = estate::value_of(
        estate.care.services[service].needs, [&](Index group) { return left_of_zone[estate.groups[group].zone]; },
        [&](Index group) { return estate.groups[group].count; }, [&](Index other) { return capacity[other]; });
  }
  return capacity;
}

}  // namespace

std::string_view words_of(Reach reach) {
  constexpr std::array<std::string_view, 4> words{"internet", "another organisation", "its own organisation only",
                                                  "not known"};
  return words[static_cast<std::size_t>(reach)];
}

std::vector<Reach> reach_of_zones(const estate::Estate& estate) {
  const Ways ways(estate);
  std::vector<Reach> all;
  all.reserve(estate.zones.size());
  for (Index zone = 0; zone < estate.zones.size(); ++zone) {
    all.push_back(ways.of(zone, estate.zones[zone].organisation));
  }
  return all;
}

std::vector<Index> zones_of(const estate::Estate& estate, const inventory::Fleet& fleet) {
  std::vector<Index> zones;
  zones.reserve(fleet.devices.size());
  for (const Placed& one : placed(estate.tables(), fleet)) zones.push_back(one.zone);
  return zones;
}

std::vector<std::vector<Index>> services_on_zones(const estate::Estate& estate) {
  std::vector<std::set<Index>> zones(estate.care.services.size());  // of each service
  for (const Index service : estate.services_in_order()) {
    each_need(
        estate, estate.care.services[service], [&](Index zone) { zones[service].insert(zone); },
        [&](Index other) { zones[service].insert(zones[other].begin(), zones[other].end()); });
  }
  std::vector<std::vector<Index>> services(estate.zones.size());
  for (Index service = 0; service < zones.size(); ++service) {
    for (const Index zone : zones[service]) services[zone].push_back(service);
  }
  return services;
}

Surroundings surroundings(const estate::Estate& estate, const inventory::Fleet& fleet) {
  return {zones_of(estate, fleet), reach_of_zones(estate), services_on_zones(estate), estate.care.services.size()};
}

std::vector<ServiceExposure> services_exposed(const estate::Estate& estate, const inventory::Fleet& fleet,
                                              const Exposed& exposed) {
  std::vector<double> left(estate.zones.size(), 1);
  std::vector<double> left_worst(estate.zones.size(), 1);
  const std::vector<ZoneEvidence> evidence = evidence_of(estate.tables(), fleet, exposed);
  const auto services = services_on_zones(estate);
  std::vector<ServiceExposure> all(estate.care.services.size());
  for (const ZoneEvidence& one : evidence) {
    const auto devices = static_cast<double>(one.affected + one.cannot_tell + one.not_affected);
    left[one.zone] = 1 - static_cast<double>(one.affected) / devices;
    left_worst[one.zone] = 1 - static_cast<double>(one.affected + one.cannot_tell) / devices;
    for (const Index service : services[one.zone]) {
      all[service].affected += one.affected;
      all[service].cannot_tell += one.cannot_tell;
      all[service].not_affected += one.not_affected;
    }
  }
  const std::vector<double> capacity = capacities(estate, left);
  const std::vector<double> capacity_worst = capacities(estate, left_worst);
  for (Index service = 0; service < all.size(); ++service) {
    all[service].service = service;
    all[service].left = capacity[service];
    all[service].left_worst = capacity_worst[service];
  }
  std::erase_if(all, [](const ServiceExposure& one) { return one.affected + one.cannot_tell == 0; });
  std::ranges::sort(all, {}, [](const ServiceExposure& one) {
    return std::tuple(one.left, one.left_worst, -static_cast<double>(one.affected), one.service);
  });
  return all;
}

}  // namespace exposure
