#include "world/ingest/datapackage.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "world/ingest/folder.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using nlohmann::json;

std::string_view name_of(Column::Type type) {
  switch (type) {
    case Column::Type::number: return "number";
    case Column::Type::integer: return "integer";
    case Column::Type::string: break;
  }
  return "string";
}

/// Whether a schema may say `type` of a column: what it says must not refuse values that may stand there.
bool fits(std::string_view type, Column::Type column) {
  if (column == Column::Type::string) return type == "string" || type == "any";
  return type == name_of(column) || (column == Column::Type::number && type == "integer");
}

class Reader {
 public:
  Reader(const std::string& file, std::span<const TableRules> tables, base::Problems& problems)
      : file_(file), tables_(tables), problems_(problems) {}

  DataPackage read(std::string_view text) {
    const json root = parse(text);
    package_.complete = root.is_object();
    if (root.is_discarded()) return std::move(package_);
    if (!root.is_object()) {
      wrong("", "", "is not a JSON object", "begin with { and give name, profile and resources");
      return std::move(package_);
    }
    package_.name = text_at(root, "name", "name", "give the estate a short name, such as \"example-trust\"");
    if (!package_.name.empty() && !is_id(package_.name)) {
      wrong("name", package_.name, "is not a name of a data package", "write letters, digits and - _ . /");
    }
    if (root.contains("title")) package_.title = text_at(root, "title", "title", "");
    if (text_at(root, "profile", "profile", "write \"profile\": \"tabular-data-package\"") != "tabular-data-package" &&
        root.contains("profile") && root["profile"].is_string()) {
      wrong("profile", root["profile"].get<std::string>(), "is not the profile of an estate",
            "write \"profile\": \"tabular-data-package\"");
    }
    read_resources(root);
    return std::move(package_);
  }

 private:
  void wrong(std::string place, std::string_view value, std::string what, std::string mend) {
    problems_.add(base::Problem{file_, std::move(place), shown(value), std::move(what), std::move(mend)});
  }

