// The licence of a document (2.1): an SPDX expression, and its text where nobody else lists it.

#include <algorithm>

#include "world/advisory/spdx_license.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

bool is_english(std::string_view lang) {
  return lang.empty() || lang == "en" || lang.starts_with("en-") || lang == "EN" || lang.starts_with("EN-");
}

}  // namespace

void check_license(Document& document) {
  if (document.edition != Edition::v2_1) return;
  const auto head = document.root.find("document");
  const auto expression = head ? head->find("license_expression") : std::nullopt;
  if (!expression) return;
  const auto ids = advisory::license_ids(expression->text().value_or(""));
  if (!ids) return document.note("6.1.54", *expression, "is no SPDX licence expression");
  if (std::ranges::all_of(*ids, advisory::is_listed_license) || !is_english(head->text("lang"))) return;
  std::size_t texts = 0;
  head->each("notes", [&](const Node& note) {
    if (note.text("title") != "License") return;
    ++texts;
    if (note.text("category") != "legal_disclaimer") {
      document.note("6.1.55", note, "the text of a licence is a legal_disclaimer");
    }
  });
  if (texts != 1) document.note("6.1.55", *expression, "is not listed; exactly one note has the title \"License\"");
}

}  // namespace ingest::csaf
