#pragma once
// Tests of distributions whose false-alarm rates are bounds or good approximations, for any sample that is used here.

#include <functional>
#include <vector>

namespace statistics {

/// Two samples of the same size n >= 458 from the same distribution, whatever it is, have an at least as large gap
/// between their distribution functions with at most this chance: 2 exp(-n D^2). Wei and Dudley, "Two-sample
/// Dvoretzky-Kiefer-Wolfowitz inequalities", Stat. Probab. Lett. 82 (2012). Ties make it smaller, never larger.
/// Infinite values ("did not happen") are values like others.
double two_sample_p(std::vector<double> a, std::vector<double> b);

/// A sample against a distribution function: 2 exp(-2 n D^2), Massart, Ann. Probab. 18 (1990). `sample` may hold
/// infinite values; `below(x)` is P(X < x), `up_to(x)` is P(X <= x).
double one_sample_p(std::vector<double> sample, const std::function<double(double)>& up_to,
                    const std::function<double(double)>& below);
double one_sample_p(std::vector<double> sample, const std::function<double(double)>& up_to);

/// Counts against expected counts, both of the same sum: Pearson's chi-square. Neighbouring cells are pooled until each
/// is expected at least 25 times, so that the tail is right to the levels used here.
double chi_square_p(const std::vector<double>& observed, const std::vector<double>& expected);

/// P(X > x) for chi-square with k degrees of freedom; P(Gamma(shape, 1) <= x); P(N(0,1) <= x).
double chi_square_above(double x, double degrees);
double gamma_up_to(double shape, double x);
double normal_up_to(double x);

/// p of a mean over `n` draws that lies `difference` from what is expected, with standard error `error`: two-sided.
double mean_p(double difference, double error);

}  // namespace statistics
