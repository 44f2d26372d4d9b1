// igraph's C library: igraph_sir, exact, event by event.

#include <cstdio>

#include "peers.h"

#ifdef CORDON_HAS_IGRAPH
#include <igraph.h>
#endif

namespace bench {

#ifdef CORDON_HAS_IGRAPH

namespace {

class Igraph : public Peer {
 public:
  explicit Igraph(const EdgeList& list) {
    igraph_vector_int_t edges;
    igraph_vector_int_init(&edges, static_cast<igraph_integer_t>(2 * list.a.size()));
    for (std::size_t i = 0; i < list.a.size(); ++i) {
      VECTOR(edges)[2 * i] = list.a[i];
      VECTOR(edges)[2 * i + 1] = list.b[i];
    }
    igraph_create(&graph_, &edges, list.nodes, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&edges);
    igraph_bool_t simple = false;
    igraph_is_simple(&graph_, &simple);  // kept by the graph, so that the runs do not ask again
    // igraph_sir makes its lists of neighbours at every call: building, which is not counted.
    const double start = thread_seconds();
    igraph_adjlist_t neighbours;
    igraph_adjlist_init(&graph_, &neighbours, IGRAPH_ALL, IGRAPH_NO_LOOPS, IGRAPH_NO_MULTIPLE);
    building_ = thread_seconds() - start;
    igraph_adjlist_destroy(&neighbours);
  }
  ~Igraph() override { igraph_destroy(&graph_); }
  Igraph(const Igraph&) = delete;
  Igraph& operator=(const Igraph&) = delete;

  [[nodiscard]] std::string name() const override { return "igraph " IGRAPH_VERSION; }

  /// It always draws one seed uniformly. Rates that do not add up exactly in binary make it abort (its issue 2779), so
  /// both are 1.5 times the others': the same R0 and the same final size.
  Measured run(std::uint64_t first, std::size_t count, bool) override {
    igraph_rng_seed(igraph_rng_default(), 1 + first);
    igraph_vector_ptr_t results;
    igraph_vector_ptr_init(&results, 0);
    Measured measured;
    const double start = thread_seconds();
    measured.failed = igraph_sir(&graph_, 0.5, 1.5, static_cast<igraph_integer_t>(count), &results) != IGRAPH_SUCCESS;
    measured.seconds = thread_seconds() - start - building_;
    for (igraph_integer_t i = 0; i < igraph_vector_ptr_size(&results); ++i) {
      auto* sir = static_cast<igraph_sir_t*>(VECTOR(results)[i]);
      measured.infections += static_cast<std::uint64_t>(igraph_vector_int_tail(&sir->no_r));
      igraph_sir_destroy(sir);
      igraph_free(sir);
    }
    igraph_vector_ptr_destroy(&results);
    return measured;
  }

 private:
  igraph_t graph_;
  double building_ = 0;
};

}  // namespace

std::unique_ptr<Peer> make_igraph(const EdgeList& list) {
  return std::make_unique<Igraph>(list);
}

#else

std::unique_ptr<Peer> make_igraph(const EdgeList&) {
  std::puts("igraph: skipped, not found when this program was built (apt-get install libigraph-dev)");
  return nullptr;
}

#endif

}  // namespace bench
