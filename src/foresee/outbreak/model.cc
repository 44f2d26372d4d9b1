#include "foresee/outbreak/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "world/threat/selector.h"

namespace outbreak {

namespace {

using base::Problems;
using estate::none;

/// What the threat's vectors ask for and the devices of a group have.
struct GroupTraits {
  std::vector<std::pair<std::uint64_t, estate::Quantity>> uncertain;  ///< (bit of the vulnerability, share)
  std::uint64_t always = 0;                                           ///< bits that all its devices have
};

/// Finds names, and says of those it does not find where they stand.
class Compiler {
 public:
  Compiler(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
           Problems& problems)
      : estate_(estate), threat_(threat), defence_(defence), problems_(problems) {
    for (Index i = 0; i < estate.networks.size(); ++i) networks_.emplace(estate.networks[i].id, i);
    for (Index i = 0; i < estate.parameters.size(); ++i) parameters_.emplace(estate.parameters[i].name, i);
  }

  void fill(Model::Parts& parts) {
    name_needed_vulnerabilities();
    compile_vectors(parts);
    compile_cohorts(parts);
    compile_queues(parts);
    compile_edges(parts);
    compile_entries(parts);
    compile_stops(parts);
    compile_doctrine(parts);
  }

 private:
  void problem(const std::string& file, std::string place, std::string value, std::string what, std::string mend) {
    problems_.add({file, std::move(place), std::move(value), std::move(what), std::move(mend)});
  }

  estate::Quantity resolve(const threat::Quantity& quantity, const std::string& file, const std::string& place,
                           double most = 1) {
    if (quantity.parameter.empty()) return {quantity.number};
    const auto found = parameters_.find(quantity.parameter);
    if (found == parameters_.end()) {
      problem(file, place, quantity.parameter, "is not a parameter of this estate",
              "write a number, or add the parameter to the estate's uncertain.toml");
      return {0};
    }
    for (const estate::Case& one : estate_.parameters[found->second].cases) {
      if (base::lowest(one.distribution) >= 0 && base::highest(one.distribution) <= most) continue;
      problem(file, place, quantity.parameter, fmt::format("can leave the range 0 to {}", most),
              "give the parameter a distribution that stays inside");
      break;
    }
    return {0, found->second};
  }

  std::uint64_t bits_of(const std::vector<std::string>& names) const {
    std::uint64_t bits = 0;
    for (const std::string& name : names) {
      const auto found = bit_of_.find(name);
      if (found != bit_of_.end()) bits |= std::uint64_t{1} << found->second;
    }
    return bits;
  }

  void name_needed_vulnerabilities() {
    std::set<std::string> needed;
    for (const threat::Vector& vector : threat_.vectors) {
      needed.insert(vector.requires_all.begin(), vector.requires_all.end());
    }
    for (const threat::Seeds& seeds : threat_.seeds)
      needed.insert(seeds.requires_all.begin(), seeds.requires_all.end());
    if (needed.size() > 64) {
      problem(threat_.name, "requires", fmt::format("{}", needed.size()), "vulnerabilities are asked for",
              "ask for at most 64 different ones");
      return;
    }
    for (const std::string& name : needed) bit_of_.emplace(name, static_cast<Index>(bit_of_.size()));
  }

  Index network(const std::string& id, const std::string& place) {
    const auto found = networks_.find(id);
    if (found != networks_.end()) return found->second;
    problem(threat_.name, place, id, "is not a network of this estate", "use an id of its networks table");
    return none;
  }

  /// Whether `inner` is `outer` or lies within it.
  [[nodiscard]] bool lies_in(Index inner, Index outer) const {
    while (inner != none && inner != outer) inner = estate_.networks[inner].within;
    return inner == outer;
  }

