// The contact engine beside igraph, graph-tool and a naive program, in one run on the same graphs, turn by turn.
//
//   peers_bench [--rounds N] [--only W1,W2,W4] [--out FILE] [--no-graph-tool] [--no-igraph]
//
// W1: SIR on an Erdos-Renyi graph of 1,000,000 nodes and 5,000,000 edges, rates 1/3 and 1, 100 seeds, to die-out.
// W2: the same on a Barabasi-Albert graph, 5 edges a node. W4: 10,000 nodes, 50,000 edges, one random seed a replica.
// Times are processor times of one thread without the building of graphs; medians over the rounds; per infection.

#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/random.h"
#include "foresee/outbreak/contact_spread.h"
#include "naive_sir.h"
#include "peers.h"

namespace bench {

double thread_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

namespace {

/// The seeds of a replica by the rule that all follow whose seeds can be chosen.
std::vector<std::uint32_t> seeds_of(std::uint32_t nodes, std::uint64_t replica, bool random_seed) {
  base::Stream stream({1, random_seed ? replica : 0, base::Purpose::seeds, 0, 0});
  std::vector<std::uint32_t> seeds(random_seed ? 1 : 100);
  for (std::uint32_t& node : seeds) node = static_cast<std::uint32_t>(stream.below(nodes));
  return seeds;
}

class Cordon : public Peer {
 public:
  explicit Cordon(const EdgeList& list)
      : graph_(outbreak::ContactGraph::both_ways(list.nodes, list.a, list.b)),
        spread_(graph_, {tau, base::Distribution::exponential(1 / gamma)}) {}
  [[nodiscard]] std::string name() const override { return "Cordon"; }

  Measured run(std::uint64_t first, std::size_t count, bool random_seed) override {
    Measured measured;
    const double start = thread_seconds();
    for (std::uint64_t replica = first; replica < first + count; ++replica) {
      times_.clear();
      const auto seeds = seeds_of(static_cast<std::uint32_t>(graph_.nodes()), replica, random_seed);
      measured.infections += spread_
                                 .run(1, replica, seeds,
                                      [&](std::span<const outbreak::ContactInfection> infections) {
                                        for (const auto& infection : infections) times_.push_back(infection.at);
                                      })
                                 .infected;
    }
    measured.seconds = thread_seconds() - start;
    return measured;
  }

 private:
  outbreak::ContactGraph graph_;
  outbreak::ContactSpread spread_;
  std::vector<double> times_;
};

class Naive : public Peer {
 public:
  explicit Naive(const EdgeList& list) : nodes_(list.nodes), sir_(list) {}
  [[nodiscard]] std::string name() const override { return "naive program"; }

  Measured run(std::uint64_t first, std::size_t count, bool random_seed) override {
    Measured measured;
    const double start = thread_seconds();
    for (std::uint64_t replica = first; replica < first + count; ++replica) {
      times_.clear();
      measured.infections += sir_.run(tau, gamma, seeds_of(nodes_, replica, random_seed), replica, &times_);
    }
    measured.seconds = thread_seconds() - start;
    return measured;
  }

