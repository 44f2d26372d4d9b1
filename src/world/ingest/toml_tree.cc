#include "world/ingest/toml_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <optional>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "world/ingest/text.h"

namespace ingest {

namespace {

/// Walks over a text outside of strings and comments and measures how deep it nests.
class Prescan {
 public:
  explicit Prescan(std::string_view text) : text_(text) {}

  /// What is over a limit, and its line; nothing when all is within.
  std::optional<base::Problem> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (c == '\n') ++line_;
      count(c);
      if (depth_ > toml_depth_max) {
        return base::Problem{{},
                             place(),
                             {},
                             fmt::format("nests deeper than {} brackets", toml_depth_max),
                             "close the brackets, or write tables of their own"};
      }
      if (dots_ > toml_dots_max) {
        return base::Problem{{},
                             place(),
                             {},
                             fmt::format("has a name of more than {} parts", toml_dots_max + 1),
                             "write a shorter name"};
      }
      ++at_;
    }
    return {};
  }

 private:
  [[nodiscard]] std::string place() const { return fmt::format("line {}", line_); }

  void count(char c) {
    if (c == '.') {
      ++dots_;
    } else if (std::string_view("=,[]{}\n").find(c) != std::string_view::npos) {
      dots_ = 0;
    }
    if (c == '[' || c == '{') ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
  }

  /// Leaves `at_` behind the string. A one-line string ends at the end of the line at the latest: there the library
  /// finds the mistake and stops.
  void skip_string(char quote) {
    const bool many_lines = text_.substr(at_, 3) == std::string(3, quote);
    at_ += many_lines ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') {
        if (!many_lines) return;
        ++line_;
      }
      if (c == '\\' && quote == '"') {
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++line_;
        at_ += 2;
        continue;
      }
      if (!many_lines && c == quote) {
        ++at_;
        return;
      }
      if (many_lines && text_.substr(at_, 3) == std::string(3, quote)) {
        at_ += 3;
        while (at_ < text_.size() && text_[at_] == quote) ++at_;  // """" ends with a quote of the text
        return;
      }
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t depth_ = 0;
  std::size_t dots_ = 0;
};

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

}  // namespace

base::Result<TomlValue> parse_toml(const std::string& name, std::string_view bytes) {
  if (bytes.size() > toml_bytes_max) {
    return tl::unexpected(base::Problems({name,
                                          {},
                                          {},
                                          fmt::format("is longer than {} bytes", toml_bytes_max),
                                          "split it, or leave out what is not needed"}));
  }
  if (auto over = Prescan(bytes).run()) {
    over->file = name;
    return tl::unexpected(base::Problems(*over));
  }
  const toml::parse_result parsed = toml::parse(bytes);
  if (!parsed) {
    const auto& where = parsed.error().source().begin;
    return tl::unexpected(base::Problems({name,
                                          fmt::format("line {}, column {}", where.line, where.column),
                                          {},
                                          fmt::format("is not TOML here: {}", parsed.error().description()),
                                          "see https://toml.io"}));
  }
  Conversion conversion(name);
  TomlValue root = conversion.convert(parsed.table());
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