  void compile_vectors(Model::Parts& parts) {
    if (threat_.vectors.size() > vectors_max) {
      problem(threat_.name, "vector", fmt::format("{}", threat_.vectors.size()), "vectors are too many",
              fmt::format("use at most {}", vectors_max));
      return;
    }
    for (std::size_t i = 0; i < threat_.vectors.size(); ++i) {
      const threat::Vector& from = threat_.vectors[i];
      const std::string place = fmt::format("vector[{}]", i);
      CompiledVector to;
      to.scan = from.kind == threat::Vector::Kind::scan;
      to.rate_per_s = from.rate_per_s;
      to.success = resolve(from.success, threat_.name, place + ".success");
      to.per_address.assign(estate_.networks.size(), 0);
      for (const threat::Target& target : from.targets) {
        if (target.space == threat::Target::Space::own_zone) to.own_zone += target.share;
        if (target.space == threat::Target::Space::own_organisation) to.own_organisation += target.share;
        if (target.space == threat::Target::Space::network) add_network(to, target, place);
      }
      const auto service = std::find(parts.services.begin(), parts.services.end(), from.service);
      to.service = static_cast<std::size_t>(service - parts.services.begin());
      if (service == parts.services.end()) parts.services.push_back(from.service);
      for (const std::string& kind : estate_.edge_kinds) to.along.push_back(has(from.along, kind) ? 1 : 0);
      parts.vectors.push_back(std::move(to));
      parts.required.push_back(bits_of(from.requires_all));
    }
  }

  void add_network(CompiledVector& to, const threat::Target& target, const std::string& place) {
    const Index outer = network(target.network, place + ".targets");
    if (outer == none) return;
    for (Index inner = 0; inner < estate_.networks.size(); ++inner) {
      if (lies_in(inner, outer)) to.per_address[inner] += target.share / estate_.networks[outer].addresses;
    }
  }

  static bool has(const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
  }

  GroupTraits traits(const estate::DeviceGroup& group) {
    GroupTraits made;
    for (const estate::Vulnerability& one : group.vulnerabilities) {
      const auto bit = bit_of_.find(estate_.vulnerabilities[one.name]);
      if (bit == bit_of_.end()) continue;
      const std::uint64_t mask = std::uint64_t{1} << bit->second;
      if (one.share.certain() && one.share.number >= 1) made.always |= mask;
      if (!one.share.certain() || (one.share.number > 0 && one.share.number < 1)) {
        made.uncertain.emplace_back(mask, one.share);
      }
    }
    if (made.uncertain.size() > split_max) {
      problem(estate_.name, "device group " + group.id, fmt::format("{}", made.uncertain.size()),
              "vulnerabilities with a share that this threat asks for are too many in one group",
              fmt::format("use at most {}", split_max));
      made.uncertain.resize(split_max);
    }
    return made;
  }

  /// A cohort as it is found, group by group.
  struct Found {
    VectorMask mask = 0;
    std::uint64_t bits = 0;
    Index group = 0;
  };

  /// Walks end early when those that are likeliest to be met come first.
  template <class Cohort, class GroupOf>
  void largest_first(std::span<Cohort> cohorts, const GroupOf& group_of) const {
    std::stable_sort(cohorts.begin(), cohorts.end(), [&](const Cohort& a, const Cohort& b) {
      return estate_.groups[group_of(a)].count > estate_.groups[group_of(b)].count;
    });
  }

  void compile_cohorts(Model::Parts& parts) {
    std::vector<Found> found;
    for (Index number = 0; number < estate_.groups.size(); ++number) {
      const estate::DeviceGroup& group = estate_.groups[number];
      const auto first = static_cast<Index>(found.size());
      parts.group_first.push_back(first);
      const GroupTraits made = traits(group);
      for (Index i = 0; i < made.uncertain.size(); ++i) {
        parts.splits.push_back({number, estate_.organisation_of(number), first, i, made.uncertain[i].second});
      }
      for (std::uint32_t subset = 0; subset < (1U << made.uncertain.size()); ++subset) {
        std::uint64_t bits = made.always;
        for (std::size_t i = 0; i < made.uncertain.size(); ++i) {
          if (((subset >> i) & 1U) != 0) bits |= made.uncertain[i].first;
        }
        VectorMask mask = 0;
        for (std::size_t v = 0; v < parts.vectors.size(); ++v) {
          if ((parts.required[v] & ~bits) == 0) mask |= VectorMask{1} << v;
        }
        found.push_back({mask, bits, number});
        parts.unsplit.push_back(subset == 0 ? group.count : 0);
      }
    }
    parts.group_first.push_back(static_cast<Index>(found.size()));
    number_cohorts(parts, found);
    for (Index organisation = 0; organisation < estate_.organisations.size(); ++organisation) {
      const std::size_t first = parts.organisation_cohorts.size();
      parts.organisation_first.push_back(static_cast<Index>(first));
      for (const Index zone : estate_.zones_of(organisation)) {
        for (Index k = parts.zone_first[zone]; k < parts.zone_first[zone + 1]; ++k) {
          parts.organisation_cohorts.push_back(k);
        }
      }
      largest_first(std::span(parts.organisation_cohorts).subspan(first),
                    [&](Index cohort) { return parts.cohort_group[cohort]; });
    }
    parts.organisation_first.push_back(static_cast<Index>(parts.organisation_cohorts.size()));
    parts.organisation_addresses.assign(estate_.organisations.size(), 0);
    for (const estate::Zone& zone : estate_.zones) parts.organisation_addresses[zone.organisation] += zone.addresses;
  }

