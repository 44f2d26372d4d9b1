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

/// Four places of the sum of the senders' rows.
void sum_rows(std::span<const Sender> senders, const double* coefficients, double* to) {
  std::array<double, 4> sum{};
  for (const Sender& sender : senders) {
    const double* row = coefficients + sender.row;
    for (std::size_t k = 0; k < 4; ++k) sum[k] += row[k] * sender.spreading;
  }
  for (std::size_t k = 0; k < 4; ++k) to[k] = sum[k];
}

}  // namespace

/// The zone's channel as it is now; from here on its bound covers a number of spreading devices.
void Engine::State::set_zone(Index zone) {
  double each = 0;
  for (std::uint32_t v = 0; v < vectors; ++v) {
    const ZoneScan& scan = zone_scans[zone * vectors + v];
    each += scan.coefficient * scan.susceptible;
  }
  Zone& here = zones[zone];
  candidates.set(zone, each * here.spreading, now);
  here.spreading_most = std::max(here.spreading, most_within(candidates.bound_of(zone), each));
}

/// The same for what spreads between an organisation's zones: the next ones are taken to do the most to each.
void Engine::State::set_organisation(Index organisation) {
  renew_pressure(organisation);
  Inside& own = inside[organisation];
  double rate = 0;
  double most = 0;
  const std::size_t end = own.first + places_of(own);
  for (std::size_t at = own.first; at < end; ++at) {
    rate += block_pressure[at] * block_susceptible[at];
    most += block_pressure_most[at] * block_susceptible[at];
  }
  const RateBins::Channel channel = first_organisation + organisation;
  candidates.set(channel, rate, now);
  const std::uint32_t more = most_within(std::max(0.0, candidates.bound_of(channel) - rate), most);
  own.spreading_most = own.spreading + std::min(more, 0xffffffffU - own.spreading);
}

/// Takes notice of the devices that began or ceased to spread.
void Engine::State::renew_pressure(Index organisation) {
  const Inside& own = inside[organisation];
  const std::uint32_t length = row_of(own);
  constexpr std::uint32_t short_row = 16;
  if (length > short_row) return renew_long_pressure(own, length);
  const std::span of = senders_of(own);
  for (std::uint32_t i = 0; i < length; i += 4) sum_rows(of, coefficients.data() + i, &block_pressure[own.first + i]);
}

