#include "world/building/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "world/building/grouping.h"
#include "world/building/names.h"
#include "world/building/placing.h"

namespace building {

namespace {

constexpr std::size_t field_bytes_most = 65'536;  // docs/formats/estate.md

/// What is known of one organisation.
struct Known {
  std::vector<const Subnet*> subnets;
  std::vector<const Device*> devices;
  std::vector<const ServiceRow*> services;
};

class Builder {
 public:
  Builder(const Sources& sources, const Defaults& defaults) : sources_(sources), draft_(defaults) {}

  base::Result<Draft> build() {
    sort_out();
    std::vector<std::string> kinds;
    kinds.reserve(sources_.organisations.size());
    for (const OrganisationRow& row : sources_.organisations) kinds.push_back(kind_of(row, sources_.list, draft_));
    std::size_t number = 0;
    for (const OrganisationRow& row : sources_.organisations) write_organisation(row, kinds[number++]);
    write_network(sources_.organisations.size() > 1, draft_);
    check_addresses();
    choose_first_zone();
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return std::move(draft_);
  }

 private:
  void sort_out() {
    for (const OrganisationRow& row : sources_.organisations) known_.try_emplace(row.id);
    const auto of = [&](const std::string& file, const std::string& id, std::size_t row) -> Known* {
      if (id.empty()) {
        problems_.add({file, fmt::format("row {}, column organisation", row), "", "is blank, and there are several",
                       "write whose it is"});
      }
      const auto found = known_.find(id);
      return found == known_.end() ? nullptr : &found->second;
    };
    for (const Subnet& subnet : sources_.subnets) {
      if (Known* known = of(sources_.subnets_file, subnet.organisation, subnet.row)) known->subnets.push_back(&subnet);
    }
    for (const Device& device : sources_.devices) {
      if (const auto known = known_.find(device.organisation); known != known_.end()) {
        known->second.devices.push_back(&device);
      }
    }
    for (auto& [id, known] : known_) {
      std::ranges::sort(known.devices, {}, [](const Device* one) -> std::string_view { return one->id; });
    }
    for (const ServiceRow& service : sources_.services) {
      if (Known* known = of(sources_.services_file, service.organisation, service.row)) {
        known->services.push_back(&service);
      }
    }
    find_overlaps();
  }

  /// Prefixes of two organisations that overlap: both have such addresses inside, so neither zone can name them.
  void find_overlaps() {
    std::vector<const Subnet*> all;
    for (const auto& [id, known] : known_) all.insert(all.end(), known.subnets.begin(), known.subnets.end());
    std::ranges::sort(all, {}, [](const Subnet* one) { return std::tuple(one->first, one->row); });
    const Subnet* reach = nullptr;
    for (const Subnet* one : all) {
      if (reach != nullptr && one->first <= reach->last) {
        shared_.insert(one);
        shared_.insert(reach);
      }
      if (reach == nullptr || one->last > reach->last) reach = one;
    }
  }

  void write_organisation(const OrganisationRow& row, const std::string& kind) {
    const Default* sector = draft_.defaults().find("sector." + kind);
    draft_.add("organisations", {row.id, row.name.empty() ? row.id : row.name, kind,
                                 sector == nullptr ? "" : sector->value, word_of(row.region), row.parent});
    ++draft_.counts.organisations;
    const Known& known = known_.at(row.id);
    if (!known.subnets.empty() && !known.devices.empty()) return write_real(row.id, known);
    if (sources_.organisations.size() == 1 && !sources_.list) return refuse(row.id, known);
    if (!known.subnets.empty()) ++draft_.counts.without_devices;
    if (!known.devices.empty()) ++draft_.counts.without_prefixes;
    if (!known.services.empty()) {
      problems_.add({sources_.services_file, fmt::format("row {}", known.services.front()->row), row.id,
                     "is an organisation without prefixes or without devices in the store",
                     "give both, or take its services out"});
    }
    const auto& groups = sources_.typical.groups;
    if (std::ranges::find(groups, kind, &TypicalGroup::kind) == groups.end()) {
      problems_.add({sources_.organisations_file, fmt::format("row {}", row.row), row.id,
                     fmt::format("is of the kind {}, of which there are no typical groups", kind),
                     "add rows of the kind with --typical, or correct its kind"});
      return;
    }
    addresses_ += write_typical(row, kind, sources_.typical, draft_);
  }

