// Variates against exact distribution functions, in each regime of each method. Seeds are fixed; every bound is one
// that a right sampler passes for 999,999 seeds in a million (tests/base/exact.h).

#include <gtest/gtest.h>

#include <array>
#include <span>
#include <vector>

#include "base/distribution.h"
#include "base/random.h"
#include "exact.h"

namespace {

using base::Distribution;
using base::Purpose;
using base::Stream;

constexpr int draws = 200000;

Stream stream_of(std::uint64_t subject) {
  return Stream({20170512, 0, Purpose::generator, subject, 0});
}

template <class Draw>
std::vector<double> sample(std::uint64_t subject, const Draw& draw) {
  Stream stream = stream_of(subject);
  std::vector<double> out(draws);
  for (double& x : out) x = draw(stream);
  return out;
}

TEST(Variates, exponential) {
  const auto found =
      exact::ks(sample(1, [](Stream& s) { return s.exponential(); }), [](double x) { return -std::expm1(-x); });
  EXPECT_LT(found, exact::ks_bound);
}

TEST(Variates, normal) {
  EXPECT_LT(exact::ks(sample(2, [](Stream& s) { return base::normal(s); }), exact::normal_cdf), exact::ks_bound);
}

TEST(Variates, gamma) {
  for (const double shape : {0.05, 0.3, 0.999, 1.0, 1.001, 2.5, 30.0, 1e4}) {
    const auto found = exact::ks(sample(3, [&](Stream& s) { return base::gamma(shape, s); }),
                                 [&](double x) { return exact::gamma_p(shape, x); });
    EXPECT_LT(found, exact::ks_bound) << "shape " << shape;
  }
}

TEST(Variates, beta) {
  for (const auto& [a, b] : std::vector<std::pair<double, double>>{{0.3, 0.2}, {1, 1}, {0.5, 5}, {2, 3}, {200, 100}}) {
    const auto found = exact::ks(sample(4, [&, alpha = a, beta = b](Stream& s) { return base::beta(alpha, beta, s); }),
                                 [&, alpha = a, beta = b](double x) { return exact::beta_i(alpha, beta, x); });
    EXPECT_LT(found, exact::ks_bound) << a << " " << b;
  }
}

TEST(Variates, beta_of_tiny_parameters_is_a_coin) {
  Stream stream = stream_of(5);
  double sum = 0;
  for (int i = 0; i < draws; ++i) sum += base::beta(3e-9, 1e-9, stream);
  // 0 or 1 with mean 3/4: standard error sqrt(3/16 / draws); 4.9 of them is one in a million.
  EXPECT_NEAR(sum / draws, 0.75, 4.9 * std::sqrt(3.0 / 16 / draws));
}

TEST(Variates, binomial) {
  // n * p just below and above 10, where inversion hands over to rejection; p above one half; few and very many.
  const std::vector<std::pair<std::uint64_t, double>> cases = {{1, 0.5},
                                                               {3, 0.9},
                                                               {10, 0.1},
                                                               {20, 0.499},
                                                               {21, 0.5},
                                                               {99, 0.1},
                                                               {101, 0.1},
                                                               {100, 0.95},
                                                               {9990, 0.001},
                                                               {10010, 0.001},
                                                               {1000, 0.5},
                                                               {1000000, 0.3},
                                                               {1000000, 9.99e-6},
                                                               {1000000, 1.001e-5},
                                                               {1000000000, 9.99e-9},
                                                               {1000000000, 1.01e-8},
                                                               {1000000000, 1e-5}};
  for (const auto& [n, p] : cases) {
    Stream stream = stream_of(6);
    std::vector<std::uint64_t> found(draws);
    for (auto& k : found) {
      k = base::binomial(n, p, stream);
      ASSERT_LE(k, n);
    }
    const double mean = static_cast<double>(n) * p;
    const double reach = 6 * std::sqrt(mean * (1 - p)) + 20;
    const auto low = static_cast<std::uint64_t>(std::max(0.0, mean - reach));
    const auto high = std::min(n, static_cast<std::uint64_t>(mean + reach));
    const double ratio = exact::chi_square_ratio(found, low, high, [&, n = n, p = p](double k) {
      return exact::binomial_log_pmf(static_cast<double>(n), p, k);
    });
    EXPECT_LT(ratio, 1) << n << " " << p;
  }
}

TEST(Variates, binomial_ends) {
  Stream stream = stream_of(7);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(base::binomial(0, 0.5, stream), 0U);
    ASSERT_EQ(base::binomial(50, 0, stream), 0U);
    ASSERT_EQ(base::binomial(50, 1, stream), 50U);
    ASSERT_LE(base::binomial(std::uint64_t{1} << 60U, 1e-18, stream), 40U);  // mean 1.15
  }
}

TEST(Variates, poisson) {
  for (const double mean : {0.1, 1.0, 9.0, 29.9, 30.1, 100.0, 1e4, 1e6}) {
    Stream stream = stream_of(8);
    std::vector<std::uint64_t> found(draws);
    for (auto& k : found) k = base::poisson(mean, stream);
    const double reach = 6 * std::sqrt(mean) + 20;
    const auto low = static_cast<std::uint64_t>(std::max(0.0, mean - reach));
    const double ratio = exact::chi_square_ratio(found, low, static_cast<std::uint64_t>(mean + reach),
                                                 [&](double k) { return exact::poisson_log_pmf(mean, k); });
    EXPECT_LT(ratio, 1) << mean;
  }
  Stream stream = stream_of(9);
  EXPECT_EQ(base::poisson(0, stream), 0U);
}

