#pragma once
// How far a long computation is and how long it will still take, on stderr.

#include <chrono>
#include <cstdint>
#include <string>

namespace cli {

/// "14 s", "3 min", "1 h 20 min"
std::string left_text(double seconds);

/// A bar that is drawn over on a terminal; elsewhere a line every 10 seconds, so that a quick drill says nothing.
class Progress {
 public:
  Progress(bool on_terminal, int columns);

  void show(std::uint64_t done, std::uint64_t of);
  /// Wipes the bar. Called again it does nothing.
  void finish();

  /// The line for one moment; `elapsed_s` since the beginning.
  [[nodiscard]] std::string bar(std::uint64_t done, std::uint64_t of, double elapsed_s) const;
  static std::string line(std::uint64_t done, std::uint64_t of, double elapsed_s);

 private:
  using Clock = std::chrono::steady_clock;
  bool on_terminal_;
  int columns_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_;
};

}  // namespace cli
