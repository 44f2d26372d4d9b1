#include "naive_sir.h"

#include <cmath>
#include <queue>
#include <random>

namespace bench {

NaiveSir::NaiveSir(const EdgeList& list) : first_(list.nodes + 2), to_(2 * list.a.size()), infected_(list.nodes) {
  for (const std::uint32_t node : list.a) ++first_[node + 2];
  for (const std::uint32_t node : list.b) ++first_[node + 2];
  for (std::size_t i = 2; i < first_.size(); ++i) first_[i] += first_[i - 1];
  for (std::size_t i = 0; i < list.a.size(); ++i) {
    to_[first_[list.a[i] + 1]++] = list.b[i];
    to_[first_[list.b[i] + 1]++] = list.a[i];
  }
}

std::size_t NaiveSir::run(double tau, double gamma, std::span<const std::uint32_t> seeds, std::uint64_t seed,
                          std::vector<double>* times) {
  struct Passage {
    float at;
    std::uint32_t node;
    bool operator<(const Passage& other) const { return at > other.at; }
  };
  std::priority_queue<Passage> queue;
  std::mt19937_64 random(seed);
  const auto exponential = [&](double rate) {
    return -std::log((static_cast<double>(random() >> 11) + 0.5) * 0x1p-53) / rate;
  };
  infected_.assign(infected_.size(), 0);
  for (const std::uint32_t node : seeds) queue.push({0, node});
  std::size_t infected = 0;
  while (!queue.empty()) {
    const Passage passage = queue.top();
    queue.pop();
    if (infected_[passage.node] != 0) continue;
    infected_[passage.node] = 1;
    ++infected;
    if (times != nullptr) times->push_back(static_cast<double>(passage.at));
    const double removal = exponential(gamma);
    for (std::uint32_t i = first_[passage.node]; i < first_[passage.node + 1]; ++i) {
      if (infected_[to_[i]] != 0) continue;
      const double after = exponential(tau);
      if (after < removal) queue.push({static_cast<float>(static_cast<double>(passage.at) + after), to_[i]});
    }
  }
  return infected;
}

}  // namespace bench
