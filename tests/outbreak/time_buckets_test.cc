#include "foresee/outbreak/time_buckets.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdint>
#include <queue>
#include <random>
#include <vector>

namespace outbreak {
namespace {

/// Takes the same pushes and pops as the queue under test: a heap with a number for the order of pushing.
class Reference {
 public:
  void push(double at_s, std::uint64_t payload) { heap_.push({at_s, payload}); }
  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  [[nodiscard]] double next_time() const { return heap_.top().at_s; }
  std::uint64_t pop() {
    const std::uint64_t payload = heap_.top().payload;
    heap_.pop();
    return payload;
  }

 private:
  struct Item {
    double at_s;
    std::uint64_t payload;  ///< rises with every push, so that ties are in order of pushing
    bool operator<(const Item& other) const { return at_s != other.at_s ? at_s > other.at_s : payload > other.payload; }
  };
  std::priority_queue<Item> heap_;
};

/// The queue and its reference, driven alike. False as soon as they differ.
class Pair {
 public:
  void reset(double start_s, double width_s) {
    queue_.reset(start_s, width_s);
    reference_ = {};
    now_s_ = start_s;
  }
  void push(double delay_s) {
    queue_.push(now_s_ + delay_s, pushed_);
    reference_.push(now_s_ + delay_s, pushed_);
    ++pushed_;
  }
  [[nodiscard]] bool empty() const { return reference_.empty(); }
  bool pop_agrees() {
    double at_s = 0;
    if (queue_.next_time(at_s) == reference_.empty()) return false;
    if (reference_.empty()) return true;
    if (at_s != reference_.next_time()) return false;
    now_s_ = at_s;
    const auto entry = queue_.pop();
    return entry.at_s == at_s && entry.payload == reference_.pop();
  }
  bool drains() {
    while (!empty()) {
      if (!pop_agrees()) return false;
    }
    return pop_agrees();
  }

