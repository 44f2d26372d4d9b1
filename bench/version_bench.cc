// Range checks a second and core on versions that were read before: the work of matching a fleet against advisories.
// Every scheme has 1,000 versions and 1,000 ranges of two bounds; each check takes the next pair, so that what branches
// were taken before foretells little. docs/versions.md quotes it:
//
//   version_bench --benchmark_repetitions=9 --benchmark_report_aggregates_only=true

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <random>
#include <vector>

#include "world/advisory/vendor_range.h"
#include "world/advisory/version_range.h"

namespace {

using advisory::Comparator;
using advisory::Scheme;
using advisory::Version;
using advisory::VersionRange;

constexpr std::size_t many = 1000;

/// A text as the scheme has them, from four small numbers. They share beginnings, as versions of one product do.
std::string text_of(Scheme scheme, unsigned a, unsigned b, unsigned c, unsigned d) {
  switch (scheme) {
    case Scheme::debian: return fmt::format("{}.{}.{}+dfsg-{}+deb12u{}", a % 3, b, c, d % 5 + 1, d % 3);
    case Scheme::rpm: return fmt::format("{}.{}.{}-{}.el9_{}", a % 3, b, c, d % 30, d % 5);
    case Scheme::alpine: return fmt::format("{}.{}.{}_p{}-r{}", a % 3, b, c, d, d % 4);
    case Scheme::maven:
      return fmt::format("{}.{}.{}{}", a % 3, b, c, d % 4 == 0 ? ".RC1" : d % 4 == 1 ? "-SNAPSHOT" : "");
    case Scheme::pypi: return fmt::format("{}.{}.{}{}", a % 3, b, c, d % 4 == 0 ? "rc1" : d % 4 == 1 ? ".post1" : "");
    case Scheme::windows: return fmt::format("10.0.{}.{}", 14393 + 1500 * (a % 4), 100 * b + d);
    case Scheme::vendor: return fmt::format("V{}.{} SP{} Upd {}", 13 + a % 4, b % 3, c % 3 + 1, d % 12 + 1);
    case Scheme::gem: return fmt::format("{}.{}.{}{}", a % 3, b, c, d % 4 == 0 ? ".rc1" : "");
    case Scheme::cran:
    case Scheme::hackage: return fmt::format("{}.{}.{}", a % 3, b, c);
    default: return fmt::format("{}.{}.{}{}", a % 3, b, c, d % 4 == 0 ? "-rc.1" : "");
  }
}

std::vector<Version> versions_of(Scheme scheme, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  std::vector<Version> versions;
  while (versions.size() < many) {
    const unsigned a = below(12), b = below(20), c = below(30), d = below(100);
    versions.push_back(*advisory::parse_version(scheme, text_of(scheme, a, b, c, d)));
  }
  return versions;
}

std::vector<VersionRange> ranges_of(Scheme scheme) {
  const auto low = versions_of(scheme, 1), high = versions_of(scheme, 2);
  std::vector<VersionRange> ranges;
  for (std::size_t i = 0; i < many; ++i) {
    const bool rising = low[i].key < high[i].key;
    auto range = VersionRange::from(
        {{Comparator::greater_equal, rising ? low[i] : high[i]}, {Comparator::less, rising ? high[i] : low[i]}});
    if (range) ranges.push_back(std::move(*range));  // the same version twice is no range
  }
  return ranges;
}

void check(benchmark::State& state, Scheme scheme) {
  const auto versions = versions_of(scheme, 3);
  const auto ranges = ranges_of(scheme);
  std::size_t inside = 0;
  std::size_t checks = 0;
  for (std::size_t shift = 0; auto _ : state) {
    shift = (shift + 7) % many;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      const std::size_t at = i + shift < many ? i + shift : i + shift - many;
      inside += ranges[i].check(versions[at]) == advisory::Contains::inside ? 1U : 0U;
    }
    checks += ranges.size();
  }
  benchmark::DoNotOptimize(inside);
  state.SetItemsProcessed(static_cast<std::int64_t>(checks));
  state.counters["inside"] = static_cast<double>(inside) / static_cast<double>(checks);
}

void parse(benchmark::State& state, Scheme scheme) {
  std::vector<std::string> texts;
  for (const Version& version : versions_of(scheme, 3)) texts.push_back(version.text);
  for (auto _ : state) {
    for (const std::string& text : texts) benchmark::DoNotOptimize(advisory::parse_version(scheme, text));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * texts.size()));
}

void read_vendor_range(benchmark::State& state) {
  const std::vector<std::string> texts{
      "vers:all/<V4.3.8", "All versions < V14 SP1 Upd 9", "<= 15.2(7)E3", "7.0.x", ">= V2.3 and < V6.30.016",
      "NMC2 <= 6.9.6"};
  for (auto _ : state) {
    for (const std::string& text : texts) benchmark::DoNotOptimize(advisory::read_range(text));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * texts.size()));
}
BENCHMARK(read_vendor_range);

const int registered = [] {
  for (int i = 0; i < advisory::schemes; ++i) {
    const auto scheme = static_cast<Scheme>(i);
    const std::string name(advisory::name_of(scheme));
    benchmark::RegisterBenchmark(("check/" + name).c_str(), check, scheme);
    benchmark::RegisterBenchmark(("parse/" + name).c_str(), parse, scheme);
  }
  return 0;
}();

}  // namespace