// ---- distributions as files write them ---------------------------------------------------------------------------

double ks_of(const Distribution& d, const std::function<double(double)>& cdf) {
  return exact::ks(sample(10, [&](Stream& s) { return base::draw(d, s); }), cdf);
}

TEST(Distribution, draws_have_the_law_that_they_say) {
  using Kind = Distribution::Kind;
  EXPECT_LT(ks_of({Kind::uniform, 2, 5, {}, {}}, [](double x) { return (x - 2) / 3; }), exact::ks_bound);
  EXPECT_LT(ks_of(Distribution::exponential(7), [](double x) { return -std::expm1(-x / 7); }), exact::ks_bound);
  EXPECT_LT(
      ks_of({Kind::lognormal, 300, 0.7, {}, {}}, [](double x) { return exact::normal_cdf(std::log(x / 300) / 0.7); }),
      exact::ks_bound);
  EXPECT_LT(ks_of({Kind::gamma, 600, 2.5, {}, {}}, [](double x) { return exact::gamma_p(2.5, x * 2.5 / 600); }),
            exact::ks_bound);
  EXPECT_LT(ks_of({Kind::beta, 0.2, 5, {}, {}}, [](double x) { return exact::beta_i(1, 4, x); }), exact::ks_bound);
}

/// draw_from() beside draw() for streams that begin with the same words.
void compare_at_once(const Distribution& distribution, double tolerance, std::size_t lacking_most) {
  Stream words_of = stream_of(77);
  std::size_t lacking = 0;
  for (std::uint64_t round = 0; round < 2500; ++round) {
    std::array<std::uint64_t, base::at_once> words;
    words_of.fill(words);
    std::array<double, base::at_once> values{};
    const unsigned not_enough = base::draw_from(distribution, words, values);
    for (unsigned i = 0; i < base::at_once; ++i) {
      if (((not_enough >> i) & 1U) != 0) {
        ++lacking;
        continue;
      }
      Stream stream({1, 0, Purpose::generator, round, i}, std::span(words).subspan(i, 1));
      const double one = base::draw(distribution, stream);
      ASSERT_NEAR(values[i], one, tolerance * one) << base::to_text(distribution);
    }
  }
  EXPECT_LE(lacking, lacking_most) << base::to_text(distribution);
}

TEST(Distribution, several_at_once_are_those_of_as_many_streams) {
  compare_at_once({Distribution::Kind::uniform, 3, 8, {}, {}}, 0, 0);
  compare_at_once({Distribution::Kind::exponential, 7, 0, {}, {}}, 0, 550);  // 2.2 in 100 of 20,000, and 5 sigma
  compare_at_once({Distribution::Kind::lognormal, 600, 0.5, {}, {}}, 4e-15, 400);
  compare_at_once({Distribution::Kind::lognormal, 1e-3, 40, {}, {}}, 4e-15, 400);
  compare_at_once({Distribution::Kind::lognormal, 1, 1e4, {}, {}}, 4e-15, 20000);  // beyond what a double holds
  compare_at_once({Distribution::Kind::gamma, 2, 3, {}, {}}, 0, 20000);
}

TEST(Distribution, choice_has_its_weights) {
  const Distribution d{Distribution::Kind::choice, 0, 0, {10, 20, 30, 40}, {1, 0, 3, 0}};
  Stream stream = stream_of(11);
  int tens = 0;
  for (int i = 0; i < draws; ++i) {
    const double x = base::draw(d, stream);
    ASSERT_TRUE(x == 10 || x == 30);
    tens += x == 10 ? 1 : 0;
  }
  EXPECT_NEAR(tens / static_cast<double>(draws), 0.25, 4.9 * std::sqrt(0.25 * 0.75 / draws));
}

TEST(Distribution, means_and_ends_by_hand) {
  using Kind = Distribution::Kind;
  const Distribution choice{Kind::choice, 0, 0, {10, 20}, {1, 3}};
  EXPECT_EQ(base::mean(Distribution::fixed(3)), 3);
  EXPECT_EQ(base::mean({Kind::uniform, 2, 5, {}, {}}), 3.5);
  EXPECT_EQ(base::mean({Kind::gamma, 600, 2.5, {}, {}}), 600);
  EXPECT_DOUBLE_EQ(base::mean({Kind::lognormal, 2, 1, {}, {}}), 2 * std::exp(0.5));
  EXPECT_EQ(base::mean(choice), 17.5);
  EXPECT_EQ(base::lowest(choice), 10);
  EXPECT_EQ(base::highest(choice), 20);
  EXPECT_EQ(base::lowest({Kind::lognormal, 2, 1, {}, {}}), 0);
  EXPECT_TRUE(std::isinf(base::highest({Kind::gamma, 2, 1, {}, {}})));
  EXPECT_EQ(base::highest({Kind::beta, 0.5, 1, {}, {}}), 1);
}

TEST(Distribution, texts) {
  EXPECT_EQ(base::to_text(Distribution::fixed(2.5)), "2.5");
  EXPECT_EQ(base::to_text({Distribution::Kind::lognormal, 2, 0.5, {}, {}}), "lognormal(median 2, sigma 0.5)");
  EXPECT_EQ(base::to_text({Distribution::Kind::choice, 0, 0, {1, 2}, {3, 4}}), "choice(1: 3, 2: 4)");
}

}  // namespace
