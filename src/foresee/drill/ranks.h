#pragma once
// The processes that share one drill: one, or the ranks of an `mpirun`. The one place that knows MPI.
//
// Built with CORDON_HAS_MPI it speaks Open MPI, but only in a process that mpirun (or srun) started: a plain run never
// touches it. Without, a process is always alone.

#include <cstddef>
#include <cstdint>
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

  /// Every rank gives its rows (each `row_bytes` long, one after the other) and gets those of all ranks, in the order
  /// of the ranks. Every rank calls it.
  [[nodiscard]] std::vector<std::byte> share(std::span<const std::byte> rows, std::size_t row_bytes) const;
  /// The largest of the ranks' numbers, on every rank. Every rank calls it.
  [[nodiscard]] std::uint64_t most(std::uint64_t mine) const;
  /// Ends the job on all ranks at once with this exit status; only returns when alone.
  void abort(int status) const;

 private:
  struct Parts;
  explicit Ranks(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// What `take` answers after `close`, and more.
inline constexpr std::uint64_t ranks_closed = std::uint64_t{1} << 62U;

}  // namespace drill
