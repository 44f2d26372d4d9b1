// Scaling: two threads, and two MPI ranks, against a loop of pure arithmetic in the same run.
//
//   scaling_bench [--replicas N] [--rounds N]
//
// A machine with two cores rarely does twice the work of one (shared caches, clock, neighbours). How much of what is to
// be had the drill gets is its speed-up divided by that of a loop that touches no memory. The goal is 0.95. Ranks are
// measured by starting this program again under mpirun.
//
// Neighbours make one core of a shared machine slower than the other, for memory more than for arithmetic. What one
// worker does is therefore measured on each of the two cores, and the mean of its speeds counts.

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "foresee/drill/drill.h"
#include "foresee/drill/ranks.h"

namespace {

constexpr estate::Index organisations = 200;
constexpr std::uint64_t arithmetic_steps = 400'000'000;

/// 200 organisations on a wide network, a desk and a server zone each, some 120,000 devices, and a service that needs
/// them.
estate::Estate world() {
  using estate::none;
  estate::Tables out;
  out.name = "scaling";
  out.networks = {{"wide", 16777216, none}};
  out.vulnerabilities = {"hole"};
  out.care.profiles.resize(1);
  out.care.profiles[0].share.fill(1.0 / 168);
  out.care.measures = {{"appointments", "appointments", 0.1, 120, "made up"}};
  estate::Conduit open;
  open.service = "smb";
  open.allow = true;
  open.chance.number = 1;
  out.conduits = {open};
  for (estate::Index i = 0; i < organisations; ++i) {
    const std::string id = fmt::format("O{}", i);
    out.organisations.push_back(
        {id, id, i % 3 == 0 ? "acute" : "community", "trust", i % 2 == 0 ? "north" : "south", none});
    for (const bool server : {false, true}) {
      out.zones.push_back({id + (server ? "/s" : "/d"), i, 0, server ? 256.0 : 4096.0, server ? "server" : "desktop"});
      estate::DeviceGroup group;
      group.id = out.zones.back().id;
      group.zone = static_cast<estate::Index>(out.zones.size() - 1);
      group.count = server ? 40 : 560;
      group.platform = "windows-7";
      group.type = server ? "server" : "desktop";
      group.vulnerabilities = {{0, {}}};
      group.vulnerabilities[0].share.number = 0.3;
      out.groups.push_back(group);
    }
    estate::Service service;
    service.id = id + "/op";
    service.organisation = i;
    service.kind = "outpatients";
    service.needs =
        estate::Needs({{estate::Needs::Kind::group, static_cast<estate::Index>(out.groups.size() - 1), 0, 0, 1}});
    out.care.services.push_back(service);
    out.care.activity.push_back({i, 0, 500, 0});
  }
  return estate::Estate(std::move(out));
}

threat::Threat threat_of() {
  threat::Threat out;
  out.name = "scan";
  out.seeds.resize(1);
  out.seeds[0].devices = 5;
  threat::Vector vector;
  vector.name = "scan";
  vector.rate_per_s = 5;
  vector.service = "smb";
  vector.requires_all = {"hole"};
  vector.targets = {{threat::Target::Space::own_zone, "", 0.2}, {threat::Target::Space::network, "wide", 0.8}};
  out.vectors = {vector};
  out.course.locked_after_s = base::Distribution::exponential(600);
  return out;
}

threat::Defence defence_of() {
  threat::Defence out;
  out.detection.resize(1);
  out.detection[0].delay_s = base::Distribution::exponential(3600);
  out.restoration.resize(1);
  out.restoration[0].hands_per_1000_devices = 5;
  return out;
}

double seconds(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void arithmetic(std::uint64_t steps) {
  std::uint64_t x = steps;
  for (std::uint64_t i = 0; i < steps; ++i) {
    x = x * 6364136223846793005U + 1442695040888963407U;
    asm volatile("" : "+r"(x));
  }
}

struct Times {
  double arithmetic_s = 0;
  double drill_s = 0;
};

Times measure(unsigned threads, drill::Ranks& ranks, std::uint64_t replicas) {
  static const estate::Estate estate = world();
  const std::uint64_t sharers = threads * static_cast<std::uint64_t>(ranks.count());
  Times out;
  ranks.open(0);  // all ranks begin together
  out.arithmetic_s = seconds([&] {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([&] { arithmetic(arithmetic_steps / sharers); });
    arithmetic(arithmetic_steps / sharers);
  });
  ranks.open(0);
  drill::Options options;
  options.replicas = replicas;
  options.threads = threads;
  options.ranks = &ranks;
  options.horizon_s = 3 * 86400.0;
  out.drill_s = seconds([&] {
    const auto result = drill::run(estate, threat_of(), defence_of(), options);
    if (!result) std::fputs(result.error().to_text().c_str(), stderr);
  });
  // The slowest rank counts, in microseconds.
  out.arithmetic_s = static_cast<double>(ranks.most(static_cast<std::uint64_t>(out.arithmetic_s * 1e6))) / 1e6;
  out.drill_s = static_cast<double>(ranks.most(static_cast<std::uint64_t>(out.drill_s * 1e6))) / 1e6;
  return out;
}

/// The mean of two speeds, as a time.
Times mean_speed(const Times& a, const Times& b) {
  const auto mean = [](double x, double y) { return 2 / (1 / x + 1 / y); };
  return {mean(a.arithmetic_s, b.arithmetic_s), mean(a.drill_s, b.drill_s)};
}

/// The cores that this process may use.
std::vector<std::size_t> cores() {
  cpu_set_t allowed;
  sched_getaffinity(0, sizeof(allowed), &allowed);
  std::vector<std::size_t> out;
  for (std::size_t core = 0; core < CPU_SETSIZE; ++core) {
    if (CPU_ISSET(core, &allowed)) out.push_back(core);
  }
  return out;
}

/// The calling thread, and threads that it starts, stay on these.
void stay_on(const std::vector<std::size_t>& cores) {
  cpu_set_t wanted;
  CPU_ZERO(&wanted);
  for (const std::size_t core : cores) CPU_SET(core, &wanted);
  sched_setaffinity(0, sizeof(wanted), &wanted);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Speed-ups of one round each; printed as medians.
struct Scaling {
  std::vector<double> arithmetic, drill, ratio;

  void add(const Times& one, const Times& two) {
    arithmetic.push_back(one.arithmetic_s / two.arithmetic_s);
    drill.push_back(one.drill_s / two.drill_s);
    ratio.push_back(drill.back() / arithmetic.back());
  }
  void print(const char* what) const {
    fmt::print("{:<12} arithmetic {:.3f}x  drill {:.3f}x  ratio {:.3f} (goal 0.950)\n", what, median(arithmetic),
               median(drill), median(ratio));
  }
};

/// Starts this program with a rank on each of these cores and reads what rank 0 prints.
Times under_mpirun(const std::string& program, const std::vector<std::size_t>& on, std::uint64_t replicas) {
  std::string command =
      "OMPI_MCA_btl_vader_single_copy_mechanism=none mpirun --oversubscribe --allow-run-as-root --bind-to none";
  for (const std::size_t core : on) {
    command +=
        fmt::format("{} -n 1 '{}' --rank {} --replicas {}", core == on.front() ? "" : " :", program, core, replicas);
  }
  command += " 2>/dev/null";
  Times out;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  if (std::fscanf(pipe, "%lf %lf", &out.arithmetic_s, &out.drill_s) != 2) out = {};
  pclose(pipe);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t replicas = 1000;
  int rounds = 5;
  bool is_rank = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--rank" && i + 1 < argc) {
      is_rank = true;
      stay_on({std::strtoull(argv[++i], nullptr, 10)});
    }
    if (argument == "--replicas" && i + 1 < argc) replicas = std::strtoull(argv[++i], nullptr, 10);
    if (argument == "--rounds" && i + 1 < argc) rounds = std::atoi(argv[++i]);
  }
  if (is_rank) {
    drill::Ranks ranks = drill::Ranks::join();
    const Times times = measure(1, ranks, replicas);
    if (ranks.rank() == 0) fmt::print("{} {}\n", times.arithmetic_s, times.drill_s);
    return 0;
  }
  std::vector<std::size_t> both = cores();
  if (both.size() < 2) {
    fmt::print("not measured: there is one core\n");
    return 0;
  }
  both.resize(2);
  stay_on(both);
  drill::Ranks self = drill::Ranks::alone();
  measure(1, self, 10);  // warm
  Scaling threads;
  const auto alone_on = [&](std::size_t core) {
    stay_on({core});
    const Times times = measure(1, self, replicas);
    stay_on(both);
    return times;
  };
  for (int round = 0; round < rounds; ++round) {
    const Times first = alone_on(both[0]);
    const Times two = measure(2, self, replicas);
    threads.add(mean_speed(first, alone_on(both[1])), two);
  }
  threads.print("two threads");

  Scaling ranks;
  for (int round = 0; round < rounds; ++round) {
    const Times first = under_mpirun(argv[0], {both[0]}, replicas);
    const Times two = under_mpirun(argv[0], both, replicas);
    const Times second = under_mpirun(argv[0], {both[1]}, replicas);
    if (first.drill_s == 0 || second.drill_s == 0 || two.drill_s == 0) {
      fmt::print("two ranks    not measured: mpirun is missing, or this was built without Open MPI\n");
      return 0;
    }
    ranks.add(mean_speed(first, second), two);
  }
  ranks.print("two ranks");
  return 0;
}
