#include "world/ingest/toml_node.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/instant.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

std::string joined(const std::vector<std::string_view>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string range_text(const Range& range) {
  if (range.low <= -1e15 && range.high >= 1e15) return "a number";
  if (range.high >= 1e15) return fmt::format("a number {} {}", range.above_low ? "above" : "of at least", range.low);
  return fmt::format("a number {} {} and at most {}", range.above_low ? "above" : "of at least", range.low, range.high);
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(word, candidate, best_distance);
    if (distance < best_distance && distance < candidate.size()) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

TomlNode TomlDocument::root() {
  return {*this, tree_, ""};
}

void TomlNode::refuse(std::string what, std::string mend) const {
  const std::string line = fmt::format("line {}", value_->line);
  document_->problems.add({document_->file(), place_.empty() ? line : fmt::format("{} ({})", place_, line),
                           to_text(*value_), std::move(what), std::move(mend)});
}

void TomlNode::refuse_missing(std::string_view key, std::string mend) const {
  const std::string at = place_.empty() ? std::string(key) : fmt::format("{}.{} (line {})", place_, key, value_->line);
  document_->problems.add({document_->file(), at, {}, "is missing", std::move(mend)});
}

TomlNode TomlNode::child(const std::string& key, const TomlValue& value) const {
  return {*document_, value, place_.empty() ? key : place_ + "." + key, covered_};
}

TomlNode TomlNode::item(std::size_t index) const {
  return {*document_, value_->items[index], fmt::format("{}[{}]", place_, index), covered_};
}

void TomlNode::note_origin(const TomlValue& value) const {
  base::Provenance origin{place_, to_text(value), {}, {}, {}};
  if (&value != value_) {  // else it is written plainly
    const TomlTable table(*this, {"value", "source", "assumed", "plausible"});
    if (const auto source = table.find("source")) origin.source = source->text().value_or("");
    if (const auto assumed = table.find("assumed")) origin.assumed = assumed->text().value_or("");
    if (table.has("source") == table.has("assumed")) {
      refuse("needs either a source or the reason why it is assumed", "write one of source = \"..\", assumed = \"..\"");
    }
    if (const auto plausible = table.find("plausible")) {
      if (!table.has("assumed"))
        plausible->refuse("has no `assumed` beside it", "only assumed values have such a range");
      origin.plausible = plausible->plausible_range(value);
    } else if (table.has("assumed")) {
      refuse("is assumed without a plausible range", "write plausible = [low, high]");
    }
  }
  document_->inputs.push_back(std::move(origin));
}

std::optional<std::pair<double, double>> TomlNode::plausible_range(const TomlValue& of) const {
  const auto ends = list();
  if (!ends) return {};
  if (ends->size() != 2) {
    refuse("is not a range", "write plausible = [low, high]");
    return {};
  }
  const Unit unit =
      (*ends)[0].is(TomlValue::Kind::text) || (*ends)[1].is(TomlValue::Kind::text) ? Unit::time : Unit::number;
  const auto low = (*ends)[0].plain(unit, {});
  const auto high = (*ends)[1].plain(unit, {});
  if (!low || !high) return {};
  if (*low > *high) {
    refuse("is upside down", "write the smaller end first");
    return {};
  }
  std::optional<double> value;
  if (of.kind == TomlValue::Kind::whole || of.kind == TomlValue::Kind::number) value = of.number;
  if (of.kind == TomlValue::Kind::text) value = base::parse_duration(of.text);
  if (value && (*value < *low || *value > *high))
    refuse("does not hold its own value", "widen the range or mend the value");
  return std::pair(*low, *high);
}

TomlNode TomlNode::opened() const {
  if (!is(TomlValue::Kind::table)) return *this;
  const auto at = std::find(value_->keys.begin(), value_->keys.end(), "value");
  if (at == value_->keys.end()) return *this;
  const TomlValue& inner = value_->items[static_cast<std::size_t>(at - value_->keys.begin())];
  note_origin(inner);
  return {*document_, inner, place_, true};
}

TomlNode TomlNode::opened_number() const {
  TomlNode node = opened();
  if (!node.covered_) node.note_origin(*node.value_);
  return {*document_, *node.value_, place_, true};
}

std::optional<double> TomlNode::plain_number(const Range& range) const {
  if (!is(TomlValue::Kind::whole) && !is(TomlValue::Kind::number)) {
    refuse("is not a number", "write " + range_text(range));
    return {};
  }
  const double number = value_->number;
  const bool inside = range.above_low ? number > range.low : number >= range.low;
  if (!std::isfinite(number) || !inside || number > range.high) {
    refuse("is out of range", "write " + range_text(range));
    return {};
  }
  return number;
}

std::optional<double> TomlNode::plain_duration() const {
  if (is(TomlValue::Kind::whole) && value_->whole == 0) return 0;
  std::optional<double> seconds;
  if (is(TomlValue::Kind::text)) seconds = base::parse_duration(value_->text);
  if (!seconds) {
    refuse("is not a duration", "write a number with its unit (s, min, h, d, w), such as \"90s\" or \"1h30min\"");
    return {};
  }
  if (*seconds > duration_max_s) {
    refuse("is too long", "write at most 36525 days");
    return {};
  }
  return seconds;
}

std::optional<double> TomlNode::plain(Unit unit, const Range& range) const {
  return unit == Unit::time ? plain_duration() : plain_number(range);
}

std::optional<double> TomlNode::number(const Range& range) const {
  return opened_number().plain_number(range);
}

std::optional<double> TomlNode::duration() const {
  return opened_number().plain_duration();
}

std::optional<base::Instant> TomlNode::instant() const {
  std::optional<base::Instant> instant;
  if (is(TomlValue::Kind::text)) instant = base::parse_instant(value_->text);
  if (!instant) {
    refuse("is not a time with its time zone", "write it in quotes, such as \"2017-05-12T00:00+01:00\"");
  }
  return instant;
}

std::optional<std::uint64_t> TomlNode::whole(std::uint64_t low, std::uint64_t high) const {
  const TomlNode node = opened_number();
  const std::int64_t number = node.value_->whole;
  if (!node.is(TomlValue::Kind::whole) || number < 0 || static_cast<std::uint64_t>(number) < low ||
      static_cast<std::uint64_t>(number) > high) {
    node.refuse("is not a whole number in range", fmt::format("write a whole number from {} to {}", low, high));
    return {};
  }
  return static_cast<std::uint64_t>(number);
}

std::optional<bool> TomlNode::boolean() const {
  if (!is(TomlValue::Kind::boolean)) {
    refuse("is neither true nor false", "write true or false, without quotes");
    return {};
  }
  return value_->boolean;
}

std::optional<std::string> TomlNode::text() const {
  if (!is(TomlValue::Kind::text)) {
    refuse("is not a text", "write it in quotes");
    return {};
  }
  if (value_->text.empty() || value_->text.size() > 1000 || has_control(value_->text)) {
    refuse("is empty, too long or holds control characters", "write 1 to 1000 printable bytes");
    return {};
  }
  return value_->text;
}

std::optional<std::string> TomlNode::id() const {
  if (!is(TomlValue::Kind::text) || !is_id(value_->text)) {
    refuse("is not a name", "write 1 to 100 letters, digits or - _ . : / in quotes");
    return {};
  }
  return value_->text;
}

std::optional<std::size_t> TomlNode::one_of(std::initializer_list<std::string_view> words) const {
  const std::vector<std::string_view> known(words);
  if (is(TomlValue::Kind::text)) {
    const auto at = std::find(known.begin(), known.end(), value_->text);
    if (at != known.end()) return static_cast<std::size_t>(at - known.begin());
    if (const auto near = nearest(value_->text, known); !near.empty()) {
      refuse("is not known here", fmt::format("did you mean \"{}\"? Known are {}", near, joined(known)));
      return {};
    }
  }
  refuse("is not known here", "write one of " + joined(known));
  return {};
}

std::optional<std::vector<std::string>> TomlNode::texts() const {
  return words(&TomlNode::text);
}

std::optional<std::vector<std::string>> TomlNode::ids() const {
  return words(&TomlNode::id);
}

std::optional<std::vector<std::string>> TomlNode::words(std::optional<std::string> (TomlNode::*one)() const) const {
  std::vector<std::string> out;
  if (is(TomlValue::Kind::text)) {
    auto word = (this->*one)();
    if (!word) return {};
    out.push_back(std::move(*word));
    return out;
  }
  const auto items = list();
  if (!items) return {};
  if (items->empty()) {
    refuse("is an empty list", "name at least one, or leave the key out");
    return {};
  }
  std::set<std::string> seen;
  bool all = true;
  for (const TomlNode& item : *items) {
    auto word = (item.*one)();
    if (word && !seen.insert(*word).second) {
      item.refuse("stands there twice", "name it once");
      word.reset();
    }
    all = all && word;
    if (word) out.push_back(std::move(*word));
  }
  if (!all) return {};
  return out;
}

std::optional<threat::Quantity> TomlNode::quantity(const Range& range) const {
  const TomlNode node = opened_number();
  if (node.is(TomlValue::Kind::text)) {
    auto name = node.id();
    if (!name) return {};
    return threat::Quantity{0, std::move(*name)};
  }
  const auto number = node.plain_number(range);
  if (!number) return {};
  return threat::Quantity{*number, {}};
}

std::optional<std::vector<TomlNode>> TomlNode::list() const {
  if (!is(TomlValue::Kind::list)) {
    refuse("is not a list", "write it in square brackets");
    return {};
  }
  std::vector<TomlNode> items;
  for (std::size_t i = 0; i < value_->items.size(); ++i) items.push_back(item(i));
  return items;
}

std::optional<std::vector<TomlNode>> TomlNode::tables() const {
  const bool all_tables = std::all_of(value_->items.begin(), value_->items.end(),
                                      [](const TomlValue& v) { return v.kind == TomlValue::Kind::table; });
  if (!is(TomlValue::Kind::list) || !all_tables) {
    refuse("is not a list of tables", fmt::format("begin each with [[{}]]", place_));
    return {};
  }
  return list();
}

std::optional<std::vector<std::pair<std::string, TomlNode>>> TomlNode::entries() const {
  if (!is(TomlValue::Kind::table)) {
    refuse("is not a table", "write it as { key = value }");
    return {};
  }
  std::vector<std::pair<std::string, TomlNode>> out;
  for (std::size_t i = 0; i < value_->items.size(); ++i) {
    out.emplace_back(value_->keys[i], child(value_->keys[i], value_->items[i]));
  }
  return out;
}

std::optional<TomlNode> TomlNode::find(std::string_view key) const {
  const auto at = std::find(value_->keys.begin(), value_->keys.end(), key);
  if (!is(TomlValue::Kind::table) || at == value_->keys.end()) return {};
  return child(*at, value_->items[static_cast<std::size_t>(at - value_->keys.begin())]);
}

TomlTable::TomlTable(const TomlNode& node, std::initializer_list<std::string_view> known) : node_(node) {
  const std::vector<std::string_view> names(known);
  if (!node.is(TomlValue::Kind::table)) {
    node.refuse("is not a table", "write its keys: " + joined(names));
    return;
  }
  for (std::size_t i = 0; i < node.value().keys.size(); ++i) {
    const std::string& key = node.value().keys[i];
    if (std::find(names.begin(), names.end(), key) != names.end()) continue;
    const auto near = nearest(key, names);
    node.child(key, node.value().items[i])
        .refuse("is the value of an unknown key",
                near.empty() ? "known here are " + joined(names) : fmt::format("did you mean {}?", near));
  }
}

std::optional<TomlNode> TomlTable::need(std::string_view key, const std::string& mend) const {
  auto found = find(key);
  if (!found && node_.is(TomlValue::Kind::table)) node_.refuse_missing(key, mend);
  return found;
}

}  // namespace ingest
