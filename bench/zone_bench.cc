// The zone engine: events a second and core on a national estate, and how the cost of an event depends on the number of
// zones (it should not) and of classes (it may). Time includes the draw of the realised estate. docs/performance.md
// quotes it.

#include <benchmark/benchmark.h>

#include "bench/national_world.h"
#include "foresee/outbreak/outbreak.h"

namespace {

void run_world(benchmark::State& state, const bench::WorldSize& size,
               const base::Distribution& locked_after_s = bench::about_ten_minutes()) {
  const estate::Estate estate = bench::make_world(size);
  const auto model = outbreak::Model::compile(estate, bench::make_worm(locked_after_s), {}, 7 * 86400.0);
  if (!model) return state.SkipWithError(model.error().to_text().c_str());
  outbreak::Engine engine(*model);
  engine.run(1, 1'000'000);  // asks for memory, which an engine keeps for the thousands of outbreaks of a drill
  std::uint64_t replica = 0;
  std::int64_t events = 0;
  for (auto _ : state) {
    events += static_cast<std::int64_t>(engine.run(1, replica++)->events.size());
  }
  state.SetItemsProcessed(events);
  state.counters["events"] = benchmark::Counter(static_cast<double>(events), benchmark::Counter::kAvgIterations);
  state.counters["ns_per_event"] =
      benchmark::Counter(static_cast<double>(events) * 1e-9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["classes"] = static_cast<double>(model->classes());
}

/// 1.4 million devices of 200 organisations in 1,000 zones, 30 % of them vulnerable.
void national(benchmark::State& state) {
  run_world(state, {});
}
BENCHMARK(national)->Unit(benchmark::kMillisecond);

/// The same, each device locked exactly ten minutes after its infection: no variate and no sorting for the lock-out.
void national_fixed_delay(benchmark::State& state) {
  run_world(state, {}, base::Distribution::fixed(600));
}
BENCHMARK(national_fixed_delay)->Unit(benchmark::kMillisecond);

/// The same devices in more and more zones of the same five classes.
void zones(benchmark::State& state) {
  const auto count = static_cast<std::uint32_t>(state.range(0));
  bench::WorldSize size;
  size.organisations = count / 5;
  size.groups_each = 1;
  size.devices_each = 1'400'000 / count;
  run_world(state, size);
}
BENCHMARK(zones)->Arg(100)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

/// The same zones in more and more classes.
void classes(benchmark::State& state) {
  bench::WorldSize size;
  size.organisations = 50;
  size.zones_each = 200;
  size.groups_each = 1;
  size.devices_each = 140;
  size.purposes = static_cast<std::uint32_t>(state.range(0));
  run_world(state, size);
}
BENCHMARK(classes)->Arg(1)->Arg(5)->Arg(20)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
