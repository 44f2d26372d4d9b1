#include "foresee/drill/fold.h"

#include <algorithm>
#include <cmath>

#include "foresee/drill/crew.h"
#include "foresee/drill/statistics.h"

namespace drill {

namespace {

constexpr std::size_t columns_at_once = 16;  ///< a cache line of samples of one row

/// Quantiles of some neighbouring numbers of each row; `numbers(row)` begins with the first of them.
template <class Numbers>
void fold_columns(const Rows& rows, std::size_t columns, const Numbers& numbers, std::vector<double>& scratch,
                  Quantiles* out) {
  const std::size_t replicas = rows.size();
  scratch.resize(columns * replicas);
  for (std::size_t r = 0; r < replicas; ++r) {
    const auto* from = numbers(rows[r]);
    for (std::size_t c = 0; c < columns; ++c) scratch[c * replicas + r] = static_cast<double>(from[c]);
  }
  for (std::size_t c = 0; c < columns; ++c) out[c] = quantiles(std::span(scratch).subspan(c * replicas, replicas));
}

/// Quantiles of each of `count` numbers of a row.
template <class Numbers>
std::vector<Quantiles> fold_all(const Rows& rows, std::size_t count, const Numbers& numbers, unsigned threads) {
  std::vector<Quantiles> out(count);
  in_parallel(threads, (count + columns_at_once - 1) / columns_at_once, [&](std::size_t task) {
    thread_local std::vector<double> scratch;
    const std::size_t first = task * columns_at_once;
    const std::size_t columns = std::min(columns_at_once, count - first);
    fold_columns(
        rows, columns, [&](const Row& row) { return numbers(row) + first; }, scratch, out.data() + first);
  });
  return out;
}

Quantiles of_prefix(const Rows& rows, std::uint64_t replicas, std::size_t place) {
  std::vector<double> values(replicas);
  for (std::size_t r = 0; r < replicas; ++r) values[r] = rows[r].measures[place];
  return quantiles(values);
}

std::vector<double> column(const Rows& rows, std::size_t place) {
  std::vector<double> values(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) values[r] = rows[r].measures[place];
  return values;
}

}  // namespace

bool keeps_replicas(const Measure& measure) {
  return measure.by.empty() || measure.published.has_value();
}

void fold(const Rows& rows, const MeasureLayout& measures, const CurveLayout& curves, unsigned threads,
          Result& result) {
  const std::vector<Quantiles> of_measures = fold_all(
      rows, measures.size(), [](const Row& row) { return row.measures.data(); }, threads);
  const std::vector<Quantiles> of_samples = fold_all(
      rows, curves.size(), [](const Row& row) { return row.samples.data(); }, threads);
  for (const MeasurePlace& place : measures.places()) {
    result.measures.push_back(place.measure);
    result.measures.back().value = of_measures[place.at];
    if (keeps_replicas(place.measure)) result.measures.back().replicas = column(rows, place.at);
  }
  for (const CurvePlace& place : curves.places()) {
    result.curves.push_back(place.curve);
    std::vector<CurvePoint>& points = result.curves.back().points;
    for (std::size_t i = 0; i < points.size(); ++i) points[i].value = of_samples[place.at + i];
  }
}

std::uint64_t holds_after(const Rows& rows, std::uint64_t tested, std::size_t place, double relative) {
  for (std::uint64_t n = std::max(tested + batch, batches_least * batch); n <= rows.size(); n += batch) {
    const Quantiles value = of_prefix(rows, n, place);
    if (value.mean != 0 && value.standard_error <= relative * std::abs(value.mean)) return n;
  }
  return 0;
}

std::uint64_t estimate(const Rows& rows, std::size_t place, double relative) {
  const Quantiles value = of_prefix(rows, rows.size(), place);
  const double more = value.standard_error / (relative * std::abs(value.mean));
  const double needed = more * more * static_cast<double>(rows.size());
  if (!(needed < 1e15)) return ranks_closed;  // also when it is not a number
  return (static_cast<std::uint64_t>(needed) / batch + 1) * batch;
}

}  // namespace drill
