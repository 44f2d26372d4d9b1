#include "foresee/outbreak/contact_graph.h"

#include <gtest/gtest.h>

#include <vector>

#include "world/estate/estate.h"

namespace outbreak {
namespace {

std::vector<Node> list(std::span<const Node> row) {
  return {row.begin(), row.end()};
}

TEST(ContactGraph, RowsKeepTheOrderOfTheirEdges) {
  const std::vector<Node> from = {2, 0, 2, 2, 0};
  const std::vector<Node> to = {1, 3, 2, 1, 0};
  const ContactGraph graph(4, from, to);
  EXPECT_EQ(graph.nodes(), 4u);
  EXPECT_EQ(graph.edges(), 5u);
  EXPECT_EQ(list(graph.row(0)), (std::vector<Node>{3, 0}));
  EXPECT_TRUE(graph.row(1).empty());
  EXPECT_EQ(list(graph.row(2)), (std::vector<Node>{1, 2, 1}));
  EXPECT_TRUE(graph.row(3).empty());
  EXPECT_FALSE(graph.weighted());
  EXPECT_EQ(graph.total_weight(), 5);
}

TEST(ContactGraph, WeightsStandBesideTheirEdges) {
  const std::vector<Node> from = {1, 0, 1};
  const std::vector<Node> to = {0, 1, 1};
  const std::vector<float> weights = {0.5F, 2, 4};
  const ContactGraph graph(2, from, to, weights);
  ASSERT_TRUE(graph.weighted());
  EXPECT_EQ(graph.weights(0)[0], 2);
  EXPECT_EQ(graph.weights(1)[0], 0.5F);
  EXPECT_EQ(graph.weights(1)[1], 4);
  EXPECT_EQ(graph.total_weight(), 6.5);
}

TEST(ContactGraph, BothWaysIsThereAndBack) {
  const std::vector<Node> a = {0, 1};
  const std::vector<Node> b = {1, 2};
  const ContactGraph graph = ContactGraph::both_ways(3, a, b);
  EXPECT_EQ(list(graph.row(0)), (std::vector<Node>{1}));
  EXPECT_EQ(list(graph.row(1)), (std::vector<Node>{0, 2}));
  EXPECT_EQ(list(graph.row(2)), (std::vector<Node>{1}));
}

TEST(ContactGraph, IsMadeFromTheEstatesRows) {
  std::vector<estate::DeviceEdge> edges(3);
  edges[0] = {2, 1, 0, 1};
  edges[1] = {0, 1, 0, 3};
  edges[2] = {2, 0, 0, 1};
  const auto graph = ContactGraph::from_edges<estate::DeviceEdge>(3, edges);
  EXPECT_EQ(list(graph.row(2)), (std::vector<Node>{1, 0}));
  ASSERT_TRUE(graph.weighted());
  EXPECT_EQ(graph.weights(0)[0], 3);
  edges[1].weight = 1;
  EXPECT_FALSE(ContactGraph::from_edges<estate::DeviceEdge>(3, edges).weighted());
}

TEST(ContactGraph, MayBeEmpty) {
  const ContactGraph graph(0, {}, {});
  EXPECT_EQ(graph.nodes(), 0u);
  EXPECT_EQ(graph.edges(), 0u);
}

}  // namespace
}  // namespace outbreak
