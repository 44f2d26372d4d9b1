// Vulnerabilities: their names in the lists of CVE and CWE, and who was involved.

#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "world/advisory/cwe.h"
#include "world/ingest/csaf_ids.h"
#include "world/ingest/csaf_node.h"
#include "world/ingest/text.h"

namespace ingest::csaf {

namespace {

/// By the list that 2.1 names, or the latest (2.0).
void check_weakness(Document& document, const Node& cwe) {
  const json::Fields<"id", "name", "version"> fields(cwe);
  const std::string_view id = fields.text<"id">();
  int number = 0;
  if (id.starts_with("CWE-")) std::from_chars(id.data() + 4, id.data() + id.size(), number);
  const std::string_view version = document.edition == Edition::v2_1 ? fields.text<"version">() : std::string_view();
  const std::optional<std::string_view> known =
      version.empty() ? advisory::cwe_name(number) : advisory::cwe_name(number, version);
  if (!known) {
    document.note("6.1.11", cwe, fmt::format("{} is no version of the CWE list that is known here", shown(version)));
    return;
  }
  const std::string_view name = *known;
  if (name.empty()) {
    document.note("6.1.11", cwe, fmt::format("{} is no weakness of the CWE list", shown(id)));
  } else if (name != fields.text<"name">()) {
    document.note("6.1.11", cwe, fmt::format("the name of {} is \"{}\"", id, name));
  }
}

}  // namespace

void check_vulnerabilities(Document& document) {
  Ids cves;
  document.root.each("vulnerabilities", [&](const Node& node) {
    const json::Fields<"cve", "cwe", "cwes", "involvements"> vulnerability(node);
    if (const auto cwe = vulnerability.find<"cwe">()) check_weakness(document, *cwe);  // 2.0: one; 2.1: several
    vulnerability.each<"cwes">([&](const Node& cwe) { check_weakness(document, cwe); });
    if (const auto cve = vulnerability.find<"cve">(); cve && !cves.put(cve->text().value_or("")).second) {
      document.note("6.1.23", *cve, "two vulnerabilities have this CVE");
    }
    std::set<std::pair<std::string_view, std::string_view>> involved;
    vulnerability.each<"involvements">([&](const Node& one) {
      if (!involved.emplace(one.text("party"), one.text("date")).second) {
        document.note("6.1.24", one, "the party is involved more than once at this date");
      }
    });
  });
}

}  // namespace ingest::csaf