 private:
  TimeBuckets<std::uint64_t> queue_;
  Reference reference_;
  double now_s_ = 0;
  std::uint64_t pushed_ = 0;
};

/// A delay of one of many orders of magnitude; now and then none at all, or a round one, so that ties occur.
double delay(std::mt19937_64& random) {
  const double u = std::generate_canonical<double, 53>(random);
  switch (random() % 6) {
    case 0: return 0;
    case 1: return static_cast<double>(random() % 5);
    case 2: return u;
    case 3: return -std::log(1 - u) * 3600;
    case 4: return std::pow(10.0, 24 * u - 6);
    default: return u * 1e-9;
  }
}

TEST(TimeBuckets, GivesTheOrderOfAHeapForAnyPushesAndPops) {
  rc::check("same entries in the same order", [](std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Pair pair;
    for (int use = 0; use < 3; ++use) {
      pair.reset(static_cast<double>(random() % 1000), std::pow(10.0, static_cast<double>(random() % 9) - 4));
      const std::uint64_t pushes_of_10 = 1 + random() % 9;
      const auto steps = static_cast<int>(random() % 4000);
      for (int i = 0; i < steps; ++i) {
        if (random() % 10 < pushes_of_10) {
          pair.push(delay(random));
        } else {
          RC_ASSERT(pair.pop_agrees());
        }
      }
      if (use != 1) RC_ASSERT(pair.drains());  // the second use is cut short by a reset
    }
  });
}

TEST(TimeBuckets, GrowsLikeAnOutbreakAndDiesDown) {
  std::mt19937_64 random(11);
  std::exponential_distribution<double> gap(1.0 / 86400);
  Pair pair;
  pair.reset(0, 60);
  for (int i = 0; i < 10; ++i) pair.push(gap(random));
  int pushed = 10;
  while (!pair.empty()) {
    ASSERT_TRUE(pair.pop_agrees());
    for (int child = 0; child < 2 && pushed < 200000; ++child, ++pushed) {
      pair.push(child == 0 ? gap(random) : 30 + 1e-3 * gap(random));
    }
  }
  EXPECT_EQ(pushed, 200000);
}

TEST(TimeBuckets, ManyEntriesOfOneTimeComeOutAsTheyWereput) {
  Pair pair;
  pair.reset(5, 1);
  for (int i = 0; i < 3000; ++i) pair.push(i % 3 == 0 ? 1e18 : 7);
  for (int i = 0; i < 1500; ++i) {
    ASSERT_TRUE(pair.pop_agrees());
    pair.push(0);
  }
  EXPECT_TRUE(pair.drains());
}

TEST(TimeBuckets, CrowdsWithinABucketComeOutInOrder) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> anywhere(0, 1);
  for (const double crowd : {1.0, 1e-3, 1e-9, 1e-300}) {  // how much of the bucket most entries share
    Pair pair;
    pair.reset(0, 10);
    for (int i = 0; i < 2000; ++i) pair.push(i % 500 == 0 ? anywhere(random) : crowd * anywhere(random));
    pair.push(0);
    EXPECT_TRUE(pair.drains()) << crowd;
  }
}

TEST(TimeBuckets, AWidthFarOffTheMarkIsMended) {
  std::mt19937_64 random(3);
  for (const double width : {1e-12, 1e12}) {
    Pair pair;
    pair.reset(0, width);
    std::uniform_real_distribution<double> anywhere(0, 1);
    for (int i = 0; i < 20000; ++i) pair.push(anywhere(random));
    for (int i = 0; i < 20000; ++i) {
      ASSERT_TRUE(pair.pop_agrees());
      pair.push(anywhere(random));
    }
    EXPECT_TRUE(pair.drains());
  }
}

TEST(TimeBuckets, SaysWhatIsDueByALimitAndNothingTooEarly) {
  std::mt19937_64 random(8);
  std::uniform_real_distribution<double> u(0, 1);
  TimeBuckets<std::uint64_t> queue;
  Reference reference;
  queue.reset(0, 0.01);
  double now = 0;
  std::uint64_t pushed = 0;
  const auto push = [&](double at_s) {
    queue.push(at_s, pushed);
    reference.push(at_s, pushed++);
  };
  for (int step = 0; step < 200000; ++step) {
    const double limit = now - std::log(1 - u(random)) * (step % 1000 == 0 ? 1e7 : 0.1);
    double at_s = 0;
    const bool due = queue.next_by(limit, at_s);
    ASSERT_EQ(due, !reference.empty() && reference.next_time() <= limit);
    if (due) {
      ASSERT_EQ(at_s, reference.next_time());
      now = at_s;
      const auto* next = queue.next_of_open();
      if (next != nullptr && step % 2 == 0) {
        ASSERT_EQ(next->at_s, at_s);
        ASSERT_EQ(next->payload, reference.pop());
        queue.take_of_open();
      } else {
        ASSERT_EQ(queue.pop().payload, reference.pop());
      }
    } else {
      ASSERT_GT(at_s, limit);
      if (!reference.empty()) {
        ASSERT_LE(at_s, reference.next_time());
      }
      now = limit;
      if (reference.size() < 1000) push(now + std::abs(delay(random)));
    }
  }
}

TEST(TimeBuckets, SaysWhetherAnythingWaits) {
  TimeBuckets<int> queue;
  queue.reset(0, 1);
  double at_s = -1;
  EXPECT_FALSE(queue.next_time(at_s));
  queue.push(3, 30);
  queue.push(2, 20);
  EXPECT_TRUE(queue.next_time(at_s));
  EXPECT_EQ(at_s, 2);
  EXPECT_EQ(queue.pop().payload, 20);
  EXPECT_TRUE(queue.next_time(at_s));
  EXPECT_EQ(queue.pop().payload, 30);
  EXPECT_FALSE(queue.next_time(at_s));
}

}  // namespace
}  // namespace outbreak