 private:
  std::uint32_t nodes_;
  NaiveSir sir_;
  std::vector<double> times_;
};

struct Workload {
  std::string name;
  std::string what;
  EdgeList (*graph)();
  std::size_t replicas;  ///< a round
  bool random_seed;      ///< one random seed and all outbreaks count; otherwise large ones only
};

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all = {
      {"W1", "Erdos-Renyi, 1,000,000 nodes, 5,000,000 edges, 100 seeds",
       [] { return erdos_renyi(1000000, 5000000, 1); }, 1, false},
      {"W2", "Barabasi-Albert, 1,000,000 nodes, 5 edges a node, 100 seeds",
       [] { return barabasi_albert(1000000, 5, 1); }, 1, false},
      {"W4", "Erdos-Renyi, 10,000 nodes, 50,000 edges, 1,000 replicas of one random seed",
       [] { return erdos_renyi(10000, 50000, 1); }, 1000, true},
  };
  return all;
}

struct Row {
  std::unique_ptr<Peer> peer;
  std::vector<double> seconds;        ///< a replica
  std::vector<double> per_infection;  ///< nanoseconds
  double infections = 0;
  double replicas = 0;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// One measurement; outbreaks that died out early are run again where only large ones count.
void measure(Row& row, const Workload& work, std::uint32_t nodes, std::uint64_t& next) {
  const bool slow = work.random_seed && row.peer->name().starts_with("graph-tool");
  const std::size_t count = slow ? work.replicas / 10 : work.replicas;
  for (int attempt = 0; attempt < 30; ++attempt) {
    const Measured measured = row.peer->run(next, count, work.random_seed);
    next += work.replicas;
    if (measured.failed) return;
    if (!work.random_seed && measured.infections < nodes / 10) continue;
    row.seconds.push_back(measured.seconds / static_cast<double>(count));
    row.per_infection.push_back(measured.seconds * 1e9 / static_cast<double>(measured.infections));
    row.infections += static_cast<double>(measured.infections);
    row.replicas += static_cast<double>(count);
    return;
  }
}

std::string table(const Workload& work, const std::vector<Row>& rows) {
  std::string text = "\n" + work.name + ": " + work.what + "\n\n";
  text += "| engine | a replica, ms | ns an infection | Cordon is faster by | mean infected | measurements |\n";
  text += "| --- | ---: | ---: | ---: | ---: | ---: |\n";
  const double ours = median(rows.front().per_infection);
  for (const Row& row : rows) {
    if (row.seconds.empty()) continue;
    char line[256];
    std::snprintf(line, sizeof line, "| %s | %.3f | %.1f | %.1f | %.0f | %zu |\n", row.peer->name().c_str(),
                  1e3 * median(row.seconds), median(row.per_infection), median(row.per_infection) / ours,
                  row.infections / row.replicas, row.seconds.size());
    text += line;
  }
  return text;
}

struct Options {
  int rounds = 5;
  std::string only = "W1,W2,W4";
  std::string out = CORDON_SOURCE_DIR "/bench/results/contact.md";
  bool igraph = true, graph_tool = true;
};

std::string compare(const Workload& work, const Options& options) {
  const EdgeList list = work.graph();
  std::vector<Row> rows;
  const auto add = [&](std::unique_ptr<Peer> peer) {
    if (peer != nullptr) rows.push_back({std::move(peer), {}, {}, 0, 0});
  };
  add(make_cordon(list));
  add(make_naive(list));
  if (options.igraph) add(make_igraph(list));
  if (options.graph_tool) add(make_graph_tool(list));
  std::uint64_t next = 0;
  rows.front().peer->run(0, 1, work.random_seed);  // touches its memory for the first time
  for (int round = 0; round < options.rounds; ++round) {
    for (Row& row : rows) {
      measure(row, work, list.nodes, next);
      // Ours again between the slow ones, so that a quiet or busy minute meets all.
      if (&row != &rows.front()) measure(rows.front(), work, list.nodes, next);
    }
    std::fprintf(stderr, "%s: round %d of %d\n", work.name.c_str(), round + 1, options.rounds);
  }
  return table(work, rows);
}

/// Peak memory of W1 in a process of its own that makes the graph, simulates once, and ends. MiB.
double peak_memory() {
  const pid_t child = fork();
  if (child == 0) {
    std::unique_ptr<Peer> peer;
    {
      const EdgeList list = workloads().front().graph();
      peer = make_cordon(list);
    }
    peer->run(0, 1, false);
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

bool read_options(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const bool more = i + 1 < argc;
    if (word == "--rounds" && more)
      options.rounds = std::max(1, std::atoi(argv[++i]));
    else if (word == "--only" && more)
      options.only = argv[++i];
    else if (word == "--out" && more)
      options.out = argv[++i];
    else if (word == "--no-igraph")
      options.igraph = false;
    else if (word == "--no-graph-tool")
      options.graph_tool = false;
    else
      return false;
  }
  return true;
}

}  // namespace

std::unique_ptr<Peer> make_cordon(const EdgeList& list) {
  return std::make_unique<Cordon>(list);
}
std::unique_ptr<Peer> make_naive(const EdgeList& list) {
  return std::make_unique<Naive>(list);
}

}  // namespace bench

int main(int argc, char** argv) {
  using namespace bench;
  Options options;
  if (!read_options(argc, argv, options)) {
    std::fputs("peers_bench [--rounds N] [--only W1,W2,W4] [--out FILE] [--no-graph-tool] [--no-igraph]\n", stderr);
    return 2;
  }
  std::string text =
      "# The contact engine beside its peers\n\nWritten by `peers_bench`: one thread, processor time, "
      "without the building of graphs; medians; one run, turn by turn. Rates 1/3 and 1 (R0 = 2.5).\n";
  if (options.only.find("W1") != std::string::npos) {
    char line[96];
    std::snprintf(line, sizeof line, "\nPeak memory of W1, graph making included: %.0f MiB.\n", peak_memory());
    text += line;
  }
  for (const Workload& work : workloads()) {
    if (options.only.find(work.name) != std::string::npos) text += compare(work, options);
  }
  std::fputs(text.c_str(), stdout);
  std::ofstream file(options.out);
  file << text;
  if (!file.flush()) {
    std::fprintf(stderr, "%s: cannot be written\n", options.out.c_str());
    return 1;
  }
  return 0;
}
