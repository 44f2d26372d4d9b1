// Loading a national estate: 1.5 million devices in 100,000 groups, from bytes in memory, because the time goes into
// parsing and checking. It must take less than 2 s.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "world/estate/estate.h"
#include "world/ingest/estate.h"
#include "world/ingest/estate_tables.h"

namespace {

constexpr int organisations = 10000;
constexpr int groups_each = 10;
constexpr int devices_each = 15;

std::string package_of(const std::map<std::string, std::string>& files) {
  std::string resources;
  for (const ingest::TableRules& table : ingest::estate_tables()) {
    const std::string path = fmt::format("{}.csv", table.name);
    if (!files.contains(path)) continue;
    std::string fields;
    for (const ingest::Column& column : table.columns) {
      static constexpr const char* types[] = {"string", "number", "integer"};
      fields += fmt::format(R"({}{{"name": "{}", "type": "{}"}})", fields.empty() ? "" : ", ", column.name,
                            types[static_cast<int>(column.type)]);
    }
    resources += fmt::format(R"({}{{"name": "{}", "path": "{}", "schema": {{"fields": [{}]}}}})",
                             resources.empty() ? "" : ",\n", table.name, path, fields);
  }
  return fmt::format(R"({{"profile": "tabular-data-package", "name": "national", "resources": [{}]}})", resources);
}

ingest::Folder national_folder() {
  std::map<std::string, std::string> files;
  files["organisations.csv"] = "id,name,kind,sector,region,parent\n";
  files["networks.csv"] = "id,addresses,within\ninternet,2^32,\nwide,2^24,internet\n";
  files["zones.csv"] = "id,organisation,network,addresses,prefixes,purpose\n";
  files["devices.csv"] = "id,zone,count,platform,type,software,vulnerabilities\n";
  files["services.csv"] = "id,organisation,kind,needs,fallback,offline,order,x_km,y_km\n";
  for (int i = 0; i < organisations; ++i) {
    files["organisations.csv"] +=
        fmt::format("org-{0},Organisation {0},kind-{1},sector-{2},region-{3},\n", i, i % 30, i % 4, i % 9);
    for (int j = 0; j < 2; ++j) files["zones.csv"] += fmt::format("org-{0}/z{1},org-{0},wide,400,,desktop\n", i, j);
    for (int j = 0; j < groups_each; ++j) {
      files["devices.csv"] +=
          fmt::format("org-{0}/g{1},org-{0}/z{2},{3},windows-7,desktop,,ms17-010=unpatched admin-reuse=0.3\n", i, j,
                      j % 2, devices_each);
    }
    files["services.csv"] += fmt::format(
        "org-{0}/s,org-{0},surgery,\"all(org-{0}/g0, 80% of (org-{0}/g1, org-{0}/g2))\",0.3,0.9,1,{1},{2}\n", i,
        i % 300, i % 200);
  }
  files["uncertain.toml"] =
      "[[parameter]]\nname = \"unpatched\"\nper = \"organisation\"\nsource = \"a benchmark\"\ndistribution = 0.5\n";
  files["datapackage.json"] = package_of(files);
  return ingest::memory_folder(std::move(files));
}

void load_national_estate(benchmark::State& state) {
  const ingest::Folder folder = national_folder();
  for (auto _ : state) {
    auto tables = ingest::read_estate(folder);
    if (!tables) {
      state.SkipWithError(tables.error().to_text().c_str());
      return;
    }
    const estate::Estate estate(std::move(*tables));
    if (estate.devices() != std::uint64_t{organisations} * groups_each * devices_each) std::abort();
    benchmark::DoNotOptimize(estate.services_in_order().data());
  }
  state.counters["devices"] = organisations * groups_each * devices_each;
}

BENCHMARK(load_national_estate)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(7)->DisplayAggregatesOnly();

}  // namespace
