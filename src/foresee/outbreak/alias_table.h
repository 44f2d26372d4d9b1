#pragma once
// A choice among many in proportion to weights as they were when the table was made, in one step however many there
// are: the alias method (Walker, ACM TOMS 3(3), 1977; made as by Vose, IEEE TSE 17(9), 1991).
//
// Weights that fell since are served by refusing a choice whose `within` is not below its present weight.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace outbreak {

class AliasTable {
 public:
  struct Item {
    std::uint32_t number = 0;
    double weight = 0;
  };

  /// Of the items with weight > 0.
  void make(const std::vector<Item>& items) {
    total_ = 0;
    columns_.clear();
    for (const Item& item : items) {
      if (item.weight <= 0) continue;
      total_ += item.weight;
      columns_.push_back({0, 0, 0, item.number, item.number});
      shares_.push_back(item.weight);
    }
    level(static_cast<double>(columns_.size()) / total_);
    shares_.clear();
  }

  /// Sum of the weights that it was made of.
  [[nodiscard]] double total() const { return total_; }

  struct Choice {
    std::uint32_t number;
    double within;  ///< uniform on [0, weight it was made with)
  };

  /// `u` uniform on [0, 1]. Only when total() > 0.
  [[nodiscard]] Choice pick(double u) const {
    const double x = u * static_cast<double>(columns_.size());
    const std::size_t i = std::min(columns_.size() - 1, static_cast<std::size_t>(x));
    const Column& column = columns_[i];
    const double left = x - static_cast<double>(i);
    if (left < column.share) return {column.own, left * column.own_scale};
    return {column.other, (left - column.share) * column.other_scale};
  }

 private:
  /// As high as the mean weight: the own item's part of it, and on top a part of another item.
  struct Column {
    double share;        ///< of the own item
    double own_scale;    ///< what makes a number below `share` one below the item's weight
    double other_scale;  ///< the same for what lies above
    std::uint32_t own;
    std::uint32_t other;
  };

  void level(double per_weight) {
    low_.clear();
    high_.clear();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      left_.push_back(shares_[i] * per_weight);
      (left_[i] < 1 ? low_ : high_).push_back(static_cast<std::uint32_t>(i));
    }
    const auto fill = [&](std::uint32_t i, double share, std::uint32_t other) {
      Column& column = columns_[i];
      column.share = share;
      column.own_scale = share > 0 ? shares_[i] / share : 0;
      column.other = columns_[other].own;
      column.other_scale = share < 1 ? shares_[other] / (1 - share) : 0;
    };
    while (!low_.empty() && !high_.empty()) {
      const std::uint32_t small = low_.back();
      const std::uint32_t large = high_.back();
      low_.pop_back();
      fill(small, left_[small], large);
      left_[large] -= 1 - left_[small];
      if (left_[large] >= 1) continue;
      high_.pop_back();
      low_.push_back(large);
    }
    // Only rounding keeps these from being exactly full.
    for (const std::uint32_t i : high_) fill(i, 1, i);
    for (const std::uint32_t i : low_) fill(i, 1, i);
    left_.clear();
  }

  std::vector<Column> columns_;
  double total_ = 0;
  std::vector<double> shares_, left_;      ///< scratch: weights, and what is left of them in columns
  std::vector<std::uint32_t> low_, high_;  ///< scratch: columns not full, and more than full
};

}  // namespace outbreak
