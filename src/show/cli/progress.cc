#include "show/cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "show/cli/terminal.h"
#include "show/report/words.h"

namespace cli {

namespace {

constexpr std::chrono::milliseconds redrawn_every{100};
constexpr std::chrono::seconds said_every{10};
constexpr std::uint64_t told_least = 3;  ///< replicas before a guess at the time left

double left_s(std::uint64_t done, std::uint64_t of, double elapsed_s) {
  return elapsed_s * static_cast<double>(of - done) / static_cast<double>(done);
}

std::string left_suffix(std::uint64_t done, std::uint64_t of, double elapsed_s) {
  return done < told_least ? std::string() : ", " + left_text(left_s(done, of, elapsed_s)) + " left";
}

}  // namespace

std::string left_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(std::clamp(seconds, 0.0, 1e9)));
  if (whole < 100) return fmt::format("{} s", whole);
  const std::uint64_t minutes = (whole + 59) / 60;
  if (minutes < 100) return fmt::format("{} min", minutes);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

Progress::Progress(bool on_terminal, int columns) : on_terminal_(on_terminal), columns_(columns) {
  next_ = start_ + (on_terminal ? Clock::duration(redrawn_every) : Clock::duration(said_every));
}

void Progress::show(std::uint64_t done, std::uint64_t of) {
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + (on_terminal_ ? Clock::duration(redrawn_every) : Clock::duration(said_every));
  const double elapsed_s = std::chrono::duration<double>(now - start_).count();
  print_error(on_terminal_ ? "\r" + bar(done, of, elapsed_s) + "\x1b[K" : line(done, of, elapsed_s) + "\n");
  drawn_ = on_terminal_;
}

void Progress::finish() {
  if (drawn_) print_error("\r\x1b[K");
  drawn_ = false;
}

std::string Progress::bar(std::uint64_t done, std::uint64_t of, double elapsed_s) const {
  const std::string words =
      fmt::format(" {} of {}{}", report::whole(done), report::whole(of), left_suffix(done, of, elapsed_s));
  const int cells = std::clamp(columns_ - 3 - static_cast<int>(words.size()), 10, 50);
  const auto full = static_cast<int>(static_cast<double>(cells) * static_cast<double>(done) /
                                     static_cast<double>(std::max<std::uint64_t>(of, 1)));
  return "[" + std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(cells - full), '.') + "]" + words;
}

std::string Progress::line(std::uint64_t done, std::uint64_t of, double elapsed_s) {
  return fmt::format("{} of {} simulated outbreaks{}", report::whole(done), report::whole(of),
                     left_suffix(done, of, elapsed_s));
}

}  // namespace cli
