#pragma once
// The graphs of the comparison, from fixed seeds: every engine gets the same edges.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace bench {

/// Undirected, without loops and parallel edges (igraph takes no others).
struct EdgeList {
  std::uint32_t nodes = 0;
  std::vector<std::uint32_t> a, b;
};

/// `edges` different pairs of different nodes, uniformly.
inline EdgeList erdos_renyi(std::uint32_t nodes, std::size_t edges, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::uint32_t> any(0, nodes - 1);
  EdgeList list{nodes, {}, {}};
  std::vector<std::uint64_t> pairs;
  pairs.reserve(edges);
  while (pairs.size() < edges) {
    while (pairs.size() < edges) {
      const std::uint64_t a = any(random), b = any(random);
      if (a != b) pairs.push_back(std::min(a, b) << 32 | std::max(a, b));
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  }
  list.a.reserve(edges);
  list.b.reserve(edges);
  for (const std::uint64_t pair : pairs) {
    list.a.push_back(static_cast<std::uint32_t>(pair >> 32));
    list.b.push_back(static_cast<std::uint32_t>(pair));
  }
  return list;
}

/// Each new node joins `per_node` different earlier ones, each chosen in proportion to its degree (Barabasi and Albert
/// 1999): uniformly among the ends of the edges so far. The first per_node + 1 nodes are all joined.
inline EdgeList barabasi_albert(std::uint32_t nodes, std::uint32_t per_node, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  EdgeList list{nodes, {}, {}};
  list.a.reserve(std::size_t{nodes} * per_node);
  list.b.reserve(std::size_t{nodes} * per_node);
  for (std::uint32_t node = 1; node < nodes; ++node) {
    const std::size_t before = list.a.size();
    while (list.a.size() < before + std::min(node, per_node)) {
      std::uint32_t target = node - 1 - static_cast<std::uint32_t>(list.a.size() - before);
      if (node > per_node) {
        const std::uint64_t end = random() % (2 * before);
        target = end % 2 == 0 ? list.a[end / 2] : list.b[end / 2];
      }
      if (std::find(list.b.begin() + static_cast<std::ptrdiff_t>(before), list.b.end(), target) != list.b.end())
        continue;
      list.a.push_back(node);
      list.b.push_back(target);
    }
  }
  return list;
}

}  // namespace bench
