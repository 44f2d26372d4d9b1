#include "foresee/outbreak/contact_spread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <ostream>
#include <queue>
#include <random>
#include <set>
#include <vector>

#include "contact_statistics.h"
#include "foresee/outbreak/contact_row.h"

namespace outbreak {
namespace {

using base::Distribution;
constexpr double infinity = std::numeric_limits<double>::infinity();

struct Arcs {
  std::size_t nodes = 0;
  std::vector<Node> from, to;
  std::vector<float> weights;
  [[nodiscard]] ContactGraph graph() const { return ContactGraph(nodes, from, to, weights); }
};

/// Each of `pairs` pairs of different nodes, drawn uniformly, there and back.
Arcs random_graph(std::size_t nodes, std::size_t pairs, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Arcs arcs{nodes, {}, {}, {}};
  while (arcs.from.size() < 2 * pairs) {
    const auto a = static_cast<Node>(random() % nodes), b = static_cast<Node>(random() % nodes);
    if (a == b) continue;
    arcs.from.insert(arcs.from.end(), {a, b});
    arcs.to.insert(arcs.to.end(), {b, a});
  }
  return arcs;
}

// ---- one edge ----

struct EdgeCase {
  ContactLaw law;
  double passes;  ///< 1 - E[exp(-rate * stops_after)]
};
void PrintTo(const EdgeCase& one, std::ostream* out) {
  *out << "passes with " << one.passes;
}
class OneEdge : public testing::TestWithParam<EdgeCase> {};

// Seed 1, replicas 0 ... 49,999.
TEST_P(OneEdge, PassesWithTheLaplaceTransformOfTheRemoval) {
  const auto& [law, passes] = GetParam();
  const ContactGraph graph(2, std::vector<Node>{0}, std::vector<Node>{1});
  ContactSpread spread(graph, law);
  constexpr int replicas = 50000;
  double hits = 0;
  const std::vector<Node> seeds = {0};
  for (std::uint64_t replica = 0; replica < replicas; ++replica) {
    hits += spread.run(1, replica, seeds).infected == 2 ? 1 : 0;
  }
  EXPECT_TRUE(statistics::share_agrees(hits, replicas, passes)) << hits / replicas << " for " << passes;
}
INSTANTIATE_TEST_SUITE_P(Removals, OneEdge,
                         testing::Values(EdgeCase{{1.0 / 3, Distribution::exponential(1)}, 0.25},
                                         EdgeCase{{2, Distribution::exponential(0.25)}, 1.0 / 3},
                                         EdgeCase{{0.7, Distribution::fixed(1.5)}, 1 - std::exp(-1.05)},
                                         EdgeCase{{0.5, Distribution{Distribution::Kind::gamma, 3, 2, {}, {}}},
                                                  1 - std::pow(1.75, -2.0)},
                                         EdgeCase{{1e-4, Distribution::exponential(100)}, 1 / 101.0}));

TEST(OneEdge, IsSureWithoutRemovalAndNeverWithoutRate) {
  const ContactGraph graph(2, std::vector<Node>{0}, std::vector<Node>{1});
  const std::vector<Node> seeds = {0};
  ContactSpread always(graph, {1e-3, {}});
  ContactSpread never(graph, {0, Distribution::exponential(1)});
  ContactSpread at_once(graph, {5, Distribution::fixed(0)});
  std::vector<double> uniform(20, 0);
  for (std::uint64_t replica = 0; replica < 20000; ++replica) {
    const ContactOutcome outcome = always.run(1, replica, seeds);
    ASSERT_EQ(outcome.infected, 2u);
    ++uniform[static_cast<std::size_t>(-20 * std::expm1(-1e-3 * outcome.last_at))];
    ASSERT_EQ(never.run(1, replica, seeds).infected, 1u);
    ASSERT_EQ(at_once.run(1, replica, seeds).infected, 1u);
  }
  EXPECT_TRUE(statistics::counts_agree(uniform, std::vector<double>(20, 0.05)));
}

// Lognormal: E[exp(-r T)] by the midpoint rule over the normal variate.
TEST(OneEdge, LognormalRemoval) {
  const double median = 1.2, sigma = 0.8, rate = 0.9;
  double stays = 0;
  constexpr int steps = 4000;
  for (int i = 0; i < steps; ++i) {
    const double z = -8 + 16 * (i + 0.5) / steps;
    stays +=
        16.0 / steps * std::exp(-z * z / 2 - rate * median * std::exp(sigma * z)) / std::sqrt(2 * std::numbers::pi);
  }
  const ContactGraph graph(2, std::vector<Node>{0}, std::vector<Node>{1});
  ContactSpread spread(graph, {rate, Distribution{Distribution::Kind::lognormal, median, sigma, {}, {}}});
  double hits = 0;
  constexpr int replicas = 50000;
  const std::vector<Node> seeds = {0};
  for (std::uint64_t replica = 0; replica < replicas; ++replica) {
    hits += spread.run(2, replica, seeds).infected == 2 ? 1 : 0;
  }
  EXPECT_TRUE(statistics::share_agrees(hits, replicas, 1 - stays));
}

// ---- the master equation ----

/// Probabilities of all 3^n states (S, I, R as digits to base 3) of the exact Markov process, at time t: Runge and
/// Kutta.
std::vector<double> master_equation(const Arcs& arcs, double rate, double removal, double t) {
  std::size_t states = 1;
  std::vector<std::size_t> digit(arcs.nodes);
  for (std::size_t n = 0; n < arcs.nodes; ++n) {
    digit[n] = states;
    states *= 3;
  }
  struct Change {
    std::size_t from, to;
    double rate;
  };
  std::vector<Change> changes;
  for (std::size_t state = 0; state < states; ++state) {
    const auto value = [&](std::size_t node) { return state / digit[node] % 3; };
    for (std::size_t e = 0; e < arcs.from.size(); ++e) {
      if (value(arcs.from[e]) != 1 || value(arcs.to[e]) != 0) continue;
      const double weight = arcs.weights.empty() ? 1 : static_cast<double>(arcs.weights[e]);
      changes.push_back({state, state + digit[arcs.to[e]], rate * weight});
    }
    for (std::size_t n = 0; n < arcs.nodes; ++n) {
      if (value(n) == 1) changes.push_back({state, state + digit[n], removal});
    }
  }
  std::vector<double> p(states, 0);
  p[digit[0]] = 1;  // node 0 is infected
  const auto slope = [&](const std::vector<double>& at) {
    std::vector<double> d(states, 0);
    for (const Change& change : changes) {
      d[change.from] -= change.rate * at[change.from];
      d[change.to] += change.rate * at[change.from];
    }
    return d;
  };
  const int steps = static_cast<int>(std::ceil(t / 0.005));
  const double h = t / steps;
  for (int i = 0; i < steps; ++i) {
    const auto moved = [&](const std::vector<double>& d, double by) {
      std::vector<double> at = p;
      for (std::size_t s = 0; s < states; ++s) at[s] += by * d[s];
      return at;
    };
    const auto k1 = slope(p), k2 = slope(moved(k1, h / 2)), k3 = slope(moved(k2, h / 2)), k4 = slope(moved(k3, h));
    for (std::size_t s = 0; s < states; ++s) p[s] += h / 6 * (k1[s] + 2 * k2[s] + 2 * k3[s] + k4[s]);
  }
  return p;
}

/// Every state of every node at a time: which of susceptible, infected, removed. Chi-square over all states.
void expect_master_equation(const Arcs& arcs, double rate, double removal, double t) {
  const std::vector<double> probabilities = master_equation(arcs, rate, removal, t);
  std::vector<double> counts(probabilities.size(), 0);
  const ContactGraph graph = arcs.graph();
  ContactSpread spread(graph, {rate, Distribution::exponential(1 / removal)});
  const std::vector<Node> seeds = {0};
  std::vector<std::size_t> digit(arcs.nodes, 1);
  for (std::size_t n = 1; n < arcs.nodes; ++n) digit[n] = 3 * digit[n - 1];
  for (std::uint64_t replica = 0; replica < 100000; ++replica) {  // seed 5
    std::size_t state = 0;
    spread.run(5, replica, seeds, [&](std::span<const ContactInfection> infections) {
      for (const ContactInfection& infection : infections) {
        if (infection.at <= t) state += digit[infection.node] * (infection.stops_at <= t ? 2 : 1);
      }
    });
    ++counts[state];
  }
  EXPECT_TRUE(statistics::counts_agree(counts, probabilities)) << "at time " << t;
}

TEST(ContactSpread, TriangleWithATailFollowsTheMasterEquation) {
  const Arcs arcs{5, {0, 1, 0, 2, 1, 2, 2, 3, 3, 4}, {1, 0, 2, 0, 2, 1, 3, 2, 4, 3}, {}};
  for (const double t : {0.3, 1.0, 30.0}) expect_master_equation(arcs, 1.5, 1, t);
}

TEST(ContactSpread, WeightedDirectedGraphWithParallelEdgesFollowsTheMasterEquation) {
  const Arcs arcs{
      5, {0, 0, 1, 2, 3, 3, 1, 1, 4, 0}, {1, 2, 3, 3, 4, 0, 4, 4, 2, 0}, {0.5F, 2, 1, 0.1F, 3, 1, 0.25F, 0.5F, 1, 7}};
  for (const double t : {0.4, 1.2, 30.0}) expect_master_equation(arcs, 1.2, 0.8, t);
}

// A hub whose row needs several blocks of variates: the number of infected leaves given by E[Binomial(60, 1 - e^-rT)].
TEST(ContactSpread, LongRows) {
  constexpr std::size_t leaves = 60;
  Arcs arcs{leaves + 1, {}, {}, {}};
  for (Node i = 1; i <= leaves; ++i) {
    arcs.from.push_back(0);
    arcs.to.push_back(i);
  }
  const double rate = 0.8;
  const ContactGraph graph = arcs.graph();
  ContactSpread spread(graph, {rate, Distribution::exponential(1)});
  std::vector<double> counts(leaves + 1, 0), probabilities(leaves + 1);
  const std::vector<Node> seeds = {0};
  for (std::uint64_t replica = 0; replica < 50000; ++replica) ++counts[spread.run(3, replica, seeds).infected - 1];
  for (std::size_t k = 0; k <= leaves; ++k) {
    // With v = exp(-rate T), the law of v is v^(1/rate): a beta integral.
    const double n = leaves, i = static_cast<double>(k);
    probabilities[k] = std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) +
                                std::lgamma(n - i + 1 / rate) + std::lgamma(i + 1) - std::lgamma(n + 1 + 1 / rate)) /
                       rate;
  }
  EXPECT_TRUE(statistics::counts_agree(counts, probabilities));
}

