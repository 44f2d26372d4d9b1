#include "world/ingest/fitting.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "world/ingest/toml_node.h"

namespace ingest {

namespace {

std::vector<std::pair<std::string, std::string>> read_by(const TomlNode& node) {
  std::vector<std::pair<std::string, std::string>> by;
  const auto entries = node.entries();
  if (!entries) return by;
  for (const auto& [key, value] : *entries) {
    if (const auto text = value.text()) by.emplace_back(key, *text);
  }
  std::ranges::sort(by);
  return by;
}

estate::Target read_target(const TomlNode& node) {
  const TomlTable table(node, {"measure", "curve", "by", "at", "value", "role", "source"});
  estate::Target target;
  const auto as_name = [](const TomlNode& n) { return n.text(); };
  if (table.has("measure") == table.has("curve")) {
    node.refuse("names neither a measure nor a curve, or both", "write one of measure = \"...\", curve = \"...\"");
  }
  table.find(target.name, "measure", as_name);
  table.find(target.name, "curve", as_name);
  if (const auto by = table.find("by")) target.by = read_by(*by);
  if (table.has("curve")) {
    table.need(target.at, "at", "write the moment, such as at = \"2017-05-12T13:00+01:00\"",
               [](const TomlNode& n) { return n.instant(); });
  } else if (const auto at = table.find("at")) {
    at->refuse("stands beside a measure, which is of the whole outbreak", "leave it out, or name a curve");
  }
  table.need(target.value, "value", "write the published number",
             [](const TomlNode& n) { return n.number(Range::not_negative()); });
  table.need(target.source, "source", "write who published it", as_name);
  if (const auto role = table.find("role")) target.held_out = role->one_of({"fitted", "predicted"}).value_or(0) == 1;
  return target;
}

estate::Prior read_prior(const TomlNode& node) {
  const TomlTable table(node, {"parameter", "prior", "source", "assumed"});
  estate::Prior prior;
  const auto as_text = [](const TomlNode& n) { return n.text(); };
  table.need(prior.parameter, "parameter", "name a parameter of the estate's uncertain.toml", as_text);
  table.need(prior.distribution, "prior", "write prior = { uniform = [low, high] } or its like",
             [](const TomlNode& n) { return n.distribution(Unit::number); });
  table.find(prior.source, "source", as_text);
  table.find(prior.assumed, "assumed", as_text);
  if (table.has("source") == table.has("assumed")) {
    node.refuse("needs either a source or the reason why it is assumed",
                "write one of source = \"...\", assumed = \"...\"");
  }
  return prior;
}

/// The tables of [[key]], at least one and none twice by `name_of`.
template <class T, class Name>
base::Result<std::vector<T>> parse_list(const std::string& name, std::string_view bytes, std::string_view key,
                                        T (*read)(const TomlNode&), const Name& name_of) {
  auto tree = parse_toml(name, bytes);
  if (!tree) return tl::unexpected(tree.error());
  TomlDocument document(name, std::move(*tree));
  const TomlNode root = document.root();
  const TomlTable table(root, {key});
  std::vector<T> all;
  const auto node = table.find(key);
  const auto entries = node ? node->tables() : std::nullopt;
  if (!node || (entries && entries->empty())) {
    root.refuse_missing(key, fmt::format("write at least one [[{}]]", key));
  }
  for (const TomlNode& entry : entries ? *entries : std::vector<TomlNode>{}) {
    T one = read(entry);
    if (std::ranges::any_of(all, [&](const T& other) { return name_of(other) == name_of(one); })) {
      entry.refuse("stands twice", "leave one of them out");
    }
    all.push_back(std::move(one));
  }
  if (!document.problems.empty()) return tl::unexpected(document.problems);
  return all;
}

}  // namespace

base::Result<std::vector<estate::Target>> parse_targets(const std::string& name, std::string_view bytes) {
  return parse_list<estate::Target>(name, bytes, "target", read_target, [](const estate::Target& target) {
    return std::tuple(target.name, target.by, target.at ? target.at->utc_s : 0);
  });
}

base::Result<std::vector<estate::Prior>> parse_priors(const std::string& name, std::string_view bytes) {
  return parse_list<estate::Prior>(name, bytes, "free", read_prior,
                                   [](const estate::Prior& prior) { return prior.parameter; });
}

base::Result<std::vector<estate::Target>> read_targets(const std::filesystem::path& path) {
  const auto bytes = read_bytes(path, toml_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_targets(path.string(), *bytes);
}

base::Result<std::vector<estate::Prior>> read_priors(const std::filesystem::path& path) {
  const auto bytes = read_bytes(path, toml_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_priors(path.string(), *bytes);
}

}  // namespace ingest
