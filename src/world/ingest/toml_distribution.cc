// TomlNode::distribution: how distributions are written in files.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "world/ingest/toml_node.h"

namespace ingest {

namespace {

using base::Distribution;

// Beyond these a double has no use for the draw, or its moments overflow.
constexpr Range sigma_range{0, 10, false};
constexpr Range shape_range{1e-3, 1e6, false};
constexpr Range mean_of_beta_range{1e-9, 1 - 1e-9, false};

}  // namespace

std::optional<Distribution> TomlNode::uniform(Unit unit, const Range& range) const {
  const auto ends = list();
  if (!ends) return {};
  if (ends->size() != 2) {
    refuse("is not a range", "write uniform = [low, high]");
    return {};
  }
  const auto low = (*ends)[0].plain(unit, range);
  const auto high = (*ends)[1].plain(unit, range);
  if (!low || !high) return {};
  if (*low > *high) {
    refuse("is upside down", "write the smaller end first");
    return {};
  }
  return Distribution{Distribution::Kind::uniform, *low, *high, {}, {}};
}

std::optional<Distribution> TomlNode::two(Distribution::Kind kind, Unit unit, const Range& range) const {
  const bool is_lognormal = kind == Distribution::Kind::lognormal;
  const bool is_beta = kind == Distribution::Kind::beta;
  const std::string_view first = is_lognormal ? "median" : "mean";
  const std::string_view second = is_lognormal ? "sigma" : is_beta ? "concentration" : "shape";
  const TomlTable table(*this, {first, second});
  const auto a_node = table.need(first, fmt::format("write {} = ...", first));
  const auto b_node = table.need(second, fmt::format("write {} = ...", second));
  if (!a_node || !b_node) return {};
  const Range a_range = is_beta ? mean_of_beta_range : Range{std::max(0.0, range.low), range.high, true};
  const auto a = a_node->plain(is_beta ? Unit::number : unit, a_range);
  const auto b = b_node->plain_number(is_lognormal ? sigma_range : shape_range);
  if (!a || !b) return {};
  if (*a <= 0) {
    a_node->refuse("is not above 0", "write a positive value, or a fixed one in place of the distribution");
    return {};
  }
  return Distribution{kind, *a, *b, {}, {}};
}

std::optional<Distribution> TomlNode::chance(Unit unit, const Range& range) const {
  if (!is(TomlValue::Kind::table)) {
    const auto of = plain_number(Range::share());
    if (!of) return {};
    if (unit == Unit::time || range.high < 1 || range.low > 0) {
      refuse("is a chance of 1 or 0, which is not allowed here", "write chance = { of = ..., value = ... }");
      return {};
    }
    return Distribution{Distribution::Kind::chance, *of, 1, {}, {}};
  }
  const TomlTable table(*this, {"of", "value"});
  const auto of_node = table.need("of", "write of = ..., the probability");
  const auto value_node = table.need("value", "write value = ..., what it is then; it is 0 otherwise");
  const auto of = of_node ? of_node->plain_number(Range::share()) : std::nullopt;
  const auto value = value_node ? value_node->plain(unit, range) : std::nullopt;
  if (!of || !value) return {};
  return Distribution{Distribution::Kind::chance, *of, *value, {}, {}};
}

std::optional<Distribution> TomlNode::choice(Unit unit, const Range& range) const {
  const TomlTable table(*this, {"values", "weights"});
  const auto values = table.need("values", "write values = [..]");
  const auto weights = table.need("weights", "write weights = [..]");
  const auto value_items = values ? values->list() : std::nullopt;
  const auto weight_items = weights ? weights->list() : std::nullopt;
  if (!value_items || !weight_items) return {};
  if (value_items->empty() || value_items->size() != weight_items->size()) {
    refuse("has not as many weights as values", "write one weight for each of at least one value");
    return {};
  }
  Distribution out{Distribution::Kind::choice, 0, 0, {}, {}};
  for (const TomlNode& item : *value_items) {
    if (const auto value = item.plain(unit, range)) out.values.push_back(*value);
  }
  for (const TomlNode& item : *weight_items) {
    if (const auto weight = item.plain_number(Range::not_negative())) out.weights.push_back(*weight);
  }
  if (out.values.size() != value_items->size() || out.weights.size() != out.values.size()) return {};
  if (std::accumulate(out.weights.begin(), out.weights.end(), 0.0) <= 0) {
    weights->refuse("gives no value any weight", "write at least one weight above 0");
    return {};
  }
  return out;
}

std::optional<Distribution> TomlNode::distribution(Unit unit, const Range& range) const {
  const TomlNode node = opened_number();
  if (!node.is(TomlValue::Kind::table)) {
    const auto value = node.plain(unit, range);
    if (!value) return {};
    return Distribution::fixed(*value);
  }
  const TomlTable table(node, {"uniform", "exponential", "lognormal", "gamma", "beta", "chance", "choice"});
  if (node.value().keys.size() != 1) {
    node.refuse("is not one distribution", "write one of uniform, exponential, lognormal, gamma, beta, chance, choice");
    return {};
  }
  if (const auto ends = table.find("uniform")) return ends->uniform(unit, range);
  if (const auto mean = table.find("exponential")) {
    const auto value = mean->plain(unit, Range{std::max(0.0, range.low), range.high, true});
    if (!value) return {};
    if (*value <= 0) {
      mean->refuse("is not above 0", "write a positive mean");
      return {};
    }
    return Distribution::exponential(*value);
  }
  if (const auto both = table.find("lognormal")) return both->two(Distribution::Kind::lognormal, unit, range);
  if (const auto both = table.find("gamma")) return both->two(Distribution::Kind::gamma, unit, range);
  if (const auto both = table.find("beta")) {
    if (unit == Unit::time) {
      both->refuse("is a share and not a time", "write one of uniform, exponential, lognormal, gamma, choice");
      return {};
    }
    return both->two(Distribution::Kind::beta, unit, range);
  }
  if (const auto of = table.find("chance")) return of->chance(unit, range);
  if (const auto table_of = table.find("choice")) return table_of->choice(unit, range);
  return {};
}

}  // namespace ingest