// ---- theory of large graphs ----

// Rate 1/3, removal 1, mean degree 10: R0 = 2.5 by contact and 0.89264 of all are infected in a large outbreak. The
// share scatters with a standard deviation of about 0.9 / sqrt(n) (measured over replicas here as well).
TEST(ContactSpread, FinalSizeOnARandomGraph) {
  constexpr std::size_t nodes = 100000;
  const Arcs arcs = random_graph(nodes, 5 * nodes, 4);
  const ContactGraph graph = arcs.graph();
  ContactSpread spread(graph, {1.0 / 3, Distribution::exponential(1)});
  std::vector<Node> seeds(20);
  for (Node i = 0; i < 20; ++i) seeds[i] = i * 4999;
  constexpr int replicas = 40;
  double sum = 0, squares = 0;
  for (std::uint64_t replica = 0; replica < replicas; ++replica) {
    const double share = static_cast<double>(spread.run(1, replica, seeds).infected) / nodes;
    sum += share;
    squares += share * share;
  }
  const double mean = sum / replicas;
  const double deviation = std::sqrt((squares - sum * mean) / (replicas - 1));
  EXPECT_LT(deviation, 2 / std::sqrt(nodes));
  // One graph: its own deviation from the infinite one, about as large as a replica's, does not average out.
  EXPECT_NEAR(mean, 0.89264, statistics::two_sided * deviation * std::sqrt(1 + 1.0 / replicas));
}

