#include "world/ingest/osquery_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "world/ingest/dpkg_packages.h"
#include "world/ingest/inventory_draft.h"
#include "world/ingest/inventory_json.h"
#include "world/ingest/json_node.h"
#include "world/ingest/lines.h"
#include "world/ingest/rpm_packages.h"
#include "world/ingest/text.h"
#include "world/inventory/windows_name.h"

namespace ingest {

namespace inventories {

namespace {

using json::Node;

/// Rows of one query on one device.
class Rows {
 public:
  Rows(std::uint32_t device, std::string before, Draft& draft)
      : device_(device), before_(std::move(before)), draft_(draft) {}

  void take(const Node& row) {
    const std::string place = before_ + shown(row.pointer());
    const auto has = [&](std::string_view key) { return row.has(key); };
    if (has("hotfix_id")) return take_update(row, place);
    if (has("platform") && has("build")) return take_system(row, place);
    if (has("revision") && has("arch") && has("maintainer")) return take_debian(row, place);
    if (has("release") && has("epoch") && has("arch")) return take_rpm(row, place);
    if (has("name") && has("version")) return take_product(row, place);
    draft_.refuse(place, simdjson::minify(row.value()), "is a row of no table that is read",
                  "see docs/inventories.md for those that are");
  }

  void end() {
    debian_.put(device_, draft_);
    put_packages(rpm_, device_, draft_);
    if (!windows_) return;
    inventory::Component component;
    std::ranges::sort(windows_->updates);
    windows_->updates.erase(std::unique(windows_->updates.begin(), windows_->updates.end()), windows_->updates.end());
    component.windows = *std::move(windows_);
    draft_.put(device_, std::move(component), [this](std::string_view field) { return before_ + std::string(field); });
  }

 private:
  inventory::Windows& windows() {
    if (!windows_) windows_.emplace();
    return *windows_;
  }

  /// "KB4012212"; other ids ("File 1", a GUID) are of no update that an advisory names.
  void take_update(const Node& row, const std::string& place) {
    const std::string id = text_of(row, "hotfix_id", draft_);
    const auto number = id.starts_with("KB") ? parse_whole(std::string_view(id).substr(2)) : std::nullopt;
    constexpr std::uint64_t most = 99'999'999;
    if (!number || *number == 0 || *number > most) {
      return draft_.refuse(place + "/hotfix_id", id, "is no number of an update", "write KB4012212");
    }
    windows().updates.push_back(static_cast<std::uint32_t>(*number));
  }

  void take_system(const Node& row, const std::string& place) {
    if (row.text("platform") != "windows") return take_product(row, place);
    inventory::Windows& found = windows();
    found.build = text_of(row, "version", draft_);
    found.product = inventory::windows_name_said(
        fmt::format("{} {}", text_of(row, "name", draft_), text_of(row, "arch", draft_)), found.build);
    if (found.product.empty()) {
      draft_.refuse(place, fmt::format("{} {}", row.text("name"), found.build),
                    "is no release of Windows that is known, by name, version and arch",
                    "what is exposed cannot be told of it");
    }
    // Newer versions of osquery tell the revision, the first witness where updates are cumulative; 0 is none.
    const std::string revision = text_of(row, "revision", draft_);
    const bool three_numbers = std::ranges::count(found.build, '.') == 2;
    if (three_numbers && parse_whole(revision).value_or(0) > 0) found.build += "." + revision;
  }

  void take_debian(const Node& row, const std::string& place) {
    const auto words = split(row.text("status"), ' ');
    if (is_state(words.back()) && !is_on_disk(words.back())) return;
    DebianPackage package{
        text_of(row, "name", draft_), text_of(row, "version", draft_), text_of(row, "arch", draft_), "", "", place};
    // "gcc-defaults (1.203)"
    const std::string source = text_of(row, "source", draft_);
    const std::size_t bracket = source.find('(');
    package.source = std::string(trimmed(std::string_view(source).substr(0, bracket)));
    if (bracket != std::string::npos && source.ends_with(')')) {
      package.source_version = source.substr(bracket + 1, source.size() - bracket - 2);
    } else {
      package.source_version = package.version;
    }
    debian_.add(std::move(package), draft_);
  }

