#include "world/advisory/spdx_license.h"

#include <algorithm>
#include <array>

namespace advisory {

namespace {

constexpr auto listed = std::to_array<std::string_view>({
#include "world/advisory/spdx_licenses.inc"
});

constexpr char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, small, small);
}

bool begins_with(std::string_view text, std::string_view head) {
  return text.size() >= head.size() && same(text.substr(0, head.size()), head);
}

/// Letters, digits, '-' and '.'; "LicenseRef-" in just these letters, and then something behind it.
bool is_id(std::string_view text) {
  constexpr std::string_view own = "LicenseRef-";
  const bool signs = std::ranges::all_of(text, [](char c) {
    return (small(c) >= 'a' && small(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
  if (text.empty() || !signs || begins_with(text, "DocumentRef-")) return false;
  return !begins_with(text, own) || (text.starts_with(own) && text.size() > own.size());
}

/// Reads one expression from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::optional<std::vector<std::string>> read() {
    if (!expression(0)) return std::nullopt;
    return next().empty() ? std::optional(std::move(ids_)) : std::nullopt;
  }

 private:
  /// The next word or parenthesis, not yet taken; empty at the end.
  std::string_view next() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
    if (rest_.starts_with('(') || rest_.starts_with(')')) return rest_.substr(0, 1);
    return rest_.substr(0, rest_.find_first_of(" ()"));
  }
  bool take(std::string_view word) {
    if (!same(next(), word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool expression(int depth) {
    if (depth > license_depth_most || !term(depth)) return false;
    while (take("AND") || take("OR")) {
      if (!term(depth)) return false;
    }
    return true;
  }

  bool term(int depth) {
    if (take("(")) return expression(depth + 1) && take(")");
    std::string_view id = next();
    rest_.remove_prefix(id.size());
    const bool own = id.starts_with("LicenseRef-");
    if (!own && id.ends_with('+')) id.remove_suffix(1);  // or any later version
    if (!is_id(id) || is_word(id)) return false;
    ids_.emplace_back(id);
    if (!take("WITH")) return true;
    const std::string_view exception = next();
    rest_.remove_prefix(exception.size());
    if (!is_id(exception) || is_word(exception)) return false;
    ids_.emplace_back(exception);
    return true;
  }

  static bool is_word(std::string_view text) { return same(text, "AND") || same(text, "OR") || same(text, "WITH"); }

  std::string_view rest_;
  std::vector<std::string> ids_;
};

}  // namespace

std::optional<std::vector<std::string>> license_ids(std::string_view expression) {
  if (expression.size() > license_bytes_most) return std::nullopt;
  return Reader(expression).read();
}

bool is_listed_license(std::string_view id) {
  if (begins_with(id, "LicenseRef-scancode-")) return true;
  return std::ranges::any_of(listed, [&](std::string_view one) { return same(one, id); });
}

}  // namespace advisory