  /// See Model::Parts::group_cohorts.
  void number_cohorts(Model::Parts& parts, const std::vector<Found>& found) const {
    std::vector<Index>& keys = parts.cohort_key;
    for (Index zone = 0; zone < estate_.zones.size(); ++zone) {
      const std::size_t first = keys.size();
      parts.zone_first.push_back(static_cast<Index>(first));
      for (const Index group : estate_.groups_of(zone)) {
        for (Index key = parts.group_first[group]; key < parts.group_first[group + 1]; ++key) {
          if (found[key].mask != 0) keys.push_back(key);
        }
      }
      largest_first(std::span(keys).subspan(first), [&](Index key) { return found[key].group; });
    }
    parts.zone_first.push_back(static_cast<Index>(keys.size()));
    for (Index key = 0; key < found.size(); ++key) {
      if (found[key].mask == 0) keys.push_back(key);
    }
    parts.group_cohorts.resize(keys.size());
    for (Index cohort = 0; cohort < keys.size(); ++cohort) {
      const Found& from = found[keys[cohort]];
      parts.group_cohorts[keys[cohort]] = cohort;
      parts.cohort_mask.push_back(from.mask);
      parts.cohort_bits.push_back(from.bits);
      parts.cohort_group.push_back(from.group);
      parts.cohort_zone.push_back(estate_.groups[from.group].zone);
      parts.cohort_organisation.push_back(estate_.organisation_of(from.group));
    }
  }

  void compile_queues(Model::Parts& parts) {
    parts.queue_of_group.assign(estate_.groups.size(), none);
    for (Index o = 0; o < estate_.organisations.size(); ++o) {
      const auto first = parts.organisation_queues.empty() ? 0 : next_queue_;
      parts.organisation_queues.push_back(first);
      std::map<std::uint32_t, Index> queues;
      for (const Index zone : estate_.zones_of(o)) {
        for (const Index group : estate_.groups_of(zone)) queues.emplace(estate_.restoration_class(group), 0);
      }
      for (auto& [urgency, queue] : queues) queue = next_queue_++;
      for (const Index zone : estate_.zones_of(o)) {
        for (const Index group : estate_.groups_of(zone)) {
          parts.queue_of_group[group] = queues[estate_.restoration_class(group)];
        }
      }
    }
    parts.organisation_queues.push_back(next_queue_);
  }

  void compile_edges(Model::Parts& parts) {
    std::vector<Index> from, to;
    for (const estate::Edge& edge : estate_.edges) {
      for (std::uint32_t v = 0; v < threat_.vectors.size(); ++v) {
        if (parts.vectors[v].scan || !has(threat_.vectors[v].along, edge.kind)) continue;
        parts.edges.push_back({edge.from, edge.to, v, parts.vectors[v].rate_per_s * edge.contacts});
        from.push_back(edge.from);
        to.push_back(edge.to);
      }
    }
    parts.edges_from = estate::Grouping(estate_.groups.size(), from);
    parts.edges_to = estate::Grouping(estate_.groups.size(), to);
    for (const estate::DeviceEdge& edge : estate_.device_edges) {
      for (std::uint32_t v = 0; v < parts.vectors.size(); ++v) {
        if (parts.vectors[v].scan || parts.vectors[v].along[edge.kind] == 0) continue;
        parts.device_edges.push_back(
            {edge.from, edge.to, v, parts.vectors[v].rate_per_s * static_cast<double>(edge.weight)});
      }
    }
    if (parts.device_edges.empty()) return;
    std::stable_sort(parts.device_edges.begin(), parts.device_edges.end(),
                     [](const CompiledEdge& a, const CompiledEdge& b) { return a.from < b.from; });
    parts.device_edges_first.assign(estate_.groups.size() + 1, 0);
    for (const CompiledEdge& edge : parts.device_edges) ++parts.device_edges_first[edge.from + 1];
    for (std::size_t i = 1; i < parts.device_edges_first.size(); ++i) {
      parts.device_edges_first[i] += parts.device_edges_first[i - 1];
    }
    for (Index group = 0; group < estate_.groups.size(); ++group) {
      const auto first = parts.device_edges.begin() + parts.device_edges_first[group];
      const auto end = parts.device_edges.begin() + parts.device_edges_first[group + 1];
      parts.equal_row.push_back(std::all_of(first, end,
                                            [&](const CompiledEdge& edge) {
                                              return edge.vector == first->vector &&
                                                     edge.rate_per_s == first->rate_per_s &&
                                                     parts.vectors[edge.vector].success.certain();
                                            })
                                    ? 1
                                    : 0);
    }
  }

