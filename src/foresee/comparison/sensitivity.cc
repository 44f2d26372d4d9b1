#include "foresee/comparison/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace comparison {

namespace {

Difference between(const drill::Result& base, const drill::Result& other, const Which& which) {
  const drill::Measure* from = find(base, which);
  const drill::Measure* to = find(other, which);
  if (from == nullptr || to == nullptr) return {};
  return paired_difference(from->replicas, to->replicas);
}

void mark(std::vector<Moved>& numbers, std::size_t measure) {
  std::vector<double> p;
  p.reserve(2 * numbers.size());
  for (const Moved& one : numbers) {
    p.push_back(one.swings[measure].low.p);
    p.push_back(one.swings[measure].high.p);
  }
  const std::vector<double> adjusted = holm(p);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i].swings[measure].low_told_apart = adjusted[2 * i] < 1 - confidence;
    numbers[i].swings[measure].high_told_apart = adjusted[2 * i + 1] < 1 - confidence;
  }
}

}  // namespace

double reach(const Swing& swing) {
  const auto size = [](const Difference& one) { return std::isfinite(one.mean) ? std::abs(one.mean) : 0; };
  return std::max(size(swing.low), size(swing.high));
}

std::vector<Swing> swings(const drill::Result& base, const drill::Result& low, const drill::Result& high,
                          const std::vector<Which>& measures) {
  std::vector<Swing> made;
  made.reserve(measures.size());
  for (const Which& which : measures) made.push_back({between(base, low, which), between(base, high, which)});
  return made;
}

Sensitivity ranked(const drill::Result& base, std::vector<Which> measures, std::vector<Moved> numbers,
                   std::uint64_t replicas) {
  std::vector<std::string> units;
  for (const Which& which : measures) {
    const drill::Measure* measure = find(base, which);
    units.push_back(measure != nullptr ? measure->unit : "");
  }
  for (std::size_t i = 0; i < measures.size(); ++i) mark(numbers, i);
  if (!measures.empty()) {
    std::ranges::stable_sort(numbers,
                             [](const Moved& a, const Moved& b) { return reach(a.swings[0]) > reach(b.swings[0]); });
  }
  return {std::move(measures), std::move(units), std::move(numbers), replicas};
}

}  // namespace comparison
