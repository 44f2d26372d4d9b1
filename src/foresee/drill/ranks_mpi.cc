// The ranks of an mpirun. The next number lies in a window of rank 0, where all ranks add to it by one-sided atomic
// operations: no rank waits for another one between two replicas.
#ifdef CORDON_HAS_MPI

#include <mpi.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <numeric>

#include "foresee/drill/ranks.h"

namespace drill {

namespace {

bool started_by_mpirun() {
  return std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr || std::getenv("PMIX_RANK") != nullptr;
}

/// So many bytes as one item: messages are counted in items, since their bytes could pass the range of int.
struct Piece {
  MPI_Datatype type = MPI_DATATYPE_NULL;

  explicit Piece(std::size_t bytes) {
    MPI_Type_contiguous(static_cast<int>(bytes), MPI_BYTE, &type);
    MPI_Type_commit(&type);
  }
  Piece(const Piece&) = delete;
  Piece& operator=(const Piece&) = delete;
  ~Piece() { MPI_Type_free(&type); }
};

std::vector<int> begins(const std::vector<int>& counts) {
  std::vector<int> out(counts.size());
  std::exclusive_scan(counts.begin(), counts.end(), out.begin(), 0);
  return out;
}

}  // namespace

struct Ranks::Parts {
  std::atomic<std::uint64_t> next = 0;  ///< of a process that is alone
  int rank = 0;
  int count = 1;
  bool joined = false;
  std::mutex one_at_a_time;  ///< MPI was asked for calls from any thread, one at a time
  MPI_Win window = MPI_WIN_NULL;
  std::uint64_t* shared_next = nullptr;  ///< in the window; used on rank 0

  explicit Parts(bool join) {
    if (!join) return;
    int provided = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
    joined = true;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    if (count == 1) return;
    if (provided < MPI_THREAD_SERIALIZED) MPI_Abort(MPI_COMM_WORLD, 1);
    MPI_Win_allocate(rank == 0 ? sizeof(std::uint64_t) : 0, sizeof(std::uint64_t), MPI_INFO_NULL, MPI_COMM_WORLD,
                     &shared_next, &window);
    MPI_Win_lock_all(0, window);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts() {
    if (window != MPI_WIN_NULL) {
      MPI_Win_unlock_all(window);
      MPI_Win_free(&window);
    }
    if (joined) MPI_Finalize();
  }

  [[nodiscard]] bool alone() const { return count == 1; }

  std::uint64_t apply(std::uint64_t value, MPI_Op operation) {
    const std::scoped_lock lock(one_at_a_time);
    std::uint64_t before = 0;
    MPI_Fetch_and_op(&value, &before, MPI_UINT64_T, 0, 0, operation, window);
    MPI_Win_flush(0, window);
    return before;
  }
};

Ranks::Ranks(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Ranks::Ranks(Ranks&&) noexcept = default;
Ranks& Ranks::operator=(Ranks&&) noexcept = default;
Ranks::~Ranks() = default;

Ranks Ranks::join() {
  return Ranks(std::make_unique<Parts>(started_by_mpirun()));
}

Ranks Ranks::alone() {
  return Ranks(std::make_unique<Parts>(false));
}

int Ranks::rank() const {
  return parts_->rank;
}

int Ranks::count() const {
  return parts_->count;
}

void Ranks::open(std::uint64_t first) {
  if (parts_->alone()) {
    parts_->next = first;
    return;
  }
  MPI_Barrier(MPI_COMM_WORLD);  // nobody takes from the last round any more
  if (parts_->rank == 0) parts_->apply(first, MPI_REPLACE);
  MPI_Barrier(MPI_COMM_WORLD);
}

std::uint64_t Ranks::take(std::uint64_t block) {
  if (parts_->alone()) return parts_->next.fetch_add(block, std::memory_order_relaxed);
  return parts_->apply(block, MPI_SUM);
}

void Ranks::close() {
  if (parts_->alone()) {
    parts_->next = ranks_closed;
  } else {
    parts_->apply(ranks_closed, MPI_REPLACE);
  }
}

std::vector<std::byte> Ranks::share_bytes(std::span<const std::byte> mine, std::size_t item_bytes) const {
  if (parts_->alone()) return {mine.begin(), mine.end()};
  const auto items = static_cast<int>(mine.size() / item_bytes);
  std::vector<int> counts(static_cast<std::size_t>(parts_->count));
  MPI_Allgather(&items, 1, MPI_INT, counts.data(), 1, MPI_INT, MPI_COMM_WORLD);
  const std::vector<int> firsts = begins(counts);
  std::vector<std::byte> all(item_bytes * static_cast<std::size_t>(firsts.back() + counts.back()));
  const Piece item(item_bytes);
  MPI_Allgatherv(mine.data(), items, item.type, all.data(), counts.data(), firsts.data(), item.type, MPI_COMM_WORLD);
  return all;
}

void Ranks::deal(std::span<const std::byte> given, std::span<std::byte> got, std::size_t piece_bytes,
                 std::span<const std::uint64_t> rows_of) const {
  if (parts_->alone()) return;
  const auto self = static_cast<std::size_t>(parts_->rank);
  std::vector<int> takes(rows_of.begin(), rows_of.end());
  std::vector<int> gives(rows_of.size(), takes[self]);
  takes[self] = gives[self] = 0;
  const Piece piece(piece_bytes);
  MPI_Alltoallv(given.data(), gives.data(), begins(gives).data(), piece.type, got.data(), takes.data(),
                begins(takes).data(), piece.type, MPI_COMM_WORLD);
}

std::uint64_t Ranks::most(std::uint64_t mine) const {
  if (parts_->alone()) return mine;
  std::uint64_t largest = 0;
  MPI_Allreduce(&mine, &largest, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
  return largest;
}

void Ranks::abort(int status) const {
  if (parts_->joined) MPI_Abort(MPI_COMM_WORLD, status);
}

}  // namespace drill

#endif
