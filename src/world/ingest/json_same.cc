#include "world/ingest/json_same.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace ingest::json {

namespace {

/// Whole numbers as such however they are written.
void add_number(double number, std::string& out) {
  constexpr double exact = 9007199254740992.0;  // 2^53
  if (std::trunc(number) == number && std::abs(number) <= exact) {
    out += fmt::format("{}", static_cast<std::int64_t>(number));
  } else {
    out += fmt::format("{}", number);
  }
}

void add(simdjson::dom::element value, std::string& out) {
  using Type = simdjson::dom::element_type;
  switch (value.type()) {
    case Type::NULL_VALUE: out += "null"; return;
    case Type::BOOL: out += bool(value) ? "true" : "false"; return;
    case Type::INT64: out += fmt::format("{}", std::int64_t(value)); return;
    case Type::UINT64: out += fmt::format("{}", std::uint64_t(value)); return;
    case Type::DOUBLE: add_number(double(value), out); return;
    case Type::STRING: out += quoted(std::string_view(value)); return;
    case Type::ARRAY:
      out += '[';
      for (const simdjson::dom::element item : simdjson::dom::array(value)) {
        add(item, out);
        out += ',';
      }
      out += ']';
      return;
    case Type::OBJECT: break;
  }
  std::vector<std::pair<std::string_view, simdjson::dom::element>> fields;
  for (const auto& [key, field] : simdjson::dom::object(value)) fields.emplace_back(key, field);
  std::ranges::sort(fields, {}, [](const auto& one) { return one.first; });
  out += '{';
  for (const auto& [key, field] : fields) {
    out += quoted(key) + ':';
    add(field, out);
    out += ',';
  }
  out += '}';
}

}  // namespace

std::string canonical(simdjson::dom::element value) {
  std::string out;
  add(value, out);
  return out;
}

bool is_canonical(simdjson::dom::element value, std::string_view text) {
  std::string_view one;
  // Most are texts, and most are not it.
  if (value.get_string().get(one) == simdjson::SUCCESS && text.size() < one.size() + 2) return false;
  return canonical(value) == text;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace ingest::json