  /// The one organisation that the estate is to be of has nothing to build it from.
  void refuse(const std::string& id, const Known& known) {
    if (known.devices.empty()) {
      problems_.add({sources_.store, "--organisation", id, "has no devices in the store",
                     "import its inventories: cordon inventory import --organisation"});
    }
    if (known.subnets.empty()) {
      problems_.add({sources_.subnets_file, "", id, "has no prefix in the list",
                     "list its prefixes, with its id in the column organisation or without that column"});
    }
  }

  void write_real(const std::string& id, const Known& known) {
    Zones zones(id, known.subnets, draft_);
    const auto groups = grouped(known.devices, named_devices(known.services, known.devices), zones, draft_);
    for (const ZoneDraft& zone : zones.all()) write_zone(id, zone);
    for (const GroupDraft& group : groups) write_group(group, zones.all()[group.zone]);
    problems_.add(write_services(id, known.services, zones, groups, sources_.services_file, sources_.nearest, draft_));
    draft_.counts.devices += known.devices.size();
  }

  void write_zone(const std::string& organisation, const ZoneDraft& zone) {
    std::string prefixes;
    bool named = !zone.subnets.empty();
    for (const Subnet* one : zone.subnets) {
      prefixes += (prefixes.empty() ? "" : " ") + one->cidr;
      named = named && !shared_.contains(one);
    }
    named = named && prefixes.size() <= field_bytes_most;
    const std::string addresses = fmt::format("{}", static_cast<std::uint64_t>(zone.addresses));
    draft_.add("zones", {zone.id, organisation, zone.in_internet ? "internet" : "wide", named ? "" : addresses,
                         named ? prefixes : "", zone.purpose});
    (zone.in_internet ? internet_ : addresses_) += zone.addresses;
    ++draft_.counts.zones;
  }

  void write_group(const GroupDraft& group, const ZoneDraft& zone) {
    std::string assumed = group.zone_assumed ? "zone" : "";
    if (group.platform.empty()) assumed += assumed.empty() ? "platform" : " platform";
    draft_.add("devices", {group.id, zone.id, fmt::format("{}", group.devices.size()),
                           group.platform.empty() ? "not-known" : group.platform, group.type, "",
                           vulnerabilities_of(group.platform, zone.purpose, group.devices.size(), draft_), assumed});
    for (const Device* device : group.devices) draft_.add("members", {device->id, group.id});
    ++draft_.counts.groups;
  }

  void check_addresses() {
    const Default& wide = draft_.defaults().at("addresses.wide");
    constexpr double all = 4294967296.0;
    if (internet_ + wide.number > all) {
      problems_.add({sources_.subnets_file, "",
                     fmt::format("{} public addresses", static_cast<std::uint64_t>(internet_)),
                     "are more than the internet has", "give the prefixes that these organisations have themselves"});
    }
    if (addresses_ <= wide.number) return;
    problems_.add({sources_.organisations.size() > 1 ? sources_.organisations_file : sources_.subnets_file, "",
                   fmt::format("{} addresses", static_cast<std::uint64_t>(addresses_)),
                   fmt::format("are more than the private ranges have, {}", wide.value),
                   "give the prefixes that are in use, not the whole of 10.0.0.0/8"});
  }

  void choose_first_zone() {
    std::map<std::string, std::uint64_t> devices;  // by zone
    for (const auto& group : draft_.tables["devices"]) devices[group[1]] += std::stoull(group[2]);
    std::tuple<bool, std::uint64_t> best{false, 0};
    for (const auto& zone : draft_.tables["zones"]) {
      const std::tuple<bool, std::uint64_t> one{zone[5] == "desktop", devices[zone[0]]};
      if (draft_.first_zone.empty() || one > best) draft_.first_zone = zone[0], best = one;
    }
  }

  const Sources& sources_;
  Draft draft_;
  std::map<std::string, Known> known_;
  std::set<const Subnet*> shared_;  ///< overlap a prefix of another organisation
  double addresses_ = 0;            ///< taken in the private network
  double internet_ = 0;             ///< and outside of it
  base::Problems problems_;
};

}  // namespace

base::Result<Draft> build(const Sources& sources, const Defaults& defaults) {
  return Builder(sources, defaults).build();
}

}  // namespace building
