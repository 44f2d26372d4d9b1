#include "world/ingest/toml_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <optional>

// Where a malformed text breaks an assumption of the library it asserts in a debug build and runs into undefined
// behaviour in a release. Its checks stay on in every build, and a broken one is a refusal. toml_traps.h keeps the
// known ones away from it.
#undef NDEBUG
namespace {
struct BrokenAssumption {};
[[noreturn]] void refuse_broken() {
  throw BrokenAssumption();
}
}  // namespace
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : refuse_broken())
#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "world/ingest/text.h"
#include "world/ingest/toml_traps.h"

namespace ingest {

namespace {

class Conversion {
 public:
  explicit Conversion(std::string name) : name_(std::move(name)) {}
  base::Problems problems;

  TomlValue convert(const toml::node& node) {
    TomlValue value;
    value.line = node.source().begin.line;
    if (const auto* table = node.as_table()) {
      convert_table(*table, value);
    } else if (const auto* list = node.as_array()) {
      value.kind = TomlValue::Kind::list;
      if (!fits(list->size(), value.line)) return value;
      value.items.reserve(list->size());
      for (const toml::node& item : *list) value.items.push_back(convert(item));
    } else if (const auto* text = node.as_string()) {
      value.kind = TomlValue::Kind::text;
      value.text = text->get();
    } else if (const auto* whole = node.as_integer()) {
      value.kind = TomlValue::Kind::whole;
      value.whole = whole->get();
      value.number = static_cast<double>(value.whole);
    } else if (const auto* number = node.as_floating_point()) {
      value.kind = TomlValue::Kind::number;
      value.number = number->get();
    } else if (const auto* boolean = node.as_boolean()) {
      value.kind = TomlValue::Kind::boolean;
      value.boolean = boolean->get();
    } else {
      value.kind = TomlValue::Kind::date;
    }
    return value;
  }

 private:
  bool fits(std::size_t items, std::size_t line) {
    if (items <= toml_items_max) return true;
    problems.add({name_, fmt::format("line {}", line), std::to_string(items),
                  fmt::format("is more than the {} items that one list may have", toml_items_max), "write fewer"});
    return false;
  }

  /// The library sorts keys by name; people expect the order of the file.
  void convert_table(const toml::table& table, TomlValue& value) {
    if (!fits(table.size(), value.line)) return;
    std::vector<std::pair<const toml::key*, const toml::node*>> entries;
    for (const auto& [key, node] : table) entries.emplace_back(&key, &node);
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      const auto& x = a.first->source().begin;
      const auto& y = b.first->source().begin;
      return std::pair(x.line, x.column) < std::pair(y.line, y.column);
    });
    for (const auto& [key, node] : entries) {
      value.keys.emplace_back(key->str());
      value.items.push_back(convert(*node));
      if (value.items.back().line == 0) value.items.back().line = key->source().begin.line;
    }
  }

  std::string name_;
};

void append_text(const TomlValue& value, std::string& out) {
  if (out.size() > 60) return;
  const auto append_items = [&](const auto& one) {
    for (std::size_t i = 0; i < value.items.size() && out.size() <= 60; ++i) {
      if (i > 0) out += ", ";
      one(i);
    }
  };
  switch (value.kind) {
    case TomlValue::Kind::text: out += value.text; break;
    case TomlValue::Kind::whole: out += std::to_string(value.whole); break;
    case TomlValue::Kind::number: out += fmt::format("{}", value.number); break;
    case TomlValue::Kind::boolean: out += value.boolean ? "true" : "false"; break;
    case TomlValue::Kind::date: out += "a date"; break;
    case TomlValue::Kind::list:
      out += "[";
      append_items([&](std::size_t i) { append_text(value.items[i], out); });
      out += "]";
      break;
    case TomlValue::Kind::table:
      out += "{ ";
      append_items([&](std::size_t i) {
        out += value.keys[i] + " = ";
        append_text(value.items[i], out);
      });
      out += " }";
      break;
  }
}

/// The first control character that TOML allows nowhere; the library asserts on some of them instead of saying so.
std::optional<base::Problem> control_character(const std::string& name, std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!has_control(bytes.substr(i, 1))) continue;
    const auto line = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(i), '\n') + 1;
    return base::Problem{name, fmt::format("line {}", line), shown(bytes.substr(i, 1)), "is a control character",
                         "remove it; in a text write \\n, \\t or \\u and its number"};
  }
  return {};
}

}  // namespace

base::Result<TomlValue> parse_toml(const std::string& name, std::string_view bytes) {
  if (bytes.size() > toml_bytes_max) {
    return tl::unexpected(base::Problems({name,
                                          {},
                                          {},
                                          fmt::format("is longer than {} bytes", toml_bytes_max),
                                          "split it, or leave out what is not needed"}));
  }
  if (const auto bad = control_character(name, bytes)) return tl::unexpected(base::Problems(*bad));
  if (auto trap = find_toml_trap(bytes)) {
    trap->file = name;
    return tl::unexpected(base::Problems(std::move(*trap)));
  }
  toml::table parsed;
  try {
    parsed = toml::parse(bytes);
  } catch (const toml::parse_error& error) {
    const auto& where = error.source().begin;
    return tl::unexpected(base::Problems({name,
                                          fmt::format("line {}, column {}", where.line, where.column),
                                          {},
                                          fmt::format("is not TOML here: {}", error.description()),
                                          "see https://toml.io"}));
  } catch (const BrokenAssumption&) {
    return tl::unexpected(base::Problems({name, {}, {}, "is not TOML", "see https://toml.io"}));
  }
  Conversion conversion(name);
  TomlValue root = conversion.convert(parsed);
  root.line = 1;
  if (!conversion.problems.empty()) return tl::unexpected(conversion.problems);
  return root;
}

base::Result<std::string> read_bytes(const std::filesystem::path& path, std::size_t bytes_max) {
  const auto refuse = [&](std::string what, std::string mend) {
    return tl::unexpected(base::Problems({path.string(), {}, {}, std::move(what), std::move(mend)}));
  };
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return std::filesystem::exists(path, error) ? refuse("is not a file", "name a file")
                                                : refuse("does not exist", "check the path");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return refuse("cannot be opened", "check its permissions");
  std::string bytes;
  char block[65536];
  while (file.read(block, sizeof block), file.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(file.gcount()));
    if (bytes.size() > bytes_max) {
      return refuse(fmt::format("is longer than {} bytes", bytes_max), "split it, or leave out what is not needed");
    }
  }
  if (file.bad()) return refuse("cannot be read to its end", "check the disk");
  return bytes;
}

std::string to_text(const TomlValue& value) {
  std::string out;
  append_text(value, out);
  return shown(out);
}

}  // namespace ingest
