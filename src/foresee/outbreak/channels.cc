// Rates of the channels, and what happens when one of them is chosen: every candidate is kept with the probability that
// its present rate has of the bound it was chosen by.

#include <algorithm>

#include "foresee/outbreak/state.h"

namespace outbreak {

namespace {

/// Lists up to this long are walked; longer ones have an urn.
constexpr std::size_t walk_most = 48;

}  // namespace

double Engine::State::zone_rate(Index zone) const {
  const double spreading = zone_spreading[zone];
  double rate = 0;
  for (std::uint32_t v = 0; v < vectors; ++v) {
    rate += zone_coefficient[zone * vectors + v] * zone_susceptible[zone * vectors + v];
  }
  return spreading * rate;
}

double Engine::State::organisation_rate(Index organisation) const {
  double sum = 0;
  const std::size_t end = std::size_t{organisation_blocks[organisation + 1]} * vectors;
  for (std::size_t at = std::size_t{organisation_blocks[organisation]} * vectors; at < end; ++at) {
    sum += block_pressure[at] * block_susceptible[at];
  }
  return sum;
}

/// Some devices more (or fewer) of the block spread.
void Engine::State::add_pressure(Index block, double devices) {
  const Index organisation = blocks[block].organisation;
  const std::size_t first = organisation_blocks[organisation];
  const std::size_t row = (organisation_blocks[organisation + 1] - first) * vectors;
  const double* coefficient = coefficients.data() + organisation_coefficients[organisation] + (block - first) * row;
  for (std::size_t i = 0; i < row; ++i) block_pressure[first * vectors + i] += coefficient[i] * devices;
}

/// The same from the beginning: without what additions and subtractions leave behind.
void Engine::State::sum_up_pressure(Index organisation) {
  const Index end = organisation_blocks[organisation + 1];
  for (std::size_t at = std::size_t{organisation_blocks[organisation]} * vectors; at < std::size_t{end} * vectors;
       ++at) {
    block_pressure[at] = 0;
  }
  for (Index block = organisation_blocks[organisation]; block < end; ++block) {
    if (blocks[block].spreading > 0) add_pressure(block, blocks[block].spreading);
  }
}

/// Attempts per second that one spreading device of the class makes on one susceptible device of another class, between
/// organisations, if success were as likely as in the organisation where it is likeliest. Made when it is first asked
/// for in a replica.
const std::vector<double>& Engine::State::class_row(Index klass) {
  std::vector<double>& row = class_rows[klass];
  if (!row.empty()) return row;
  row.assign(present_classes.size() * vectors, 0);
  for (std::size_t i = 0; i < present_classes.size(); ++i) {
    const Index target = present_classes[i];
    for (std::uint32_t v = 0; v < vectors; ++v) {
      const CompiledVector& vector = m.vectors[v];
      if (!vector.scan || !classes.allowed(klass, target, false, vector.service)) continue;
      row[i * vectors + v] = vector.rate_per_s * success_most[v] * vector.per_address[classes.network(target)];
    }
  }
  return row;
}

double Engine::State::class_bound(Index klass) {
  const double spreading = class_total[klass].spreading_bound;
  if (spreading <= 0) return 0;
  const std::vector<double>& row = class_row(klass);
  double sum = 0;
  for (std::size_t i = 0; i < present_classes.size(); ++i) {
    for (std::uint32_t v = 0; v < vectors; ++v) {
      sum += row[i * vectors + v] * class_susceptible_bound[present_classes[i] * vectors + v];
    }
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
  bins.raise(first_organisation + organisation, organisation_rate(organisation));
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
    const double each = spreading * zone_coefficient[zone * vectors + v];
    const double rate = each * zone_susceptible[zone * vectors + v];
    if (within < rate) return hit(pick_cohort(zone, v, within / each), static_cast<std::uint16_t>(v));
    within -= rate;
  }
  bins.set(zone, zone_rate(zone));
}

void Engine::State::attempt_in_organisation(Index organisation, double within) {
  const Index end = organisation_blocks[organisation + 1];
  for (Index block = organisation_blocks[organisation]; block < end; ++block) {
    for (std::uint32_t v = 0; v < vectors; ++v) {
      const double each = block_pressure[block * vectors + v];
      const double rate = each * block_susceptible[block * vectors + v];
      if (within < rate) {
        double left = within / each;
        const Index zone = pick_zone(block, v, left);
        return hit(pick_cohort(zone, v, left), static_cast<std::uint16_t>(v));
      }
      within -= rate;
    }
  }
  sum_up_pressure(organisation);
  bins.set(first_organisation + organisation, organisation_rate(organisation));
}

void Engine::State::attempt_from_class(Index klass, double within) {
  const double spreading = class_total[klass].spreading;
  const std::vector<double>& row = class_row(klass);
  for (std::size_t i = 0; i < present_classes.size(); ++i) {
    const Index target = present_classes[i];
    for (std::uint32_t v = 0; v < vectors; ++v) {
      const double each = spreading * row[i * vectors + v];
      const double rate = each * class_susceptible[target * vectors + v];
      if (within < rate) return attempt_on_class(klass, target, v, within / each);
      within -= rate;
    }
  }
  class_total[klass].spreading_bound = with_room(class_total[klass].spreading);
  class_susceptible_bound = class_susceptible;
  bins.set(first_class + klass, class_bound(klass));
}

/// Chooses the device; refuses it as often as its organisation's chance of success is below the highest, and when rows
/// forbid it because the source turns out to be of the same organisation.
void Engine::State::attempt_on_class(Index klass, Index target, std::uint32_t vector, double left) {
  const Index block = pick_block(target, vector, left);
  const Index organisation = blocks[block].organisation;
  const double likely = success[organisation * vectors + vector] / success_most[vector];
  if (likely < 1 && !stream.chance(likely)) return;
  if (!classes.allowed(klass, target, true, m.vectors[vector].service)) {
    // The source is any spreading device of the class: of the target's own organisation with its share of them.
    double own = 0;
    for (Index b = organisation_blocks[organisation]; b < organisation_blocks[organisation + 1]; ++b) {
      if (blocks[b].klass == klass) own += blocks[b].spreading;
    }
    if (stream.uniform() * class_total[klass].spreading <= own) return;
  }
  const Index zone = pick_zone(block, vector, left);
  hit(pick_cohort(zone, vector, left), static_cast<std::uint16_t>(vector));
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

namespace {

/// Chooses item i < size in proportion to weight(i). A walk when there are few, which uses up `left`, uniform on [0,
/// sum of weights); else the urn. Afterwards `left` is uniform on [0, weight of the choice).
template <class Weight>
std::size_t choose(std::size_t size, const Weight& weight, std::unique_ptr<Urn>& slot, std::uint64_t generation,
                   base::LongStream& stream, double& left) {
  if (size <= walk_most) {
    std::size_t last = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const double here = weight(i);
      if (here <= 0) continue;
      last = i;
      if (left < here) return i;
      left -= here;
    }
    left = 0;  // rounding carried it beyond the end
    return last;
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
    left = candidate.within;
    if (left < now) return candidate.channel;
    urn.bins.set(candidate.channel, now);
  }
}

}  // namespace

void Engine::State::patch_one(Index organisation, double within) {
  const std::uint32_t susceptible = susceptible_of[organisation];
  const double rate = susceptible > 0 ? patching_of[organisation] : 0;
  if (within >= rate) return bins.set(first_patching + organisation, rate);
  const Index* cohorts = m.organisation_cohorts.data() + m.organisation_first[organisation];
  const std::size_t size = m.organisation_first[organisation + 1] - m.organisation_first[organisation];
  const auto weight = [&](std::size_t i) -> double { return cohort_left[cohorts[i]]; };
  double left = within / rate * susceptible;
  const Index cohort = cohorts[choose(size, weight, patching_urns[organisation], generation, stream, left)];
  take_susceptible(cohort);
  record(EventKind::immune, m.cohort_group[cohort]);
}

Index Engine::State::pick_block(Index klass, std::uint32_t vector, double& left) {
  const std::vector<Index>& list = class_blocks[klass];
  const auto weight = [&](std::size_t i) -> double {
    return off_the_wide(blocks[list[i]].organisation) ? 0U : block_susceptible[list[i] * vectors + vector];
  };
  return list[choose(list.size(), weight, class_urns[klass * vectors + vector], generation, stream, left)];
}

Index Engine::State::pick_zone(Index block, std::uint32_t vector, double& left) {
  const Block& from = blocks[block];
  const auto weight = [&](std::size_t i) -> double {
    return zone_susceptible[block_zones[from.zone_first + i] * vectors + vector];
  };
  return block_zones[from.zone_first + choose(from.zone_end - from.zone_first, weight,
                                              block_urns[block * vectors + vector], generation, stream, left)];
}

Index Engine::State::pick_cohort(Index zone, std::uint32_t vector, double left) {
  const Index first = m.zone_first[zone];
  const auto weight = [&](std::size_t i) -> double {
    const Index cohort = m.zone_cohorts[first + i];
    return ((m.cohort_mask[cohort] >> vector) & 1U) != 0 ? cohort_left[cohort] : 0U;
  };
  return m.zone_cohorts[first + choose(m.zone_first[zone + 1] - first, weight, zone_urns[zone * vectors + vector],
                                       generation, stream, left)];
}

}  // namespace outbreak
