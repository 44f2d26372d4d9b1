#include "show/cli/arguments.h"

#include <fmt/format.h>
#include <sched.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
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
