#include "world/ingest/cyclonedx_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "world/ingest/inventory_draft.h"
#include "world/ingest/inventory_json.h"
#include "world/ingest/json_node.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"

namespace ingest {

namespace inventories {

namespace {

using json::Node;

constexpr auto known_versions = std::to_array<std::string_view>({"1.2", "1.3", "1.4", "1.5", "1.6"});

/// Who makes or delivers it: the supplier, else the manufacturer (1.6), else the publisher.
std::string vendor_of(const Node& node, Draft& draft) {
  for (const std::string_view key : {"supplier", "manufacturer"}) {
    const auto whom = node.find(key);
    std::string name = whom ? text_of(*whom, "name", draft) : std::string();
    if (!name.empty()) return name;
  }
  return text_of(node, "publisher", draft);
}

inventory::Component component_of(const Node& node, Draft& draft) {
  inventory::Component component;
  component.purl = text_of(node, "purl", draft);
  component.cpe = text_of(node, "cpe", draft);
  component.vendor = vendor_of(node, draft);
  component.name = text_of(node, "name", draft);
  component.version = text_of(node, "version", draft);
  // A package URL has the group in it; without one it is part of the name, or "core" would be anybody's.
  const std::string group = text_of(node, "group", draft);
  if (component.purl.empty() && !group.empty()) component.name = fmt::format("{}/{}", group, component.name);
  return component;
}

/// A component and those nested in it; the depth of the JSON bounds that of the walk.
void take(const Node& node, std::uint32_t device, Draft& draft) {
  if (draft.full()) return;
  if (!node.value().is_object()) {
    return draft.refuse(shown(node.pointer()), simdjson::minify(node.value()), "is no component", "write { ... } here");
  }
  draft.put(device, component_of(node, draft),
            [&](std::string_view field) { return shown(fmt::format("{}/{}", node.pointer(), field)); });
  const auto inside = node.find("components");
  if (!inside) return;
  if (!inside->value().is_array()) {
    return draft.refuse(shown(inside->pointer()), "", "is no list", "write [ ... ] here");
  }
  inside->each_item([&](const Node& inner) { take(inner, device, draft); });
}

base::Problems refusal(const Node& root, const std::string& name) {
  const std::string_view version = root.text("specVersion");
  if (std::ranges::find(known_versions, version) == known_versions.end()) {
    return base::Problem{name, "/specVersion", shown(version), "is no version of CycloneDX that is read",
                         "write it as 1.2 to 1.6"};
  }
  if (root.has("vulnerabilities") && !root.has("components")) {
    return base::Problem{name, "/vulnerabilities", "", "is a VEX document: it names vulnerabilities and no components",
                         "give the bill of materials that it speaks of"};
  }
  const auto list = root.find("components");
  if (list && !list->value().is_array()) {
    return base::Problem{name, "/components", "", "is no list", "write [ ... ] here"};
  }
  const auto metadata = root.find("metadata");
  if (!list && !(metadata && metadata->has("component"))) {
    return base::Problem{name, "/components", "", "names no components", "give a bill of materials that lists some"};
  }
  return {};
}

}  // namespace

}  // namespace inventories

bool is_cyclonedx(std::string_view bytes) {
  return inventories::has_member(bytes, "bomFormat", "\"CycloneDX\"");
}

base::Result<InventoryReading> read_cyclonedx(const std::string& name, std::string_view bytes,
                                              const std::string& device) {
  simdjson::dom::parser parser;
  const auto parsed = inventories::parse_json(parser, name, bytes);
  if (!parsed) return tl::unexpected(parsed.error());
  const json::Node root(*parsed);
  if (base::Problems problems = inventories::refusal(root, name); !problems.empty()) {
    return tl::unexpected(std::move(problems));
  }
  inventories::Draft draft(name, "cyclonedx", inventory::Tells::bill);
  const auto number = draft.device(device, "");
  if (!number) {
    return tl::unexpected(inventories::no_device(name, device));
  }
  if (const auto metadata = root.find("metadata")) {
    inventories::take_date(*metadata, "timestamp", draft);
    if (const auto subject = metadata->find("component")) inventories::take(*subject, *number, draft);
  }
  root.each("components", [&](const json::Node& node) { inventories::take(node, *number, draft); });
  return std::move(draft).done();
}

}  // namespace ingest
