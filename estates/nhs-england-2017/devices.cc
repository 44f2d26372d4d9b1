// Device groups by zone, platform and type, and the contacts between them.

#include <cmath>

#include "nation.h"

namespace nhs {

namespace {

constexpr const char* windows_7 = "ms17-010=unpatched";
constexpr const char* windows_server = "ms17-010=unpatched-servers";
constexpr const char* medical_windows = "ms17-010=unpatched-medical";
constexpr const char* windows_xp = "ms17-010-xp=xp-open";

std::uint64_t part_of(std::uint64_t whole, double share) {
  return static_cast<std::uint64_t>(std::llround(static_cast<double>(whole) * share));
}

void add(Nation& nation, const Body& body, const char* group, const char* zone, std::uint64_t count,
         const char* platform, const char* type, const char* vulnerabilities) {
  nation.tables["devices"].add(body.id + "/" + group, body.id + "/" + zone, count, platform, type, std::string(),
                               vulnerabilities);
}

std::vector<std::string> departments_of(const std::string& kind) {
  if (kind == "acute") return {"ed", "clinic", "ward", "office"};
  if (kind == "ambulance") return {"control", "station", "office"};
  return {"clinic", "ward", "office"};
}

void equip_trust(Nation& nation, const Body& body) {
  const Aggregates& n = nation.numbers;
  const std::uint64_t servers = std::max<std::uint64_t>(part_of(body.devices, n["server"]), 2);
  const auto gateways = static_cast<std::uint64_t>(n["public.devices"]);
  const std::uint64_t desktops = body.devices - servers - gateways - body.diagnostic - body.xp_desktops;
  std::vector<double> shares;
  const auto departments = departments_of(body.kind);
  for (const std::string& department : departments) shares.push_back(n["desktops." + body.kind + "." + department]);
  const auto counts = shared_out(desktops, shares);
  for (std::size_t i = 0; i < departments.size(); ++i) {
    add(nation, body, (departments[i] + "-pcs").c_str(), "desktop", counts[i], "windows-7", "desktop", windows_7);
  }
  add(nation, body, "old-pcs", "desktop", body.xp_desktops, "windows-xp", "desktop", windows_xp);
  const std::uint64_t records = std::max<std::uint64_t>(part_of(servers, n["server.records"]), 1);
  add(nation, body, "records", "server", records, "windows-server", "server", windows_server);
  add(nation, body, "files", "server", servers - records, "windows-server", "server", windows_server);
  add(nation, body, "gateways", "public", gateways, "windows-server", "server", windows_server);
  const auto kit = shared_out(
      body.diagnostic, {n["diagnostic.group.imaging"], n["diagnostic.group.pathology"], n["diagnostic.group.bedside"]});
  const char* names[] = {"imaging", "pathology", "bedside"};
  for (std::size_t i = 0; i < kit.size(); ++i) {
    // The sum over groups of what is rounded here differs from the nation's share by a few devices only.
    const std::uint64_t old = part_of(kit[i], n["diagnostic.windows-xp"]);
    const std::string name = std::string(names[i]) + "-kit";
    add(nation, body, name.c_str(), "medical", kit[i] - old, "medical-windows", "diagnostic", medical_windows);
    add(nation, body, ("old-" + name).c_str(), "medical", old, "windows-xp", "diagnostic", windows_xp);
  }
}

}  // namespace

void place_devices(Nation& nation) {
  const Aggregates& n = nation.numbers;
  for (const Body& body : nation.bodies) {
    if (body.sector == "trust") {
      equip_trust(nation, body);
      continue;
    }
    const std::uint64_t servers = body.sector == "gp" ? static_cast<std::uint64_t>(n["practice.server"])
                                                      : std::max<std::uint64_t>(part_of(body.devices, n["server"]), 1);
    add(nation, body, "pcs", "desktop", body.devices - servers, "windows-7", "desktop", windows_7);
    add(nation, body, "files", "desktop", servers, "windows-server", "server", windows_server);
  }
}

void join_devices(Nation& nation) {
  const Aggregates& n = nation.numbers;
  Table& edges = nation.tables["edges"];
  for (const Body& body : nation.bodies) {
    const std::string files = body.id + "/files";
    std::vector<std::string> desktops;
    if (body.sector == "trust") {
      for (const std::string& department : departments_of(body.kind))
        desktops.push_back(body.id + "/" + department + "-pcs");
      edges.add(files, body.id + "/records", "trust", n["edge.trust.server_to_server"]);
    } else {
      desktops.push_back(body.id + "/pcs");
    }
    for (const std::string& group : desktops) {
      edges.add(group, files, "credential", n["edge.credential.desktop_to_server"]);
      edges.add(files, group, "credential",
                n["edge.credential.server_to_desktop"] / static_cast<double>(desktops.size()));
    }
    if (body.parent == nobody) continue;
    edges.add(nation.bodies[body.parent].id + "/files", body.id + "/pcs", "trust", n["edge.trust.host_to_practice"]);
  }
}

}  // namespace nhs
