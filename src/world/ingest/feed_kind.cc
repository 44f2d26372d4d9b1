#include "world/ingest/feed_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ingest {

namespace {

/// A walk over the outermost keys of a JSON object. It trusts nothing: what is no JSON ends it.
class Keys {
 public:
  explicit Keys(std::string_view text) : rest_(text) {}

  /// The next key; `value` begins with its value. Empty at the end, or when this is no object.
  std::string_view next(std::string_view& value) {
    if (!pass(first_ ? '{' : ',')) return {};
    first_ = false;
    const std::string_view key = quoted();
    if (key.empty() || !pass(':')) return {};
    spaces();
    value = rest_;
    pass_value();
    return key;
  }
  /// Goes into a list.
  bool pass(char sign) {
    spaces();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  void spaces() {
    const std::size_t at = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(std::min(at, rest_.size()));
  }
  std::string_view quoted() {
    spaces();
    if (!rest_.starts_with('"')) return {};
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
    end = std::min(end, rest_.size());
    const std::string_view text = rest_.substr(1, end - 1);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return text;
  }
  void pass_value() {
    std::size_t depth = 0;
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '"') {
        quoted();
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) return;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      rest_.remove_prefix(1);
    }
  }

  std::string_view rest_;
  bool first_ = true;
};

struct Sign {
  std::string_view key;
  FeedKind kind;
};
/// Keys that only one feed has on the outside of its files.
constexpr auto signs = std::to_array<Sign>({{"document", FeedKind::csaf},
                                            {"dataType", FeedKind::cve},
                                            {"cveMetadata", FeedKind::cve},
                                            {"containers", FeedKind::cve},
                                            {"resultsPerPage", FeedKind::nvd},
                                            {"cve_id", FeedKind::nvd},
                                            {"affected", FeedKind::osv},
                                            {"catalogVersion", FeedKind::kev},
                                            {"releases", FeedKind::end_of_life}});

/// What the first entry of a list of vulnerabilities says: several feeds have one.
FeedKind kind_of_vulnerabilities(std::string_view list) {
  Keys walk(list);
  if (!walk.pass('[')) return FeedKind::unknown;
  Keys keys(walk.rest());
  std::string_view value;
  for (std::string_view key = keys.next(value); !key.empty(); key = keys.next(value)) {
    if (key == "cveID") return FeedKind::kev;
    if (key == "cve") return value.starts_with('{') ? FeedKind::nvd : FeedKind::unknown;
  }
  return FeedKind::unknown;
}

FeedKind kind_of_json(std::string_view bytes) {
  Keys list(bytes);
  Keys keys(list.pass('[') ? list.rest() : bytes);
  bool id = false;
  bool modified = false;
  FeedKind perhaps = FeedKind::unknown;
  std::string_view value;
  for (std::string_view key = keys.next(value); !key.empty(); key = keys.next(value)) {
    const auto sign = std::find_if(signs.begin(), signs.end(), [&](const Sign& one) { return one.key == key; });
    if (sign != signs.end()) return sign->kind;
    if (key == "cve" && value.starts_with('{')) return FeedKind::nvd;
    if (key == "vulnerabilities") perhaps = kind_of_vulnerabilities(value);
    id = id || key == "id";
    modified = modified || key == "modified";
    if (perhaps != FeedKind::unknown) return perhaps;
    if (id && modified) return FeedKind::osv;
  }
  return FeedKind::unknown;
}

bool has_column(std::string_view head, std::string_view column) {
  for (;;) {
    const std::size_t comma = std::min(head.find(','), head.size());
    std::string_view name = head.substr(0, comma);
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    if (name == column) return true;
    if (comma == head.size()) return false;
    head.remove_prefix(comma + 1);
  }
}

FeedKind kind_of_table(std::string_view bytes) {
  std::string_view head = bytes.substr(0, bytes.find('\n'));
  if (head.ends_with('\r')) head.remove_suffix(1);
  if (head.starts_with("#model_version:")) return FeedKind::epss;
  if (has_column(head, "cveID") && has_column(head, "dateAdded")) return FeedKind::kev_csv;
  if (has_column(head, "BulletinKB") && has_column(head, "AffectedProduct")) return FeedKind::microsoft_csv;
  const bool lower = has_column(head, "cve") && has_column(head, "epss");
  const bool upper = has_column(head, "CVE") && has_column(head, "EPSS");
  return lower || upper ? FeedKind::epss : FeedKind::unknown;
}

}  // namespace

FeedKind feed_kind_of(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return FeedKind::unknown;
  const bool json = bytes[first] == '{' || bytes[first] == '[';
  if (json) return kind_of_json(bytes);
  constexpr std::size_t near = std::size_t{64} << 10U;
  const bool page = bytes.starts_with("---") && bytes.substr(0, near).find("\nreleases:") != std::string_view::npos;
  return page ? FeedKind::end_of_life_page : kind_of_table(bytes);
}

}  // namespace ingest