  std::vector<Index> matching_groups(const threat::Selector& where, const std::string& place) {
    std::vector<Index> groups;
    for (Index group = 0; group < estate_.groups.size(); ++group) {
      if (estate_.groups[group].count > 0 && threat::matches_group(where, estate_, group)) groups.push_back(group);
    }
    if (groups.empty()) {
      problem(threat_.name, place + ".where", "", "matches no device of this estate",
              "use organisations, kinds, zones, platforms ... that the estate has");
    }
    return groups;
  }

  void compile_entries(Model::Parts& parts) {
    for (std::size_t i = 0; i < threat_.seeds.size(); ++i) {
      const threat::Seeds& from = threat_.seeds[i];
      CompiledSeeds to{from.organisations, from.devices, bits_of(from.requires_all), {}, {}, from.at_s};
      to.groups = matching_groups(from.where, fmt::format("seeds[{}]", i));
      for (const Index group : to.groups) to.among.push_back(estate_.organisation_of(group));
      std::sort(to.among.begin(), to.among.end());
      to.among.erase(std::unique(to.among.begin(), to.among.end()), to.among.end());
      parts.seeds.push_back(std::move(to));
    }
    for (std::size_t i = 0; i < threat_.pressures.size(); ++i) compile_pressure(parts, i);
    for (std::size_t i = 0; i < threat_.suppliers.size(); ++i) compile_supplier(parts, i);
    for (std::size_t i = 0; i < threat_.mails.size(); ++i) {
      const std::string place = fmt::format("mail[{}]", i);
      const threat::Mail& from = threat_.mails[i];
      parts.mails.push_back(
          {matching_groups(from.where, place), resolve(from.chance, threat_.name, place + ".chance"), from.at_s});
    }
  }

  void compile_pressure(Model::Parts& parts, std::size_t i) {
    const threat::Pressure& from = threat_.pressures[i];
    const std::string place = fmt::format("pressure[{}]", i);
    const auto vector = std::find_if(threat_.vectors.begin(), threat_.vectors.end(),
                                     [&](const threat::Vector& one) { return one.name == from.vector; });
    if (vector == threat_.vectors.end()) {
      problem(threat_.name, place + ".vector", from.vector, "is not a vector of this threat",
              "name one of its vectors");
      return;
    }
    const Index outer = network(from.network, place + ".network");
    if (outer == none) return;
    CompiledPressure to;
    to.vector = static_cast<std::size_t>(vector - threat_.vectors.begin());
    to.per_address = from.attempts_per_s / estate_.networks[outer].addresses;
    for (Index inner = 0; inner < estate_.networks.size(); ++inner) to.reaches.push_back(lies_in(inner, outer) ? 1 : 0);
    to.population = from.population;
    parts.pressures.push_back(std::move(to));
  }

  void compile_supplier(Model::Parts& parts, std::size_t i) {
    const threat::Supplier& from = threat_.suppliers[i];
    const std::string place = fmt::format("supplier[{}]", i);
    CompiledSupplier to;
    to.groups = matching_groups(from.where, place);
    std::stable_sort(to.groups.begin(), to.groups.end(),
                     [&](Index a, Index b) { return estate_.organisation_of(a) < estate_.organisation_of(b); });
    for (Index first = 0; first < to.groups.size();) {
      const Index organisation = estate_.organisation_of(to.groups[first]);
      Index last = first;
      while (last < to.groups.size() && estate_.organisation_of(to.groups[last]) == organisation) ++last;
      to.organisations.push_back({organisation, {first, last}});
      first = last;
    }
    to.chance = resolve(from.chance, threat_.name, place + ".chance");
    to.devices = from.devices;
    to.at_s = from.at_s;
    parts.suppliers.push_back(std::move(to));
  }

