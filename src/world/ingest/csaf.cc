#include "world/ingest/csaf.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "world/ingest/csaf_node.h"
#include "world/ingest/json_text.h"
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

}  // namespace

base::Result<CsafReport> parse_csaf(const std::string& name, std::string_view bytes, const CsafReferences& beside) {
  if (bytes.size() > csaf_bytes_max) {
    return refused(name, "", "", "is too large", fmt::format("{} MiB are read", csaf_bytes_max >> 20U));
  }
  simdjson::dom::parser parser;
  const auto root = json::parse(parser, name, bytes, csaf_depth_max);
  if (!root) return tl::unexpected(root.error());
  csaf::Document document(csaf::Node(*root), beside);
  const auto head = document.root.find("document");
  const std::string_view version = head ? head->text("csaf_version") : std::string_view();
  if (version != "2.0" && version != "2.1") {
    return refused(name, "/document/csaf_version", version,
                   version.empty() ? "is missing" : "is a version that is not checked",
                   "documents of CSAF 2.0 and 2.1 are checked");
  }
  if (version == "2.1") document.edition = csaf::Edition::v2_1;
  for (const auto check : csaf::checks) check(document);
  CsafReport report;
  const auto tracking = head->find("tracking");
  if (tracking) report.id = shown(tracking->text("id"));
  report.title = shown(head->text("title"));
  report.findings = std::move(document.findings);
  report.unchecked = std::move(document.unchecked);
  for (auto* const list : {&report.findings, &report.unchecked}) {
    std::ranges::stable_sort(*list, before);
    for (CsafFinding& finding : *list) finding.value = shown(finding.value);
  }
  return report;
}

base::Result<CsafReport> check_csaf(const std::filesystem::path& path, const CsafReferences& beside) {
  const auto bytes = read_bytes(path, csaf_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_csaf(path.string(), *bytes, beside);
}

}  // namespace ingest
