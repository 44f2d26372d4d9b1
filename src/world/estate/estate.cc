#include "world/estate/estate.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace estate {

namespace {

std::vector<Index> zone_organisations(const std::vector<Zone>& zones) {
  std::vector<Index> owners;
  owners.reserve(zones.size());
  for (const Zone& zone : zones) owners.push_back(zone.organisation);
  return owners;
}

std::vector<Index> group_zones(const std::vector<DeviceGroup>& groups) {
  std::vector<Index> owners;
  owners.reserve(groups.size());
  for (const DeviceGroup& group : groups) owners.push_back(group.zone);
  return owners;
}

std::vector<Index> service_organisations(const std::vector<Service>& services) {
  std::vector<Index> owners;
  owners.reserve(services.size());
  for (const Service& service : services) owners.push_back(service.organisation);
  return owners;
}

/// Depth-first walk over what services need. Fills `order` so that each stands after what it needs; answers the cycle
/// that it met, or nothing. Own stack: chains may be as long as there are services.
std::vector<Index> walk_services(std::span<const Service> services, std::vector<Index>& order) {
  enum class Mark : std::uint8_t { fresh, open, done };
  std::vector<Mark> mark(services.size(), Mark::fresh);
  struct Step {
    Index service;
    std::size_t next_node;
  };
  std::vector<Step> path;
  for (Index first = 0; first < services.size(); ++first) {
    if (mark[first] != Mark::fresh) continue;
    path.push_back({first, 0});
    mark[first] = Mark::open;
    while (!path.empty()) {
      const auto nodes = services[path.back().service].needs.nodes();
      std::size_t& node = path.back().next_node;
      while (node < nodes.size() && nodes[node].kind != Needs::Kind::service) ++node;
      if (node == nodes.size()) {
        mark[path.back().service] = Mark::done;
        order.push_back(path.back().service);
        path.pop_back();
        continue;
      }
      const Index needed = nodes[node++].index;
      if (mark[needed] == Mark::open) {
        const auto start = std::find_if(path.begin(), path.end(), [&](const Step& s) { return s.service == needed; });
        std::vector<Index> cycle;
        for (auto step = start; step != path.end(); ++step) cycle.push_back(step->service);
        return cycle;
      }
      if (mark[needed] == Mark::fresh) {
        mark[needed] = Mark::open;
        path.push_back({needed, 0});
      }
    }
  }
  return {};
}

}  // namespace

Grouping::Grouping(std::size_t owners, std::span<const Index> owner_of) : first_(owners + 1, 0) {
  for (const Index owner : owner_of) {
    if (owner != none) ++first_[owner + 1];
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  members_.resize(first_.back());
  std::vector<Index> next(first_.begin(), first_.end() - 1);
  for (Index i = 0; i < owner_of.size(); ++i) {
    if (owner_of[i] != none) members_[next[owner_of[i]]++] = i;
  }
}

Estate::Estate(Tables tables) : Tables(std::move(tables)) {
  zones_of_ = Grouping(organisations.size(), zone_organisations(zones));
  groups_of_ = Grouping(zones.size(), group_zones(groups));
  services_of_ = Grouping(organisations.size(), service_organisations(care.services));
  devices_of_.assign(organisations.size(), 0);
  for (const DeviceGroup& group : groups) {
    devices_of_[zones[group.zone].organisation] += group.count;
    devices_ += group.count;
  }
  for (Index i = 0; i < organisations.size(); ++i) {
    Index top = i;
    while (organisations[top].parent != none) top = organisations[top].parent;
    top_of_.push_back(top);
  }
  walk_services(care.services, services_in_order_);

  // A service that another needs inherits that one's urgency: walk from those that need to those that are needed.
  constexpr std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
  restoration_class_.assign(groups.size(), last);
  std::vector<std::uint32_t> urgency(care.services.size());
  for (Index i = 0; i < care.services.size(); ++i) urgency[i] = care.services[i].order;
  for (auto service = services_in_order_.rbegin(); service != services_in_order_.rend(); ++service) {
    for (const Needs::Node& node : care.services[*service].needs.nodes()) {
      if (node.kind == Needs::Kind::service) urgency[node.index] = std::min(urgency[node.index], urgency[*service]);
      if (node.kind == Needs::Kind::group) {
        restoration_class_[node.index] = std::min(restoration_class_[node.index], urgency[*service]);
      }
    }
  }
}

std::vector<Index> find_cycle(std::span<const Service> services) {
  std::vector<Index> order;
  return walk_services(services, order);
}

std::vector<std::string> service_kinds(std::span<const Service> services) {
  std::vector<std::string> kinds;
  for (const Service& service : services) {
    if (std::ranges::find(kinds, service.kind) == kinds.end()) kinds.push_back(service.kind);
  }
  return kinds;
}

std::vector<Index> find_parent_cycle(std::span<const Organisation> organisations) {
  std::vector<Index> seen_from(organisations.size(), none);
  for (Index first = 0; first < organisations.size(); ++first) {
    Index at = first;
    while (at != none && seen_from[at] == none) {
      seen_from[at] = first;
      at = organisations[at].parent;
    }
    if (at == none || seen_from[at] != first) continue;
    std::vector<Index> cycle;
    Index step = at;
    do {
      cycle.push_back(step);
      step = organisations[step].parent;
    } while (step != at);
    return cycle;
  }
  return {};
}

}  // namespace estate