  void compile_stops(Model::Parts& parts) {
    parts.course = threat_.course;
    if (threat_.kill_switch) {
      parts.kill_switch = CompiledKillSwitch{threat_.kill_switch->at_s,
                                             resolve(threat_.kill_switch->reach, threat_.name, "kill_switch.reach"),
                                             threat_.kill_switch->stops_running};
    }
    if (threat_.signature) {
      parts.signature_at_s = threat_.signature->at_s;
      parts.signature_delay_s = threat_.signature->delay_s;
      parts.signature_share = resolve(threat_.signature->share, threat_.name, "signature.share");
    }
    for (const threat::EmergencyPatching& from : threat_.patching) {
      parts.patching.push_back({from.at_s, from.delay_s, from.devices_per_hour / 3600});
    }
  }

  void compile_doctrine(Model::Parts& parts) {
    for (const threat::Detection& from : defence_.detection)
      parts.detection.emplace_back(from.after_locked, from.delay_s);
    for (std::size_t i = 0; i < defence_.reporting.size(); ++i) {
      const threat::Reporting& from = defence_.reporting[i];
      const std::string place = fmt::format("reporting[{}]", i);
      parts.reporting.push_back(
          {resolve(from.after_hours, defence_.name, place + ".after_hours", std::numeric_limits<double>::infinity()),
           resolve(from.mistaken, defence_.name, place + ".mistaken")});
    }
    for (std::size_t i = 0; i < defence_.isolation.size(); ++i) {
      const threat::Isolation& from = defence_.isolation[i];
      parts.isolation.push_back({resolve(from.chance, defence_.name, fmt::format("isolation[{}].chance", i)),
                                 from.delay_s, from.lasts_s, from.boundary});
    }
    for (std::size_t i = 0; i < defence_.precaution.size(); ++i) {
      const threat::Precaution& from = defence_.precaution[i];
      parts.precaution.push_back({resolve(from.chance, defence_.name, fmt::format("precaution[{}].chance", i)),
                                  from.delay_s, from.lasts_s, threat::Boundary::organisation});
    }
    for (const threat::Restoration& from : defence_.restoration) {
      parts.restoration.push_back(
          {from.hands_per_1000_devices, from.hands_least, from.devices_per_hour, from.starts_after_s});
    }
    parts.alarm = defence_.alarm;
    const auto first_match = [](const auto& list, const estate::Organisation& organisation) {
      for (Index i = 0; i < list.size(); ++i) {
        if (threat::matches_organisation(list[i].where, organisation)) return i;
      }
      return none;
    };
    for (const estate::Organisation& organisation : estate_.organisations) {
      parts.doctrine.push_back(
          {first_match(defence_.detection, organisation), first_match(defence_.reporting, organisation),
           first_match(defence_.isolation, organisation), first_match(defence_.precaution, organisation),
           first_match(defence_.restoration, organisation), first_match(threat_.patching, organisation)});
    }
  }

  const estate::Estate& estate_;
  const threat::Threat& threat_;
  const threat::Defence& defence_;
  Problems& problems_;
  std::map<std::string, Index> networks_, parameters_, bit_of_;
  Index next_queue_ = 0;
};

}  // namespace

base::Result<Model> Model::compile(const estate::Estate& estate, const threat::Threat& threat,
                                   const threat::Defence& defence, double horizon_s) {
  Problems problems;
  std::size_t uncertain = 0;
  for (const estate::Conduit& row : estate.conduits) {
    uncertain += !row.chance.certain() || (row.chance.number > 0 && row.chance.number < 1) ? 1 : 0;
  }
  if (uncertain > estate::uncertain_rows_max) {
    problems.add({estate.name, "conduits", fmt::format("{}", uncertain), "rows with a chance are too many",
                  fmt::format("use at most {}", estate::uncertain_rows_max)});
    return tl::unexpected(std::move(problems));
  }
  auto parts = std::make_unique<Parts>(estate, horizon_s);
  Compiler(estate, threat, defence, problems).fill(*parts);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return Model(std::move(parts));
}

Model::Model(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;
double Model::horizon_s() const {
  return parts_->horizon_s;
}
std::size_t Model::classes() const {
  return parts_->classes.count();
}

}  // namespace outbreak
