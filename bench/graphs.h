#pragma once
// The graphs of the comparison, from fixed seeds: every engine gets the same edges.

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace bench {

/// Undirected, without loops; parallel edges are as rare as chance makes them and are kept.
struct EdgeList {
  std::uint32_t nodes = 0;
  std::vector<std::uint32_t> a, b;
};

/// `edges` pairs of different nodes, uniformly.
inline EdgeList erdos_renyi(std::uint32_t nodes, std::size_t edges, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::uint32_t> any(0, nodes - 1);
  EdgeList list{nodes, {}, {}};
  list.a.reserve(edges);
  list.b.reserve(edges);
  while (list.a.size() < edges) {
    const std::uint32_t a = any(random), b = any(random);
    if (a == b) continue;
    list.a.push_back(a);
    list.b.push_back(b);
  }
  return list;
}

/// Each new node joins `per_node` earlier ones, each chosen in proportion to its degree (Barabasi and Albert 1999):
/// uniformly among the ends of the edges so far.
inline EdgeList barabasi_albert(std::uint32_t nodes, std::uint32_t per_node, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  EdgeList list{nodes, {}, {}};
  list.a.reserve(std::size_t{nodes} * per_node);
  list.b.reserve(std::size_t{nodes} * per_node);
  for (std::uint32_t node = 1; node < nodes; ++node) {
    const std::size_t before = list.a.size();
    for (std::uint32_t i = 0; i < per_node; ++i) {
      std::uint32_t target = 0;
      if (before > 0) {
        const std::uint64_t end = random() % (2 * before);
        target = end % 2 == 0 ? list.a[end / 2] : list.b[end / 2];
      }
      list.a.push_back(node);
      list.b.push_back(target);
      if (node <= per_node && i + 1 >= node) break;
    }
  }
  return list;
}

}  // namespace bench
