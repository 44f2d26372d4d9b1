#include "foresee/outbreak/contact_buckets.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <vector>

namespace outbreak {
namespace {

/// Adds what lies `ahead` (in buckets, 1 at least) after the open bucket the way the engine does.
void push(ContactBuckets& queue, double ahead, std::uint32_t node) {
  if (ahead < ContactBuckets::window) {
    const auto whole = static_cast<std::uint32_t>(ahead);
    const auto part = static_cast<std::uint64_t>((ahead - whole) * 0x1p32);
    queue.push(whole, part << 32 | node, true);
  } else {
    queue.push_far(static_cast<double>(queue.number()) + ahead, node);
  }
}

TEST(ContactBuckets, EachEntryComesOutInItsBucketInOrderOfBuckets) {
  rc::check("same entries as a map of lists", [](std::uint64_t seed) {
    std::mt19937_64 random(seed);
    ContactBuckets queue;
    for (int use = 0; use < 2; ++use) {
      queue.clear();
      std::map<std::uint64_t, std::vector<std::uint32_t>> reference;
      std::uint32_t node = 0;
      const auto add = [&](int count) {
        for (int i = 0; i < count; ++i, ++node) {
          const double u = std::generate_canonical<double, 53>(random);
          const double ahead = 1 + (random() % 3 == 0 ? 3 * u : std::pow(10.0, 5 * u));
          push(queue, ahead, node);
          reference[queue.number() + static_cast<std::uint64_t>(ahead)].push_back(node);
        }
      };
      add(static_cast<int>(random() % 300));
      while (!reference.empty()) {
        RC_ASSERT(queue.open_next());
        RC_ASSERT(queue.number() == reference.begin()->first);
        std::vector<std::uint32_t> nodes;
        queue.drain([&](BucketEntry entry) { nodes.push_back(static_cast<std::uint32_t>(entry)); });
        std::sort(nodes.begin(), nodes.end());
        RC_ASSERT(nodes == reference.begin()->second);
        reference.erase(reference.begin());
        if (node < 3000) add(static_cast<int>(random() % 4));
      }
      RC_ASSERT(!queue.open_next());
    }
  });
}

TEST(ContactBuckets, EntriesThatDoNotCountAreNotThere) {
  ContactBuckets queue;
  queue.clear();
  for (std::uint32_t i = 0; i < 100; ++i) queue.push(5, i, i % 2 == 0);
  queue.push(9, 1, false);
  ASSERT_TRUE(queue.open_next());
  std::size_t count = 0;
  queue.drain([&](BucketEntry entry) {
    EXPECT_EQ(entry % 2, 0u);
    ++count;
  });
  EXPECT_EQ(count, 50u);
  EXPECT_FALSE(queue.open_next());
}

TEST(ContactBuckets, AnyDistanceIsKept) {
  ContactBuckets queue;
  queue.clear();
  queue.push_far(1e18, 2);
  queue.push_far(1e30, 3);
  queue.push_far(5000.5, 1);
  std::vector<std::uint32_t> nodes;
  while (queue.open_next()) queue.drain([&](BucketEntry entry) { nodes.push_back(static_cast<std::uint32_t>(entry)); });
  EXPECT_EQ(nodes, (std::vector<std::uint32_t>{1, 2, 3}));
}

}  // namespace
}  // namespace outbreak
