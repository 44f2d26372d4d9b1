#pragma once
// The processes that share one drill: one, or the ranks of an `mpirun`. The one place that knows MPI.
//
// Built with CORDON_HAS_MPI it speaks Open MPI, but only in a process that mpirun (or srun) started: a plain run never
// touches it. Without, a process is always alone.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

namespace drill {

class Ranks {
 public:
  /// Joins the others. One object in a process, made by `main` before any thread; MPI ends with it.
  static Ranks join();
  /// This process by itself, whoever started it.
  static Ranks alone();
  Ranks(Ranks&&) noexcept;
  Ranks& operator=(Ranks&&) noexcept;
  ~Ranks();

  [[nodiscard]] int rank() const;
  [[nodiscard]] int count() const;

  /// Begins to hand out numbers from `first` on. Every rank calls it.
  void open(std::uint64_t first);
  /// The next `block` numbers that no rank and no thread has had: from the answer on. Any thread.
  std::uint64_t take(std::uint64_t block);
  /// Whoever takes after this gets numbers beyond every drill: how one rank stops the others. Any thread.
  void close();

  /// Every rank gives some items of plain data and gets those of all ranks, in the order of the ranks. Every rank calls
  /// it.
  template <class T>
  [[nodiscard]] std::vector<T> share(std::span<const T> mine) const {
    const std::vector<std::byte> bytes = share_bytes(std::as_bytes(mine), sizeof(T));
    std::vector<T> all(bytes.size() / sizeof(T));
    if (!all.empty()) std::memcpy(all.data(), bytes.data(), bytes.size());
    return all;
  }
  /// Every rank gives each other rank as many pieces of `piece_bytes` as it has rows, and so gets pieces from each:
  /// both lie one after the other in the order of the other ranks. `rows_of`: how many rows each rank has, known to
  /// all. Every rank calls it.
  void deal(std::span<const std::byte> given, std::span<std::byte> got, std::size_t piece_bytes,
            std::span<const std::uint64_t> rows_of) const;
  /// The largest of the ranks' numbers, on every rank. Every rank calls it.
  [[nodiscard]] std::uint64_t most(std::uint64_t mine) const;
  /// Ends the job on all ranks at once with this exit status; only returns when alone.
  void abort(int status) const;

 private:
  [[nodiscard]] std::vector<std::byte> share_bytes(std::span<const std::byte> mine, std::size_t item_bytes) const;
  struct Parts;
  explicit Ranks(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// What `take` answers after `close`, and more.
inline constexpr std::uint64_t ranks_closed = std::uint64_t{1} << 62U;

}  // namespace drill
