#include "foresee/drill/rows.h"

#include <algorithm>
#include <numeric>

namespace drill {

namespace {

/// For each rank how many of the replicas from `first` on it has.
std::vector<std::uint64_t> counts(const Rows& rows, const Ranks& ranks, std::uint64_t first) {
  std::vector<std::uint64_t> out(static_cast<std::size_t>(ranks.count()));
  for (std::uint64_t number = first; number < rows.size(); ++number)
    ++out[static_cast<std::size_t>(rows.rank_of[number])];
  return out;
}

/// Where what each rank gives begins when they give it one rank after the other; a rank goes through its rows in order.
std::vector<std::uint64_t> begins(std::span<const std::uint64_t> counts) {
  std::vector<std::uint64_t> out(counts.size());
  std::exclusive_scan(counts.begin(), counts.end(), out.begin(), std::uint64_t{0});
  return out;
}

}  // namespace

void Rows::resize(std::uint64_t replicas) {
  row.resize(replicas);
  if (rank_of.size() > replicas) rank_of.resize(replicas);
}

void agree(Rows& rows, const Ranks& ranks) {
  struct Held {
    std::uint64_t number;
    std::int64_t rank;
  };
  constexpr int nobody = -1;
  std::vector<Held> mine;
  for (std::uint64_t number = rows.rank_of.size(); number < rows.size(); ++number) {
    if (!rows.row[number].measures.empty()) mine.push_back({number, ranks.rank()});
  }
  rows.rank_of.resize(rows.size(), nobody);
  for (const Held& held : ranks.share<Held>(mine)) rows.rank_of[held.number] = static_cast<int>(held.rank);
  const auto missing = std::ranges::find(rows.rank_of, nobody);
  rows.resize(static_cast<std::uint64_t>(missing - rows.rank_of.begin()));
}

std::vector<std::vector<double>> columns(const Rows& rows, const Ranks& ranks, std::span<const std::size_t> places,
                                         std::uint64_t first) {
  std::vector<double> mine;
  for (std::uint64_t number = first; number < rows.size(); ++number) {
    if (rows.rank_of[number] != ranks.rank()) continue;
    for (const std::size_t place : places) mine.push_back(rows.row[number].measures[place]);
  }
  const std::vector<double> all = ranks.share<double>(mine);
  std::vector<std::uint64_t> next = begins(counts(rows, ranks, first));
  std::vector<std::vector<double>> out(places.size(), std::vector<double>(rows.size() - first));
  for (std::uint64_t number = first; number < rows.size(); ++number) {
    const std::uint64_t at = next[static_cast<std::size_t>(rows.rank_of[number])]++;
    for (std::size_t i = 0; i < places.size(); ++i) out[i][number - first] = all[at * places.size() + i];
  }
  return out;
}

template <class T>
Slice<T> slice(const Rows& rows, const Ranks& ranks, std::vector<T> Row::*numbers, std::size_t count) {
  const auto sharers = static_cast<std::size_t>(ranks.count());
  const auto self = static_cast<std::size_t>(ranks.rank());
  const std::size_t width = (count + sharers - 1) / sharers;  // the last ranks' slices may end sooner
  const auto begin = [&](std::size_t rank) { return std::min(rank * width, count); };
  std::vector<std::uint64_t> rows_of = counts(rows, ranks, 0);

  std::vector<T> given(rows_of[self] * (sharers - 1) * width);
  auto piece = given.begin();
  for (std::size_t rank = 0; rank < sharers; ++rank) {
    for (std::uint64_t number = 0; rank != self && number < rows.size(); ++number) {
      if (rows.rank_of[number] != ranks.rank()) continue;
      const T* from = (rows.row[number].*numbers).data();
      std::copy(from + begin(rank), from + begin(rank + 1), piece);
      piece += static_cast<std::ptrdiff_t>(width);
    }
  }
  Slice<T> out{begin(self), begin(self + 1) - begin(self), {}, std::vector<T>((rows.size() - rows_of[self]) * width)};
  ranks.deal(std::as_bytes(std::span(given)), std::as_writable_bytes(std::span(out.received)), width * sizeof(T),
             rows_of);

  rows_of[self] = 0;  // its own rows are not dealt
  std::vector<std::uint64_t> next = begins(rows_of);
  out.of.reserve(rows.size());
  for (std::uint64_t number = 0; number < rows.size(); ++number) {
    const auto rank = static_cast<std::size_t>(rows.rank_of[number]);
    out.of.push_back(rank == self ? (rows.row[number].*numbers).data() + out.first
                                  : out.received.data() + next[rank]++ * width);
  }
  return out;
}

template Slice<double> slice(const Rows&, const Ranks&, std::vector<double> Row::*, std::size_t);
template Slice<float> slice(const Rows&, const Ranks&, std::vector<float> Row::*, std::size_t);

}  // namespace drill
