#include "world/ingest/cyclonedx_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "world/ingest/inventory_draft.h"
#include "world/ingest/json_node.h"
#include "world/ingest/json_text.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"

namespace ingest {

namespace inventories {

namespace {

using json::Node;

constexpr auto known_versions = std::to_array<std::string_view>({"1.2", "1.3", "1.4", "1.5", "1.6"});

/// The text of a key; what is there and is none is told, and counts as empty.
std::string text_of(const Node& node, std::string_view key, Draft& draft) {
  const auto found = node.find(key);
  if (!found || found->value().is_null()) return {};
  const auto text = found->text();
  if (!text) draft.refuse(shown(found->pointer()), "", "is no text", "write it in quotes");
  return std::string(trimmed(text.value_or("")));
}

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
  constexpr std::size_t looked_at = 4096;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!trimmed(bytes.substr(0, looked_at)).starts_with('{')) return false;
  // Keys come in any order: the mark may stand behind all components.
  const std::size_t at = bytes.find("\"bomFormat\"");
  if (at == std::string_view::npos) return false;
  return bytes.substr(at, 64).find("\"CycloneDX\"") != std::string_view::npos;
}

base::Result<InventoryReading> read_cyclonedx(const std::string& name, std::string_view bytes,
                                              const std::string& device) {
  if (bytes.size() > json_inventory_bytes_most) {
    return tl::unexpected(base::Problem{name, "", "", "is too large for one JSON value", "split it: 256 MiB are read"});
  }
  simdjson::dom::parser parser;
  const auto parsed = json::parse(parser, name, bytes, json_inventory_depth_most);
  if (!parsed) return tl::unexpected(parsed.error());
  const json::Node root(*parsed);
  if (base::Problems problems = inventories::refusal(root, name); !problems.empty()) {
    return tl::unexpected(std::move(problems));
  }
  inventories::Draft draft(name, "cyclonedx", inventory::Tells::bill);
  const auto number = draft.device(device, "");
  if (!number) {
    return tl::unexpected(
        base::Problem{name, "", shown(device), "does not name its device, and none is given", "give the device's id"});
  }
  if (const auto metadata = root.find("metadata")) {
    const std::string_view when = metadata->text("timestamp");
    if (!when.empty() && !draft.collected(when)) {
      draft.refuse("/metadata/timestamp", when, "is no instant", "write it as 2024-03-01T12:00:00Z");
    }
    if (const auto subject = metadata->find("component")) inventories::take(*subject, *number, draft);
  }
  root.each("components", [&](const json::Node& node) { inventories::take(node, *number, draft); });
  return std::move(draft).done();
}

}  // namespace ingest
