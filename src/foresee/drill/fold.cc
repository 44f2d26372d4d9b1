#include "foresee/drill/fold.h"

#include <algorithm>
#include <cmath>

#include "foresee/drill/crew.h"
#include "foresee/drill/statistics.h"

namespace drill {

namespace {

constexpr std::size_t columns_at_once = 16;  ///< a cache line of samples of one row

/// Quantiles of some neighbouring columns of a slice, from the first of them on.
template <class T>
void fold_columns(const Slice<T>& slice, std::size_t first, std::size_t columns, std::vector<double>& scratch,
                  Quantiles* out) {
  const std::size_t replicas = slice.of.size();
  scratch.resize(columns * replicas);
  for (std::size_t r = 0; r < replicas; ++r) {
    const T* from = slice.of[r] + first;
    for (std::size_t c = 0; c < columns; ++c) scratch[c * replicas + r] = static_cast<double>(from[c]);
  }
  for (std::size_t c = 0; c < columns; ++c) out[c] = quantiles(std::span(scratch).subspan(c * replicas, replicas));
}

/// Quantiles of each of `count` numbers of a row.
template <class T>
std::vector<Quantiles> fold_all(const Rows& rows, const Ranks& ranks, std::vector<T> Row::*numbers, std::size_t count,
                                unsigned threads) {
  const Slice<T> mine = slice(rows, ranks, numbers, count);
  std::vector<Quantiles> out(mine.columns);
  in_parallel(threads, (mine.columns + columns_at_once - 1) / columns_at_once, [&](std::size_t task) {
    thread_local std::vector<double> scratch;
    const std::size_t first = task * columns_at_once;
    fold_columns(mine, first, std::min(columns_at_once, mine.columns - first), scratch, out.data() + first);
  });
  return ranks.share<Quantiles>(out);
}

Quantiles of_prefix(const std::vector<double>& values, std::uint64_t replicas) {
  std::vector<double> prefix(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(replicas));
  return quantiles(prefix);
}

}  // namespace

bool keeps_replicas(const Measure& measure) {
  return measure.by.empty() || measure.published.has_value();
}

void fold(const Rows& rows, const Ranks& ranks, const MeasureLayout& measures, const CurveLayout& curves,
          unsigned threads, Result& result) {
  const std::vector<Quantiles> of_measures = fold_all(rows, ranks, &Row::measures, measures.size(), threads);
  const std::vector<Quantiles> of_samples = fold_all(rows, ranks, &Row::samples, curves.size(), threads);
  std::vector<std::size_t> kept;
  for (const MeasurePlace& place : measures.places()) {
    if (keeps_replicas(place.measure)) kept.push_back(place.at);
  }
  std::vector<std::vector<double>> replicas = columns(rows, ranks, kept, 0);
  auto next = replicas.begin();
  for (const MeasurePlace& place : measures.places()) {
    result.measures.push_back(place.measure);
    result.measures.back().value = of_measures[place.at];
    if (keeps_replicas(place.measure)) result.measures.back().replicas = std::move(*next++);
  }
  for (const CurvePlace& place : curves.places()) {
    result.curves.push_back(place.curve);
    std::vector<CurvePoint>& points = result.curves.back().points;
    for (std::size_t i = 0; i < points.size(); ++i) points[i].value = of_samples[place.at + i];
  }
}

std::uint64_t holds_after(const std::vector<double>& values, std::uint64_t tested, double relative) {
  for (std::uint64_t n = std::max(tested + batch, batches_least * batch); n <= values.size(); n += batch) {
    const Quantiles value = of_prefix(values, n);
    if (value.mean != 0 && value.standard_error <= relative * std::abs(value.mean)) return n;
  }
  return 0;
}

std::uint64_t estimate(const std::vector<double>& values, double relative) {
  const Quantiles value = of_prefix(values, values.size());
  const double more = value.standard_error / (relative * std::abs(value.mean));
  const double needed = more * more * static_cast<double>(values.size());
  if (!(needed < 1e15)) return ranks_closed;  // also when it is not a number
  return (static_cast<std::uint64_t>(needed) / batch + 1) * batch;
}

}  // namespace drill
