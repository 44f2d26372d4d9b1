#pragma once
// Who can infect whom directly: a directed graph in compressed rows, for millions of nodes and tens of millions of
// edges.

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <vector>

namespace outbreak {

/// Memory in pieces of 2 MiB where the system has them: random reads of large arrays then need few page look-ups.
void* allocate_large(std::size_t bytes);
void free_large(void* memory) noexcept;

/// For arrays of millions of elements.
template <class T>
struct LargeAllocator {
  using value_type = T;
  LargeAllocator() = default;
  template <class U>
  LargeAllocator(const LargeAllocator<U>&) {}
  T* allocate(std::size_t count) { return static_cast<T*>(allocate_large(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t) noexcept { free_large(memory); }
  friend bool operator==(LargeAllocator, LargeAllocator) { return true; }
};

template <class T>
using LargeArray = std::vector<T, LargeAllocator<T>>;

using Node = std::uint32_t;

/// One contact: `from` can infect `to`. Anything with these three members will do, such as estate::DeviceEdge.
struct ContactEdge {
  Node from = 0;
  Node to = 0;
  float weight = 1;  ///< >= 0, multiplies the rate
};

/// Immutable. Loops and parallel edges are allowed; each parallel edge counts by itself.
class ContactGraph {
 public:
  /// Directed edges: from[i] -> to[i], all below `nodes`. `weights` is empty (all 1) or of the same length.
  /// At most 2^32 - 1 edges. Linear time; a row keeps the order of its edges.
  ContactGraph(std::size_t nodes, std::span<const Node> from, std::span<const Node> to,
               std::span<const float> weights = {});

  /// The same with each given pair as two edges, there and back.
  static ContactGraph both_ways(std::size_t nodes, std::span<const Node> a, std::span<const Node> b);

  /// From rows of a table, such as estate::DeviceEdge.
  template <class Edge>
  static ContactGraph from_edges(std::size_t nodes, std::span<const Edge> edges) {
    ContactGraph graph;
    graph.count_rows(nodes, edges.size(), [&](std::size_t i) { return edges[i].from; });
    bool equal = true;
    for (const Edge& edge : edges) equal = equal && edge.weight == 1;
    if (!equal) graph.weights_.resize(edges.size());
    for (const Edge& edge : edges) {
      const std::uint32_t at = graph.place_of_next(edge.from);
      graph.to_[at] = edge.to;
      if (!equal) graph.weights_[at] = edge.weight;
    }
    graph.finish();
    return graph;
  }

  [[nodiscard]] std::size_t nodes() const { return first_.size() - 1; }
  [[nodiscard]] std::size_t edges() const { return to_.size(); }
  /// Whether edges differ in weight; otherwise all have weight 1.
  [[nodiscard]] bool weighted() const { return !weights_.empty(); }
  [[nodiscard]] std::span<const Node> row(Node node) const {
    return {to_.data() + first_[node], first_[node + 1] - first_[node]};
  }
  /// Weights of the row's edges; only when weighted().
  [[nodiscard]] std::span<const float> weights(Node node) const {
    return {weights_.data() + first_[node], first_[node + 1] - first_[node]};
  }

  /// Sum of all weights.
  [[nodiscard]] double total_weight() const;

  /// The arrays themselves, for loops that prefetch: row n is to()[first()[n]] ... to()[first()[n + 1] - 1].
  [[nodiscard]] const std::uint32_t* first() const { return first_.data(); }
  [[nodiscard]] const Node* to() const { return to_.data(); }

 private:
  ContactGraph() = default;

  /// After this, place_of_next(n) gives one place of row n after the other.
  template <class FromOf>
  void count_rows(std::size_t nodes, std::size_t edges, FromOf from_of) {
    first_.assign(nodes + 2, 0);
    for (std::size_t i = 0; i < edges; ++i) ++first_[from_of(i) + std::size_t{2}];
    for (std::size_t node = 2; node < nodes + 2; ++node) first_[node] += first_[node - 1];
    to_.resize(edges);
  }
  // While rows are filled, first_[n + 1] is the next free place of row n; afterwards it is the end of row n, which is
  // the start of row n + 1: no second array is needed.
  std::uint32_t place_of_next(Node node) { return first_[node + std::size_t{1}]++; }
  void finish() { first_.pop_back(); }

  LargeArray<std::uint32_t> first_;  ///< nodes + 1
  LargeArray<Node> to_;
  LargeArray<float> weights_;
};

}  // namespace outbreak