  /// Refuses what JSON parsers let pass: deep nesting and keys that stand twice.
  json parse(std::string_view text) {
    if (text.size() > datapackage_bytes_max) {
      wrong("", "", fmt::format("is larger than {} bytes", datapackage_bytes_max), "shorten it");
      return json(json::value_t::discarded);
    }
    std::vector<std::set<std::string>> keys;
    bool too_deep = false;
    std::vector<std::string> repeated;
    const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
      if (event == json::parse_event_t::object_start) keys.emplace_back();
      if (event == json::parse_event_t::object_end && !keys.empty()) keys.pop_back();
      if (event == json::parse_event_t::key && !keys.empty() && !keys.back().insert(parsed.get<std::string>()).second) {
        repeated.push_back(parsed.get<std::string>());
      }
      too_deep = too_deep || depth >= static_cast<int>(datapackage_depth_max);
      return !too_deep;
    };
    json root(json::value_t::discarded);
    try {
      root = json::parse(text, watch);
    } catch (const json::parse_error& error) {
      const auto before = text.substr(0, error.byte > 0 ? error.byte - 1 : 0);
      const auto line = std::count(before.begin(), before.end(), '\n') + 1;
      wrong(fmt::format("line {}", line), "", "is not JSON", "correct it here or just before");
      return json(json::value_t::discarded);
    } catch (const json::exception&) {  // a number that no double holds
      wrong("", "", "has a number that is too large", "write a smaller one");
      return json(json::value_t::discarded);
    }
    for (const std::string& key : repeated) wrong("", key, "is a key that stands twice", "remove one of them");
    if (too_deep) {
      wrong("", "", fmt::format("is nested more than {} deep", datapackage_depth_max), "write it flatter");
      return json(json::value_t::discarded);
    }
    return root;
  }

  std::string text_at(const json& object, const char* key, std::string place, std::string mend) {
    const auto found = object.find(key);
    if (found == object.end()) {
      wrong(std::move(place), "", "is missing", std::move(mend));
      return {};
    }
    if (!found->is_string()) {
      wrong(std::move(place), found->dump(), "is not a text", "write it in quotes");
      return {};
    }
    return found->get<std::string>();
  }

  void read_resources(const json& root) {
    const auto resources = root.find("resources");
    if (resources == root.end() || !resources->is_array()) {
      wrong("resources", "", "is not a list of tables", "list each table with name, path and schema");
      package_.complete = false;
      return;
    }
    for (std::size_t i = 0; i < resources->size(); ++i) read_resource((*resources)[i], fmt::format("resources[{}]", i));
    for (const TableRules& table : tables_) {
      const bool listed = std::any_of(package_.resources.begin(), package_.resources.end(),
                                      [&](const Resource& resource) { return resource.name == table.name; });
      if (table.required && !listed) {
        wrong("resources", table.name, "is a table that every estate has, and is not listed",
              "list it with name, path and schema");
      }
    }
  }

  void read_resource(const json& entry, const std::string& place) {
    if (!entry.is_object()) {
      wrong(place, entry.dump(), "is not a table's description",
            "write { \"name\": ..., \"path\": ..., \"schema\": ... }");
      package_.complete = false;
      return;
    }
    Resource resource;
    resource.name = text_at(entry, "name", place + ".name", "name the table, such as \"zones\"");
    resource.path = text_at(entry, "path", place + ".path", "give its file, such as \"zones.csv\"");
    const auto rules = std::find_if(tables_.begin(), tables_.end(),
                                    [&](const TableRules& table) { return table.name == resource.name; });
    check_meaning(entry, place);
    bool good = check_path(resource.path, place + ".path");
    if (rules == tables_.end()) {
      package_.complete = package_.complete && !resource.name.empty();
      if (!resource.name.empty()) {
        wrong(place + ".name", resource.name, "is not a table of an estate", "the tables are " + all_tables());
      }
      return;
    }
    const std::string schema_place = fmt::format("{}.schema ({})", place, resource.name);
    resource.fields = read_schema(entry, *rules, schema_place);
    for (const Resource& other : package_.resources) {
      if (other.name == resource.name) {
        wrong(place + ".name", resource.name, "is a table that is listed twice", "list each table once");
        good = false;
      }
      if (other.path == resource.path && !resource.path.empty()) {
        wrong(place + ".path", resource.path, "is the file of another table too", "give each table a file of its own");
        good = false;
      }
    }
    package_.complete = package_.complete && good;
    if (good) package_.resources.push_back(std::move(resource));
  }

  bool check_path(const std::string& path, const std::string& place) {
    if (path.empty()) return false;
    const auto refusal = refusal_of_path(path);
    if (refusal) wrong(place, path, "is not a path below the folder: it " + *refusal, "write a name such as zones.csv");
    return !refusal;
  }

  /// Keys of the standard that would change how a table is read; an estate's tables are read in one way only.
  void check_meaning(const json& entry, const std::string& place) {
    if (entry.contains("data")) {
      wrong(place + ".data", "", "holds rows, which are read from CSV files only", "put them into a file");
    }
    if (entry.contains("dialect")) {
      wrong(place + ".dialect", "", "is not read: tables are separated by commas, quoted with \", with a header line",
            "remove it and save the table that way");
    }
    if (entry.contains("encoding") && entry["encoding"] != "utf-8" && entry["encoding"] != "UTF-8") {
      wrong(place + ".encoding", entry["encoding"].dump(), "is not read: tables are UTF-8", "save the table as UTF-8");
    }
    if (entry.contains("profile") && entry["profile"] != "tabular-data-resource") {
      wrong(place + ".profile", entry["profile"].dump(), "is not the profile of a table",
            "write \"tabular-data-resource\" or leave it out");
    }
  }

  std::vector<std::string> read_schema(const json& entry, const TableRules& rules, const std::string& place) {
    const auto schema = entry.find("schema");
    if (schema == entry.end() || !schema->is_object() || !schema->contains("fields") ||
        !(*schema)["fields"].is_array()) {
      wrong(place, "", "has no list of fields",
            "write \"schema\": { \"fields\": [ { \"name\": ..., \"type\": ... } ] }");
      return {};
    }
    if (schema->contains("missingValues") && (*schema)["missingValues"] != json::array({""})) {
      wrong(place + ".missingValues", (*schema)["missingValues"].dump(), "is not read: only a blank is a missing value",
            "remove it, and leave cells blank that have no value");
    }
    std::vector<std::string> fields;
    for (const json& field : (*schema)["fields"]) {
      const std::string field_place = fmt::format("{}.fields[{}]", place, fields.size());
      if (!field.is_object()) {
        wrong(field_place, field.dump(), "is not a field's description", "write { \"name\": ..., \"type\": ... }");
        fields.emplace_back();
        continue;
      }
      fields.push_back(text_at(field, "name", field_place + ".name", "name the column"));
      check_field(field, fields, rules, field_place);
    }
    for (const Column& column : rules.columns) {
      if (!column.may_be_missing && std::find(fields.begin(), fields.end(), column.name) == fields.end()) {
        wrong(place, column.name, "is a column of this table, and is not listed",
              fmt::format("add {{ \"name\": \"{}\", \"type\": \"{}\" }}", column.name, name_of(column.type)));
      }
    }
    return fields;
  }

  void check_field(const json& field, const std::vector<std::string>& fields, const TableRules& rules,
                   const std::string& place) {
    const std::string& name = fields.back();
    if (name.empty()) return;
    if (std::count(fields.begin(), fields.end(), name) > 1) {
      wrong(place, name, "is a field that is listed twice", "list each field once");
    }
    const auto column = std::find_if(rules.columns.begin(), rules.columns.end(),
                                     [&](const Column& known) { return known.name == name; });
    if (column == rules.columns.end()) {
      wrong(place, name, "is not a column of this table", "remove it, or correct its name");
      return;
    }
    const std::string type =
        text_at(field, "type", place + ".type", fmt::format("write \"{}\"", name_of(column->type)));
    if (!type.empty() && !fits(type, column->type)) {
      wrong(fmt::format("{}.type ({})", place, name), type, "is not the type of this column",
            fmt::format("write \"{}\"", name_of(column->type)));
    }
  }

  [[nodiscard]] std::string all_tables() const {
    std::string text;
    for (const TableRules& table : tables_) text += (text.empty() ? "" : ", ") + std::string(table.name);
    return text;
  }

  const std::string& file_;
  std::span<const TableRules> tables_;
  base::Problems& problems_;
  DataPackage package_;
};

}  // namespace

DataPackage read_datapackage(std::string_view text, const std::string& file, std::span<const TableRules> tables,
                             base::Problems& problems) {
  return Reader(file, tables, problems).read(text);
}

}  // namespace ingest
