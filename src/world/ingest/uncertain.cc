#include "world/ingest/uncertain.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "world/ingest/estate_reading.h"
#include "world/ingest/text.h"
#include "world/ingest/toml_node.h"

namespace ingest {

namespace {

using estate::Condition;
using estate::Parameter;
using Field = Condition::Field;
using Per = Parameter::Per;

/// Whether everything that shares one draw of `per` also shares the value of a column.
bool column_is_known(Per per, Field field) {
  switch (per) {
    case Per::estate: return false;
    case Per::region: return field == Field::region;
    case Per::kind: return field == Field::kind;
    case Per::parent:
    case Per::organisation: return true;
  }
  return false;
}

/// The same for an earlier parameter: its draw must not be finer.
bool parameter_is_known(Per per, Per earlier) {
  return earlier == Per::estate || earlier == per || per == Per::organisation ||
         (per == Per::parent && (earlier == Per::region || earlier == Per::kind));
}

class Reader {
 public:
  Reader(TomlDocument& document, const KnownWords& words) : document_(document), words_(words) {}

  std::vector<Parameter> read() {
    const TomlTable root(document_.root(), {"parameter"});
    const auto list = root.find("parameter");
    const auto entries = list ? list->tables() : std::nullopt;
    if (!entries) return {};
    if (entries->size() > parameters_max) {
      list->refuse("has too many parameters", fmt::format("write at most {}", parameters_max));
      return {};
    }
    for (const TomlNode& entry : *entries) read_parameter(entry);
    return std::move(parameters_);
  }

 private:
  void read_parameter(const TomlNode& entry) {
    const TomlTable table(
        entry, {"name", "per", "unit", "source", "assumed", "plausible", "hand_set", "distribution", "case"});
    Parameter parameter;
    read_name(table, parameter);
    if (const auto per = table.need("per", "write one of estate, region, kind, parent, organisation")) {
      const auto found = per->one_of({"estate", "region", "kind", "parent", "organisation"});
      parameter.per = static_cast<Per>(found.value_or(static_cast<std::size_t>(Per::organisation)));
    }
    if (const auto unit = table.find("unit")) parameter.unit = unit->text().value_or("");
    if (const auto hand_set = table.find("hand_set")) parameter.hand_set = hand_set->boolean().value_or(false);
    read_origin(table, parameter);
    read_cases(table, parameter);
    parameters_.push_back(std::move(parameter));
  }

  void read_name(const TomlTable& table, Parameter& parameter) {
    const auto node = table.need("name", "give the parameter a name");
    const auto name = node ? node->text() : std::nullopt;
    if (!name) return;
    parameter.name = *name;
    if (!is_id(*name)) {
      node->refuse("is not a well-formed name", "write letters, digits and - _ . : /, without spaces");
    } else if (parse_number(*name)) {
      node->refuse("is a number, not a name", "begin it with a letter");
    } else if (find(*name) != estate::none) {
      node->refuse("is a name that another parameter has", "give each parameter a name of its own");
    } else if (std::find(columns.begin(), columns.end(), *name) != columns.end()) {
      node->refuse("is a column that conditions speak of", "choose another name");
    }
  }

  static void read_origin(const TomlTable& table, Parameter& parameter) {
    if (const auto source = table.find("source")) parameter.source = source->text().value_or("");
    if (const auto assumed = table.find("assumed")) parameter.assumed = assumed->text().value_or("");
    if (table.has("source") == table.has("assumed")) {
      table.node().refuse("needs either a source or the reason why it is assumed",
                          "write one of source = \"...\", assumed = \"...\"");
    }
    const auto plausible = table.find("plausible");
    if (table.has("assumed") && !plausible) table.node().refuse_missing("plausible", "write plausible = [low, high]");
    if (!plausible) return;
    if (!table.has("assumed"))
      plausible->refuse("stands without assumed", "only assumed values have a plausible range");
    if (const auto range = read_range(*plausible)) {
      parameter.plausible_low = range->first;
      parameter.plausible_high = range->second;
    }
  }

