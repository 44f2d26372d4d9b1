// Extensions (2.1): whether each has the fields that every extension has. What an extension asks beyond that stands in
// its own schema, which is not read (docs/advisory-check.md).

#include "world/ingest/csaf_extensions.h"

#include <algorithm>
#include <array>

#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

constexpr std::array<std::string_view, 4> fields = {"$schema", "category", "critical", "content"};
constexpr std::array<std::string_view, 3> categories = {"essential", "significant", "supplementary"};

void check_one(Document& document, const Node& one) {
  simdjson::dom::object object;
  if (one.value().get_object().get(object) != simdjson::SUCCESS) {
    return document.note("6.1.60.1", one, "is no object");
  }
  for (const std::string_view field : fields) {
    if (!one.has(field)) document.note("6.1.60.1", one, fmt::format("{} is missing", field));
  }
  for (const auto& [key, value] : object) {
    if (std::ranges::find(fields, key) == fields.end()) {
      document.note("6.1.60.1", Node(value, one, key), "is no field of an extension");
    }
  }
  const auto category = one.find("category");
  if (category && std::ranges::find(categories, category->text().value_or("")) == categories.end()) {
    document.note("6.1.60.1", *category, "is none of essential, significant, supplementary");
  }
  const auto critical = one.find("critical");
  if (critical && !critical->value().is_bool()) document.note("6.1.60.1", *critical, "is neither true nor false");
  const auto content = one.find("content");
  simdjson::dom::object inner;
  if (content && (content->value().get_object().get(inner) != simdjson::SUCCESS || inner.size() == 0)) {
    document.note("6.1.60.1", *content, "is no object with something in it");
  }
}

}  // namespace

void each_extension(const Node& root, const std::function<void(const Node&)>& what) {
  const auto look = [&](const Node& of) { of.each("x_extensions", what); };
  look(root);
  if (const auto head = root.find("document")) look(*head);
  if (const auto tree = root.find("product_tree")) each_product(*tree, look);
  root.each("vulnerabilities", [&](const Node& vulnerability) {
    look(vulnerability);
    vulnerability.each("metrics", [&](const Node& metric) {
      if (const auto content = metric.find("content")) look(*content);
    });
  });
}

void check_extensions(Document& document) {
  if (document.edition != Edition::v2_1) return;
  each_extension(document.root, [&](const Node& one) { check_one(document, one); });
}

}  // namespace ingest::csaf
