#include "world/building/care.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

#include "world/advisory/version_key.h"
#include "world/building/names.h"

namespace building {

namespace {

constexpr std::size_t needs_bytes_most = 65'536;  // docs/formats/needs.md

/// What the systems of one organisation are called, and what needs writes for each.
class Systems {
 public:
  Systems(const std::vector<std::pair<const ServiceRow*, std::string>>& services, const Zones& zones,
          const std::vector<GroupDraft>& groups) {
    for (const auto& [row, id] : services) put(row->name, {id});
    for (const GroupDraft& group : groups) {
      if (group.devices.size() == 1) put(group.devices.front()->id, {group.id});
      put(group.id, {group.id});
    }
    using Ids = std::map<std::string, std::vector<std::string>>;
    Ids sites, uses, of_zones;
    for (const ZoneDraft& zone : zones.all()) sites[zone.site], uses[zone.purpose], of_zones[zone.id];
    for (const GroupDraft& group : groups) {
      const ZoneDraft& zone = zones.all()[group.zone];
      sites[zone.site].push_back(group.id);
      uses[zone.purpose].push_back(group.id);
      of_zones[zone.id].push_back(group.id);
    }
    sites.erase("");
    for (const auto& [site, ids] : sites) words_.try_emplace(site, ids);
    for (const ZoneDraft& zone : zones.all()) {  // the list's own words for a use
      for (const Subnet* subnet : zone.subnets) {
        const std::string word = spelling_of(subnet->use);
        if (!word.empty()) words_.try_emplace(word, uses[zone.purpose]);
      }
    }
    for (const auto& [use, ids] : uses) words_.try_emplace(use, ids);
    const std::string own = zones.organisation() + '/';
    for (const auto& [zone, ids] : of_zones) {
      if (zone.starts_with(own)) put(zone.substr(own.size()), ids);
      put(zone, ids);
    }
  }

  /// Null when there is no such system; empty when no device of the store is of it.
  [[nodiscard]] const std::vector<std::string>* find(const std::string& name) const {
    if (const auto found = names_.find(advisory::lowered(name)); found != names_.end()) return &found->second;
    const auto found = words_.find(spelling_of(name));
    return found == words_.end() ? nullptr : &found->second;
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& [name, ids] : names_) all.push_back(name);
    for (const auto& [name, ids] : words_) all.push_back(name);
    return all;
  }

  /// For people who wrote a name that there is not.
  [[nodiscard]] std::string some() const {
    std::string text;
    std::size_t told = 0;
    for (const auto& [word, ids] : words_) {
      if (++told > 6) break;
      text += (text.empty() ? "" : ", ") + word;
    }
    return text;
  }

 private:
  void put(const std::string& name, std::vector<std::string> ids) {
    names_.emplace(advisory::lowered(name), std::move(ids));
  }

  std::map<std::string, std::vector<std::string>> names_;  ///< services, devices, groups, zones
  std::map<std::string, std::vector<std::string>> words_;  ///< sites and uses, by spelling
};

/// "all(a, 80% of (b, c))"
class Expression {
 public:
  void add(const std::vector<std::string>& ids, double share) {
    std::string term = ids.front();
    if (ids.size() > 1) term = fmt::format("{} of ({})", percent(share), fmt::join(ids, ", "));
    if (std::ranges::find(terms_, term) == terms_.end()) terms_.push_back(std::move(term));
  }
  [[nodiscard]] std::string text() const {
    if (terms_.empty()) return "nothing";
    if (terms_.size() == 1) return terms_.front();
    return fmt::format("all({})", fmt::join(terms_, ", "));
  }

 private:
  std::vector<std::string> terms_;
};

/// The order in which services have to be back.
class Order {
 public:
  explicit Order(const std::vector<const ServiceRow*>& rows) {
    for (const ServiceRow* row : rows) {
      if (row->recovery_s) times_.push_back(*row->recovery_s);
    }
    std::ranges::sort(times_);
    times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
  }
  /// 1 for the service that has to be back first; those without a time come last.
  [[nodiscard]] std::size_t of(const ServiceRow& row) const {
    const auto place = row.recovery_s ? std::ranges::lower_bound(times_, *row.recovery_s) : times_.end();
    return static_cast<std::size_t>(place - times_.begin()) + 1;
  }

