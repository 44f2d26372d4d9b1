#pragma once
// The threads of this process at work on a range of replicas.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "foresee/drill/curves.h"
#include "foresee/drill/drill.h"
#include "foresee/drill/measures.h"
#include "foresee/drill/ranks.h"
#include "foresee/drill/rows.h"
#include "foresee/harm/harm.h"
#include "foresee/outbreak/outbreak.h"

namespace drill {

/// What all threads read.
struct Plan {
  const estate::Estate& estate;
  const outbreak::Model& spread;
  const harm::Model& harm;
  const MeasureLayout& measures;
  const CurveLayout& curves;
  bool locks = true;  ///< the threat locks devices
};

/// Each thread has an engine, an assessor and a tally of its own, made by the thread itself and kept from range to
/// range; between two replicas it touches nothing shared but the counter that hands out numbers.
class Crew {
 public:
  Crew(const Plan& plan, const Options& options, Ranks& ranks);
  ~Crew();

  /// Simulates this process's share of the replicas from `first` to the end of `rows`, and puts each into its row.
  /// Ends early when asked to stop, and then lets the other ranks end early. `of`: what progress is told.
  void work(Rows& rows, std::uint64_t first, std::uint64_t of);

  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  struct Worker;
  void work(Worker& worker, Rows& rows, std::uint64_t of);
  bool stop();
  void tell(std::uint64_t number, std::uint64_t of);

  const Plan& plan_;
  const Options& options_;
  Ranks& ranks_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::atomic<bool> stopped_ = false;
  std::mutex telling_;
  std::atomic<std::uint64_t> done_ = 0;
};

/// Calls `task(i)` for each i in [0, tasks) on some of `threads` threads.
void in_parallel(unsigned threads, std::size_t tasks, const std::function<void(std::size_t)>& task);

}  // namespace drill