  static std::optional<std::pair<double, double>> read_range(const TomlNode& node) {
    const auto ends = node.list();
    if (!ends) return {};
    if (ends->size() != 2) {
      node.refuse("is not a range", "write [low, high]");
      return {};
    }
    const auto low = (*ends)[0].number();
    const auto high = (*ends)[1].number();
    if (!low || !high) return {};
    if (*low > *high) node.refuse("is upside down", "write the smaller end first");
    return std::pair(*low, *high);
  }

  void read_cases(const TomlTable& table, Parameter& parameter) {
    if (table.has("distribution") == table.has("case")) {
      table.node().refuse("needs either a distribution or cases", "write distribution = ... or [[parameter.case]]");
    }
    if (const auto node = table.find("distribution")) {
      estate::Case one;
      read_distribution(*node, one);
      parameter.cases.push_back(std::move(one));
    }
    const auto node = table.find("case");
    const auto cases = node ? node->tables() : std::nullopt;
    if (!cases) return;
    if (cases->empty() || cases->size() > cases_max) {
      node->refuse("does not have a right number of cases", fmt::format("write 1 to {}", cases_max));
      return;
    }
    for (std::size_t i = 0; i < cases->size(); ++i) read_case((*cases)[i], i + 1 == cases->size(), parameter);
  }

  /// In `{ beta = { mean = "name", ... } }` and its like the first number may be the name of a parameter per estate
  /// further up. It is read with that parameter's mean in the name's place.
  void read_distribution(const TomlNode& node, estate::Case& one) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> firsts = {
        {{"chance", "of"}, {"beta", "mean"}, {"gamma", "mean"}, {"lognormal", "median"}, {"exponential", ""}}};
    TomlValue tree = node.value();
    TomlValue* name = nullptr;
    if (tree.kind == TomlValue::Kind::table && tree.keys.size() == 1) {
      for (const auto& [kind, key] : firsts) {
        if (tree.keys[0] != kind) continue;
        TomlValue& inner = tree.items[0];
        if (inner.kind == TomlValue::Kind::text && (key.empty() || kind == "chance")) name = &inner;
        if (inner.kind != TomlValue::Kind::table) continue;
        const auto at = std::find(inner.keys.begin(), inner.keys.end(), key);
        if (at == inner.keys.end()) continue;
        TomlValue& first = inner.items[static_cast<std::size_t>(at - inner.keys.begin())];
        if (first.kind == TomlValue::Kind::text) name = &first;
      }
    }
    if (name != nullptr) {
      one.first_from = hyperparameter(node, name->text, tree.keys[0]);
      if (one.first_from == estate::none) return;
      name->kind = TomlValue::Kind::number;
      name->number = base::mean(parameters_[one.first_from].cases.front().distribution);
      name->text.clear();
    }
    const TomlNode with_numbers(document_, tree, node.place());
    if (const auto distribution = with_numbers.distribution(Unit::number)) one.distribution = *distribution;
  }

  estate::Index hyperparameter(const TomlNode& node, const std::string& name, const std::string& kind) {
    const estate::Index found = find(name);
    if (found == estate::none || parameters_[found].per != Per::estate) {
      node.refuse("names no parameter per estate that stands further up",
                  "write a number, or the name of a parameter with per = \"estate\" above this one");
      return estate::none;
    }
    const bool share = kind == "chance" || kind == "beta";
    for (const estate::Case& one : parameters_[found].cases) {
      const double low = base::lowest(one.distribution);
      const double high = base::highest(one.distribution);
      if (low >= 0 && (!share || high <= 1)) continue;
      node.refuse("takes its first number from a parameter that can leave its range",
                  share ? "give that parameter a distribution within 0 to 1" : "give it one that is never below 0");
      return estate::none;
    }
    return found;
  }

  void read_case(const TomlNode& entry, bool last, Parameter& parameter) {
    const TomlTable table(entry, {"when", "distribution"});
    estate::Case one;
    const auto when = table.find("when");
    const auto conditions = when ? when->entries() : std::nullopt;
    if (conditions) {
      for (const auto& [key, node] : *conditions) read_condition(key, node, parameter, one);
    }
    const bool always = !when || (conditions && conditions->empty());
    if (last && !always) {
      entry.refuse("is the last case but has conditions", "end with a case without when, for all the rest");
    }
    if (!last && always) entry.refuse("has no condition, so that no later case counts", "let it be the last");
    const auto node = table.need("distribution", "write distribution = ...");
    if (node) read_distribution(*node, one);
    parameter.cases.push_back(std::move(one));
  }

