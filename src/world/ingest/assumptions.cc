#include "world/ingest/assumptions.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/instant.h"

namespace ingest {

namespace {

using base::Distribution;
using Kind = TomlValue::Kind;

constexpr double least_share = 1e-9;  // of a vector's targets, and of a beta's mean, which cannot be 0

const TomlValue* find(const TomlValue& table, std::string_view key) {
  if (table.kind != Kind::table) return nullptr;
  const auto at = std::ranges::find(table.keys, key);
  return at == table.keys.end() ? nullptr : &table.items[static_cast<std::size_t>(at - table.keys.begin())];
}

bool is_number(const TomlValue& value) {
  return value.kind == Kind::number || value.kind == Kind::whole;
}

/// The number behind { value = ..., assumed = ... } too.
const TomlValue& opened(const TomlValue& value) {
  const TomlValue* inner = find(value, "value");
  return inner != nullptr ? *inner : value;
}

TomlValue number(double value, std::size_t line) {
  TomlValue made;
  made.kind = Kind::number;
  made.number = value;
  made.line = line;
  return made;
}

/// A key of an inner table set to the end.
TomlValue with(TomlValue table, std::string_view key, const TomlValue& end) {
  const auto at = std::ranges::find(table.keys, key);
  if (at != table.keys.end()) table.items[static_cast<std::size_t>(at - table.keys.begin())] = end;
  return table;
}

bool is_zero(const TomlValue& end) {
  return is_number(end) ? end.number == 0 : base::parse_duration(end.text).value_or(1) == 0;
}

/// The value at an end of its range; nothing when it names a parameter or is a choice.
std::optional<TomlValue> moved(const TomlValue& value, const TomlValue& end) {
  if (is_number(value)) return end;
  if (value.kind == Kind::text) return base::parse_duration(value.text) ? std::optional(end) : std::nullopt;
  if (value.kind != Kind::table || value.keys.size() != 1) return std::nullopt;
  const std::string& kind = value.keys[0];
  const TomlValue& inside = value.items[0];
  TomlValue made = value;
  if (kind == "uniform" || kind == "exponential" || is_zero(end)) return end;
  if (kind == "lognormal") {
    made.items[0] = with(inside, "median", end);
  } else if (kind == "gamma" || kind == "beta") {
    made.items[0] = with(inside, "mean", end);
  } else if (kind == "chance") {
    made.items[0] = is_number(inside) ? end : with(inside, "of", end);
  } else {
    return std::nullopt;
  }
  return made;
}

/// One place of a file that holds an assumed number.
struct Found {
  std::string at;       ///< "threat.vector[0].success"
  std::string general;  ///< the same without the numbers of list items
  const TomlValue* value = nullptr;
  const TomlValue* low = nullptr;
  const TomlValue* high = nullptr;
  const TomlValue* mix = nullptr;  ///< the shares that it is one of
  std::string assumed;
};

void walk(const TomlValue& value, const std::string& at, const std::string& general, const TomlValue* mix,
          std::vector<Found>& found) {
  if (value.kind == Kind::list) {
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      walk(value.items[i], fmt::format("{}[{}]", at, i), general + "[*]", nullptr, found);
    }
  }
  if (value.kind != Kind::table) return;
  const TomlValue* inner = find(value, "value");
  const TomlValue* assumed = find(value, "assumed");
  const TomlValue* plausible = find(value, "plausible");
  if (inner != nullptr && assumed != nullptr && plausible != nullptr && plausible->items.size() == 2) {
    found.push_back({at, general, inner, plausible->items.data(), &plausible->items[1], mix, assumed->text});
    return;
  }
  for (std::size_t i = 0; i < value.keys.size(); ++i) {
    const std::string& key = value.keys[i];
    walk(value.items[i], at + "." + key, general + "." + key, at.ends_with(".targets") ? &value : nullptr, found);
  }
}

void set_share(const Found& one, double share, Counterfactual& into) {
  share = std::clamp(share, least_share, 1 - least_share);
  const double others = (1 - share) / (1 - one.value->number);
  const std::string table = one.at.substr(0, one.at.rfind('.') + 1);
  for (std::size_t i = 0; i < one.mix->keys.size(); ++i) {
    const bool itself = table + one.mix->keys[i] == one.at;
    const double to = itself ? share : opened(one.mix->items[i]).number * others;
    into.changes.push_back({table + one.mix->keys[i], number(to, one.value->line), false, "plausible"});
  }
}

/// False: it cannot be moved by itself.
bool set(const Found& one, const TomlValue& end, Counterfactual& into) {
  if (one.mix != nullptr) {
    if (!is_number(*one.value) || one.value->number >= 1) return false;
    set_share(one, end.number, into);
    return true;
  }
  const auto to = moved(*one.value, end);
  if (to) into.changes.push_back({one.at, *to, false, "plausible"});
  return to.has_value();
}

bool together(const Found& a, const Found& b) {
  return a.general == b.general && to_text(*a.value) == to_text(*b.value) && to_text(*a.low) == to_text(*b.low) &&
         to_text(*a.high) == to_text(*b.high);
}

Counterfactual named(const std::string& place, const std::string& end) {
  Counterfactual made;
  made.file = place;
  made.name = place;
  made.title = fmt::format("{} at {}, an end of its plausible range", place, end);
  return made;
}

/// At an end of its range; a distribution that has neither median nor mean nor chance to move becomes the end.
Distribution moved(const Distribution& from, double end) {
  Distribution made = from;
  made.a = end;
  switch (from.kind) {
    case Distribution::Kind::exponential:
    case Distribution::Kind::lognormal:
    case Distribution::Kind::gamma: return end > 0 ? made : Distribution::fixed(0);
    case Distribution::Kind::beta: made.a = std::clamp(end, least_share, 1 - least_share); return made;
    case Distribution::Kind::chance:
      if (from.b != 0) made.a = std::clamp(end / from.b, 0.0, 1.0);  // the range is of what is drawn: b or 0
      return made;
    case Distribution::Kind::fixed:
    case Distribution::Kind::uniform:
    case Distribution::Kind::choice: return Distribution::fixed(end);
  }
  return made;
}

}  // namespace