/// Adds only what is new, where it can.
[[gnu::noinline]] void Engine::State::renew_long_pressure(const Inside& own, std::uint32_t length) {
  const std::span of = senders_of(own);
  double* pressure = block_pressure.data() + own.first;
  if (std::any_of(of.begin(), of.end(), [](const Sender& sender) { return sender.spreading < sender.pressing; })) {
    // From the beginning: without what additions and subtractions leave behind.
    std::fill(pressure, pressure + length, 0);
    for (Sender& sender : of) sender.pressing = 0;
  }
  for (Sender& sender : of) {
    if (sender.spreading == sender.pressing) continue;
    const double more = sender.spreading - sender.pressing;
    sender.pressing = sender.spreading;
    const double* row = coefficients.data() + sender.row;
    for (std::uint32_t i = 0; i < length; ++i) pressure[i] += row[i] * more;
  }
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

/// A device of the cohort was chosen: number `within / each` of those that were susceptible as far as known. It is
/// spared when emergency patching came before.
void Engine::State::attempt_on(Index cohort, std::uint32_t vector, double each, double within) {
  const Index organisation = cohorts[cohort].organisation;
  if (inside[organisation].patches) {
    settle_patching(organisation);
    if (within >= each * cohort_left[cohort]) return;
  }
  hit(cohort, static_cast<std::uint16_t>(vector));
}

void Engine::State::attempt_in_zone(Index zone, double within) {
  const double spreading = zones[zone].spreading;
  for (std::uint32_t v = 0; v < vectors; ++v) {
    const ZoneScan& scan = zone_scans[zone * vectors + v];
    const double each = spreading * scan.coefficient;
    const double rate = each * scan.susceptible;
    if (within < rate) {
      const Index cohort = pick_cohort(zone, v, each, within);
      return attempt_on(cohort, v, each, within);
    }
    within -= rate;
  }
  set_zone(zone);
}

void Engine::State::attempt_in_organisation(Index organisation, double within) {
  renew_pressure(organisation);
  const Inside& own = inside[organisation];
  const double* pressure = block_pressure.data() + own.first;
  const std::uint32_t* susceptible = block_susceptible.data() + own.first;
  const std::size_t places = places_of(own);
  const std::size_t at = walk<8>(
      places, [&](std::size_t i) { return pressure[i] * susceptible[i]; }, within);
  if (at == places) return set_organisation(organisation);
  const auto [block, vector] = item_and_vector(at);
  const double each = pressure[at];
  const Index cohort = pick_cohort(pick_zone(own.block_first + block, vector, each, within), vector, each, within);
  attempt_on(cohort, vector, each, within);
}

void Engine::State::attempt_from_class(Index klass, double within) {
  const double spreading = class_total[klass].spreading;
  const ClassRow& row = class_row(klass);
  const auto each = [&](std::size_t i) { return spreading * row.each[i]; };
  const auto rate = [&](std::size_t i) { return each(i) * class_susceptible[present_rows[i]]; };
  const std::size_t at = walk<8>(row.each.size(), rate, within);
  if (at < row.each.size()) {
    const auto [target, vector] = item_and_vector(present_rows[at]);
    return attempt_on_class(klass, target, vector, row.at_home[at] != 0, each(at), within);
  }
  class_total[klass].spreading_bound = with_room(class_total[klass].spreading);
  class_susceptible_bound = class_susceptible;
  candidates.set(first_class + klass, class_bound(klass), now);
}

/// Chooses the device; refuses it as often as its organisation's chance of success is below the highest, and when rows
/// forbid it (not `at_home`) because the source turns out to be of the same organisation.
void Engine::State::attempt_on_class(Index klass, Index target, std::uint32_t vector, bool at_home, double each,
                                     double within) {
  const Index cohort = pick_in_class(target, vector, each, within);
  const Index organisation = cohorts[cohort].organisation;
  const double likely = success_relative[organisation * vectors + vector];
  if (likely < 1 && !stream.chance(likely)) return;
  if (!at_home) {
    // The source is any spreading device of the class: of the target's own organisation with its share of them.
    double own = 0;
    for (const Block& block : blocks_of(inside[organisation])) {
      if (block.klass == klass) own += block.spreading;
    }
    if (stream.uniform() * class_total[klass].spreading <= own) return;
  }
  attempt_on(cohort, vector, each, within);
}

void Engine::State::attempt_along_edge(Index edge, double within) {
  const double rate = edge_rate(edge);
  if (within >= rate) return candidates.set(first_edge + edge, rate, now);
  const CompiledEdge& along = m.edges[edge];
  std::uint64_t left = stream.below(group_susceptible[along.to * vectors + along.vector]);
  for (const Index k : m.cohorts_of(along.to)) {
    if (((m.cohort_mask[k] >> along.vector) & 1U) == 0) continue;
    if (left < cohort_left[k]) return attempt_on(k, along.vector, 1, static_cast<double>(left));
    left -= cohort_left[k];
  }
}

namespace {

/// Chooses an item of the urn in proportion to weight(item), of which `sum` is the sum; `within` as for the picks.
template <class Weight>
Index choose_by_urn(const Urn& urn, double sum, const Weight& weight, base::LongStream& stream, double each,
                    double& within) {
  for (double u = within / (each * sum);; u = stream.uniform()) {
    const AliasTable::Choice choice = urn.table.pick(u);
    if (choice.within < weight(choice.number)) {
      within = choice.within * each;
      return choice.number;
    }
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
std::size_t choose(std::size_t size, const Weight& weight, double each, double& within) {
  const std::size_t choice = walk<8>(
      size, [&](std::size_t i) { return each * weight(i); }, within);
  if (choice < size) return choice;
  within = 0;
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
                                                         const Weight& weight, double each, double& within) {
  Urn& urn = present(slot);
  if (urn.made_in != generation || sum < urn.least) {
    urn_items.clear();
    for (std::size_t i = 0; i < size; ++i) urn_items.push_back({static_cast<std::uint32_t>(i), weight(i)});
    make_urn(urn, sum);
  }
  return choose_by_urn(urn, sum, weight, stream, each, within);
}

/// The cohorts that the vector could infect of all that are of the class and not off the wide. Where devices can become
/// susceptible again there is room for some of them, so that not each of them needs a new urn.
void Engine::State::make_class_urn(Urn& urn, Index klass, std::uint32_t vector) {
  urn_items.clear();
  for (const Index b : class_blocks[klass]) {
    if (off_the_wide(blocks[b].organisation)) continue;
    for (std::uint32_t z = blocks[b].zone_first; z < blocks[b].zone_end; ++z) {
      const Zone& zone = zones[block_zones[z]];
      for (Index cohort = zone.cohort_first; cohort < zone.cohort_end; ++cohort) {
        if (((m.cohort_mask[cohort] >> vector) & 1U) == 0) continue;
        std::uint32_t weight = cohort_left[cohort];
        if (reinfections) class_urn_weight[cohort * vectors + vector] = weight = with_room(weight);
        urn_items.push_back({cohort, static_cast<double>(weight)});
      }
    }
  }
  make_urn(urn, class_susceptible[klass * vectors + vector]);
}

Index Engine::State::pick_in_class(Index klass, std::uint32_t vector, double each, double& within) {
  const double sum = class_susceptible[klass * vectors + vector];
  Urn& urn = present(class_urns[klass * vectors + vector]);
  if (urn.made_in != generation || sum < urn.least) make_class_urn(urn, klass, vector);
  const auto weight = [&](Index cohort) -> double {
    return off_the_wide(cohorts[cohort].organisation) ? 0U : cohort_left[cohort];
  };
  return choose_by_urn(urn, sum, weight, stream, each, within);
}

Index Engine::State::pick_zone(Index block, std::uint32_t vector, double each, double& within) {
  const Block& from = blocks[block];
  const std::uint32_t size = from.zone_end - from.zone_first;
  const Index* zones_of = block_zones.data() + from.zone_first;
  if (size == 1) return *zones_of;
  const auto weight = [&](std::size_t i) -> double { return zone_scans[zones_of[i] * vectors + vector].susceptible; };
  if (size <= walk_most) return zones_of[choose(size, weight, each, within)];
  const double sum = block_susceptible[place_of(block) + vector];
  return zones_of[pick_by_urn(block_urns[block * vectors + vector], size, sum, weight, each, within)];
}

/// What most threats and zones are like, without what the others ask for.
Index Engine::State::pick_cohort(Index zone, std::uint32_t vector, double each, double& within) {
  const Index first = zones[zone].cohort_first;
  const Index size = zones[zone].cohort_end - first;
  if (vectors > 1 || size > walk_most) return pick_cohort_of_many(zone, vector, each, within);
  const std::uint32_t* left = cohort_left.data() + first;
  return first + static_cast<Index>(choose(
                     size, [&](std::size_t i) -> double { return left[i]; }, each, within));
}

Index Engine::State::pick_cohort_of_many(Index zone, std::uint32_t vector, double each, double& within) {
  const Index first = zones[zone].cohort_first;
  const Index size = zones[zone].cohort_end - first;
  const auto weight = [&](std::size_t i) -> double {
    return ((m.cohort_mask[first + i] >> vector) & 1U) != 0 ? cohort_left[first + i] : 0U;
  };
  if (size <= walk_most) return first + static_cast<Index>(choose(size, weight, each, within));
  const double sum = zone_scans[zone * vectors + vector].susceptible;
  std::unique_ptr<Urn>& urn = zone_urns[zone * vectors + vector];
  return first + static_cast<Index>(pick_by_urn(urn, size, sum, weight, each, within));
}

}  // namespace outbreak
