#include "show/report/advisory_head.h"

#include <nlohmann/json.hpp>

#include "world/advisory/field.h"

namespace report {

using Json = nlohmann::ordered_json;

Json document_json(const advisory::Head& head) {
  if (!head.known()) return nullptr;
  Json json = Json::object();
  for (const advisory::Field field : advisory::shown_of_head()) {
    const std::vector<std::string> values = advisory::values_of(head, field);
    if (values.empty()) continue;
    Json& value = json[std::string(advisory::name_of(field))];
    if (field == advisory::Field::alias) {
      value = values;
    } else {
      value = values.front();
    }
  }
  for (const advisory::Revision& one : head.history) {
    Json& revision =
        json["history"].emplace_back(Json{{"number", one.number}, {"date", one.date}, {"summary", one.summary}});
    if (!one.legacy_version.empty()) revision["legacy_version"] = one.legacy_version;
  }
  return json;
}

}  // namespace report
