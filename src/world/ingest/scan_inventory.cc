#include "world/ingest/scan_inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "world/advisory/id.h"
#include "world/ingest/inventory_draft.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"

namespace ingest {

namespace inventories {

namespace {

using pugi::xml_node;

/// Parses without entities of the document's own, which the library never reads: nothing grows.
std::optional<base::Problem> parse(pugi::xml_document& document, const std::string& name, std::string_view bytes) {
  if (bytes.size() > xml_inventory_bytes_most) {
    return base::Problem{name, "", "", "is too large for one XML document",
                         fmt::format("split it: {} MiB are read", xml_inventory_bytes_most >> 20U)};
  }
  const auto result = document.load_buffer(bytes.data(), bytes.size());
  if (result) return std::nullopt;
  return base::Problem{name, fmt::format("byte {}", result.offset), "",
                       fmt::format("is no XML: {}", result.description()), "get the file again: it may be cut off"};
}

/// The outermost element, past declarations, comments and a document type.
std::string_view outermost(std::string_view bytes) {
  constexpr std::size_t looked_at = 65536;
  std::string_view rest = bytes.substr(0, looked_at);
  for (;;) {
    const std::size_t open = rest.find('<');
    if (open == std::string_view::npos || open + 1 == rest.size()) return {};
    rest.remove_prefix(open + 1);
    if (rest.starts_with("!--")) {
      rest.remove_prefix(std::min(rest.find("-->"), rest.size()));
      continue;
    }
    if (rest[0] != '?' && rest[0] != '!') return rest.substr(0, rest.find_first_of(" \t\r\n/>"));
  }
}

PlaceOf place_in(std::string_view host, std::string_view what) {
  return [before = fmt::format("host {}, {}", shown(host), what)](std::string_view field) {
    return fmt::format("{}, {}", before, field);
  };
}

/// "cpe:/a:vendor:product:1.0": what is no longer than this part names no product.
bool names_product(std::string_view cpe) {
  return std::ranges::count(cpe, ':') >= 3;
}

// ---- nmap ---------------------------------------------------------------------------------------------------------

/// Its name as its owner or its name server gives it, else an address.
std::string name_of_host(const xml_node& host) {
  for (const xml_node one : host.child("hostnames").children("hostname")) {
    const std::string_view name = one.attribute("name").value();
    if (!name.empty()) return std::string(name);
  }
  for (const char* const type : {"ipv4", "ipv6", "mac"}) {
    const xml_node address = host.find_child_by_attribute("address", "addrtype", type);
    if (address) return address.attribute("addr").value();
  }
  return {};
}

/// A service that was asked and answered with a product; names by port number alone are a table's and no finding.
void take_service(const xml_node& port, std::uint32_t device, std::string_view host, Draft& draft) {
  const xml_node service = port.child("service");
  if (std::strcmp(service.attribute("method").value(), "probed") != 0) return;
  inventory::Component component;
  component.name = service.attribute("product").value();
  component.version = service.attribute("version").value();
  const PlaceOf place = place_in(host, fmt::format("port {}", port.attribute("portid").value()));
  bool any = false;
  for (const xml_node one : service.children("cpe")) {
    inventory::Component with = component;
    with.cpe = trimmed(one.child_value());
    // A second CPE names the system or hardware that the service says it runs on: the version is not that one's.
    const bool system = with.cpe.starts_with("cpe:/o") || with.cpe.starts_with("cpe:/h");
    if (system) with.name = with.version = "";
    any = any || !system;
    draft.put(device, std::move(with), place);
  }
  if (!any && !component.name.empty()) draft.put(device, std::move(component), place);
}

void take_host(const xml_node& host, Draft& draft) {
  const std::string_view state = host.child("status").attribute("state").value();
  if (!state.empty() && state != "up") return;
  const std::string name = name_of_host(host);
  const auto device = draft.device(name, fmt::format("byte {}", host.offset_debug()));
  if (!device) return;
  for (const xml_node port : host.child("ports").children("port")) {
    if (std::strcmp(port.child("state").attribute("state").value(), "open") == 0) {
      take_service(port, *device, name, draft);
    }
  }
}

/// Seconds since 1970 as an instant.
std::string date_of(std::string_view seconds) {
  constexpr std::uint64_t most = 253'402'300'799;  // the year 9999
  const auto number = parse_whole(seconds);
  if (!number || *number > most) return {};
  return base::to_text(base::Instant{static_cast<std::int64_t>(*number), 0});
}

// ---- Nessus -------------------------------------------------------------------------------------------------------

std::string_view property(const xml_node& host, const char* name) {
  const xml_node tag = host.child("HostProperties").find_child_by_attribute("tag", "name", name);
  return trimmed(tag.child_value());
}

/// The CPEs of a text, one a line: "  cpe:/a:microsoft:iis:7.5 -> Microsoft Internet Information Services (IIS) 7.5"
void take_cpes(std::string_view text, std::set<std::string>& cpes) {
  each_line(text, [&](std::string_view line, std::size_t) {
    line = trimmed(line);
    const std::string_view cpe = line.substr(0, line.find_first_of(" \t"));
    if (cpe.starts_with("cpe:/") || cpe.starts_with("cpe:2.3:")) {
      if (names_product(cpe)) cpes.emplace(cpe);
    }
    return true;
  });
}

/// The vulnerabilities that a plugin found; those of severity 0 only tell.
void take_findings(const xml_node& item, std::uint32_t device, Draft& draft) {
  for (const xml_node cve : item.children("cve")) {
    const std::string_view id = trimmed(cve.child_value());
    constexpr std::size_t bytes_most = 100;
    if (!id.empty() && !complaint(id, bytes_most)) draft.find(device, {advisory::id_key(id), true});
  }
}

/// What Nessus itself found a host to run stands in its properties ("cpe", "cpe-0", ...) and in the report of its
/// plugin 45590. The CPE of any other finding is what that plugin is about, whether or not the host has it.
void take_report(const xml_node& host, Draft& draft) {
  constexpr std::string_view cpe_plugin = "45590";
  const std::string_view own = host.attribute("name").value();
  std::string_view name = property(host, "netbios-name");
  if (name.empty()) name = property(host, "host-fqdn");
  if (name.empty()) name = own;
  const auto device = draft.device(name, fmt::format("byte {}", host.offset_debug()));
  if (!device) return;
  std::set<std::string> cpes;
  for (const xml_node tag : host.child("HostProperties").children("tag")) {
    const std::string_view key = tag.attribute("name").value();
    if (key == "cpe" || key.starts_with("cpe-")) take_cpes(tag.child_value(), cpes);
  }
  for (const xml_node item : host.children("ReportItem")) {
    if (item.attribute("pluginID").value() == cpe_plugin) take_cpes(item.child_value("plugin_output"), cpes);
    if (item.attribute("severity").as_int() > 0) take_findings(item, *device, draft);
  }
  if (const std::string date = date_of(property(host, "HOST_END_TIMESTAMP")); !date.empty()) draft.seen(*device, date);
  for (const std::string& cpe : cpes) {
    inventory::Component component;
    component.cpe = cpe;
    draft.put(*device, std::move(component), place_in(name, "found"));
  }
  if (!cpes.empty()) return;
  // Without them the name of its system is all that is known; several lines are several guesses.
  inventory::Component system;
  system.name = property(host, "operating-system");
  if (system.name.find('\n') == std::string::npos && !system.name.empty()) {
    draft.put(*device, std::move(system), place_in(name, "operating-system"));
  }
}

}  // namespace

}  // namespace inventories

bool is_nmap(std::string_view bytes) {
  return inventories::outermost(bytes) == "nmaprun";
}

bool is_nessus(std::string_view bytes) {
  return inventories::outermost(bytes) == "NessusClientData_v2";
}

base::Result<InventoryReading> read_nmap(const std::string& name, std::string_view bytes, const std::string& device) {
  static_cast<void>(device);
  pugi::xml_document document;
  if (auto problem = inventories::parse(document, name, bytes)) return tl::unexpected(*std::move(problem));
  inventories::Draft draft(name, "nmap", inventory::Tells::products);
  const pugi::xml_node run = document.child("nmaprun");
  const std::string date = inventories::date_of(run.attribute("start").value());
  if (!date.empty()) draft.collected(date);
  for (const pugi::xml_node host : run.children("host")) inventories::take_host(host, draft);
  return std::move(draft).done();
}

base::Result<InventoryReading> read_nessus(const std::string& name, std::string_view bytes, const std::string& device) {
  static_cast<void>(device);
  pugi::xml_document document;
  if (auto problem = inventories::parse(document, name, bytes)) return tl::unexpected(*std::move(problem));
  inventories::Draft draft(name, "nessus", inventory::Tells::products);
  for (const pugi::xml_node report : document.child("NessusClientData_v2").children("Report")) {
    for (const pugi::xml_node host : report.children("ReportHost")) inventories::take_report(host, draft);
  }
  return std::move(draft).done();
}

}  // namespace ingest
