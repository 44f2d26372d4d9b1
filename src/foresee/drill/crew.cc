#include "foresee/drill/crew.h"

#include <algorithm>
#include <thread>

#include "foresee/drill/tally.h"

namespace drill {

namespace {

constexpr std::uint64_t block_most = 16;

}  // namespace

struct Crew::Worker {
  explicit Worker(const Plan& plan)
      : engine(plan.spread), assessor(plan.harm), tally(plan.estate, plan.measures, plan.curves, plan.locks) {}
  outbreak::Engine engine;
  harm::Assessor assessor;
  Tally tally;
};

Crew::Crew(const Plan& plan, const Options& options, Ranks& ranks)
    : plan_(plan), options_(options), ranks_(ranks), workers_(std::max(1U, options.threads)) {}

Crew::~Crew() = default;

void Crew::work(Rows& rows, std::uint64_t first, std::uint64_t of) {
  ranks_.open(first);
  const auto one = [&](std::unique_ptr<Worker>& worker) {
    if (!worker) worker = std::make_unique<Worker>(plan_);
    work(*worker, rows, of);
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < workers_.size(); ++i) threads.emplace_back([&, i] { one(workers_[i]); });
    one(workers_[0]);
  }
  if (options_.on_progress && !stopped_) options_.on_progress(std::min<std::uint64_t>(rows.size(), of), of);
}

void Crew::work(Worker& worker, Rows& rows, std::uint64_t of) {
  const std::function<bool()> should_stop = [this] { return stop(); };
  const std::uint64_t sharers = workers_.size() * static_cast<std::uint64_t>(ranks_.count());
  std::uint64_t block = 1;
  while (!stop()) {
    const std::uint64_t from = ranks_.take(block);
    if (from >= rows.size()) return;
    const std::uint64_t to = std::min<std::uint64_t>(from + block, rows.size());
    for (std::uint64_t number = from; number < to; ++number) {
      const outbreak::Outbreak* outbreak = worker.engine.run(options_.seed, number, should_stop);
      if (outbreak == nullptr) {
        stop();
        return;
      }
      Row row{std::vector<double>(plan_.measures.size()), std::vector<float>(plan_.curves.size())};
      worker.tally.count(*outbreak, worker.assessor.assess(*outbreak, options_.seed), row.measures, row.samples);
      rows.row[number] = std::move(row);
      tell(number, of);
    }
    // Large blocks at first, single replicas at the end: few steps to the counter, and nobody waits long.
    block = std::clamp<std::uint64_t>((rows.size() - to) / (32 * sharers), 1, block_most);
  }
}

bool Crew::stop() {
  if (stopped_.load(std::memory_order_relaxed)) return true;
  if (!options_.should_stop || !options_.should_stop()) return false;
  if (!stopped_.exchange(true)) ranks_.close();
  return true;
}

void Crew::tell(std::uint64_t number, std::uint64_t of) {
  if (!options_.on_progress) return;
  // Numbers are handed out in order: among several ranks, one's latest number says how far all of them are.
  const std::uint64_t done = ranks_.count() == 1 ? ++done_ : number + 1;
  const std::unique_lock lock(telling_, std::try_to_lock);
  if (lock.owns_lock()) options_.on_progress(std::min(done, of), of);
}

void in_parallel(unsigned threads, std::size_t tasks, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks; i = next++) task(i);
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < std::min<std::size_t>(std::max(1U, threads), tasks); ++i) others.emplace_back(work);
  work();
}

}  // namespace drill
