// How the threat comes in. What comes, where and when is keyed by what it decides, so that two drills that share a seed
// share their entries.

#include <algorithm>
#include <cmath>

#include "foresee/outbreak/state.h"
#include "world/threat/curve.h"

namespace outbreak {

namespace {

/// Subjects of Purpose::seeds, one range for each kind of entry.
constexpr std::uint64_t seeds_subject = 0;
constexpr std::uint64_t supplier_subject = 1U << 16;
constexpr std::uint64_t mail_subject = 2U << 16;

}  // namespace

void Engine::State::schedule_entries() {
  for (Index e = 0; e < m.seeds.size(); ++e) {
    const CompiledSeeds& seeds = m.seeds[e];
    base::Stream draws = keyed(base::Purpose::seeds, seeds_subject + e, 0);
    chosen.assign(1, anywhere);
    if (seeds.organisations > 0) {
      chosen = seeds.among;
      const std::size_t wanted = std::min<std::size_t>(seeds.organisations, chosen.size());
      for (std::size_t i = 0; i < wanted; ++i) std::swap(chosen[i], chosen[i + draws.below(chosen.size() - i)]);
      chosen.resize(wanted);
    }
    for (const Index organisation : chosen) {
      const double at_s = base::draw(seeds.at_s, draws);
      for (std::uint32_t device = 0; device < seeds.devices; ++device) {
        schedule(at_s, Scheduled::Kind::seed, e, organisation);
      }
    }
  }
  for (Index e = 0; e < m.suppliers.size(); ++e) {
    const CompiledSupplier& supplier = m.suppliers[e];
    for (Index i = 0; i < supplier.organisations.size(); ++i) {
      const Index organisation = supplier.organisations[i].first;
      base::Stream draws = keyed(base::Purpose::seeds, supplier_subject + e, organisation);
      if (!draws.chance(parameters.value(supplier.chance, organisation))) continue;
      schedule(base::draw(supplier.at_s, draws), Scheduled::Kind::supplier, e, i);
    }
  }
  for (Index e = 0; e < m.mails.size(); ++e) {
    for (const Index group : m.mails[e].groups) {
      base::Stream draws = keyed(base::Purpose::seeds, mail_subject + e, group);
      const double chance = parameters.value(m.mails[e].chance, estate.organisation_of(group));
      const std::uint64_t opened = base::binomial(estate.groups[group].count, chance, draws);
      for (std::uint64_t i = 0; i < opened; ++i) {
        schedule(base::draw(m.mails[e].at_s, draws), Scheduled::Kind::mail, e, group);
      }
    }
  }
  for (Index e = 0; e < m.pressures.size(); ++e) schedule_pressure(e);
}

/// Successful attempts on the devices of a zone that were susceptible at the start: an inhomogeneous Poisson process,
/// made by inverting the cumulated outside population, keyed by the zone.
void Engine::State::schedule_pressure(Index entry) {
  const CompiledPressure& pressure = m.pressures[entry];
  const auto vector = static_cast<std::uint32_t>(pressure.vector);
  for (Index block = 0; block < blocks.size(); ++block) {
    const std::uint32_t devices = block_susceptible[place_of(block) + vector];
    if (devices == 0 || pressure.reaches[classes.network(blocks[block].klass)] == 0) continue;
    if (!classes.allowed_from_internet(blocks[block].klass, m.vectors[vector].service)) continue;
    const double each = pressure.per_address * success[blocks[block].organisation * vectors + vector];
    if (each <= 0) continue;
    for (std::uint32_t at = blocks[block].zone_first; at < blocks[block].zone_end; ++at) {
      const Index zone = block_zones[at];
      const std::uint32_t here = zone_scans[zone * vectors + vector].susceptible;
      if (here == 0) continue;
      pressed.push_back({zone, here, each * here, threat::cumulative(pressure.population, 0),
                         keyed(base::Purpose::pressure, entry, zone)});
      next_pressure(entry, static_cast<Index>(pressed.size() - 1));
    }
  }
}

void Engine::State::next_pressure(Index entry, Index index) {
  PressedZone& on = pressed[index];
  on.used += on.stream.exponential() / on.per_head;
  const double at_s = threat::time_of_cumulative(m.pressures[entry].population, on.used);
  if (std::isfinite(at_s)) schedule(std::max(at_s, now), Scheduled::Kind::pressure, entry, index);
}

void Engine::State::press(Index entry, Index index) {
  PressedZone& on = pressed[index];
  settle_patching(estate.zones[on.zone].organisation);
  const auto vector = static_cast<std::uint32_t>(m.pressures[entry].vector);
  const std::uint32_t left = zone_scans[on.zone * vectors + vector].susceptible;
  const bool hits = on.stream.below(on.devices) < left;
  const bool cut = organisations[estate.zones[on.zone].organisation].cut.has_value();
  double at = stream.uniform() * left;
  if (hits && !cut) hit(pick_cohort(on.zone, vector, 1, at), 0xffff);
  if (left > 0 || reinfections) next_pressure(entry, index);
}

/// Hits one device, uniformly among those of the groups that can still be infected: having all of `required`, or
/// (required = 0) open to some vector, or any at all (`inert_too`). Answers whether there was one.
bool Engine::State::hit_any(std::span<const Index> groups, std::uint64_t required, bool inert_too) {
  const auto weight = [&](Index cohort) -> std::uint64_t {
    const bool fits =
        inert_too || (required == 0 ? m.cohort_mask[cohort] != 0 : (required & ~m.cohort_bits[cohort]) == 0);
    return fits ? cohort_left[cohort] : 0;
  };
  std::uint64_t total = 0;
  for (const Index group : groups) {
    settle_patching(estate.organisation_of(group));
    for (const Index k : m.cohorts_of(group)) total += weight(k);
  }
  if (total == 0) return false;
  std::uint64_t left = stream.below(total);
  for (const Index group : groups) {
    for (const Index k : m.cohorts_of(group)) {
      if (left < weight(k)) {
        hit(k, 0xffff);
        return true;
      }
      left -= weight(k);
    }
  }
  return false;
}

void Engine::State::seed_one(Index entry, Index organisation) {
  const CompiledSeeds& seeds = m.seeds[entry];
  if (organisation == anywhere) {
    hit_any(seeds.groups, seeds.required, false);
    return;
  }
  chosen.clear();
  for (const Index group : seeds.groups) {
    if (estate.organisation_of(group) == organisation) chosen.push_back(group);
  }
  hit_any(chosen, seeds.required, false);
}

void Engine::State::supply(Index entry, Index position) {
  const CompiledSupplier& supplier = m.suppliers[entry];
  const auto& [organisation, range] = supplier.organisations[position];
  if (organisations[organisation].cut) return;
  base::Stream draws = keyed(base::Purpose::seeds, supplier_subject + (1U << 15) + entry, organisation);
  const double wanted = std::max(1.0, std::round(base::draw(supplier.devices, draws)));
  const std::span groups = std::span(supplier.groups).subspan(range.first, range.second - range.first);
  for (double i = 0; i < wanted; ++i) {
    if (!hit_any(groups, 0, true)) return;
  }
}

/// The lures of one group come to different devices: the next one to any that had none, which may be beyond infection.
void Engine::State::mail_one(Index entry, Index group) {
  (void)entry;
  const std::uint32_t had = mailed[group]++;
  const std::uint32_t count = estate.groups[group].count;
  if (organisations[estate.organisation_of(group)].cut || had >= count) return;
  settle_patching(estate.organisation_of(group));
  std::uint64_t left = stream.below(count - had);
  for (const Index k : m.cohorts_of(group)) {
    if (left < cohort_left[k]) return hit(k, 0xffff);
    left -= cohort_left[k];
  }
}

}  // namespace outbreak
