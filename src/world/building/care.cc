#include "world/building/care.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "world/building/names.h"

namespace building {

namespace {

std::string small(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

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
    std::map<std::string, std::vector<std::string>> sites, uses, of_zones;
    for (const GroupDraft& group : groups) {
      const ZoneDraft& zone = zones.all()[group.zone];
      if (!zone.site.empty()) sites[zone.site].push_back(group.id);
      uses[zone.purpose].push_back(group.id);
      of_zones[zone.id].push_back(group.id);
    }
    for (auto& [site, ids] : sites) words_.emplace(site, std::move(ids));
    for (const ZoneDraft& zone : zones.all()) {  // the list's own words for a use
      for (const Subnet* subnet : zone.subnets) {
        const auto groups_there = uses.find(zone.purpose);
        const std::string word = word_of(subnet->use);
        if (groups_there != uses.end() && !word.empty()) words_.emplace(word, groups_there->second);
      }
    }
    for (auto& [use, ids] : uses) words_.emplace(use, std::move(ids));
    for (auto& [zone, ids] : of_zones) {
      put(zone.substr(zone.find('/') + 1), ids);
      put(zone, std::move(ids));
    }
  }

  /// Null when there is no such system.
  [[nodiscard]] const std::vector<std::string>* find(const std::string& name) const {
    if (const auto found = names_.find(small(name)); found != names_.end()) return &found->second;
    const std::string word = word_of(name);
    const auto found = word.empty() ? words_.end() : words_.find(word);
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
  void put(const std::string& name, std::vector<std::string> ids) { names_.emplace(small(name), std::move(ids)); }

  std::map<std::string, std::vector<std::string>> names_;  ///< services, devices, groups, zones
  std::map<std::string, std::vector<std::string>> words_;  ///< sites and uses
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
    times_.erase(std::ranges::unique(times_).begin(), times_.end());
  }
  /// 1 for the service that has to be back first; those without a time come last.
  [[nodiscard]] std::size_t of(const ServiceRow& row) const {
    const auto place = row.recovery_s ? std::ranges::lower_bound(times_, *row.recovery_s) : times_.end();
    return static_cast<std::size_t>(place - times_.begin()) + 1;
  }

 private:
  std::vector<double> times_;  ///< each once, rising
};

void write_whole(const std::string& organisation, const std::vector<GroupDraft>& groups, Draft& draft) {
  Expression needs;
  std::vector<std::string> all;
  all.reserve(groups.size());
  for (const GroupDraft& group : groups) all.push_back(group.id);
  const std::string kind = draft.assume("service.kind", "services of whole organisations").value;
  if (!all.empty()) needs.add(all, draft.assume("needs.share", "services that need several groups").number);
  draft.add("services", {draft.unused_id(organisation + "-care"), organisation, kind, needs.text(),
                         draft.parameter("paper", "capacity of services on paper"),
                         draft.parameter("disconnected", "capacity of services while cut off"), "1", "", "", "needs"});
  ++draft.counts.services;
  ++draft.counts.services_assumed;
}

}  // namespace

std::set<std::string> named_devices(const std::vector<const ServiceRow*>& rows,
                                    const std::vector<const Device*>& devices) {
  std::set<std::string> wanted, services, named;
  for (const ServiceRow* row : rows) {
    services.insert(small(row->name));
    for (const std::string& system : row->systems) wanted.insert(small(system));
  }
  for (const Device* device : devices) {
    const std::string id = small(device->id);
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
  std::vector<std::pair<const ServiceRow*, std::string>> services;
  for (const ServiceRow* row : rows) {
    const std::string word = word_of(row->name);
    services.emplace_back(row, draft.unused_id(organisation + '-' + (word.empty() ? "service" : word)));
  }
  const Systems systems(services, zones, groups);
  const Order order(rows);
  for (const auto& [row, id] : services) {
    Expression needs;
    for (const std::string& name : row->systems) {
      const std::vector<std::string>* ids = systems.find(name);
      const std::string what = "is no device, site, use, zone, device group or service of this organisation";
      if (ids == nullptr) {
        std::optional<std::string> meant;
        if (problems.wants(file, what)) meant = nearest(small(name), systems.names());
        problems.add({file, fmt::format("row {}, column systems", row->row), name, what,
                      meant ? fmt::format("did you mean '{}'?", *meant)
                            : fmt::format("name a device of the inventories, or one of {}", systems.some())});
        continue;
      }
      if (ids->size() == 1 && ids->front() == id) {
        problems.add({file, fmt::format("row {}, column systems", row->row), name, "is the service itself",
                      "name what it needs"});
        continue;
      }
      const double share =
          ids->size() > 1 ? draft.assume("needs.share", "systems that stand for several groups").number : 1;
      needs.add(*ids, share);
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
  return problems;
}

}  // namespace building