// One seed: the outbreak dies out early with the probability of the branching process. With T removal times, an edge
// passes to the next with v = 1 - e^(-T/3), the number of children is Poisson with mean 10 v given T, so the chance q
// of extinction solves q = E[exp(-10 (1 - q) v)].
TEST(ContactSpread, ExtinctionIsThatOfTheBranchingProcess) {
  double q = 0;
  for (int round = 0; round < 200; ++round) {
    double sum = 0;
    constexpr int steps = 20000;
    for (int i = 0; i < steps; ++i) {
      const double u = (i + 0.5) / steps;  // e^-T
      sum += std::exp(-10 * (1 - q) * (1 - std::cbrt(u))) / steps;
    }
    q = sum;
  }
  constexpr std::size_t nodes = 20000;
  const Arcs arcs = random_graph(nodes, 5 * nodes, 8);
  const ContactGraph graph = arcs.graph();
  ContactSpread spread(graph, {1.0 / 3, Distribution::exponential(1)});
  constexpr int replicas = 4000;
  double small = 0;
  for (std::uint64_t replica = 0; replica < replicas; ++replica) {
    const std::vector<Node> seeds = {static_cast<Node>(replica * 4999 % nodes)};
    small += spread.run(6, replica, seeds).infected < nodes / 10 ? 1 : 0;
  }
  EXPECT_TRUE(statistics::share_agrees(small, replicas, q)) << small / replicas << " for " << q;
}