  void read_condition(const std::string& key, const TomlNode& node, const Parameter& parameter, estate::Case& one) {
    const auto column = std::find(columns.begin(), columns.end(), key);
    if (column != columns.end()) {
      const auto field = static_cast<Field>(column - columns.begin());
      if (!column_is_known(parameter.per, field)) {
        node.refuse("is a column that one draw of this parameter has no single value of",
                    "draw the parameter per organisation, or leave the condition out");
      }
      read_column_condition(field, node, one);
      return;
    }
    const estate::Index earlier = find(key);
    if (earlier == estate::none) {
      node.refuse("is a condition on neither a column nor an earlier parameter",
                  "write kind, sector, region, organisation or the name of a parameter further up");
      return;
    }
    if (!parameter_is_known(parameter.per, parameters_[earlier].per)) {
      node.refuse("is a condition on a parameter that is drawn more finely",
                  "draw this parameter as finely as that one");
    }
    Condition condition{Field::parameter, {}, earlier, 0, 0};
    if (node.value().kind == TomlValue::Kind::list) {
      const auto range = read_range(node);
      if (!range) return;
      std::tie(condition.low, condition.high) = *range;
    } else {
      const auto number = node.number();
      if (!number) return;
      condition.low = condition.high = *number;
    }
    one.when.push_back(std::move(condition));
  }

  void read_column_condition(Field field, const TomlNode& node, estate::Case& one) {
    const auto texts = node.texts();
    if (!texts) return;
    const Ids* known = nullptr;
    switch (field) {
      case Field::kind: known = &words_.kinds; break;
      case Field::sector: known = &words_.sectors; break;
      case Field::region: known = &words_.regions; break;
      case Field::organisation: known = &words_.organisations; break;
      case Field::parameter: return;
    }
    for (const std::string& text : *texts) {
      if (known->may_exist(text)) continue;
      const auto meant = known->nearest(text);
      node.refuse(fmt::format("names a {} that no organisation has", columns[static_cast<std::size_t>(field)]),
                  meant ? fmt::format("did you mean '{}'?", *meant) : "name one that is in organisations.csv");
    }
    one.when.push_back({field, *texts, estate::none, 0, 0});
  }

  [[nodiscard]] estate::Index find(const std::string& name) const {
    const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                    [&](const Parameter& parameter) { return parameter.name == name; });
    return found == parameters_.end() ? estate::none : static_cast<estate::Index>(found - parameters_.begin());
  }

  /// In the order of Condition::Field.
  static constexpr std::array<std::string_view, 4> columns = {"kind", "sector", "region", "organisation"};
  TomlDocument& document_;
  const KnownWords& words_;
  std::vector<Parameter> parameters_;
};

}  // namespace

base::Result<std::vector<Parameter>> read_uncertain(std::string_view text, const std::string& file,
                                                    const KnownWords& words) {
  auto tree = parse_toml(file, text);
  if (!tree) return tl::unexpected(std::move(tree.error()));
  TomlDocument document(file, std::move(*tree));
  auto parameters = Reader(document, words).read();
  if (!document.problems.empty()) return tl::unexpected(std::move(document.problems));
  return parameters;
}

void read_parameters(EstateReading& reading) {
  const std::string name = "uncertain.toml";
  const std::string file = reading.folder.path_of(name);
  const auto text = reading.folder.read(name, toml_bytes_max);
  if (text && !text->has_value()) return;
  auto parameters =
      text ? read_uncertain(**text, file, {reading.organisations, reading.kinds, reading.sectors, reading.regions})
           : tl::unexpected(text.error());
  if (!parameters) {
    reading.problems.add(parameters.error());
    reading.parameters.complete = false;  // names that are used may stand in what could not be read
    return;
  }
  for (const Parameter& parameter : *parameters) reading.parameters.intern(parameter.name);
  reading.share_uses.resize(parameters->size());
  reading.tables.parameters = std::move(*parameters);
}

}  // namespace ingest
