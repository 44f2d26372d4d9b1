#pragma once
// The compiled model: the threat's and the defence's texts turned into indices and coefficients, once for all replicas.

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "foresee/outbreak/classes.h"
#include "foresee/outbreak/outbreak.h"

namespace outbreak {

/// Most scan and contact vectors that a threat may have: a device's possible vectors are a mask.
inline constexpr std::size_t vectors_max = 32;
/// Most vulnerabilities of one group that vectors ask for and that its devices may or may not have.
inline constexpr std::size_t split_max = 6;

using VectorMask = std::uint32_t;

/// A vector with its coefficients. Chances of success are applied when a replica is realised.
struct CompiledVector {
  bool scan = true;
  double rate_per_s = 0;
  estate::Quantity success{1};
  std::size_t service = 0;  ///< index into Parts::services
  double own_zone = 0;      ///< shares of the attempts
  double own_organisation = 0;
  std::vector<double> per_address;  ///< [network]: chance that an attempt over networks hits one given address of it
  std::vector<std::uint8_t> along;  ///< [edge kind], contact only
};

/// A vulnerability that the devices of a group may or may not have: number 0, 1, ... of the group. A group has a cohort
/// for each subset of these; of the 2^number cohorts that those before made, each gives devices to the one 2^number
/// further on.
struct Split {
  Index group = 0;
  Index organisation = 0;
  Index first = 0;  ///< of the group's cohorts, in Parts::group_cohorts
  Index number = 0;
  estate::Quantity share;
};

struct CompiledSeeds {
  std::uint32_t organisations = 0;
  std::uint32_t devices = 0;
  std::uint64_t required = 0;  ///< vulnerabilities; 0: any vector could infect it
  std::vector<Index> groups;   ///< of the selection, rising
  std::vector<Index> among;    ///< organisations that have such groups, rising
  base::Distribution at_s;
};

struct CompiledPressure {
  std::size_t vector = 0;
  double per_address = 0;             ///< attempts per second on one address for one outside device
  std::vector<std::uint8_t> reaches;  ///< [network]
  threat::Curve population;
};

struct CompiledSupplier {
  std::vector<Index> groups;
  std::vector<std::pair<Index, std::pair<Index, Index>>> organisations;  ///< organisation, its range in `groups`
  estate::Quantity chance;
  base::Distribution devices;
  base::Distribution at_s;
};

struct CompiledMail {
  std::vector<Index> groups;
  estate::Quantity chance;
  base::Distribution at_s;
};

struct CompiledKillSwitch {
  double at_s = 0;
  estate::Quantity reach{1};
  bool stops_running = false;
};

struct CompiledReaction {  ///< isolation and precaution
  estate::Quantity chance{1};
  base::Distribution delay_s;
  base::Distribution lasts_s;
  threat::Boundary boundary = threat::Boundary::organisation;
};

struct CompiledRestoration {
  double hands_per_1000_devices = 0;
  double hands_least = 0;
  double devices_per_hour = 0;
  base::Distribution starts_after_s;
};

struct CompiledReporting {
  estate::Quantity after_hours{0};
  estate::Quantity mistaken{0};
};

/// What an organisation does: indices into the lists of Parts; none: it does not.
struct Doctrine {
  Index detection = estate::none;
  Index reporting = estate::none;
  Index isolation = estate::none;
  Index precaution = estate::none;
  Index restoration = estate::none;
  Index patching = estate::none;
};

/// One use of an explicit contact by a vector.
struct CompiledEdge {
  Index from = 0;  ///< group
  Index to = 0;
  std::uint32_t vector = 0;
  double rate_per_s = 0;  ///< uses per second of one spreading device of `from`, success not applied
};

struct Model::Parts {
  Parts(const estate::Estate& of, double horizon) : estate(&of), horizon_s(horizon), classes(of) {}

  const estate::Estate* estate;
  double horizon_s;
  StaticClasses classes;
  std::vector<std::string> services;
  std::vector<double> organisation_addresses;

  std::vector<CompiledVector> vectors;
  std::vector<std::uint64_t> required;  ///< [vector]: vulnerability bits
  std::vector<Split> splits;            ///< rising with the group, then in the order in which they are drawn
  // Cohorts are numbered zone by zone, so that those of a zone that a vector could infect lie together in memory; after
  // them come all that none could.
  std::vector<Index> group_cohorts;     ///< cohorts by group, subset by subset of what its devices may have ...
  std::vector<Index> group_first;       ///< ... from group_first[g] to group_first[g + 1]
  std::vector<std::uint32_t> unsplit;   ///< [position in group_cohorts] devices before they are split: all in the first
  std::vector<Index> cohort_key;        ///< [cohort]: its position in group_cohorts, by which streams are keyed
  std::vector<VectorMask> cohort_mask;  ///< [cohort]: vectors that could infect it
  std::vector<std::uint64_t> cohort_bits;   ///< [cohort]: vulnerabilities it has
  std::vector<Index> cohort_group;          ///< [cohort]
  std::vector<Index> cohort_zone;           ///< [cohort]
  std::vector<Index> cohort_organisation;   ///< [cohort]
  std::vector<Index> zone_first;            ///< [zone]: its cohorts with a mask go to zone_first[z + 1], largest first
  std::vector<Index> organisation_cohorts;  ///< cohorts with a mask by organisation, largest first ...
  std::vector<Index> organisation_first;    ///< ... from organisation_first[o] to organisation_first[o + 1]
  std::vector<Index> queue_of_group;        ///< restoration queue: one for each (organisation, restoration class) ...
  std::vector<Index>
      organisation_queues;  ///< ... from organisation_queues[o] to organisation_queues[o + 1], most urgent first

  std::vector<CompiledEdge> edges;                ///< group to group
  estate::Grouping edges_from, edges_to;          ///< of a group
  std::vector<CompiledEdge> device_edges;         ///< sorted by `from`
  std::vector<std::uint32_t> device_edges_first;  ///< [group], one more at the end; empty: none
  std::vector<std::uint8_t> equal_row;            ///< [group] all its device edges are used by one vector at one rate

  threat::Course course;
  std::vector<CompiledSeeds> seeds;
  std::vector<CompiledPressure> pressures;
  std::vector<CompiledSupplier> suppliers;
  std::vector<CompiledMail> mails;
  std::optional<CompiledKillSwitch> kill_switch;
  std::optional<double> signature_at_s;
  base::Distribution signature_delay_s;
  estate::Quantity signature_share{1};

  std::vector<Doctrine> doctrine;                                       ///< [organisation]
  std::vector<std::pair<std::uint32_t, base::Distribution>> detection;  ///< k, delay
  std::vector<CompiledReporting> reporting;
  std::vector<CompiledReaction> isolation, precaution;
  std::vector<CompiledRestoration> restoration;
  struct Patching {
    double at_s = 0;
    base::Distribution delay_s;
    double per_s = 0;
  };
  std::vector<Patching> patching;
  std::optional<threat::Alarm> alarm;

  [[nodiscard]] bool contacts() const { return !edges.empty(); }
  [[nodiscard]] std::span<const Index> cohorts_of(Index group) const {
    return std::span(group_cohorts).subspan(group_first[group], group_first[group + 1] - group_first[group]);
  }
};

}  // namespace outbreak