// ---- against a program that is too simple to be wrong ----

/// Infection times by a heap; every edge drawn by itself.
std::vector<double> naive(const ContactGraph& graph, double rate, const std::function<double(std::mt19937_64&)>& stops,
                          std::mt19937_64& random) {
  using Item = std::pair<double, Node>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
  std::vector<bool> infected(graph.nodes());
  std::vector<double> times;
  queue.push({0, 0});
  while (!queue.empty()) {
    const auto [at, node] = queue.top();
    queue.pop();
    if (infected[node]) continue;
    infected[node] = true;
    times.push_back(at);
    const double removal = stops(random);
    for (std::size_t i = 0; i < graph.row(node).size(); ++i) {
      const double weight = graph.weighted() ? static_cast<double>(graph.weights(node)[i]) : 1;
      if (weight == 0) continue;
      const double after = std::exponential_distribution<double>(rate * weight)(random);
      if (after < removal) queue.push({at + after, graph.row(node)[i]});
    }
  }
  return times;
}

/// Two-sample comparisons of final size, time of the last infection and time of the 20th, 8,000 replicas each.
void expect_naive(const ContactGraph& graph, const ContactLaw& law,
                  const std::function<double(std::mt19937_64&)>& stops) {
  struct Sample {
    std::vector<double> size, last, twentieth;
    void add(const std::vector<double>& times) {
      size.push_back(static_cast<double>(times.size()));
      last.push_back(times.back());
      twentieth.push_back(times.size() < 20 ? 1e9 : times[19]);
    }
  };
  Sample engine, reference;
  ContactSpread spread(graph, law);
  std::mt19937_64 random(12);
  const std::vector<Node> seeds = {0};
  for (std::uint64_t replica = 0; replica < 8000; ++replica) {
    std::vector<double> times;
    spread.run(9, replica, seeds, [&](std::span<const ContactInfection> infections) {
      for (const ContactInfection& infection : infections) times.push_back(infection.at);
    });
    engine.add(times);
    reference.add(naive(graph, law.rate, stops, random));
  }
  EXPECT_TRUE(statistics::same_law(engine.size, reference.size));
  EXPECT_TRUE(statistics::same_law(engine.last, reference.last));
  EXPECT_TRUE(statistics::same_law(engine.twentieth, reference.twentieth));
}

