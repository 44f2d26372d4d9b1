#pragma once
// Small lists to build estates from, and the shipped defaults.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "world/building/build.h"
#include "world/ingest/building_defaults.h"
#include "world/ingest/building_lists.h"

namespace building_test {

inline std::string shipped(const char* name) {
  std::ifstream file(std::filesystem::path(CORDON_SOURCE_DIR) / "estates" / "built" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline const building::Defaults& defaults() {
  static const building::Defaults read = ingest::parse_defaults("defaults.csv", shipped("defaults.csv")).value();
  return read;
}

inline building::Device device(const std::string& id, const std::string& address, const std::string& kind = "Desktop",
                               const std::string& site = "Main", const std::string& platform = "windows-10") {
  return {"X01", id, site, "", kind, address, platform};
}

inline building::Sources trust(const std::vector<building::Device>& devices, const std::string& subnets,
                               const char* only = "X01") {
  building::Sources sources;
  sources.organisations = {{"X01", "", "", "", "", 0}};
  sources.subnets = ingest::read_subnets("subnets.csv", subnets, only).value();
  sources.devices = devices;
  sources.subnets_file = "subnets.csv";
  sources.services_file = "services.csv";
  sources.store = "cordon.db";
  sources.nearest = [](std::string_view, const std::vector<std::string>&) { return std::nullopt; };
  sources.typical = ingest::parse_typical("typical.csv", shipped("typical.csv"), "typical_services.csv",
                                          shipped("typical_services.csv"), defaults())
                        .value();
  return sources;
}

inline building::Draft built(const building::Sources& sources) {
  auto draft = building::build(sources, defaults());
  EXPECT_TRUE(draft.has_value()) << (draft ? "" : draft.error().to_text());
  return draft ? std::move(*draft) : building::Draft(defaults());
}

inline constexpr const char* two_zones = "site,cidr,use\nMain,10.1.0.0/24,desktop\nMain,10.1.1.0/29,server\n";

/// The zone that stands beside a device group's device.
inline std::string zone_of(building::Draft& draft, const std::string& device) {
  for (const auto& member : draft.tables["members"]) {
    if (member[0] != device) continue;
    for (const auto& group : draft.tables["devices"]) {
      if (group[0] == member[1]) return group[1];
    }
  }
  return "";
}

}  // namespace building_test