  void take_rpm(const Node& row, const std::string& place) {
    RpmPackage package{row.text("name"),
                       row.text("epoch"),
                       row.text("version"),
                       row.text("release"),
                       row.text("arch"),
                       row.text("source"),
                       place};
    if (package.name == "gpg-pubkey") return;
    if (!is_right(package)) {
      return draft_.refuse(place, simdjson::minify(row.value()), "is no package of rpm", "make the list again");
    }
    rpm_.push_back(std::move(package));
  }

  void take_product(const Node& row, const std::string& place) {
    inventory::Component component;
    component.name = text_of(row, "name", draft_);
    component.version = text_of(row, "version", draft_);
    for (const std::string_view key : {"publisher", "vendor"}) {
      if (component.vendor.empty()) component.vendor = text_of(row, key, draft_);
    }
    draft_.put(device_, std::move(component),
               [&](std::string_view field) { return fmt::format("{}/{}", place, field); });
  }

  std::uint32_t device_;
  std::string before_;  ///< of places: "line 3, "
  Draft& draft_;
  DebianPackages debian_;
  std::vector<RpmPackage> rpm_;
  std::optional<inventory::Windows> windows_;
};

void take_rows(const Node& list, std::uint32_t device, const std::string& before, Draft& draft) {
  Rows rows(device, before, draft);
  list.each_item([&](const Node& row) {
    if (!draft.full()) rows.take(row);
  });
  rows.end();
}

/// A line of the log: {"hostIdentifier": ..., "action": "snapshot", "snapshot": [rows]}
void take_result(const Node& result, const std::string& place, Draft& draft) {
  const auto snapshot = result.find("snapshot");
  if (!snapshot || !snapshot->value().is_array()) {
    return draft.refuse(place, result.text("name"), "tells what changed and not what is there",
                        "schedule the query with \"snapshot\": true");
  }
  const std::string before = place + ", ";
  const auto device = draft.device(result.text("hostIdentifier"), before + "/hostIdentifier");
  if (device) take_rows(*snapshot, *device, before, draft);
}

base::Result<InventoryReading> read_log(const std::string& name, std::string_view bytes) {
  if (!bytes.ends_with('\n')) {
    return tl::unexpected(
        base::Problem{name, "", "", "does not end with a line end: it may be cut off", "copy it again"});
  }
  Draft draft(name, "osquery", inventory::Tells::products);
  simdjson::dom::parser parser;
  each_line(bytes, [&](std::string_view line, std::size_t number) {
    if (trimmed(line).empty()) return true;
    const std::string place = fmt::format("line {}", number);
    const auto parsed = parse_json(parser, name, line);
    if (parsed) {
      take_result(Node(*parsed), place, draft);
    } else {
      draft.refuse(place, line, parsed.error().kept().front().what, "copy the log again");
    }
    return !draft.full();
  });
  return std::move(draft).done();
}

}  // namespace

}  // namespace inventories

bool is_osquery(std::string_view bytes) {
  constexpr std::size_t looked_at = 65536;
  const std::string_view head = trimmed(bytes.substr(0, looked_at));
  const auto has = [&](std::string_view key) { return head.find(key) != std::string_view::npos; };
  if (head.starts_with('{')) return has("\"hostIdentifier\"");
  if (!head.starts_with('[') || !trimmed(head.substr(1)).starts_with('{')) return false;
  return has("\"hotfix_id\"") || (has("\"name\"") && has("\"version\""));
}

base::Result<InventoryReading> read_osquery(const std::string& name, std::string_view bytes,
                                            const std::string& device) {
  if (trimmed(bytes.substr(0, 4096)).starts_with('{')) return inventories::read_log(name, bytes);
  simdjson::dom::parser parser;
  const auto parsed = inventories::parse_json(parser, name, bytes);
  if (!parsed) return tl::unexpected(parsed.error());
  inventories::Draft draft(name, "osquery", inventory::Tells::products);
  const auto number = draft.device(device, "");
  if (!number) return tl::unexpected(inventories::no_device(name, device));
  inventories::take_rows(json::Node(*parsed), *number, "", draft);
  return std::move(draft).done();
}

}  // namespace ingest
