#include "world/ingest/harm.h"

#include <fmt/format.h>

#include "world/ingest/estate_reading.h"
#include "world/ingest/toml_node.h"

namespace ingest {

namespace {

std::string mend_of(const Ids& ids, const std::string& word, std::string_view otherwise) {
  const auto meant = ids.nearest(word);
  return meant ? fmt::format("did you mean '{}'?", *meant) : std::string(otherwise);
}

double number_of(const TomlTable& table, std::string_view key, const Range& range) {
  const auto node = table.need(key, "write a number");
  return node ? node->number(range).value_or(0) : 0;
}

std::string source_of(const TomlTable& table) {
  const auto node = table.need("source", "say where the numbers come from, or why they are assumed");
  return node ? node->text().value_or("") : "";
}

estate::Diversion read_diversion(const TomlNode& node, const Ids& service_kinds, const Ids& measures) {
  const TomlTable table(node, {"service_kind", "below", "after", "reopens_at", "spare", "measures", "source"});
  estate::Diversion diversion;
  if (const auto kind = table.need("service_kind", "name the kind of service that diverts")) {
    diversion.service_kind = kind->text().value_or("");
    if (!diversion.service_kind.empty() && !service_kinds.may_exist(diversion.service_kind)) {
      kind->refuse("is a kind that no service has",
                   mend_of(service_kinds, diversion.service_kind, "name a kind in use"));
    }
  }
  diversion.below = number_of(table, "below", {0, 1, true});
  if (const auto after = table.need("after", "write a duration such as \"1h\"")) {
    diversion.after_s = after->duration().value_or(0);
  }
  if (const auto reopens = table.need("reopens_at", "write the capacity at which it opens again")) {
    if (const auto number = reopens->number(Range::share())) {
      diversion.reopens_at = *number;
      if (*number < diversion.below) reopens->refuse("is less than 'below'", "write at least what stands there");
    }
  }
  diversion.spare = number_of(table, "spare", {0, 100, false});
  if (const auto list = table.need("measures", "name the measures that move, such as [\"attendances\"]")) {
    const auto names = list->texts();
    for (const std::string& name : names.value_or(std::vector<std::string>{})) {
      const estate::Index measure = measures.find(name);
      if (measure != estate::none) diversion.measures.push_back(measure);
      if (!measures.may_exist(name)) {
        list->refuse("names a measure that is not in measures.csv",
                     mend_of(measures, name, "name measures that are there"));
      }
    }
  }
  diversion.source = source_of(table);
  return diversion;
}

estate::ResponseCost read_response(const TomlNode& node) {
  const TomlTable table(node, {"per_hand_hour", "per_device", "source"});
  return {number_of(table, "per_hand_hour", {0, 1e6, false}), number_of(table, "per_device", {0, 1e6, false}),
          source_of(table)};
}

}  // namespace

base::Result<HarmRules> read_harm(std::string_view text, const std::string& file, const Ids& service_kinds,
                                  const Ids& measures) {
  auto tree = parse_toml(file, text);
  if (!tree) return tl::unexpected(std::move(tree.error()));
  TomlDocument document(file, std::move(*tree));
  const TomlTable root(document.root(), {"diversion", "response"});
  HarmRules rules;
  if (const auto node = root.find("diversion")) rules.diversion = read_diversion(*node, service_kinds, measures);
  if (const auto node = root.find("response")) rules.response = read_response(*node);
  if (!document.problems.empty()) return tl::unexpected(std::move(document.problems));
  return rules;
}

void read_harm(EstateReading& reading) {
  const std::string name = "harm.toml";
  const auto text = reading.folder.read(name, toml_bytes_max);
  if (!text) reading.problems.add(text.error());
  if (!text || !text->has_value()) return;
  Ids service_kinds;
  for (const estate::Service& service : reading.tables.care.services) service_kinds.intern(service.kind);
  service_kinds.complete = reading.services.complete && !reading.services.has_unread;
  auto rules = read_harm(**text, reading.folder.path_of(name), service_kinds, reading.measures);
  if (!rules) {
    reading.problems.add(rules.error());
    return;
  }
  reading.tables.care.diversion = std::move(rules->diversion);
  reading.tables.care.response = std::move(rules->response);
}

}  // namespace ingest
