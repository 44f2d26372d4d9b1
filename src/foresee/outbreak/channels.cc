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
  candidates.set(zone, each * here.spreading, now);
  here.spreading_most = std::max(here.spreading, most_within(candidates.bound_of(zone), each));
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
  candidates.set(channel, rate, now);
  Inside& own = inside[organisation];
  const std::uint32_t more = most_within(std::max(0.0, candidates.bound_of(channel) - rate), most);
  own.spreading_most = own.spreading + std::min(more, 0xffffffffU - own.spreading);
}

/// Takes notice of the devices that began or ceased to spread.
void Engine::State::renew_pressure(Index organisation) {
  Inside& own = inside[organisation];
  if (own.at_once) return;
  constexpr std::uint32_t row_short = 16;
  const std::span of(blocks.data() + organisation_blocks[organisation],
                     organisation_blocks[organisation + 1] - organisation_blocks[organisation]);
  double* pressure = block_pressure.data() + own.first;
  if (own.row <= row_short ||
      std::any_of(of.begin(), of.end(), [](const Block& block) { return block.spreading < block.pressing; })) {
    // From the beginning: without what additions and subtractions leave behind.
    std::fill(pressure, pressure + own.row, 0);
    for (Block& block : of) block.pressing = 0;
  }
  for (Block& block : of) {
    if (block.spreading == block.pressing) continue;
    const double more = block.spreading - block.pressing;
    block.pressing = block.spreading;
    const double* coefficient = coefficients.data() + block.row;
    for (std::size_t i = 0; i < own.row; ++i) pressure[i] += coefficient[i] * more;
  }
  own.at_once = own.row <= row_short;
}

/// Attempts per second that one spreading device of the class makes on one susceptible device of another class, between
/// organisations, if success were as likely as in the organisation where it is likeliest. Made when it is first asked
/// for in a replica.
void Engine::State::make_class_row(Index klass) {
  ClassRow& row = class_rows[klass];
  row.each.assign(present_classes.size() * vectors, 0);
  row.at_home.assign(present_classes.size() * vectors, 0);
  for (std::size_t i = 0; i < present_classes.size(); ++i) {
    const Index target = present_classes[i];
    for (std::uint32_t v = 0; v < vectors; ++v) {
      const CompiledVector& vector = m.vectors[v];
      if (!vector.scan || !classes.allowed(klass, target, false, vector.service)) continue;
      row.each[i * vectors + v] = vector.rate_per_s * success_most[v] * vector.per_address[classes.network(target)];
      row.at_home[i * vectors + v] = classes.allowed(klass, target, true, vector.service) ? 1 : 0;
    }
  }
}

