// Sharing groups (2.1): the identifiers and names that are reserved for "everybody" and for "nobody".

#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

constexpr std::string_view everybody = "ffffffff-ffff-ffff-ffff-ffffffffffff";
constexpr std::string_view nobody = "00000000-0000-0000-0000-000000000000";

/// The name that an id must have; empty: any or none.
std::string_view reserved_name(std::string_view id) {
  if (id == everybody) return "Public";
  return id == nobody ? "No sharing allowed" : "";
}

}  // namespace

void check_sharing(Document& document) {
  if (document.edition != Edition::v2_1) return;
  const auto head = document.root.find("document");
  const auto distribution = head ? head->find("distribution") : std::nullopt;
  const auto group = distribution ? distribution->find("sharing_group") : std::nullopt;
  const auto id = group ? group->find("id") : std::nullopt;
  if (!id) return;
  const std::string_view which = id->text().value_or("");
  const auto tlp = distribution->find("tlp");
  const auto label = tlp ? tlp->find("label") : std::nullopt;
  const bool clear = label && label->text() == "CLEAR";
  if (which == everybody && label && !clear) {
    document.note("6.1.38", *label, "a document for everybody is TLP:CLEAR");
  }
  const auto tracking = head->find("tracking");
  const bool draft = tracking && tracking->text("status") == "draft";
  if (clear && which != everybody && !(which == nobody && draft)) {
    document.note("6.1.39", *id, fmt::format("a TLP:CLEAR document is for everybody: {}", everybody));
  }
  const auto name = group->find("name");
  const std::string_view called = name ? name->text().value_or("") : std::string_view();
  const std::string_view must = reserved_name(which);
  if (must.empty() && (called == reserved_name(everybody) || called == reserved_name(nobody))) {
    document.note("6.1.40", *name, "is a name that only a reserved id may have");
  }
  if (!must.empty() && called != must) {
    document.note("6.1.41", name ? *name : *group, fmt::format("the name of this id is \"{}\"", must));
  }
}

}  // namespace ingest::csaf
