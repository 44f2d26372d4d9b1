#include "foresee/outbreak/contact_graph.h"

#include <cstdlib>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace outbreak {

void* allocate_large(std::size_t bytes) {
  constexpr std::size_t page = std::size_t{1} << 21;
  if (bytes < page) {
    void* memory = std::malloc(bytes);
    if (memory == nullptr && bytes > 0) throw std::bad_alloc();
    return memory;
  }
  const std::size_t whole = (bytes + page - 1) / page * page;
  void* memory = std::aligned_alloc(page, whole);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef __linux__
  madvise(memory, whole, MADV_HUGEPAGE);  // only advice: without it everything works, more slowly
#endif
  return memory;
}

void free_large(void* memory) noexcept {
  std::free(memory);
}

ContactGraph::ContactGraph(std::size_t nodes, std::span<const Node> from, std::span<const Node> to,
                           std::span<const float> weights) {
  count_rows(nodes, from.size(), [&](std::size_t i) { return from[i]; });
  weights_.resize(weights.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::uint32_t at = place_of_next(from[i]);
    to_[at] = to[i];
    if (!weights.empty()) weights_[at] = weights[i];
  }
  finish();
}

ContactGraph ContactGraph::both_ways(std::size_t nodes, std::span<const Node> a, std::span<const Node> b) {
  ContactGraph graph;
  const std::size_t pairs = a.size();
  graph.count_rows(nodes, 2 * pairs, [&](std::size_t i) { return i < pairs ? a[i] : b[i - pairs]; });
  for (std::size_t i = 0; i < pairs; ++i) {
    graph.to_[graph.place_of_next(a[i])] = b[i];
    graph.to_[graph.place_of_next(b[i])] = a[i];
  }
  graph.finish();
  return graph;
}

double ContactGraph::total_weight() const {
  if (!weighted()) return static_cast<double>(edges());
  double sum = 0;
  for (const float weight : weights_) sum += static_cast<double>(weight);
  return sum;
}

}  // namespace outbreak