double Engine::State::class_bound(Index klass) {
  const double spreading = class_total[klass].spreading_bound;
  if (spreading <= 0) return 0;
  const std::vector<double>& each = class_row(klass).each;
  double sum = 0;
  for (std::size_t i = 0; i < present_classes.size(); ++i) {
    for (std::uint32_t v = 0; v < vectors; ++v) {
      sum += each[i * vectors + v] * class_susceptible_bound[present_classes[i] * vectors + v];
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
  candidates.raise(first_class + klass, class_bound(klass), now);
}

void Engine::State::raise_edges_of(Index organisation) {
  for (const Index zone : estate.zones_of(organisation)) {
    for (const Index group : estate.groups_of(zone)) {
      for (const Index edge : m.edges_from.of(group)) candidates.raise(first_edge + edge, edge_rate(edge), now);
      for (const Index edge : m.edges_to.of(group)) candidates.raise(first_edge + edge, edge_rate(edge), now);
    }
  }
}

void Engine::State::attempt(CandidatesAhead::Candidate candidate) {
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
  const ClassRow& row = class_row(klass);
  const auto each = [&](std::size_t i) { return spreading * row.each[i]; };
  const auto rate = [&](std::size_t i) { return each(i) * class_susceptible[present_rows[i]]; };
  const std::size_t at = walk<8>(row.each.size(), rate, within);
  if (at < row.each.size()) {
    const auto [target, vector] = item_and_vector(present_rows[at]);
    return attempt_on_class(klass, target, vector, row.at_home[at] != 0, within / each(at));
  }
  class_total[klass].spreading_bound = with_room(class_total[klass].spreading);
  class_susceptible_bound = class_susceptible;
  candidates.set(first_class + klass, class_bound(klass), now);
}

/// Chooses the device; refuses it as often as its organisation's chance of success is below the highest, and when rows
/// forbid it (not `at_home`) because the source turns out to be of the same organisation.
void Engine::State::attempt_on_class(Index klass, Index target, std::uint32_t vector, bool at_home, double left) {
  const Index cohort = pick_in_class(target, vector, left);
  const Index organisation = cohorts[cohort].organisation;
  const double likely = success[organisation * vectors + vector] / success_most[vector];
  if (likely < 1 && !stream.chance(likely)) return;
  if (!at_home) {
    // The source is any spreading device of the class: of the target's own organisation with its share of them.
    double own = 0;
    for (Index b = organisation_blocks[organisation]; b < organisation_blocks[organisation + 1]; ++b) {
      if (blocks[b].klass == klass) own += blocks[b].spreading;
    }
    if (stream.uniform() * class_total[klass].spreading <= own) return;
  }
  attempt_on(cohort, vector, left);
}

void Engine::State::attempt_along_edge(Index edge, double within) {
  const double rate = edge_rate(edge);
  if (within >= rate) return candidates.set(first_edge + edge, rate, now);
  const CompiledEdge& along = m.edges[edge];
  std::uint64_t left = stream.below(group_susceptible[along.to * vectors + along.vector]);
  for (Index k = m.first_cohort[along.to]; k < m.first_cohort[along.to + 1]; ++k) {
    if (((m.cohort_mask[k] >> along.vector) & 1U) == 0) continue;
    if (left < cohort_left[k]) return attempt_on(k, along.vector, static_cast<double>(left));
    left -= cohort_left[k];
  }
}

namespace {

/// Chooses an item of the urn in proportion to weight(item), of which `sum` is the sum and `left` uniform on [0, sum).
/// Afterwards `left` is uniform on [0, weight of the choice).
template <class Weight>
Index choose_by_urn(const Urn& urn, double sum, const Weight& weight, base::LongStream& stream, double& left) {
  for (double u = left / sum;; u = stream.uniform()) {
    const AliasTable::Choice choice = urn.table.pick(u);
    left = choice.within;
    if (left < weight(choice.number)) return choice.number;
  }
}

/// The last i < size with weight(i) > 0: where rounding carried a walk beyond the end.
template <class Weight>
[[gnu::noinline]] std::size_t last_of(std::size_t size, const Weight& weight) {
  std::size_t last = size - 1;
  while (last > 0 && weight(last) <= 0) --last;
  return last;
}

/// Chooses i < size in proportion to weight(i): a walk, for when there are few.
template <class Weight>
std::size_t choose(std::size_t size, const Weight& weight, double& left) {
  const std::size_t choice = walk<8>(size, weight, left);
  if (choice < size) return choice;
  left = 0;
  return last_of(size, weight);
}

Urn& present(std::unique_ptr<Urn>& slot) {
  if (!slot) slot = std::make_unique<Urn>();
  return *slot;
}

}  // namespace

/// Of what stands in urn_items, while `sum` devices are left in all.
void Engine::State::make_urn(Urn& urn, double sum) {
  constexpr double least = 0.7;  // that more are made seldom, and that more of the choices are kept
  urn.table.make(urn_items);
  urn.made_in = generation;
  urn.least = least * sum;
}

/// One of `size` things, of which `sum` devices are left.
template <class Weight>
[[gnu::noinline]] std::size_t Engine::State::pick_by_urn(std::unique_ptr<Urn>& slot, std::size_t size, double sum,
                                                         const Weight& weight, double& left) {
  Urn& urn = present(slot);
  if (urn.made_in != generation || sum < urn.least) {
    urn_items.clear();
    for (std::size_t i = 0; i < size; ++i) urn_items.push_back({static_cast<std::uint32_t>(i), weight(i)});
    make_urn(urn, sum);
  }
  return choose_by_urn(urn, sum, weight, stream, left);
}

/// The cohorts that the vector could infect of all that are of the class and not off the wide. Where devices can become
/// susceptible again there is room for some of them, so that not each of them needs a new urn.
void Engine::State::make_class_urn(Urn& urn, Index klass, std::uint32_t vector) {
  urn_items.clear();
  for (const Index b : class_blocks[klass]) {
    if (off_the_wide(blocks[b].organisation)) continue;
    for (std::uint32_t z = blocks[b].zone_first; z < blocks[b].zone_end; ++z) {
      for (Index at = m.zone_first[block_zones[z]]; at < m.zone_first[block_zones[z] + 1]; ++at) {
        const Index cohort = m.zone_cohorts[at];
        if (((m.cohort_mask[cohort] >> vector) & 1U) == 0) continue;
        std::uint32_t weight = cohort_left[cohort];
        if (reinfections) class_urn_weight[cohort * vectors + vector] = weight = with_room(weight);
        urn_items.push_back({cohort, static_cast<double>(weight)});
      }
    }
  }
  make_urn(urn, class_susceptible[klass * vectors + vector]);
}

Index Engine::State::pick_in_class(Index klass, std::uint32_t vector, double& left) {
  const double sum = class_susceptible[klass * vectors + vector];
  Urn& urn = present(class_urns[klass * vectors + vector]);
  if (urn.made_in != generation || sum < urn.least) make_class_urn(urn, klass, vector);
  const auto weight = [&](Index cohort) -> double {
    return off_the_wide(cohorts[cohort].organisation) ? 0U : cohort_left[cohort];
  };
  return choose_by_urn(urn, sum, weight, stream, left);
}

Index Engine::State::pick_zone(Index block, std::uint32_t vector, double& left) {
  const Block& from = blocks[block];
  const std::uint32_t size = from.zone_end - from.zone_first;
  const Index* zones_of = block_zones.data() + from.zone_first;
  if (size == 1) return *zones_of;
  const auto weight = [&](std::size_t i) -> double { return zone_susceptible[zones_of[i] * vectors + vector]; };
  if (size <= walk_most) return zones_of[choose(size, weight, left)];
  const double sum = block_susceptible[block * vectors + vector];
  return zones_of[pick_by_urn(block_urns[block * vectors + vector], size, sum, weight, left)];
}

/// What most threats and zones are like, without what the others ask for.
Index Engine::State::pick_cohort(Index zone, std::uint32_t vector, double& left) {
  const Index* cohorts_of = m.zone_cohorts.data() + m.zone_first[zone];
  const Index size = m.zone_first[zone + 1] - m.zone_first[zone];
  if (vectors > 1 || size > walk_most) return pick_cohort_of_many(zone, vector, left);
  return cohorts_of[choose(
      size, [&](std::size_t i) -> double { return cohort_left[cohorts_of[i]]; }, left)];
}

Index Engine::State::pick_cohort_of_many(Index zone, std::uint32_t vector, double& left) {
  const Index* cohorts_of = m.zone_cohorts.data() + m.zone_first[zone];
  const Index size = m.zone_first[zone + 1] - m.zone_first[zone];
  const auto weight = [&](std::size_t i) -> double {
    return ((m.cohort_mask[cohorts_of[i]] >> vector) & 1U) != 0 ? cohort_left[cohorts_of[i]] : 0U;
  };
  if (size <= walk_most) return cohorts_of[choose(size, weight, left)];
  const double sum = zone_susceptible[zone * vectors + vector];
  return cohorts_of[pick_by_urn(zone_urns[zone * vectors + vector], size, sum, weight, left)];
}

}  // namespace outbreak