std::vector<Assumption> assumptions_of(std::string_view root, const TomlValue& tree) {
  std::vector<Found> found;
  walk(tree, std::string(root), std::string(root), nullptr, found);
  std::vector<Assumption> made;
  std::vector<bool> taken(found.size(), false);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (taken[i]) continue;
    const Found& first = found[i];
    Assumption one{first.at, to_text(*first.value), first.assumed, to_text(*first.low), to_text(*first.high), {}, {}};
    one.low = named(one.place, one.low_end);
    one.high = named(one.place, one.high_end);
    bool can_move = true;
    for (std::size_t j = i; j < found.size(); ++j) {
      if (!together(first, found[j])) continue;
      taken[j] = true;
      can_move = set(found[j], *found[j].low, one.low) && set(found[j], *found[j].high, one.high) && can_move;
    }
    if (can_move) made.push_back(std::move(one));
  }
  return made;
}

std::vector<Assumption> assumptions_of(const estate::Estate& estate) {
  std::vector<Assumption> made;
  for (estate::Index p = 0; p < estate.parameters.size(); ++p) {
    const estate::Parameter& parameter = estate.parameters[p];
    const estate::Case& first = parameter.cases.front();
    const bool fitted = std::ranges::find(estate.joint.parameters, p) != estate.joint.parameters.end();
    if (parameter.assumed.empty() || fitted || first.first_from != estate::none) continue;
    Assumption one{"estate." + parameter.name,
                   base::to_text(first.distribution),
                   parameter.assumed,
                   fmt::format("{}", parameter.plausible_low),
                   fmt::format("{}", parameter.plausible_high),
                   {},
                   {}};
    one.low = named(one.place, one.low_end);
    one.high = named(one.place, one.high_end);
    one.low.parameters.push_back(
        {parameter.name, moved(first.distribution, parameter.plausible_low), "plausible", true});
    one.high.parameters.push_back(
        {parameter.name, moved(first.distribution, parameter.plausible_high), "plausible", true});
    made.push_back(std::move(one));
  }
  return made;
}

}  // namespace ingest
