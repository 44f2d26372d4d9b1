#include "foresee/outbreak/parameters.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "base/random.h"

namespace outbreak {

namespace {

using Organisation = estate::Organisation;

/// Numbers the texts of one column; `judges[n]` is the first organisation with text n.
std::vector<Index> number_column(const estate::Estate& estate, std::string Organisation::*column,
                                 std::vector<Index>* judges) {
  std::map<std::string, Index> numbers;
  std::vector<Index> number_of;
  for (Index i = 0; i < estate.organisations.size(); ++i) {
    const auto [at, fresh] = numbers.try_emplace(estate.organisations[i].*column, static_cast<Index>(numbers.size()));
    if (fresh && judges != nullptr) judges->push_back(i);
    number_of.push_back(at->second);
  }
  return number_of;
}

/// For each number of a column whether its text is among `texts`.
std::vector<std::uint8_t> allowed_numbers(const estate::Estate& estate, const std::vector<Index>& number_of,
                                          std::string Organisation::*column, const std::vector<std::string>& texts) {
  const Index most = number_of.empty() ? 0 : *std::max_element(number_of.begin(), number_of.end());
  std::vector<std::uint8_t> allowed(most + 1, 0);
  for (Index i = 0; i < number_of.size(); ++i) {
    if (std::find(texts.begin(), texts.end(), estate.organisations[i].*column) != texts.end()) {
      allowed[number_of[i]] = 1;
    }
  }
  return allowed;
}

}  // namespace

Parameters::Parameters(const estate::Estate& estate) : estate_(estate) {
  const std::size_t organisations = estate.organisations.size();
  one_item_.assign(organisations, 0);
  judge_one_.assign(1, 0);
  kind_of_ = number_column(estate, &Organisation::kind, &judge_kind_);
  sector_of_ = number_column(estate, &Organisation::sector, nullptr);
  region_of_ = number_column(estate, &Organisation::region, &judge_region_);
  for (Index i = 0; i < organisations; ++i) {
    self_.push_back(i);
    top_of_.push_back(estate.top_of(i));
  }
  judge_self_ = self_;

  std::size_t slots = 0;
  for (const estate::Parameter& parameter : estate.parameters) {
    using Per = estate::Parameter::Per;
    Compiled compiled{&self_, &judge_self_, slots, {}};
    if (parameter.per == Per::estate) compiled = {&one_item_, &judge_one_, slots, {}};
    if (parameter.per == Per::region) compiled = {&region_of_, &judge_region_, slots, {}};
    if (parameter.per == Per::kind) compiled = {&kind_of_, &judge_kind_, slots, {}};
    if (parameter.per == Per::parent) compiled = {&top_of_, &judge_self_, slots, {}};
    for (const estate::Case& one : parameter.cases) compiled.cases.push_back(compile(one));
    slots += compiled.judge_of->size();
    parameters_.push_back(std::move(compiled));
  }
  joint_weight_ = std::accumulate(estate.joint.weights.begin(), estate.joint.weights.end(), 0.0);
  values_.assign(slots, 0);
  drawn_in_.assign(slots, 0);
}

Parameters::CompiledCase Parameters::compile(const estate::Case& from) const {
  CompiledCase to{{}, &from.distribution, from.first_from};
  for (const estate::Condition& condition : from.when) {
    using Field = estate::Condition::Field;
    CompiledCondition compiled{condition.field, {}, condition.parameter, condition.low, condition.high};
    const auto allow = [&](const std::vector<Index>& number_of, std::string Organisation::*column) {
      compiled.allowed = allowed_numbers(estate_, number_of, column, condition.texts);
    };
    if (condition.field == Field::kind) allow(kind_of_, &Organisation::kind);
    if (condition.field == Field::sector) allow(sector_of_, &Organisation::sector);
    if (condition.field == Field::region) allow(region_of_, &Organisation::region);
    if (condition.field == Field::organisation) allow(self_, &Organisation::id);
    to.when.push_back(std::move(compiled));
  }
  return to;
}

void Parameters::draw(std::uint64_t seed, std::uint64_t replica) {
  ++generation_;
  seed_ = seed;
  replica_ = replica;
  if (joint_weight_ > 0) {
    const estate::Joint& joint = estate_.joint;
    double left = base::Stream({seed, replica, base::Purpose::joint, 0, 0}).uniform() * joint_weight_;
    std::size_t row = 0;
    for (; row + 1 < joint.rows.size() && left > joint.weights[row]; ++row) left -= joint.weights[row];
    set(joint.parameters, joint.rows[row]);
  }
  set(fixed_, fixed_values_);
}

void Parameters::fix(std::span<const Index> parameters, std::span<const double> values) {
  fixed_.assign(parameters.begin(), parameters.end());
  fixed_values_.assign(values.begin(), values.end());
}

void Parameters::set(std::span<const Index> parameters, std::span<const double> values) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::size_t slot = parameters_[parameters[i]].first_slot;  // per estate: the only one
    values_[slot] = values[i];
    drawn_in_[slot] = generation_;
  }
}

bool Parameters::holds(const CompiledCondition& condition, Index organisation) {
  using Field = estate::Condition::Field;
  switch (condition.field) {
    case Field::kind: return condition.allowed[kind_of_[organisation]] != 0;
    case Field::sector: return condition.allowed[sector_of_[organisation]] != 0;
    case Field::region: return condition.allowed[region_of_[organisation]] != 0;
    case Field::organisation: return condition.allowed[organisation] != 0;
    case Field::parameter: {
      const double drawn = value(condition.parameter, organisation);
      return drawn >= condition.low && drawn <= condition.high;
    }
  }
  return false;
}

double Parameters::draw_value(Index parameter, Index item, std::size_t slot) {
  const Compiled& compiled = parameters_[parameter];
  const Index judge = (*compiled.judge_of)[item];
  for (const CompiledCase& one : compiled.cases) {
    const bool applies = std::all_of(one.when.begin(), one.when.end(),
                                     [&](const CompiledCondition& condition) { return holds(condition, judge); });
    if (!applies) continue;
    base::Stream stream({seed_, replica_, base::Purpose::parameter, parameter, item});
    if (one.first_from == estate::none) {
      values_[slot] = base::draw(*one.distribution, stream);
    } else {
      base::Distribution distribution = *one.distribution;
      distribution.a = value(one.first_from, judge);
      values_[slot] = base::draw(distribution, stream);
    }
    break;
  }
  drawn_in_[slot] = generation_;
  return values_[slot];
}

}  // namespace outbreak