TEST(ContactSpread, AgreesWithTheNaiveProgramForEqualEdges) {
  const ContactGraph graph = random_graph(80, 200, 3).graph();
  expect_naive(graph, {0.4, Distribution::exponential(1)},
               [](auto& random) { return std::exponential_distribution<double>(1)(random); });
}

TEST(ContactSpread, AgreesWithTheNaiveProgramForLognormalRemovalAndWeights) {
  Arcs arcs = random_graph(80, 160, 5);
  std::mt19937_64 random(6);
  for (std::size_t i = 0; i < arcs.from.size(); ++i) arcs.weights.push_back(static_cast<float>(random() % 5) / 2);
  const ContactGraph graph = arcs.graph();
  expect_naive(graph, {0.5, Distribution{Distribution::Kind::lognormal, 1, 0.7, {}, {}}},
               [](auto& r) { return std::lognormal_distribution<double>(0, 0.7)(r); });
}

TEST(ContactSpread, AgreesWithTheNaiveProgramWithoutRemoval) {
  const ContactGraph graph = random_graph(50, 100, 7).graph();
  expect_naive(graph, {0.3, {}}, [](auto&) { return infinity; });
}

// ---- what callers rely on ----

struct Record {
  std::vector<double> at, stops_at;
  std::vector<Node> node;
  friend bool operator==(const Record&, const Record&) = default;
};

Record record(ContactSpread& spread, std::uint64_t seed, std::uint64_t replica, double horizon = infinity) {
  Record all;
  const std::vector<Node> seeds = {1, 2, 2};
  const ContactOutcome outcome = spread.run(
      seed, replica, seeds,
      [&](std::span<const ContactInfection> infections) {
        for (const ContactInfection& infection : infections) {
          all.at.push_back(infection.at);
          all.stops_at.push_back(infection.stops_at);
          all.node.push_back(infection.node);
        }
      },
      horizon);
  EXPECT_EQ(outcome.infected, all.at.size());
  EXPECT_EQ(outcome.last_at, all.at.back());
  return all;
}

TEST(ContactSpread, InfectionsComeInOrderOnceForEachNode) {
  const ContactGraph graph = random_graph(5000, 25000, 2).graph();
  ContactSpread spread(graph, {1.0 / 3, Distribution::exponential(1)});
  for (std::uint64_t replica = 0; replica < 20; ++replica) {
    const Record all = record(spread, 1, replica);
    EXPECT_TRUE(std::is_sorted(all.at.begin(), all.at.end()));
    EXPECT_EQ(std::set<Node>(all.node.begin(), all.node.end()).size(), all.node.size());
    for (std::size_t i = 0; i < all.at.size(); ++i) ASSERT_GE(all.stops_at[i], all.at[i]);
    const std::vector<Node> seeds = {1, 2, 2};
    const ContactOutcome bare = spread.run(1, replica, seeds);  // without a callback: the same
    EXPECT_EQ(bare.infected, all.at.size());
    EXPECT_EQ(bare.last_at, all.at.back());
  }
}

TEST(ContactSpread, DependsOnSeedAndReplicaAlone) {
  const ContactGraph graph = random_graph(2000, 10000, 2).graph();
  ContactSpread used(graph, {1.0 / 3, Distribution::exponential(1)});
  for (std::uint64_t replica = 0; replica < 5; ++replica) record(used, 4, replica);
  ContactSpread fresh(graph, {1.0 / 3, Distribution::exponential(1)});
  EXPECT_EQ(record(used, 1, 7), record(fresh, 1, 7));
  EXPECT_NE(record(used, 1, 7), record(used, 1, 8));
  EXPECT_NE(record(used, 1, 7), record(used, 2, 7));
}

