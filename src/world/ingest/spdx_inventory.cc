#include "world/ingest/spdx_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "world/ingest/inventory_draft.h"
#include "world/ingest/inventory_json.h"
#include "world/ingest/json_node.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"

namespace ingest {

namespace inventories {

namespace {

using json::Node;

constexpr auto known_versions = std::to_array<std::string_view>({"SPDX-2.2", "SPDX-2.3"});

/// "Organization: Philips (security@philips.com)" names Philips; a person is no vendor.
std::string vendor_of(const Node& node, Draft& draft) {
  constexpr std::string_view organisation = "Organization:";
  for (const std::string_view key : {"supplier", "originator"}) {
    const std::string text = text_of(node, key, draft);
    if (!text.starts_with(organisation)) continue;
    const std::string_view name = std::string_view(text).substr(organisation.size());
    return std::string(trimmed(name.substr(0, name.rfind('('))));
  }
  return {};
}

/// A package; one with several package URLs or CPEs becomes as many components, because each may be the one that an
/// advisory names.
void take(const Node& node, std::uint32_t device, Draft& draft) {
  if (draft.full()) return;
  if (!node.value().is_object()) {
    return draft.refuse(shown(node.pointer()), "", "is no package", "write { ... } here");
  }
  inventory::Component plain;
  plain.vendor = vendor_of(node, draft);
  plain.name = text_of(node, "name", draft);
  plain.version = text_of(node, "versionInfo", draft);
  if (plain.version == "NOASSERTION" || plain.version == "NONE") plain.version.clear();
  std::vector<std::string> purls;
  std::vector<std::string> cpes;
  node.each("externalRefs", [&](const Node& reference) {
    const std::string type = text_of(reference, "referenceType", draft);
    const std::string where = text_of(reference, "referenceLocator", draft);
    if (type.ends_with("purl")) purls.push_back(where);
    if (type.ends_with("cpe23Type") || type.ends_with("cpe22Type")) cpes.push_back(where);
  });
  const PlaceOf place = [&](std::string_view field) {
    const bool reference = field == "purl" || field == "cpe";
    return shown(fmt::format("{}/{}", node.pointer(), reference ? "externalRefs" : field));
  };
  for (std::size_t i = 0; i < std::max({purls.size(), cpes.size(), std::size_t{1}}); ++i) {
    inventory::Component component = plain;
    if (i < purls.size()) component.purl = purls[i];
    if (i < cpes.size()) component.cpe = cpes[i];
    draft.put(device, std::move(component), place);
  }
}

}  // namespace

}  // namespace inventories

bool is_spdx(std::string_view bytes) {
  return inventories::has_member(bytes, "spdxVersion", "\"SPDX-");
}

base::Result<InventoryReading> read_spdx(const std::string& name, std::string_view bytes, const std::string& device) {
  simdjson::dom::parser parser;
  const auto parsed = inventories::parse_json(parser, name, bytes);
  if (!parsed) return tl::unexpected(parsed.error());
  const json::Node root(*parsed);
  const std::string_view version = root.text("spdxVersion");
  if (std::ranges::find(inventories::known_versions, version) == inventories::known_versions.end()) {
    return tl::unexpected(base::Problem{name, "/spdxVersion", shown(version), "is no version of SPDX that is read",
                                        "write it as SPDX-2.3 or SPDX-2.2"});
  }
  const auto packages = root.find("packages");
  if (!packages || !packages->value().is_array()) {
    return tl::unexpected(base::Problem{name, "/packages", "", "names no packages", "give a document that lists some"});
  }
  inventories::Draft draft(name, "spdx", inventory::Tells::bill);
  const auto number = draft.device(device, "");
  if (!number) return tl::unexpected(inventories::no_device(name, device));
  if (const auto made = root.find("creationInfo")) inventories::take_date(*made, "created", draft);
  packages->each_item([&](const json::Node& node) { inventories::take(node, *number, draft); });
  return std::move(draft).done();
}

}  // namespace ingest
