#pragma once
// What each replica came to, kept by its number, so that everything is folded in replica order whoever simulated it.
//
// Among several ranks a row stays with the rank that simulated it. What goes from rank to rank are columns: each rank
// folds a slice of them over all replicas.

#include <cstdint>
#include <span>
#include <vector>

#include "foresee/drill/ranks.h"

namespace drill {

struct Row {
  std::vector<double> measures;
  std::vector<float> samples;
};

struct Rows {
  std::vector<Row> row;      ///< [replica] empty: not simulated by this process
  std::vector<int> rank_of;  ///< [replica] who has its row; as far as the ranks have agreed

  [[nodiscard]] std::uint64_t size() const { return row.size(); }
  void resize(std::uint64_t replicas);
};

/// The ranks tell each other which rows they have from the first on that they have not agreed upon, and cut off what
/// lies behind the first that nobody has. Every rank calls it, here as below.
void agree(Rows& rows, const Ranks& ranks);

/// [place][replica - first] what the rows from `first` on hold at some places of their measures.
std::vector<std::vector<double>> columns(const Rows& rows, const Ranks& ranks, std::span<const std::size_t> places,
                                         std::uint64_t first);

/// The columns that this rank folds, as even a part as goes: ranks have them one after the other. To be moved, not
/// copied: `of` points into `received`.
template <class T>
struct Slice {
  std::size_t first = 0;
  std::size_t columns = 0;
  std::vector<const T*> of;  ///< [replica] its numbers in these columns: within `rows`, or among those received
  std::vector<T> received;
};

/// `numbers`: of each row, `count` of them. Good while the rows are.
template <class T>
Slice<T> slice(const Rows& rows, const Ranks& ranks, std::vector<T> Row::*numbers, std::size_t count);

}  // namespace drill
