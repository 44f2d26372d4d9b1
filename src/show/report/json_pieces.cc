#include "show/report/json_pieces.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace report {

namespace {

using Json = nlohmann::ordered_json;

std::string one_a_line(const Json& list) {
  const auto text = [](const Json& item) { return item.dump(-1, ' ', false, Json::error_handler_t::replace); };
  if (!list.is_array() || list.empty()) return text(list);
  std::string out = "[";
  for (const Json& item : list) out += (out.size() == 1 ? "\n  " : ",\n  ") + text(item);
  return out + "\n ]";
}

}  // namespace

Json exact(double value) {
  constexpr double whole_to = 9007199254740992.0;  // 2^53
  if (!std::isfinite(value)) return nullptr;
  if (value == std::floor(value) && std::abs(value) <= whole_to) return static_cast<std::int64_t>(value);
  return value;
}

Json by_json(const drill::By& by) {
  Json out = Json::object();
  for (const auto& [key, value] : by) out[key] = value;
  return out;
}

std::string lines_of(const Json& object) {
  std::string text = "{";
  for (const auto& [key, value] : object.items()) {
    text += fmt::format("{}\n \"{}\": {}", text.size() == 1 ? "" : ",", key, one_a_line(value));
  }
  return text + "\n}\n";
}

}  // namespace report
