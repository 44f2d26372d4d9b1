#pragma once
// The uncertain parameters of an estate as one replica finds them.

#include <cstdint>
#include <span>
#include <vector>

#include "world/estate/estate.h"

namespace outbreak {

using estate::Index;

/// Draws lazily: a value is made when it is first asked for in a replica and kept until the next `draw`. What it is
/// depends on (seed, replica, parameter, what it is drawn for) alone, so the order of asking does not matter. One for
/// each thread.
///
/// A parameter drawn per region, kind or parent judges its conditions by one organisation: the first of that region or
/// kind, or the parent itself.
class Parameters {
 public:
  /// Keeps a reference to `estate`.
  explicit Parameters(const estate::Estate& estate);

  /// Begins a replica: forgets all values but those that were fixed; draws a row of the estate's joint table.
  void draw(std::uint64_t seed, std::uint64_t replica);

  /// From the next replica on these parameters per estate have these values; a later call forgets earlier ones.
  void fix(std::span<const Index> parameters, std::span<const double> values);

  /// The number itself, or the parameter's value for this organisation (any organisation does for a parameter per
  /// estate).
  double value(const estate::Quantity& quantity, Index organisation) {
    return quantity.certain() ? quantity.number : value(quantity.parameter, organisation);
  }
  double value(Index parameter, Index organisation) {
    const Compiled& compiled = parameters_[parameter];
    const Index item = (*compiled.item_of)[organisation];
    const std::size_t slot = compiled.first_slot + item;
    return drawn_in_[slot] == generation_ ? values_[slot] : draw_value(parameter, item, slot);
  }

 private:
  struct CompiledCondition {
    estate::Condition::Field field;
    std::vector<std::uint8_t> allowed;  ///< by region, kind, ... number of the organisation
    Index parameter;
    double low, high;
  };
  struct CompiledCase {
    std::vector<CompiledCondition> when;
    const base::Distribution* distribution;
    Index first_from;
  };
  struct Compiled {
    const std::vector<Index>* item_of;   ///< organisation -> what it is drawn for
    const std::vector<Index>* judge_of;  ///< what it is drawn for -> the organisation by which conditions are judged
    std::size_t first_slot;
    std::vector<CompiledCase> cases;
  };

  double draw_value(Index parameter, Index item, std::size_t slot);
  [[nodiscard]] bool holds(const CompiledCondition& condition, Index organisation);
  [[nodiscard]] CompiledCase compile(const estate::Case& from) const;

  const estate::Estate& estate_;
  std::vector<Index> one_item_, kind_of_, sector_of_, region_of_, top_of_, self_;
  std::vector<Index> judge_one_, judge_kind_, judge_region_, judge_self_;
  std::vector<Compiled> parameters_;
  void set(std::span<const Index> parameters, std::span<const double> values);

  std::vector<Index> fixed_;
  std::vector<double> fixed_values_;
  double joint_weight_ = 0;  ///< of all rows
  std::vector<double> values_;
  std::vector<std::uint64_t> drawn_in_;  ///< generation in which the value was made
  std::uint64_t generation_ = 0;
  std::uint64_t seed_ = 0;
  std::uint64_t replica_ = 0;
};

}  // namespace outbreak
