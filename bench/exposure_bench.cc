// Who is exposed, at national scale: fleets that are made up with the real lists' numbers, and the real tables of
// updates where the corpora are there. Processor time of the one thread that works; docs/performance.md says what came
// out.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "foresee/exposure/overview.h"
#include "support/corpora.h"
#include "world/ingest/inventory.h"
#include "world/ingest/windows_tables.h"

namespace {

constexpr std::uint32_t organisations = 200;
constexpr std::uint32_t components_each = 150;
constexpr std::uint32_t products = 20'000;
constexpr std::uint32_t versions_each = 10;

inventory::Component component(std::uint32_t product, std::uint32_t version) {
  inventory::Component one;
  one.vendor = fmt::format("vendor {}", product % 997);
  one.name = fmt::format("product {}", product);
  one.version = fmt::format("{}.{}", version / 4 + 1, version % 4);
  return one;
}

/// Products are drawn with a heavy tail (the k-th with a chance near 1 / k), versions evenly.
inventory::Fleet fleet_of(std::uint32_t devices) {
  inventory::Fleet fleet;
  for (std::uint32_t i = 0; i < organisations; ++i) {
    fleet.organisations.push_back(fmt::format("X{:03}", i));
    fleet.sources.push_back({i, "csv", "list.csv", inventory::Tells::products, "2024-03-01"});
  }
  for (std::uint32_t p = 0; p < products; ++p) {
    for (std::uint32_t v = 0; v < versions_each; ++v) fleet.components.push_back(component(p, v));
  }
  fleet.devices.reserve(devices);
  fleet.held.reserve(std::size_t{devices} * components_each);
  base::Stream stream({1, 0, base::Purpose::generator, 0, 0});
  const double spread = std::log(static_cast<double>(products));
  for (std::uint32_t d = 0; d < devices; ++d) {
    const auto organisation = static_cast<std::uint32_t>(std::uint64_t{d} * organisations / devices);
    fleet.devices.push_back({organisation, fmt::format("d{}", d), "", ""});
    const std::size_t begin = fleet.held.size();
    for (std::uint32_t i = 0; i < components_each; ++i) {
      const auto product = std::min(products - 1, static_cast<std::uint32_t>(std::exp(stream.uniform() * spread)) - 1);
      fleet.held.push_back(product * versions_each + static_cast<std::uint32_t>(stream.below(versions_each)));
    }
    const auto first = fleet.held.begin() + static_cast<std::ptrdiff_t>(begin);
    std::sort(first, fleet.held.end());
    fleet.held.erase(std::unique(first, fleet.held.end()), fleet.held.end());
    fleet.holdings.push_back({d, organisation, begin, fleet.held.size()});
  }
  return fleet;
}

/// One advisory about every k-th product: versions below 2.0 of it.
advisory::Advisory advisory_about(std::uint32_t number, std::uint32_t product) {
  advisory::Advisory one;
  one.publisher = "maker";
  one.id = fmt::format("A-{}", number);
  advisory::Product what;
  what.id = "P1";
  what.vendor = fmt::format("Vendor {}", product % 997);
  what.name = fmt::format("Product {}", product);
  what.versions = advisory::Versions::range;
  what.version = "<2.0";
  one.products = {what};
  advisory::Vulnerability& flaw = one.vulnerabilities.emplace_back();
  flaw.id = fmt::format("CVE-2024-{}", number);
  flaw.statements = {{0, advisory::Status::known_affected}};
  return one;
}

const inventory::Fleet& fleet(std::int64_t devices) {
  static std::int64_t made = 0;
  static inventory::Fleet one;
  if (std::exchange(made, devices) != devices) one = fleet_of(static_cast<std::uint32_t>(devices));
  return one;
}

void tell(benchmark::State& state, const inventory::Fleet& fleet) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  state.counters["peak_MiB"] = static_cast<double>(used.ru_maxrss) / 1024;
  state.counters["instances"] = static_cast<double>(fleet.held.size());
}

void TheFleetTurnedRound(benchmark::State& state) {
  const inventory::Fleet& devices = fleet(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(exposure::Stock(devices, {}));
  tell(state, devices);
}

/// Of the products that most devices have, one after the other.
constexpr std::uint32_t common_products = 100;

void OneNewAdvisory(benchmark::State& state) {
  const inventory::Fleet& devices = fleet(state.range(0));
  const exposure::Stock stock(devices, {});
  std::size_t exposed = 0;
  std::uint32_t number = 0;
  for (auto _ : state) {
    exposure::Claims claims({});
    claims.add(advisory_about(1, number++ % common_products));
    const auto found = exposure::exposed(devices, stock, claims, exposure::scope_of(claims, nullptr, {"A-1"}),
                                         exposure::answers_for(claims, stock, {"A-1"}), {});
    exposed += found.count[0];
  }
  state.counters["exposed"] = benchmark::Counter(static_cast<double>(exposed), benchmark::Counter::kAvgIterations);
  tell(state, devices);
}

void EverythingAgainstAdvisories(benchmark::State& state) {
  const inventory::Fleet& devices = fleet(state.range(0));
  const exposure::Stock stock(devices, {});
  exposure::Claims claims({});
  for (std::uint32_t i = 0; i < 55'000; ++i) claims.add(advisory_about(i, i * 7919 % products));
  const exposure::WindowsRules none({}, {});
  for (auto _ : state) benchmark::DoNotOptimize(exposure::overview(devices, claims, stock, none));
  tell(state, devices);
}

/// All of Microsoft's advisories for each of the real lists, what replaces what worked out anew for each.
void WindowsHost(benchmark::State& state) {
  const auto tables = support::corpus("windows_kb");
  const auto lists = support::corpus("windows_inventory");
  if (!tables || !lists) return state.SkipWithError("the corpora are not on this machine");
  const auto reading = ingest::load_windows_tables(*tables);
  std::vector<const advisory::Advisory*> all;
  for (const advisory::Advisory& one : reading->advisories) all.push_back(&one);
  const exposure::WindowsRules rules(all, reading->updates);
  std::vector<exposure::WindowsFound> hosts;
  for (const auto& entry : std::filesystem::directory_iterator(*lists / "validation")) {
    const auto list = ingest::read_inventory("list", support::contents(entry.path()), "device");
    if (list && list->inventory.tool == "systeminfo")
      hosts.push_back({*list->inventory.components.at(0).windows, true});
  }
  for (auto _ : state) {
    for (const exposure::WindowsFound& host : hosts) benchmark::DoNotOptimize(rules.check_all(host));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(hosts.size()));
  state.counters["hosts"] = static_cast<double>(hosts.size());
  state.counters["advisories"] = static_cast<double>(all.size());
}

BENCHMARK(WindowsHost)->Unit(benchmark::kMicrosecond);
BENCHMARK(TheFleetTurnedRound)->Arg(100'000)->Arg(2'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(OneNewAdvisory)->Arg(100'000)->Arg(2'000'000)->Iterations(common_products)->Unit(benchmark::kMillisecond);
BENCHMARK(EverythingAgainstAdvisories)->Arg(100'000)->Arg(2'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
