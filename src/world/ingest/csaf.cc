#include "world/ingest/csaf.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include "world/ingest/csaf_node.h"
#include "world/ingest/text.h"
#include "world/ingest/toml_tree.h"

namespace ingest {

namespace {

/// "6.1.27.10" after "6.1.27.9".
bool before(const CsafFinding& a, const CsafFinding& b) {
  std::string_view left = a.test;
  std::string_view right = b.test;
  while (!left.empty() && !right.empty()) {
    const auto take = [](std::string_view& from) {
      int number = 0;
      const auto [end, error] = std::from_chars(from.data(), from.data() + from.size(), number);
      from.remove_prefix(std::min(from.size(), static_cast<std::size_t>(end - from.data()) + 1));
      return number;
    };
    const int one = take(left);
    const int other = take(right);
    if (one != other) return one < other;
  }
  return left.size() < right.size();
}

base::Result<CsafReport> refused(const std::string& name, std::string place, std::string_view value, std::string what,
                                 std::string mend) {
  base::Problems problems;
  problems.add({name, std::move(place), shown(value), std::move(what), std::move(mend)});
  return tl::unexpected(std::move(problems));
}

/// Of a few keys by comparing all pairs, which is quicker than to sort them.
std::optional<std::string_view> same_among(std::span<std::string_view> keys) {
  constexpr std::size_t few = 16;
  if (keys.size() > few) {
    std::ranges::sort(keys);
    const auto same = std::ranges::adjacent_find(keys);
    return same == keys.end() ? std::nullopt : std::optional(*same);
  }
  for (std::size_t i = 1; i < keys.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (keys[i] == keys[j]) return keys[i];
    }
  }
  return std::nullopt;
}

/// A key that stands twice in one object: which of the two counts depends on who reads it. Its place, or nothing.
/// `keys` is memory to work in.
std::optional<std::string> twice(const csaf::Node& node, std::vector<std::string_view>& keys) {
  simdjson::dom::object object;
  std::optional<std::string> found;
  if (node.value().get_object().get(object) == simdjson::SUCCESS) {
    keys.clear();
    for (const auto& field : object) keys.push_back(field.key);
    if (const auto same = same_among(keys)) return node.pointer() + "/" + std::string(*same);
    for (const auto& field : object) {
      const bool deeper = field.value.is_object() || field.value.is_array();
      if (deeper && !found) found = twice(csaf::Node(field.value, node, field.key), keys);
    }
    return found;
  }
  node.each_item([&](const csaf::Node& item) {
    if (!found) found = twice(item, keys);
  });
  return found;
}

}  // namespace

base::Result<CsafReport> parse_csaf(const std::string& name, std::string_view bytes) {
  if (bytes.size() > csaf_bytes_max) {
    return refused(name, "", "", "is too large", fmt::format("{} MiB are read", csaf_bytes_max >> 20U));
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.allocate(bytes.size(), csaf_depth_max) != simdjson::SUCCESS) {
    return refused(name, "", "", "does not fit into memory", "free some");
  }
  if (const auto error = parser.parse(bytes.data(), bytes.size(), true).get(root); error != simdjson::SUCCESS) {
    return refused(name, "", "", std::string("is no JSON: ") + simdjson::error_message(error),
                   "CSAF documents are JSON in UTF-8");
  }
  csaf::Document document{csaf::Node(root), {}};
  std::vector<std::string_view> keys;
  if (const auto key = twice(document.root, keys)) {
    return refused(name, shown(*key), "", "stands more than once",
                   "keep one: readers disagree about which of them counts");
  }
  const auto head = document.root.find("document");
  const std::string_view version = head ? head->text("csaf_version") : std::string_view();
  if (version != "2.0") {
    return refused(name, "/document/csaf_version", version,
                   version.empty() ? "is missing" : "is a version that is not checked",
                   "documents of CSAF 2.0 are checked");
  }
  check_schema(document);
  check_products(document);
  check_scores(document);
  check_vulnerabilities(document);
  check_tracking(document);
  check_profiles(document);
  CsafReport report;
  const auto tracking = head->find("tracking");
  if (tracking) report.id = shown(tracking->text("id"));
  report.title = shown(head->text("title"));
  report.findings = std::move(document.findings);
  std::ranges::stable_sort(report.findings, before);
  for (CsafFinding& finding : report.findings) finding.value = shown(finding.value);
  return report;
}

base::Result<CsafReport> check_csaf(const std::filesystem::path& path) {
  const auto bytes = read_bytes(path, csaf_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_csaf(path.string(), *bytes);
}

}  // namespace ingest
