#include "world/ingest/counterfactual.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "world/ingest/text.h"
#include "world/ingest/threat_values.h"

namespace ingest {

namespace {

constexpr std::string_view parameters_root = "estate.";

bool begins_with_root(std::string_view at) {
  return at.starts_with("threat.") || at.starts_with("defence.") || at.starts_with(parameters_root);
}

std::optional<std::string> read_path(const TomlNode& node) {
  auto at = node.text();
  if (at && !begins_with_root(*at)) {
    node.refuse("is about nothing that can be changed", "begin it with threat., defence. or estate.");
    return std::nullopt;
  }
  return at;
}

void read_set(const TomlNode& node, Counterfactual& into) {
  const TomlTable table(node, {"at", "to"});
  const auto at_node = table.need("at", "write what is changed, such as at = \"threat.kill_switch.at\"");
  const auto to = table.need("to", "write the other value");
  const auto at = at_node ? read_path(*at_node) : std::nullopt;
  if (!at || !to) return;
  if (!at->starts_with(parameters_root)) {
    into.changes.push_back({*at, to->value(), false, at_node->place()});
  } else if (const auto distribution = to->distribution(Unit::number)) {
    into.parameters.push_back({at->substr(parameters_root.size()), *distribution, at_node->place(), false});
  }
}

void read_remove(const TomlNode& node, Counterfactual& into) {
  for (const TomlNode& one : node.list().value_or(std::vector<TomlNode>{})) {
    const auto at = read_path(one);
    if (!at) continue;
    if (at->starts_with(parameters_root)) {
      one.refuse("is a parameter, which something else may need", "give it another value with [[set]]");
    } else {
      into.changes.push_back({*at, {}, true, one.place()});
    }
  }
}

/// A piece of a path: a key, and which of the tables behind it.
struct Step {
  std::string_view key;
  std::optional<std::size_t> item;  ///< [n]
  bool every = false;               ///< [*]
};

/// "pressure[*].population" -> the first step; the rest stays in `path`. Nothing when it is malformed.
std::optional<Step> next_step(std::string_view& path) {
  const std::size_t end = std::min(path.find('.'), path.size());
  std::string_view word = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  Step step;
  const std::size_t open = word.find('[');
  step.key = word.substr(0, open);
  if (step.key.empty()) return std::nullopt;
  if (open == std::string_view::npos) return step;
  if (word.back() != ']') return std::nullopt;
  const std::string_view inner = word.substr(open + 1, word.size() - open - 2);
  if (inner == "*") {
    step.every = true;
    return step;
  }
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(inner.data(), inner.data() + inner.size(), number);
  if (error != std::errc() || stop != inner.data() + inner.size()) return std::nullopt;
  step.item = number;
  return step;
}

/// The value with its origin, so that a report of the inputs says where it comes from. Only numbers and times have one.
TomlValue with_origin(const TomlValue& to, const std::string& title) {
  using Kind = TomlValue::Kind;
  const bool number = to.kind == Kind::number || to.kind == Kind::whole || to.kind == Kind::table;
  if (!number && !(to.kind == Kind::text && base::parse_duration(to.text))) return to;
  TomlValue source;
  source.kind = Kind::text;
  source.line = to.line;
  source.text = "counterfactual: " + title;
  TomlValue wrapped;
  wrapped.line = to.line;
  wrapped.keys = {"value", "source"};
  wrapped.items = {to, source};
  return wrapped;
}

/// How many values were reached and changed.
std::size_t change(TomlValue& table, std::string_view path, const Change& what, const std::string& title) {
  const std::optional<Step> step = next_step(path);
  if (!step || table.kind != TomlValue::Kind::table) return 0;
  const auto at = std::ranges::find(table.keys, step->key);
  const auto position = at - table.keys.begin();
  if (path.empty() && !step->every && !step->item) {
    if (what.removed) {
      if (at == table.keys.end()) return 0;
      table.items.erase(table.items.begin() + position);
      table.keys.erase(at);
      return 1;
    }
    if (at == table.keys.end()) {
      table.keys.emplace_back(step->key);
      table.items.emplace_back();
    }
    table.items[static_cast<std::size_t>(position)] = with_origin(what.to, title);
    return 1;
  }
  if (at == table.keys.end()) return 0;
  TomlValue& inner = table.items[static_cast<std::size_t>(position)];
  if (!step->every && !step->item) return change(inner, path, what, title);
  if (inner.kind != TomlValue::Kind::list) return 0;
  std::size_t changed = 0;
  for (std::size_t i = 0; i < inner.items.size(); ++i) {
    if (step->every || step->item == i) changed += change(inner.items[i], path, what, title);
  }
  return changed;
}

}  // namespace

base::Result<Counterfactual> parse_counterfactual(const std::string& name, std::string_view bytes,
                                                  const std::filesystem::path& folder) {
  auto tree = parse_toml(name, bytes);
  if (!tree) return tl::unexpected(tree.error());
  TomlDocument document(name, std::move(*tree));
  const TomlTable file(document.root(), {"name", "title", "threat", "set", "remove"});
  Counterfactual read;
  read.file = name;
  file.need(read.name, "name", "write a short name, such as name = \"no-kill-switch\"", as_name);
  file.need(read.title, "title", "write what is otherwise", as_text);
  if (const auto threat = file.find("threat")) {
    if (const auto path = threat->text()) read.threat = folder / *path;
  }
  if (const auto sets = file.find("set")) {
    for (const TomlNode& set : sets->tables().value_or(std::vector<TomlNode>{})) read_set(set, read);
  }
  if (const auto remove = file.find("remove")) read_remove(*remove, read);
  if (document.problems.empty() && read.threat.empty() && read.changes.empty() && read.parameters.empty()) {
    document.root().refuse_missing("set", "write at least one [[set]], a remove = [...], or another threat");
  }
  if (!document.problems.empty()) return tl::unexpected(document.problems);
  return read;
}

base::Result<Counterfactual> read_counterfactual(const std::filesystem::path& path) {
  const auto bytes = read_bytes(path, toml_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_counterfactual(path.string(), *bytes, path.parent_path());
}

base::Problems change_tree(const Counterfactual& counterfactual, std::string_view root, TomlValue& tree) {
  base::Problems problems;
  for (const Change& one : counterfactual.changes) {
    std::string_view path = one.at;
    const auto step = next_step(path);
    if (!step || step->key != root) continue;
    if (change(tree, path, one, counterfactual.title) > 0) continue;
    problems.add({counterfactual.file, one.place, shown(one.at), fmt::format("leads to nothing in the {}", root),
                  "write keys as they stand there, and [*] or [0] behind the name of a [[list]]"});
  }
  return problems;
}

base::Problems change_parameters(const Counterfactual& counterfactual, estate::Tables& tables) {
  base::Problems problems;
  for (const ParameterChange& one : counterfactual.parameters) {
    const auto found = std::ranges::find(tables.parameters, one.parameter, &estate::Parameter::name);
    if (found == tables.parameters.end()) {
      problems.add({counterfactual.file, one.place, one.parameter, "is not a parameter of this estate",
                    "name one of its uncertain.toml"});
      continue;
    }
    if (one.first_case_only) {
      found->cases.front().distribution = one.to;
    } else {
      found->cases = {{{}, one.to, estate::none}};
    }
    found->source = "counterfactual: " + counterfactual.title;
    found->assumed.clear();
    found->hand_set = false;
    estate::Joint& joint = tables.joint;
    const auto drawn =
        std::ranges::find(joint.parameters, static_cast<estate::Index>(found - tables.parameters.begin()));
    if (drawn == joint.parameters.end()) continue;
    const auto column = drawn - joint.parameters.begin();
    joint.parameters.erase(drawn);
    for (std::vector<double>& row : joint.rows) row.erase(row.begin() + column);
  }
  return problems;
}

}  // namespace ingest
