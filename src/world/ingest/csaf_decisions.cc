// SSVC (2.1): whether a list of selections is what CERT/CC's schema asks (SelectionList 2.0.0), and whether it is about
// this vulnerability. Its decision points: csaf_decision_points.cc.

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>
#include <utility>

#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

constexpr std::array<std::string_view, 6> fields = {
    "decision_point_resources", "references", "schemaVersion", "selections", "target_ids", "timestamp"};
constexpr std::array<std::string_view, 6> selection_fields = {"definition", "key",    "name",
                                                              "namespace",  "values", "version"};
constexpr std::array<std::string_view, 3> value_fields = {"definition", "key", "name"};
constexpr std::array<std::string_view, 2> reference_fields = {"summary", "uri"};

class Selections {
 public:
  explicit Selections(Document& document) : document_(document) {}

  void check(const Node& ssvc) {
    check_fields(ssvc, fields, {"schemaVersion", "selections", "timestamp"});
    const auto version = ssvc.find("schemaVersion");
    if (version && version->text() != "2.0.0") note(*version, "is no version of SSVC's schema that 2.1 refers to");
    check_list(ssvc, "target_ids", [&](const Node& id) {
      if (!id.text()) note(id, "is no text");
    });
    check_list(ssvc, "selections", [&](const Node& one) { check_selection(one); });
    for (const std::string_view list : {"decision_point_resources", "references"}) {
      check_list(ssvc, list, [&](const Node& one) { check_fields(one, reference_fields, {"summary", "uri"}); });
    }
  }

 private:
  void note(const Node& at, std::string what) { document_.note("6.1.46", at, std::move(what)); }

  /// An object with no other fields, and at least these.
  void check_fields(const Node& of, std::span<const std::string_view> known,
                    std::initializer_list<std::string_view> needed) {
    simdjson::dom::object object;
    if (of.value().get_object().get(object) != simdjson::SUCCESS) return note(of, "is no object");
    for (const std::string_view field : needed) {
      if (!of.has(field)) note(of, fmt::format("{} is missing", field));
    }
    for (const auto& [key, value] : object) {
      if (std::ranges::find(known, key) == known.end()) note(Node(value, of, key), "is no field that may stand here");
    }
  }

  template <class Check>
  void check_list(const Node& of, std::string_view key, const Check& check_one) {
    const auto list = of.find(key);
    if (!list) return;
    std::size_t items = 0;
    if (!list->value().is_array()) return note(*list, "is no list");
    list->each_item([&](const Node& item) {
      ++items;
      check_one(item);
    });
    if (items == 0) note(*list, "is empty");
  }

  void check_selection(const Node& one) {
    check_fields(one, selection_fields, {"key", "namespace", "values", "version"});
    for (const std::string_view key : {"definition", "key", "name", "namespace", "version"}) check_text(one, key);
    check_list(one, "values", [&](const Node& value) {
      check_fields(value, value_fields, {"key"});
      for (const std::string_view key : value_fields) check_text(value, key);
    });
  }

  void check_text(const Node& of, std::string_view key) {
    const auto at = of.find(key);
    if (at && at->text().value_or("").empty()) note(*at, "is no text, or empty");
  }

  Document& document_;
};

/// Each target is the CVE or another id of the vulnerability; that of the document only where it has one vulnerability.
void check_targets(Document& document, const Node& vulnerability, const Node& ssvc, std::string_view tracking,
                   std::size_t vulnerabilities) {
  std::unordered_set<std::string_view> own;
  if (vulnerability.has("cve")) own.insert(vulnerability.text("cve"));
  vulnerability.each("ids", [&](const Node& id) { own.insert(id.text("text")); });
  ssvc.each("target_ids", [&](const Node& target) {
    const std::string_view id = target.text().value_or("");
    if (!own.contains(id)) {
      document.note("6.1.47", target, "is no id of this vulnerability");
    } else if (id == tracking && vulnerabilities > 1) {
      document.note("6.1.47", target, "is the document's id, and it has several vulnerabilities");
    }
  });
}

}  // namespace

void check_decisions(Document& document) {
  if (document.edition != Edition::v2_1) return;
  const auto head = document.root.find("document");
  const auto tracking = head ? head->find("tracking") : std::nullopt;
  const std::string_view id = tracking ? tracking->text("id") : std::string_view();
  std::size_t vulnerabilities = 0;
  document.root.each("vulnerabilities", [&](const Node&) { ++vulnerabilities; });
  document.root.each("vulnerabilities", [&](const Node& vulnerability) {
    vulnerability.each("metrics", [&](const Node& metric) {
      const auto content = metric.find("content");
      const auto ssvc = content ? content->find("ssvc_v2") : std::nullopt;
      if (!ssvc) return;
      Selections(document).check(*ssvc);
      check_decision_points(document, *ssvc);
      check_targets(document, vulnerability, *ssvc, id, vulnerabilities);
    });
  });
}

}  // namespace ingest::csaf
