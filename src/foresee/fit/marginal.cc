#include "foresee/fit/marginal.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace fit {

namespace {

constexpr std::size_t draws = 10000;

Marginal of(std::vector<std::pair<double, double>> weighted) {
  if (weighted.empty()) return {};
  std::ranges::sort(weighted);
  double all = 0;
  for (const auto& [value, weight] : weighted) all += weight;
  const auto at = [&](double share) {
    double sum = 0;
    for (const auto& [value, weight] : weighted) {
      sum += weight;
      if (sum >= share * all) return value;
    }
    return weighted.back().first;
  };
  return {at(0.05), at(0.5), at(0.95)};
}

}  // namespace

Marginal before(const base::Distribution& prior) {
  base::Stream stream({0, 0, base::Purpose::fit, 0, 0});
  std::vector<std::pair<double, double>> weighted(draws);
  for (auto& [value, weight] : weighted) {
    value = base::draw(prior, stream);
    weight = 1;
  }
  return of(std::move(weighted));
}

Marginal after(const estate::Joint& posterior, std::size_t position) {
  std::vector<std::pair<double, double>> weighted;
  weighted.reserve(posterior.rows.size());
  for (std::size_t i = 0; i < posterior.rows.size(); ++i) {
    weighted.emplace_back(posterior.rows[i][position], posterior.weights[i]);
  }
  return of(std::move(weighted));
}

}  // namespace fit
