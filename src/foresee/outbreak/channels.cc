// Rates of the channels, and what happens when one of them is chosen: every candidate is kept with the probability that
// its present rate has of the bound it was chosen by.

#include <algorithm>
#include <span>

#include "foresee/outbreak/state.h"
#include "foresee/outbreak/walk.h"

namespace outbreak {

namespace {

/// Lists up to this long are walked; longer ones have an urn.
constexpr std::size_t walk_most = 48;

}  // namespace

/// The zone's channel as it is now; from here on its bound covers a number of spreading devices.
void Engine::State::set_zone(Index zone) {
  double each = 0;
  for (std::uint32_t v = 0; v < vectors; ++v) {
    each += zone_coefficient[zone * vectors + v] * zone_susceptible[zone * vectors + v];
  }
  Zone& here = zones[zone];
  bins.set(zone, each * here.spreading);
  here.spreading_most = std::max(here.spreading, most_within(bins.bound_of(zone), each));
}

/// The same for what spreads between an organisation's zones: the next ones are taken to do the most to each.
void Engine::State::set_organisation(Index organisation) {
  renew_pressure(organisation);
  double rate = 0;
  double most = 0;
  const std::size_t end = std::size_t{organisation_blocks[organisation + 1]} * vectors;
  for (std::size_t at = std::size_t{organisation_blocks[organisation]} * vectors; at < end; ++at) {
    rate += block_pressure[at] * block_susceptible[at];
    most += block_pressure_most[at] * block_susceptible[at];
  }
  const RateBins::Channel channel = first_organisation + organisation;
  bins.set(channel, rate);
  Inside& own = inside[organisation];
  const std::uint32_t more = most_within(std::max(0.0, bins.bound_of(channel) - rate), most);
  own.spreading_most = own.spreading + std::min(more, 0xffffffffU - own.spreading);
}

/// Takes notice of the devices that began or ceased to spread.
void Engine::State::renew_pressure(Index organisation) {
  const std::size_t first = organisation_blocks[organisation];
  const std::size_t end = organisation_blocks[organisation + 1];
  const std::size_t row = (end - first) * vectors;
  double* pressure = block_pressure.data() + first * vectors;
  const double* coefficient = coefficients.data() + organisation_coefficients[organisation];
  const auto add = [&](Block& of) {
    const double more = of.spreading - of.pressing;
    of.pressing = of.spreading;
    for (std::size_t i = 0; i < row; ++i) pressure[i] += coefficient[i] * more;
  };
  const std::span own(blocks.data() + first, end - first);
  if (std::any_of(own.begin(), own.end(), [](const Block& of) { return of.spreading < of.pressing; })) {
    return sum_up_pressure(organisation);
  }
  // Which blocks have news nobody can guess: where rows are short, adding nothing costs less than asking.
  constexpr std::size_t row_short = 16;
  for (Block& of : own) {
    if (row <= row_short || of.spreading != of.pressing) add(of);
    coefficient += row;
  }
}

/// The same from the beginning: without what additions and subtractions leave behind.
void Engine::State::sum_up_pressure(Index organisation) {
  const std::size_t first = organisation_blocks[organisation];
  const std::size_t end = organisation_blocks[organisation + 1];
  std::fill(block_pressure.begin() + static_cast<std::ptrdiff_t>(first * vectors),
            block_pressure.begin() + static_cast<std::ptrdiff_t>(end * vectors), 0);
  for (std::size_t block = first; block < end; ++block) blocks[block].pressing = 0;
  renew_pressure(organisation);
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

void Engine::State::raise_class(Index klass) {
  bins.raise(first_class + klass, class_bound(klass));
}

void Engine::State::set_all_of(Index organisation) {
  for (const Index zone : estate.zones_of(organisation)) set_zone(zone);
  set_organisation(organisation);
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
  } else {
    attempt_along_edge(channel - first_edge, candidate.within);
  }
}

/// A device of the cohort was chosen: number `left` of those that were susceptible as far as known. It is spared when
/// emergency patching came before.
void Engine::State::attempt_on(Index cohort, std::uint32_t vector, double left) {
  const Index organisation = cohorts[cohort].organisation;
  if (m.doctrine[organisation].patching != estate::none) {
    settle_patching(organisation);
    if (left >= cohort_left[cohort]) return;
  }
  hit(cohort, static_cast<std::uint16_t>(vector));
}

void Engine::State::attempt_in_zone(Index zone, double within) {
  const double spreading = zones[zone].spreading;
  for (std::uint32_t v = 0; v < vectors; ++v) {
    const double each = spreading * zone_coefficient[zone * vectors + v];
    const double rate = each * zone_susceptible[zone * vectors + v];
    if (within < rate) {
      double left = within / each;
      const Index cohort = pick_cohort(zone, v, left);
      return attempt_on(cohort, v, left);
    }
    within -= rate;
  }
  set_zone(zone);
}

void Engine::State::attempt_in_organisation(Index organisation, double within) {
  renew_pressure(organisation);
  const std::size_t first = std::size_t{organisation_blocks[organisation]} * vectors;
  const std::size_t end = std::size_t{organisation_blocks[organisation + 1]} * vectors;
  const auto rate = [&](std::size_t i) { return block_pressure[first + i] * block_susceptible[first + i]; };
  const std::size_t at = first + walk<8>(end - first, rate, within);
  if (at == end) return set_organisation(organisation);
  const auto [block, vector] = item_and_vector(at);
  double left = within / block_pressure[at];
  const Index cohort = pick_cohort(pick_zone(block, vector, left), vector, left);
  attempt_on(cohort, vector, left);
}

void Engine::State::attempt_from_class(Index klass, double within) {
  const double spreading = class_total[klass].spreading;
  const std::vector<double>& row = class_row(klass);
  const auto each = [&](std::size_t i) { return spreading * row[i]; };
  const auto rate = [&](std::size_t i) { return each(i) * class_susceptible[present_rows[i]]; };
  const std::size_t at = walk<8>(row.size(), rate, within);
  if (at < row.size()) {
    const auto [target, vector] = item_and_vector(present_rows[at]);
    return attempt_on_class(klass, target, vector, within / each(at));
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
  const Index cohort = pick_cohort(pick_zone(block, vector, left), vector, left);
  attempt_on(cohort, vector, left);
}

void Engine::State::attempt_along_edge(Index edge, double within) {
  const double rate = edge_rate(edge);
  if (within >= rate) return bins.set(first_edge + edge, rate);
  const CompiledEdge& along = m.edges[edge];
  std::uint64_t left = stream.below(group_susceptible[along.to * vectors + along.vector]);
  for (Index k = m.first_cohort[along.to]; k < m.first_cohort[along.to + 1]; ++k) {
    if (((m.cohort_mask[k] >> along.vector) & 1U) == 0) continue;
    if (left < cohort_left[k]) return attempt_on(k, along.vector, static_cast<double>(left));
    left -= cohort_left[k];
  }
}

namespace {

template <class Weight>
[[gnu::noinline]] std::size_t choose_by_urn(std::size_t size, const Weight& weight, std::unique_ptr<Urn>& slot,
                                            std::uint64_t generation, base::LongStream& stream, double& left) {
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

/// Chooses item i < size in proportion to weight(i). A walk when there are few, which uses up `left`, uniform on [0,
/// sum of weights); else the urn. Afterwards `left` is uniform on [0, weight of the choice).
template <class Weight>
std::size_t choose(std::size_t size, const Weight& weight, std::unique_ptr<Urn>& slot, std::uint64_t generation,
                   base::LongStream& stream, double& left) {
  if (size > walk_most) return choose_by_urn(size, weight, slot, generation, stream, left);
  const std::size_t choice = walk<8>(size, weight, left);
  if (choice < size) return choice;
  left = 0;  // rounding carried it beyond the end
  std::size_t last = size - 1;
  while (last > 0 && weight(last) <= 0) --last;
  return last;
}

}  // namespace

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

Index Engine::State::pick_cohort(Index zone, std::uint32_t vector, double& left) {
  const Index first = m.zone_first[zone];
  const auto weight = [&](std::size_t i) -> double {
    const Index cohort = m.zone_cohorts[first + i];
    return ((m.cohort_mask[cohort] >> vector) & 1U) != 0 ? cohort_left[cohort] : 0U;
  };
  return m.zone_cohorts[first + choose(m.zone_first[zone + 1] - first, weight, zone_urns[zone * vectors + vector],
                                       generation, stream, left)];
}

}  // namespace outbreak
