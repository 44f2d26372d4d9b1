#include "outbreak/theory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "outbreak/statistics.h"

namespace theory {

threat::Vector scan(double rate_per_s, threat::Target::Space space, const std::string& network) {
  threat::Vector vector;
  vector.name = "scan";
  vector.rate_per_s = rate_per_s;
  vector.service = "smb";
  vector.targets = {{space, network, 1}};
  return vector;
}

threat::Seeds seeds(std::uint32_t devices, const std::string& organisation) {
  threat::Seeds seeds;
  if (!organisation.empty()) seeds.where.organisations = {organisation};
  seeds.devices = devices;
  return seeds;
}

threat::Threat plain(threat::Vector vector, threat::Seeds seeds) {
  threat::Threat threat;
  threat.name = "theory";
  threat.seeds.push_back(std::move(seeds));
  threat.vectors.push_back(std::move(vector));
  return threat;
}

void simulate(const estate::Tables& tables, const threat::Threat& threat, const threat::Defence& defence,
              double horizon_s, std::uint64_t seed, std::size_t replicas,
              const std::function<void(const Events&)>& look) {
  const estate::Estate estate(tables);
  const auto model = outbreak::Model::compile(estate, threat, defence, horizon_s);
  ASSERT_TRUE(model.has_value()) << model.error().to_text();
  outbreak::Engine engine(*model);
  for (std::size_t i = 0; i < replicas; ++i) look(engine.run(seed, i)->events);
}

double count(const Events& events, outbreak::EventKind kind, double until_s) {
  return static_cast<double>(std::count_if(events.begin(), events.end(), [&](const outbreak::Event& event) {
    return event.kind == kind && event.at_s <= until_s;
  }));
}

Chain::Chain(const State& start, const std::function<std::vector<std::pair<State, double>>(const State&)>& moves) {
  index_[start] = 0;
  states_.push_back(start);
  for (std::size_t i = 0; i < states_.size(); ++i) {
    moves_.emplace_back();
    for (const auto& [to, rate] : moves(State(states_[i]))) {
      if (rate <= 0) continue;
      const auto [found, fresh] = index_.emplace(to, states_.size());
      if (fresh) states_.push_back(to);
      moves_[i].emplace_back(found->second, rate);
    }
  }
}

std::map<Chain::State, double> Chain::at(double time_s) const {
  double fastest = 0;
  for (const auto& moves : moves_) {
    double out = 0;
    for (const auto& [to, rate] : moves) out += rate;
    fastest = std::max(fastest, out);
  }
  if (fastest <= 0) return {{states_[0], 1}};
  const double mean = fastest * time_s;  // of the Poisson number of steps
  std::vector<double> now(states_.size(), 0);
  std::vector<double> sum(states_.size(), 0);
  now[0] = 1;
  double weighed = 0;
  for (int step = 0; weighed < 1 - 1e-12 && step < 100000; ++step) {
    const double weight = std::exp(step * std::log(mean) - mean - std::lgamma(step + 1.0));
    weighed += weight;
    std::vector<double> next = now;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      sum[i] += weight * now[i];
      for (const auto& [to, rate] : moves_[i]) {
        next[to] += now[i] * rate / fastest;
        next[i] -= now[i] * rate / fastest;
      }
    }
    now = std::move(next);
  }
  std::map<State, double> result;
  for (std::size_t i = 0; i < states_.size(); ++i) result[states_[i]] = sum[i];
  return result;
}

double chain_p(const std::map<Chain::State, double>& expected, const std::map<Chain::State, double>& seen) {
  double replicas = 0;
  for (const auto& [state, times] : seen) {
    if (!expected.contains(state)) return 0;
    replicas += times;
  }
  std::vector<double> observed;
  std::vector<double> hoped;
  for (const auto& [state, probability] : expected) {
    observed.push_back(seen.contains(state) ? seen.at(state) : 0);
    hoped.push_back(probability * replicas);
  }
  return statistics::chi_square_p(observed, hoped);
}

}  // namespace theory
