#pragma once
// The value of a `needs` expression (a template, so that the harm model's look-ups are inlined). Include needs.h
// instead.

#include <algorithm>

#include "world/estate/needs.h"

namespace estate {

template <class GroupShare, class GroupCount, class ServiceCapacity>
class NeedsValue {
 public:
  NeedsValue(std::span<const Needs::Node> nodes, const GroupShare& group_share, const GroupCount& group_count,
             const ServiceCapacity& service_capacity)
      : nodes_(nodes), group_share_(group_share), group_count_(group_count), service_capacity_(service_capacity) {}

  [[nodiscard]] double at(std::uint32_t node) const {
    switch (nodes_[node].kind) {
      case Needs::Kind::nothing: return 1;
      case Needs::Kind::group: return group_share_(nodes_[node].index);
      case Needs::Kind::service: return service_capacity_(nodes_[node].index);
      case Needs::Kind::all: return fold(node, 1, [](double a, double b) { return std::min(a, b); });
      case Needs::Kind::any: return fold(node, 0, [](double a, double b) { return std::max(a, b); });
      case Needs::Kind::count: return kth_largest(node);
      case Needs::Kind::share: return std::min(1.0, weighted_mean(node) / nodes_[node].share);
      case Needs::Kind::at_least: return weighted_mean(node) >= nodes_[node].share ? 1 : 0;
    }
    return 1;
  }

 private:
  template <class Combine>
  [[nodiscard]] double fold(std::uint32_t node, double value, const Combine& combine) const {
    for (std::uint32_t child = node + 1; child < nodes_[node].end; child = nodes_[child].end) {
      value = combine(value, at(child));
    }
    return value;
  }

  [[nodiscard]] double kth_largest(std::uint32_t node) const {
    std::vector<double> values;
    for (std::uint32_t child = node + 1; child < nodes_[node].end; child = nodes_[child].end) {
      values.push_back(at(child));
    }
    const auto kth = values.begin() + (nodes_[node].index - 1);
    std::nth_element(values.begin(), kth, values.end(), std::greater<>());
    return *kth;
  }

  [[nodiscard]] double weighted_mean(std::uint32_t node) const {
    bool groups_only = true;
    for (std::uint32_t child = node + 1; child < nodes_[node].end; child = nodes_[child].end) {
      groups_only = groups_only && nodes_[child].kind == Needs::Kind::group;
    }
    double sum = 0;
    double weights = 0;
    for (std::uint32_t child = node + 1; child < nodes_[node].end; child = nodes_[child].end) {
      const double weight = groups_only ? static_cast<double>(group_count_(nodes_[child].index)) : 1;
      sum += weight * at(child);
      weights += weight;
    }
    return weights > 0 ? sum / weights : 1;
  }

  std::span<const Needs::Node> nodes_;
  const GroupShare& group_share_;
  const GroupCount& group_count_;
  const ServiceCapacity& service_capacity_;
};

template <class GroupShare, class GroupCount, class ServiceCapacity>
double value_of(const Needs& needs, const GroupShare& group_share, const GroupCount& group_count,
                const ServiceCapacity& service_capacity) {
  return NeedsValue(needs.nodes(), group_share, group_count, service_capacity).at(0);
}

}  // namespace estate