TEST(ContactSpread, AHorizonCutsWithoutChangingWhatIsBeforeIt) {
  const ContactGraph graph = random_graph(2000, 10000, 2).graph();
  ContactSpread spread(graph, {1.0 / 3, Distribution::exponential(1)});
  for (std::uint64_t replica = 0; replica < 10; ++replica) {
    Record all = record(spread, 1, replica);
    const double horizon = 2.345;
    const auto end = std::upper_bound(all.at.begin(), all.at.end(), horizon) - all.at.begin();
    all.at.resize(static_cast<std::size_t>(end));
    all.stops_at.resize(static_cast<std::size_t>(end));
    all.node.resize(static_cast<std::size_t>(end));
    EXPECT_EQ(record(spread, 1, replica, horizon), all);
    const std::vector<Node> seeds = {1, 2, 2};
    EXPECT_EQ(spread.run(1, replica, seeds, {}, horizon).infected, all.at.size());
  }
}

// All that a node does is its own, so the infection times are shortest paths: an edge from each infected node's
// infector cannot be had from the outside, but adding an edge can only make infections earlier.
TEST(ContactSpread, ASeedMoreOnlyBringsInfectionsForward) {
  const ContactGraph graph = random_graph(3000, 12000, 2).graph();
  ContactSpread spread(graph, {1.0 / 3, Distribution::exponential(1)});
  const auto times = [&](std::span<const Node> seeds) {
    std::vector<double> at(graph.nodes(), infinity);
    spread.run(1, 1, seeds, [&](std::span<const ContactInfection> infections) {
      for (const ContactInfection& infection : infections) at[infection.node] = infection.at;
    });
    return at;
  };
  const std::vector<Node> few = {1, 2, 3}, more = {1, 2, 3, 2999};
  const std::vector<double> late = times(few), early = times(more);
  for (std::size_t i = 0; i < late.size(); ++i) EXPECT_LE(early[i], late[i] + 1e-9);
}

// The same draws put through a plain shortest-path search give the same time for every node: whatever was settled
// inside an open bucket, or moved to an earlier time there. Very unequal weights make that common.
TEST(ContactSpread, InfectionTimesAreShortestPathsThroughTheNodesOwnDraws) {
  Arcs arcs = random_graph(3000, 12000, 2);
  std::mt19937_64 random(6);
  for (std::size_t i = 0; i < arcs.from.size(); ++i) arcs.weights.push_back(random() % 20 == 0 ? 60.0F : 0.5F);
  const ContactGraph graph = arcs.graph();
  ContactSpread spread(graph, {0.3, Distribution::fixed(1)});
  for (std::uint64_t replica = 0; replica < 30; ++replica) {
    std::vector<double> found(graph.nodes(), infinity), exact(graph.nodes(), infinity);
    const std::vector<Node> seeds = {0};
    spread.run(1, replica, seeds, [&](std::span<const ContactInfection> infections) {
      for (const ContactInfection& infection : infections) found[infection.node] = infection.at;
    });
    using Item = std::pair<double, Node>;
    std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
    queue.push({0, 0});
    while (!queue.empty()) {
      const double at = queue.top().first;
      const std::uint32_t node = queue.top().second;
      queue.pop();
      if (exact[node] <= at) continue;
      exact[node] = at;
      ExponentialBlocks variates({1, replica, base::Purpose::contact, node, 0}, 1);
      each_first_use(variates, graph.weights(node), 0.3, 1, [&](std::size_t edge, double after) {
        queue.push({at + after, graph.row(node)[edge]});
      });
    }
    for (std::size_t i = 0; i < exact.size(); ++i) {
      ASSERT_TRUE(found[i] == exact[i] || std::abs(found[i] - exact[i]) < 1e-7)
          << i << " " << found[i] << " " << exact[i];
    }
  }
}

}  // namespace
}  // namespace outbreak