 private:
  std::vector<double> times_;  ///< each once, rising
};

/// The ids of the groups, the largest ones if an expression has no room for all.
std::vector<std::string> ids_that_fit(const std::vector<GroupDraft>& groups) {
  std::vector<const GroupDraft*> largest;
  largest.reserve(groups.size());
  for (const GroupDraft& group : groups) largest.push_back(&group);
  std::ranges::stable_sort(largest, std::ranges::greater(), [](const GroupDraft* one) { return one->devices.size(); });
  constexpr std::size_t around = 100;  // the share and the brackets
  std::size_t bytes = around;
  std::set<std::string> fit;
  for (const GroupDraft* group : largest) {
    bytes += group->id.size() + 2;
    if (bytes > needs_bytes_most) break;
    fit.insert(group->id);
  }
  return {fit.begin(), fit.end()};
}

void write_whole(const std::string& organisation, const std::vector<GroupDraft>& groups, Draft& draft) {
  Expression needs;
  const std::vector<std::string> all = ids_that_fit(groups);
  const std::string kind = draft.assume("service.kind", "services of whole organisations").value;
  if (!all.empty()) needs.add(all, draft.assume("needs.share", "services that need several groups").number);
  draft.add("services", {draft.unused_id(organisation + "-care"), organisation, kind, needs.text(),
                         draft.parameter("paper", "capacity of services on paper"),
                         draft.parameter("disconnected", "capacity of services while cut off"), "1", "", "", "needs"});
  ++draft.counts.services;
  ++draft.counts.services_assumed;
}

using Named = std::vector<std::pair<const ServiceRow*, std::string>>;  // services of the list and their ids

/// Services that need each other in a circle: each circle that a walk closes, at its row.
void check_circles(const Named& services, const std::vector<std::vector<std::size_t>>& needed, const std::string& file,
                   base::Problems& problems) {
  enum class State : unsigned char { fresh, on_way, done };
  std::vector<State> state(services.size(), State::fresh);
  std::vector<std::pair<std::size_t, std::size_t>> way;  // a service, and how many of those that it needs are walked
  for (std::size_t first = 0; first < services.size(); ++first) {
    if (state[first] == State::fresh) way.emplace_back(first, 0), state[first] = State::on_way;
    while (!way.empty()) {
      auto& [at, walked] = way.back();
      if (walked == needed[at].size()) {
        state[at] = State::done;
        way.pop_back();
        continue;
      }
      const std::size_t next = needed[at][walked++];
      if (state[next] == State::on_way) {
        auto step = std::ranges::find(way, next, &std::pair<std::size_t, std::size_t>::first);
        std::string names;
        for (std::size_t told = 0; step != way.end() && told < 8; ++step, ++told) {
          names += services[step->first].first->name + " needs ";
        }
        problems.add({file, fmt::format("row {}, column systems", services[at].first->row),
                      names + (step == way.end() ? "" : "... ") + services[next].first->name, "is a circle of services",
                      "take one of them out of the other's systems"});
      } else if (state[next] == State::fresh) {
        state[next] = State::on_way;
        way.emplace_back(next, 0);
      }
    }
  }
}

}  // namespace

std::set<std::string> named_devices(const std::vector<const ServiceRow*>& rows,
                                    const std::vector<const Device*>& devices) {
  std::set<std::string> wanted, services, named;
  for (const ServiceRow* row : rows) {
    services.insert(advisory::lowered(row->name));
    for (const std::string& system : row->systems) wanted.insert(advisory::lowered(system));
  }
  for (const Device* device : devices) {
    const std::string id = advisory::lowered(device->id);
    if (wanted.contains(id) && !services.contains(id)) named.insert(device->id);
  }
  return named;
}

base::Problems write_services(const std::string& organisation, const std::vector<const ServiceRow*>& rows,
                              const Zones& zones, const std::vector<GroupDraft>& groups, const std::string& file,
                              const Nearest& nearest, Draft& draft) {
  base::Problems problems;
  if (rows.empty()) {
    write_whole(organisation, groups, draft);
    return problems;
  }
  Named services;
  std::unordered_map<std::string, std::size_t> number_of;  // by id
  for (const ServiceRow* row : rows) {
    const std::string word = word_of(row->name);
    services.emplace_back(row, draft.unused_id(organisation + '-' + (word.empty() ? "service" : word)));
    number_of.emplace(services.back().second, services.size() - 1);
  }
  const Systems systems(services, zones, groups);
  const Order order(rows);
  std::vector<std::vector<std::size_t>> needed(services.size());  // services, by service
  for (std::size_t number = 0; number < services.size(); ++number) {
    const auto& [row, id] = services[number];
    const std::string place = fmt::format("row {}, column systems", row->row);
    Expression needs;
    for (const std::string& name : row->systems) {
      const std::vector<std::string>* ids = systems.find(name);
      if (ids == nullptr) {
        const std::string what = "is no device, site, use, zone, device group or service of this organisation";
        std::optional<std::string> meant;
        if (problems.wants(file, what)) meant = nearest(advisory::lowered(name), systems.names());
        problems.add({file, place, name, what,
                      meant ? fmt::format("did you mean '{}'?", *meant)
                            : fmt::format("name a device of the inventories, or one of {}", systems.some())});
        continue;
      }
      if (ids->empty()) {
        problems.add({file, place, name, "has no devices of the store",
                      "import the inventories of its devices, or take it out"});
        continue;
      }
      if (ids->front() == id) {
        problems.add({file, place, name, "is the service itself", "name what it needs"});
        continue;
      }
      if (const auto service = number_of.find(ids->front()); service != number_of.end()) {
        needed[number].push_back(service->second);
      }
      const double share =
          ids->size() > 1 ? draft.assume("needs.share", "systems that stand for several groups").number : 1;
      needs.add(*ids, share);
    }
    if (needs.text().size() > needs_bytes_most) {
      problems.add({file, place, "",
                    fmt::format("stands for more device groups than one service can name, {} bytes of "
                                "ids",
                                needs.text().size()),
                    "name zones or devices, not whole sites and uses"});
    }
    if (!row->recovery_s) draft.assume("order.not-known", "services without a recovery time");
    const std::string kind = word_of(row->kind);
    const std::string fallback =
        row->fallback ? fmt::format("{}", *row->fallback) : draft.parameter("paper", "capacity of services on paper");
    draft.add("services",
              {id, organisation, kind.empty() ? draft.assume("service.kind", "kinds of services").value : kind,
               needs.text(), fallback, draft.parameter("disconnected", "capacity of services while cut off"),
               fmt::format("{}", order.of(*row)), "", "", ""});
    ++draft.counts.services;
  }
  check_circles(services, needed, file, problems);
  return problems;
}

}  // namespace building
