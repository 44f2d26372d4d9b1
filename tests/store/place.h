#pragma once
// A store that goes with its test, and lists to put into it.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "world/store/store.h"

namespace stored {

namespace fs = std::filesystem;
using inventory::IdentifierKind;

/// A store in a folder that goes with its owner.
struct Place {
  Place() {
    std::string name = testing::TempDir() + "sightingsXXXXXX";
    folder = mkdtemp(name.data()) == nullptr ? "" : name;
    file = folder / "cordon.db";
  }
  ~Place() { fs::remove_all(folder); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  template <class Thing>
  auto put(const Thing& thing) const {
    auto opened = store::Store::open_to_write(file);
    auto import = opened->import();
    auto report = import->put(thing);
    EXPECT_TRUE(report && import->commit());
    return *report;
  }
  [[nodiscard]] inventory::Fleet fleet() const { return *store::Store::open(file)->fleet(); }

  fs::path folder;
  fs::path file;
};

/// One row of one tool: a device with one product in some version.
inline inventory::Inventory row(const std::string& tool, const std::string& id, const std::string& date, int version,
                                std::vector<inventory::Identifier> identifiers) {
  inventory::Inventory one;
  one.organisation = "X01";
  one.source = fmt::format("{}-{}-{}-{}.csv", tool, id, date, version);
  one.tool = tool;
  one.date = date;
  inventory::Component pump;
  pump.name = "Pump";
  pump.version = std::to_string(version);
  one.components = {pump};
  inventory::Device& device = one.devices.emplace_back(inventory::Device{id, "", "", {0}});
  for (const auto& identifier : identifiers) {
    if (identifier.kind == IdentifierKind::name) device.name = identifier.value;
  }
  device.identifiers = std::move(identifiers);
  std::sort(device.identifiers.begin(), device.identifiers.end());
  return one;
}

}  // namespace stored
