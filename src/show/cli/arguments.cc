#include "show/cli/arguments.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sched.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>
#include <thread>

namespace cli {

unsigned cores() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) == 0) return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
  return std::max(1U, std::thread::hardware_concurrency());
}

CLI::Validator whole(std::uint64_t low, std::uint64_t high) {
  return {[low, high](std::string& text) {
            std::uint64_t number = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            const bool right =
                error == std::errc() && end == text.data() + text.size() && number >= low && number <= high;
            return right ? std::string() : fmt::format("'{}' is not a whole number from {} to {}", text, low, high);
          },
          "", "whole"};
}

std::string today() {
  return fmt::format("{:%Y-%m-%d}", std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

CLI::Validator day() {
  return {[](std::string& text) {
            const bool right = text.size() == 10 && base::parse_instant(text + "T00:00Z").has_value();
            return right ? std::string() : fmt::format("'{}' is not a day; write it as 2026-11-23", text);
          },
          "", "day"};
}

void add_sources(CLI::App& verb, std::string& estate, std::string& threat, std::string& defence) {
  verb.add_option("--estate", estate, "Folder of the estate's tables")->required()->type_name("DIR");
  verb.add_option("--threat", threat, "The threat")->required()->type_name("FILE");
  verb.add_option("--defence", defence, "What organisations do against it; without: nothing")->type_name("FILE");
}

void add_course(CLI::App& verb, std::uint64_t& seed, unsigned& threads, std::string& start, std::string& horizon) {
  verb.add_option("--seed", seed, "Another seed, other chances")
      ->check(whole(0, std::numeric_limits<std::uint64_t>::max()))
      ->capture_default_str()
      ->type_name("S");
  verb.add_option("--threads", threads, "Threads; without: all cores")->check(whole(1, 4096))->type_name("T");
  verb.add_option("--start", start, "When it begins; without: when the threat says")->type_name("TIME");
  verb.add_option("--horizon", horizon, "How long each outbreak is followed")->capture_default_str()->type_name("TIME");
}

void read_start(const std::string& text, base::Instant& start, base::Problems& problems) {
  if (text.empty()) return;
  const auto read = base::parse_instant(text);
  if (read) start = *read;
  if (!read) {
    problems.add(
        {"", "--start", text, "is not a moment with its time zone", "write one such as 2017-05-12T00:00+01:00"});
  }
}

void read_horizon(const std::string& text, double& horizon_s, base::Problems& problems) {
  const auto read = base::parse_duration(text);
  if (read && *read > 0 && *read <= horizon_most_s) {
    horizon_s = *read;
  } else {
    problems.add(
        {"", "--horizon", text, "is not a length of time above 0 and up to 366d", "write one such as 14d or 36h"});
  }
}

}  // namespace cli
