// What the harm of one outbreak costs on an estate of national size: events, and services that change with them.
//
//   build/release/bench/harm_bench

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/random.h"
#include "foresee/harm/harm.h"

namespace {

using estate::Index;

constexpr Index organisations = 8000;
constexpr Index large_ones = 240;  ///< with ten services, one of them an emergency department; the others have one
constexpr Index groups_of_large = 60;
constexpr Index groups_of_small = 2;

estate::Needs needs_of(const std::vector<Index>& groups) {
  using Node = estate::Needs::Node;
  using Kind = estate::Needs::Kind;
  std::vector<Node> nodes{{Kind::share, 0, 0.8, 0, 0}};
  for (const Index group : groups) {
    nodes.push_back({Kind::group, group, 0, 0, static_cast<std::uint32_t>(nodes.size() + 1)});
  }
  nodes[0].children = static_cast<std::uint32_t>(groups.size());
  nodes[0].end = static_cast<std::uint32_t>(nodes.size());
  return estate::Needs(nodes);
}

estate::Estate national_estate() {
  estate::Tables tables;
  base::Stream draws({1, 0, base::Purpose::generator, 0, 0});
  tables.networks.push_back({"wide", 16777216, estate::none});
  estate::Profile flat{"flat", {}};
  flat.share.fill(1.0 / 168);
  tables.care.profiles = {flat};
  for (const char* name : {"attendances", "admissions", "appointments", "referrals"}) {
    tables.care.measures.push_back({name, name, 0.2, 150, ""});
  }
  for (Index o = 0; o < organisations; ++o) {
    const bool large = o < large_ones;
    tables.organisations.push_back({fmt::format("o{}", o), "", large ? "acute" : "gp", "", "", estate::none});
    tables.zones.push_back({fmt::format("z{}", o), o, 0, 1024, ""});
    const auto first = static_cast<Index>(tables.groups.size());
    const Index groups = large ? groups_of_large : groups_of_small;
    for (Index g = 0; g < groups; ++g) {
      tables.groups.push_back({fmt::format("g{}", first + g), o, large ? 60U : 12U, "", "", "", {}});
    }
    for (Index s = 0; s < (large ? 10U : 1U); ++s) {
      estate::Service service;
      service.id = fmt::format("s{}", tables.care.services.size());
      service.organisation = o;
      service.kind = large && s == 0 && o % 2 == 0 ? "emergency-department" : "clinic";
      std::vector<Index> needed;
      for (Index i = 0; i < (large ? 8U : 2U); ++i) needed.push_back(first + (s * 6 + i) % groups);
      service.needs = needs_of(needed);
      service.x_km = 500 * draws.uniform();
      service.y_km = 500 * draws.uniform();
      for (Index measure = 0; measure < 4; ++measure) {
        tables.care.activity.push_back({static_cast<Index>(tables.care.services.size()), measure, 1000, 0});
      }
      tables.care.services.push_back(service);
    }
  }
  tables.care.diversion = {"emergency-department", 0.5, 3600, 0.8, 0.3, {0}, ""};
  return estate::Estate(std::move(tables));
}

/// Infections and lock-outs over a day in `hit` large and 10 x as many small organisations, restored over ten days.
outbreak::Outbreak make_outbreak(const estate::Estate& estate, Index hit) {
  using Kind = outbreak::EventKind;
  outbreak::Outbreak outbreak;
  base::Stream draws({2, 0, base::Purpose::generator, 0, 0});
  for (Index group = 0; group < estate.groups.size(); ++group) {
    const Index o = estate.organisation_of(group);
    if (o >= large_ones ? o - large_ones >= 10 * hit : o >= hit) continue;
    for (std::uint32_t device = 0; device < estate.groups[group].count; ++device) {
      const double infected_s = 86400 * draws.uniform();
      outbreak.events.push_back({infected_s, group, Kind::infected});
      outbreak.events.push_back({infected_s + 600, group, Kind::locked});
      outbreak.events.push_back({86400 * (1.5 + 10 * draws.uniform()), group, Kind::restored});
    }
  }
  std::ranges::stable_sort(outbreak.events, {}, &outbreak::Event::at_s);
  return outbreak;
}

void national_outbreak(benchmark::State& state) {
  const estate::Estate estate = national_estate();
  const outbreak::Outbreak outbreak = make_outbreak(estate, static_cast<Index>(state.range(0)));
  const harm::Model model(estate, {}, *base::parse_instant("2017-05-12T00:00+01:00"), 14 * 86400.0);
  harm::Assessor assessor(model);
  for (auto _ : state) benchmark::DoNotOptimize(assessor.assess(outbreak, 1).lost_output);
  state.counters["events"] = static_cast<double>(outbreak.events.size());
  state.counters["events/s"] =
      benchmark::Counter(static_cast<double>(outbreak.events.size()) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}
BENCHMARK(national_outbreak)
    ->Arg(1)
    ->Arg(8)
    ->Arg(25)
    ->Unit(benchmark::kMillisecond)
    ->Repetitions(5)
    ->ReportAggregatesOnly();

}  // namespace

BENCHMARK_MAIN();
