// A national fleet in a store, and what it takes to ask it: real advisories, and devices that are drawn from the lists
// of real ones. What is asked is asked as a person asks it, by the program itself, from an opened file to the last
// answer.
//
// store_bench FOLDER [DEVICES]: makes FOLDER/fleet.db where it is not there yet (2,000,000 devices; some 3 GB), then
// times it.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/random.h"
#include "bench/program.h"
#include "foresee/exposure/exposed.h"
#include "support/corpora.h"
#include "world/ingest/feed.h"
#include "world/ingest/inventory.h"
#include "world/ingest/windows_tables.h"
#include "world/store/store.h"

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t organisations = 200;
constexpr std::size_t components_each = 150;

/// Seconds on the clock on the wall.
double seconds_of(const auto& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.at(values.size() / 2);
}

/// Of a Result that must be one.
template <class Value>
Value must(base::Result<Value> result) {
  if (!result) {
    fmt::print(stderr, "{}\n", result.error().to_text());
    std::exit(2);
  }
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

/// All advisories of a corpus into the store; tells megabytes a second, parser and SQLite included.
void import_feeds(store::Store& opened, const std::string& name) {
  const auto corpus = support::corpus(name);
  if (!corpus) return;
  std::size_t advisories = 0;
  double bytes = 0;
  std::vector<std::pair<std::string, std::string>> contents;
  if (name != "windows_kb") {
    for (const fs::path& file : files_of(*corpus)) contents.emplace_back(file.string(), support::contents(file));
  }
  const double seconds = seconds_of([&] {
    store::Import import = must(opened.import());
    const auto put = [&](const ingest::FeedReading& reading) {
      for (const advisory::Advisory& one : reading.advisories) must(import.put(one));
      must(import.put(reading.updates));
      advisories += reading.advisories.size();
    };
    if (name == "windows_kb") put(must(ingest::load_windows_tables(*corpus)));
    for (const auto& [file, text] : contents) {
      const auto reading = ingest::read_feed(file, text);
      if (!reading) continue;  // licences and lists of files
      bytes += static_cast<double>(text.size());
      put(*reading);
    }
    must(import.commit());
  });
  fmt::print("{:<44}{:>10} advisories{:>10.2f} s", "import of " + name, advisories, seconds);
  if (bytes > 0) fmt::print("{:>10.0f} MB/s", bytes / 1e6 / seconds);
  fmt::print("\n");
}

/// Components of real lists, each as often as lists have it, and states of Windows of real lists.
struct Pool {
  std::vector<inventory::Component> components;
  std::vector<std::uint32_t> drawn;  ///< indexes, one for each list that has it
  std::vector<inventory::Component> windows;
};

Pool real_lists() {
  Pool pool;
  std::map<std::string, std::uint32_t> known;
  for (const char* name : {"debian12_dpkg", "cyclonedx", "spdx", "scanner_exports", "windows_inventory"}) {
    const auto corpus = support::corpus(name);
    if (!corpus) continue;
    for (const fs::path& file : files_of(*corpus)) {
      const auto reading = ingest::read_inventory(file.string(), support::contents(file), "device");
      if (!reading) continue;
      for (const inventory::Device& device : reading->inventory.devices) {
        for (const std::uint32_t index : device.components) {
          const inventory::Component& one = reading->inventory.components[index];
          if (one.windows) {
            if (!one.windows->product.empty()) pool.windows.push_back(one);
            continue;
          }
          const auto [at, fresh] =
              known.emplace(inventory::key_of(one), static_cast<std::uint32_t>(pool.components.size()));
          if (fresh) pool.components.push_back(one);
          pool.drawn.push_back(at->second);
        }
      }
    }
  }
  return pool;
}

/// One organisation's list: components as real lists have them, on every second device a real state of Windows too.
inventory::Inventory inventory_of(const Pool& pool, std::uint32_t organisation, std::uint32_t devices) {
  inventory::Inventory made;
  made.organisation = fmt::format("X{:03}", organisation);
  made.source = "made.csv";
  made.tool = "made";
  made.tells = inventory::Tells::packages;
  made.date = "2024-03-01";
  made.components = pool.components;
  made.components.insert(made.components.end(), pool.windows.begin(), pool.windows.end());
  base::Stream stream({1, organisation, base::Purpose::generator, 0, 0});
  made.devices.reserve(devices);
  for (std::uint32_t i = 0; i < devices; ++i) {
    inventory::Device& device = made.devices.emplace_back();
    device.id = fmt::format("d{:06}", i);
    for (std::size_t k = 0; k < components_each; ++k)
      device.components.push_back(pool.drawn[stream.below(pool.drawn.size())]);
    if (i % 2 == 0 && !pool.windows.empty()) {
      device.components.push_back(
          static_cast<std::uint32_t>(pool.components.size() + stream.below(pool.windows.size())));
    }
    std::ranges::sort(device.components);
    device.components.erase(std::unique(device.components.begin(), device.components.end()), device.components.end());
  }
  return made;
}

void make(const fs::path& file, std::uint32_t devices) {
  const Pool pool = real_lists();
  fmt::print("real lists: {} components, {} of them different, {} states of Windows\n", pool.drawn.size(),
             pool.components.size(), pool.windows.size());
  store::Store opened = must(store::Store::open_to_write(file));
  for (const char* name : {"cisa_csaf", "cve5", "osv", "nvd_cpe", "windows_kb", "kev"}) import_feeds(opened, name);
  const double seconds = seconds_of([&] {
    for (std::uint32_t i = 0; i < organisations; ++i) {
      store::Import import = must(opened.import());
      must(import.put(inventory_of(pool, i, devices / organisations)));
      must(import.commit());
    }
  });
  fmt::print("{:<44}{:>10} devices   {:>10.1f} s\n", "the fleet written", devices, seconds);
}

void in_a_process(const auto& work) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    work();
    std::fflush(stdout);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) std::exit(2);
}

