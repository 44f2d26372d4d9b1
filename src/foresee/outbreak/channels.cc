// Rates of the channels, and what happens when one of them is chosen: every candidate is kept with the probability that
// its present rate has of the bound it was chosen by.

#include <algorithm>
#include <bit>

#include "foresee/outbreak/state.h"

namespace outbreak {

namespace {

/// Lists up to this long are walked; longer ones have an urn.
constexpr std::size_t walk_most = 12;

}  // namespace

double Engine::State::zone_rate(Index zone) const {
  const double spreading = zone_spreading[zone];
  double rate = 0;
  for (std::uint32_t v = 0; v < vectors; ++v) {
    rate += zone_coefficient[zone * vectors + v] * zone_susceptible[zone * vectors + v];
  }
  return spreading * rate;
}

double Engine::State::organisation_bound(Index organisation) const {
  const Index first = organisation_blocks[organisation];
  const Index end = organisation_blocks[organisation + 1];
  const double* coefficient = coefficients.data() + organisation_coefficients[organisation];
  double sum = 0;
  for (Index i = first; i < end; ++i) {
    const double spreading = blocks[i].spreading_bound;
    for (Index j = first; j < end; ++j) {
      for (std::uint32_t v = 0; v < vectors; ++v, ++coefficient) {
        sum += *coefficient * spreading * block_susceptible[j * vectors + v];
      }
    }
  }
  return sum;
}

double Engine::State::class_bound(Index klass) {
  const double spreading = class_total[klass].spreading_bound;
  if (spreading <= 0) return 0;
  double sum = 0;
  for (std::uint32_t v = 0; v < vectors; ++v) {
    const CompiledVector& vector = m.vectors[v];
    if (!vector.scan || success_most[v] <= 0) continue;
    double reachable = 0;
    for (const Index target : present_classes) {
      if (!classes.allowed(klass, target, false, vector.service)) continue;
      reachable += vector.per_address[classes.network(target)] * class_susceptible_bound[target * vectors + v];
    }
    sum += vector.rate_per_s * success_most[v] * reachable;
  }
  return spreading * sum;
}

double Engine::State::edge_rate(Index edge) const {
  const CompiledEdge& along = m.edges[edge];
  if (group_spreading[along.from] == 0 || separated(along.from, along.to)) return 0;
  const Index to = estate.organisation_of(along.to);
  const double share = static_cast<double>(group_susceptible[along.to * vectors + along.vector]) /
                       static_cast<double>(estate.groups[along.to].count);
  return along.rate_per_s * success[to * vectors + along.vector] * group_spreading[along.from] * share;
}

void Engine::State::raise_organisation(Index organisation) {
  bins.raise(first_organisation + organisation, organisation_bound(organisation));
}

void Engine::State::raise_class(Index klass) {
  bins.raise(first_class + klass, class_bound(klass));
}

void Engine::State::raise_all_of(Index organisation) {
  for (const Index zone : estate.zones_of(organisation)) raise_zone(zone);
  raise_organisation(organisation);
  if (!m.contacts()) return;
  for (const Index zone : estate.zones_of(organisation)) {
    for (const Index group : estate.groups_of(zone)) {
      for (const Index edge : m.edges_from.of(group)) bins.raise(first_edge + edge, edge_rate(edge));
      for (const Index edge : m.edges_to.of(group)) bins.raise(first_edge + edge, edge_rate(edge));
    }
  }
}

void Engine::State::attempt(RateBins::Candidate candidate) {
  const RateBins::Channel channel = candidate.channel;
  if (channel < first_organisation) {
    attempt_in_zone(channel, candidate.within);
  } else if (channel < first_class) {
    attempt_in_organisation(channel - first_organisation, candidate.within);
  } else if (channel < first_edge) {
    attempt_from_class(channel - first_class, candidate.within);
  } else if (channel < first_patching) {
    attempt_along_edge(channel - first_edge, candidate.within);
  } else {
    patch_one(channel - first_patching, candidate.within);
  }
}

void Engine::State::attempt_in_zone(Index zone, double within) {
  const double spreading = zone_spreading[zone];
  for (std::uint32_t v = 0; v < vectors; ++v) {
    const double rate = spreading * zone_coefficient[zone * vectors + v] * zone_susceptible[zone * vectors + v];
    if (within < rate) return hit(pick_cohort(zone, v), static_cast<std::uint16_t>(v));
    within -= rate;
  }
  bins.set(zone, zone_rate(zone));
}

void Engine::State::attempt_in_organisation(Index organisation, double within) {
  const Index first = organisation_blocks[organisation];
  const Index end = organisation_blocks[organisation + 1];
  const double* coefficient = coefficients.data() + organisation_coefficients[organisation];
  for (Index i = first; i < end; ++i) {
    const double spreading = blocks[i].spreading;
    for (Index j = first; j < end; ++j) {
      for (std::uint32_t v = 0; v < vectors; ++v, ++coefficient) {
        const double rate = *coefficient * spreading * block_susceptible[j * vectors + v];
        if (within < rate) return hit(pick_cohort(pick_zone(j, v), v), static_cast<std::uint16_t>(v));
        within -= rate;
      }
    }
  }
  for (Index i = first; i < end; ++i) {
    if (blocks[i].spreading < blocks[i].spreading_bound / 2) {
      blocks[i].spreading_bound = std::bit_ceil(blocks[i].spreading);
    }
  }
  bins.set(first_organisation + organisation, organisation_bound(organisation));
}

void Engine::State::attempt_from_class(Index klass, double within) {
  const double spreading = class_total[klass].spreading;
  for (std::uint32_t v = 0; v < vectors; ++v) {
    const CompiledVector& vector = m.vectors[v];
    if (!vector.scan || success_most[v] <= 0) continue;
    for (const Index target : present_classes) {
      if (!classes.allowed(klass, target, false, vector.service)) continue;
      const double rate = spreading * vector.rate_per_s * success_most[v] *
                          vector.per_address[classes.network(target)] * class_susceptible[target * vectors + v];
      if (within >= rate) {
        within -= rate;
        continue;
      }
      const Index block = pick_block(target, v);
      const Index organisation = blocks[block].organisation;
      if (!stream.chance(success[organisation * vectors + v] / success_most[v])) return;
      // The source is any spreading device of the class: of the target's own organisation with its share of them.
      double own = 0;
      for (Index b = organisation_blocks[organisation]; b < organisation_blocks[organisation + 1]; ++b) {
        if (blocks[b].klass == klass) own += blocks[b].spreading;
      }
      const bool same = own > 0 && stream.uniform() * spreading <= own;
      if (same && !classes.allowed(klass, target, true, vector.service)) return;
      return hit(pick_cohort(pick_zone(block, v), v), static_cast<std::uint16_t>(v));
    }
  }
  ClassTotal& total = class_total[klass];
  if (total.spreading < total.spreading_bound / 2) total.spreading_bound = std::bit_ceil(total.spreading);
  for (std::size_t i = 0; i < class_susceptible.size(); ++i) {
    if (class_susceptible[i] < class_susceptible_bound[i] / 2) class_susceptible_bound[i] = class_susceptible[i];
  }
  bins.set(first_class + klass, class_bound(klass));
}

void Engine::State::attempt_along_edge(Index edge, double within) {
  const double rate = edge_rate(edge);
  if (within >= rate) return bins.set(first_edge + edge, rate);
  const CompiledEdge& along = m.edges[edge];
  std::uint64_t left = stream.below(group_susceptible[along.to * vectors + along.vector]);
  for (Index k = m.first_cohort[along.to]; k < m.first_cohort[along.to + 1]; ++k) {
    if (((m.cohort_mask[k] >> along.vector) & 1U) == 0) continue;
    if (left < cohort_left[k]) return hit(k, static_cast<std::uint16_t>(along.vector));
    left -= cohort_left[k];
  }
}

void Engine::State::patch_one(Index organisation, double within) {
  OrganisationState& own = organisations[organisation];
  const double rate = own.susceptible > 0 ? own.patching_per_s : 0;
  if (within >= rate) return bins.set(first_patching + organisation, rate);
  std::uint64_t left = stream.below(own.susceptible);
  for (const Index zone : estate.zones_of(organisation)) {
    for (Index at = m.zone_first[zone]; at < m.zone_first[zone + 1]; ++at) {
      const Index cohort = m.zone_cohorts[at];
      if (left < cohort_left[cohort]) {
        take_susceptible(cohort);
        return record(EventKind::immune, m.cohort_group[cohort]);
      }
      left -= cohort_left[cohort];
    }
  }
}

namespace {

/// Chooses item i < size in proportion to weight(i), whose sum is `total`: a walk when there are few, else the urn.
template <class Weight>
std::size_t choose(std::size_t size, const Weight& weight, std::uint64_t total, std::unique_ptr<Urn>& slot,
                   std::uint64_t generation, base::LongStream& stream) {
  if (size == 1) return 0;
  if (size <= walk_most) {
    std::uint64_t left = stream.below(total);
    for (std::size_t i = 0; i + 1 < size; ++i) {
      if (left < weight(i)) return i;
      left -= weight(i);
    }
    return size - 1;
  }
  if (!slot) slot = std::make_unique<Urn>();
  Urn& urn = *slot;
  if (urn.made_in != generation) {
    urn.made_in = generation;
    urn.bins.reset(size);
    for (std::size_t i = 0; i < size; ++i) urn.bins.set(static_cast<std::uint32_t>(i), weight(i));
  }
  for (;;) {
    const auto candidate = urn.bins.pick(stream.uniform());
    const double now = weight(candidate.channel);
    if (candidate.within < now) return candidate.channel;
    urn.bins.set(candidate.channel, now);
  }
}

}  // namespace

Index Engine::State::pick_zone(Index block, std::uint32_t vector) {
  const Block& from = blocks[block];
  const std::size_t slot = block * vectors + vector;
  const auto weight = [&](std::size_t i) {
    return zone_susceptible[block_zones[from.zone_first + i] * vectors + vector];
  };
  const std::size_t i =
      choose(from.zone_end - from.zone_first, weight, block_susceptible[slot], block_urns[slot], generation, stream);
  return block_zones[from.zone_first + i];
}

Index Engine::State::pick_block(Index klass, std::uint32_t vector) {
  const std::vector<Index>& list = class_blocks[klass];
  const auto weight = [&](std::size_t i) {
    return off_the_wide(blocks[list[i]].organisation) ? 0U : block_susceptible[list[i] * vectors + vector];
  };
  const std::size_t slot = klass * vectors + vector;
  return list[choose(list.size(), weight, class_susceptible[slot], class_urns[slot], generation, stream)];
}

Index Engine::State::pick_cohort(Index zone, std::uint32_t vector) {
  const Index first = m.zone_first[zone];
  const auto weight = [&](std::size_t i) {
    const Index cohort = m.zone_cohorts[first + i];
    return ((m.cohort_mask[cohort] >> vector) & 1U) != 0 ? cohort_left[cohort] : 0U;
  };
  const std::size_t slot = zone * vectors + vector;
  return m.zone_cohorts[first + choose(m.zone_first[zone + 1] - first, weight, zone_susceptible[slot], zone_urns[slot],
                                       generation, stream)];
}

}  // namespace outbreak