/// The program itself: seconds on the wall and the most memory it had.
void time_program(const std::string& what, const std::vector<std::string>& arguments, int runs) {
  std::vector<double> seconds;
  double memory_mib = 0;
  for (int i = 0; i < runs; ++i) {
    const bench::Run run = bench::run_program(arguments);
    seconds.push_back(run.seconds);
    memory_mib = std::max(memory_mib, run.memory_mib);
  }
  fmt::print("{:<44}{:>10.2f} s{:>12.0f} MiB   median of {}\n", what, median(seconds), memory_mib, runs);
}

/// Another list of one organisation, put into the store and taken back again.
void time_inventory(const fs::path& file) {
  const Pool pool = real_lists();
  const inventory::Inventory made = inventory_of(pool, 7, 10'000);
  store::Store opened = must(store::Store::open_to_write(file));
  std::vector<double> seconds;
  for (int run = 0; run < 5; ++run) {
    inventory::Inventory newer = made;
    newer.date = fmt::format("2024-04-0{}", run + 1);
    seconds.push_back(seconds_of([&] {
      store::Import import = must(opened.import());
      must(import.put(newer));
      must(import.commit());
    }));
  }
  fmt::print("{:<44}{:>10.2f} s   median of 5\n", "a new list of 10,000 devices, written", median(seconds));
}

}  // namespace

int main(int count, char** arguments) {
  const bool kept = count > 1;
  const fs::path folder = kept ? fs::path(arguments[1]) : fs::temp_directory_path() / "cordon-store-bench";
  fs::create_directories(folder);
  const fs::path file = folder / "fleet.db";
  const std::uint32_t devices = count > 2 ? static_cast<std::uint32_t>(std::atoi(arguments[2])) : 2'000'000U;
  // In a process of its own: what a child has of memory begins with what its parent has.
  if (!fs::exists(file)) in_a_process([&] { make(file, devices); });
  fmt::print("{:<44}{:>10.0f} MB\n", "the store", static_cast<double>(fs::file_size(file)) / 1e6);
  const std::string store = "--store=" + file.string();
  time_program("cordon exposed CVE-2017-0144", {"exposed", "CVE-2017-0144", store}, 3);
  time_program("cordon exposed CVE-2021-44228 --csv", {"exposed", "CVE-2021-44228", "--csv", store}, 3);
  time_program("one organisation: exposed --by device",
               {"exposed", "CVE-2021-44228", "--by", "device", "--organisation", "X007", store}, 3);
  time_program("cordon exposure", {"exposure", store}, 1);
  in_a_process([&] { time_inventory(file); });
  if (!kept) fs::remove_all(folder);
  return 0;
}
