// The maps that travel with the program: each recognises the export that it is for, and no other.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "world/ingest/column_map.h"
#include "world/ingest/inventory.h"
#include "world/ingest/seen_date.h"
#include "world/ingest/table_inventory.h"
#include "world/ingest/toml_tree.h"

namespace {

namespace fs = std::filesystem;
using inventory::IdentifierKind;

constexpr std::size_t bytes_most = 1U << 20U;

const std::vector<ingest::ColumnMap>& maps() {
  static const std::vector<ingest::ColumnMap> all = [] {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(CORDON_SOURCE_DIR) / "maps")) files.insert(entry.path());
    std::vector<ingest::ColumnMap> read;
    for (const fs::path& file : files) {
      const auto map = ingest::read_column_map(file.filename().string(), *ingest::read_bytes(file, bytes_most));
      EXPECT_TRUE(map) << map.error().to_text();
      if (map) read.push_back(*map);
    }
    return read;
  }();
  return all;
}

ingest::InventoryReading read(const std::string& file) {
  const fs::path path = fs::path(CORDON_SOURCE_DIR) / "tests/cli/shared/exports" / file;
  auto reading = ingest::read_inventory(file, *ingest::read_bytes(path, bytes_most), "", maps());
  EXPECT_TRUE(reading) << reading.error().to_text();
  return reading ? *std::move(reading) : ingest::InventoryReading();
}

const inventory::Device& device(const ingest::InventoryReading& reading, const std::string& id) {
  const auto found = std::ranges::find(reading.inventory.devices, id, &inventory::Device::id);
  EXPECT_NE(found, reading.inventory.devices.end()) << id;
  return found == reading.inventory.devices.end() ? reading.inventory.devices.at(0) : *found;
}

bool knows(const inventory::Device& device, IdentifierKind kind, const std::string& value) {
  return std::ranges::find(device.identifiers, inventory::Identifier{kind, value}) != device.identifiers.end();
}

TEST(InventoryMaps, EachExportIsRecognisedByItsOwnAndReadWhole) {
  const std::map<std::string, std::string> files{
      {"intune-devices.csv", "intune-devices"},           {"intune-apps.csv", "intune-apps"},
      {"defender-software.json", "defender-software"},    {"defender-vulnerabilities.json", "defender-vulnerabilities"},
      {"configmgr-updates.csv", "configmgr-updates"},     {"lansweeper-devices.csv", "lansweeper-devices"},
      {"lansweeper-software.csv", "lansweeper-software"}, {"servicenow-computers.csv", "servicenow-computers"},
      {"claroty-devices.json", "claroty-devices"},        {"armis-devices.json", "armis-devices"},
      {"clinical-register.csv", "clinical-register"}};
  for (const auto& [file, tool] : files) {
    const auto reading = read(file);
    EXPECT_EQ(reading.inventory.tool, tool) << file;
    EXPECT_TRUE(reading.refused.empty()) << file << reading.refused.to_text();
    EXPECT_FALSE(reading.inventory.devices.empty()) << file;
  }
}

TEST(InventoryMaps, IntuneDevicesHaveAllTheirIdentifiersAndTheirWindows) {
  const auto reading = read("intune-devices.csv");
  const auto& one = device(reading, "7d1c0001-0000-4000-8000-000000000001");
  EXPECT_EQ(one.name, "WS-0412");
  EXPECT_EQ(one.date, "2026-11-20T08:12:33Z");
  EXPECT_TRUE(knows(one, IdentifierKind::serial, "5CG0412XYZ"));
  EXPECT_TRUE(knows(one, IdentifierKind::directory, "0f000001-1111-4222-8333-444444440001"));
  EXPECT_TRUE(knows(one, IdentifierKind::asset, "intune:7d1c0001-0000-4000-8000-000000000001"));
  EXPECT_TRUE(knows(one, IdentifierKind::mac, "001a2b000412")) << "wireless";
  EXPECT_TRUE(knows(one, IdentifierKind::mac, "001a2b100412")) << "wired";
  bool windows = false;
  for (const std::uint32_t component : one.components) {
    const auto& found = reading.inventory.components[component].windows;
    if (!found) continue;
    windows = true;
    EXPECT_EQ(found->product, "Windows 10 Version 1607 for x64-based Systems");
    EXPECT_EQ(found->build, "10.0.14393.953");
  }
  EXPECT_TRUE(windows);
  EXPECT_EQ(reading.personal, (std::vector<std::string>{"Primary user UPN", "Phone number"}));
}

TEST(InventoryMaps, OfConfigurationManagerOnlyWhatIsInstalledIsEvidence) {
  const auto reading = read("configmgr-updates.csv");
  std::vector<std::uint32_t> updates;
  for (const std::uint32_t component : device(reading, "16777301").components) {
    const auto& windows = reading.inventory.components[component].windows;
    if (windows) updates.insert(updates.end(), windows->updates.begin(), windows->updates.end());
  }
  EXPECT_EQ(updates, std::vector<std::uint32_t>{4013429}) << "5031362 is required, which it is not";
}

TEST(InventoryMaps, DefendersWindowsIsWindowsAndNoProduct) {
  const auto reading = read("defender-vulnerabilities.json");
  const auto& components = reading.inventory.components;
  const auto is_windows = [](const inventory::Component& one) { return one.windows.has_value(); };
  ASSERT_EQ(std::ranges::count_if(components, is_windows), 1);
  EXPECT_EQ(std::ranges::find_if(components, is_windows)->windows->product,
            "Windows 10 Version 1607 for x64-based Systems");
}

/// What a tool found on a device by itself: "+CVE-2024-1" for what it has or lacks, "-KB17" for what it does not.
std::vector<std::string> found(const ingest::InventoryReading& reading, const std::string& id) {
  std::vector<std::string> all;
  for (const std::uint32_t finding : device(reading, id).findings) {
    const inventory::Finding& one = reading.inventory.findings.at(finding);
    all.push_back((one.open ? "+" : "-") + one.subject);
  }
  return all;
}

TEST(InventoryMaps, WhatToolsFindByThemselvesIsAWitness) {
  EXPECT_EQ(found(read("configmgr-updates.csv"), "16777301"), (std::vector<std::string>{"-KB4013429", "+KB5031362"}));
  EXPECT_EQ(found(read("defender-vulnerabilities.json"), "ab12ab12ab12ab12ab12ab12ab12ab12ab12ab01"),
            std::vector<std::string>{"+CVE-2017-0144"});
  EXPECT_TRUE(read("defender-software.json").inventory.findings.empty());
}

TEST(InventoryMaps, ARegisterSaysHowLongItIsGood) {
  EXPECT_EQ(read("clinical-register.csv").inventory.good_for, 365);
  EXPECT_EQ(read("intune-devices.csv").inventory.good_for, 0) << "as usual";
  const auto map = ingest::read_column_map("ours.toml", "good_for = 0\n[columns]\ndevice = \"a\"\nproduct = \"b\"\n");
  ASSERT_FALSE(map);
  EXPECT_NE(map.error().to_text().find("good_for"), std::string::npos);
}

TEST(InventoryMaps, VersionsWithDecimalCommas) {
  const auto reading = ingest::read_inventory(
      "a.csv", "device;product;version\np1;Pump;4,2\np2;Pump;6,1,7601,17514\np3;Pump;1,2 beta\n", "", maps());
  std::vector<std::string> versions;
  for (const auto& one : reading->inventory.components) versions.push_back(one.version);
  EXPECT_EQ(versions, (std::vector<std::string>{"4.2", "6.1.7601.17514", "1,2 beta"}));
}

TEST(InventoryMaps, AWorkbookIsRefusedWithHowToSaveIt) {
  const fs::path file = fs::path(CORDON_SOURCE_DIR) / "tests/cli/shared/rows/devices.xlsx";
  const auto reading = ingest::read_inventory("devices.xlsx", *ingest::read_bytes(file, bytes_most), "", maps());
  ASSERT_FALSE(reading);
  EXPECT_NE(reading.error().to_text().find("CSV UTF-8"), std::string::npos) << reading.error().to_text();
}

TEST(InventoryMaps, OneTableMayBeOfManyOrganisations) {
  const std::string table =
      "device,product,version,trust\n"
      "pc-1,Chrome,119,North General\npc-1,Chrome,120,South General\npc-2,Chrome,119,\npc-3,Chrome,119,Elsewhere\n";
  const ingest::OrganisationColumn organisations{"Trust", {{"North General", "RX1"}, {"South General", "RX2"}}};
  const auto readings = ingest::read_national_inventory("all.csv", table, ingest::own_columns(), organisations);
  ASSERT_TRUE(readings) << readings.error().to_text();
  ASSERT_EQ(readings->size(), 2U);
  EXPECT_EQ(readings->at(0).inventory.organisation, "RX1");
  EXPECT_EQ(readings->at(1).inventory.organisation, "RX2");
  EXPECT_EQ(readings->at(1).inventory.components.at(0).version, "120");
  ASSERT_EQ(readings->at(0).refused.total(), 2U);
  EXPECT_EQ(readings->at(0).of_nobody, 2U);
  EXPECT_EQ(readings->at(0).refused.kept()[0].place, "row 4, column Trust");
  EXPECT_EQ(readings->at(0).refused.kept()[1].value, "Elsewhere");
}

TEST(InventoryMaps, LinesBeforeTheHeadAreCountedAsRows) {
  const auto reading = ingest::read_inventory("x.csv", "sep=;\n#TYPE x\ndevice;product\n;p\n", "");
  ASSERT_TRUE(reading) << reading.error().to_text();
  ASSERT_EQ(reading->refused.total(), 1U);
  EXPECT_EQ(reading->refused.kept()[0].place, "row 4, column device");
}

TEST(InventoryMaps, ColumnsAboutPeople) {
  for (const char* name :
       {"User", "Primary user UPN", "EmailAddress", "assigned_to", "UserId", "Owner", "Phone number"}) {
    EXPECT_TRUE(ingest::is_personal(name)) << name;
  }
  for (const char* name : {"Ownership", "rbacGroupName", "Serial number", "Version", "mailbox"}) {
    EXPECT_FALSE(ingest::is_personal(name)) << name;
  }
}

TEST(SeenDate, AsToolsWriteThem) {
  using ingest::DateOrder;
  const auto day_first = [](const char* text) {
    return ingest::seen_date(text, DateOrder::day_first).value_or("none");
  };
  EXPECT_EQ(day_first("2026-04-03"), "2026-04-03");
  EXPECT_EQ(day_first("03/04/2026"), "2026-04-03");
  EXPECT_EQ(day_first("3.4.2026"), "2026-04-03");
  EXPECT_EQ(day_first("2026-04-03 10:15:30.1234567"), "2026-04-03T10:15:30Z");
  EXPECT_EQ(day_first("2026-04-03T10:15:30+01:00"), "2026-04-03T09:15:30Z");
  EXPECT_EQ(day_first("03/04/2026 10:15"), "2026-04-03T10:15:00Z");
  EXPECT_EQ(ingest::seen_date("4/3/2026 1:05:09 PM", DateOrder::month_first), "2026-04-03T13:05:09Z");
  EXPECT_EQ(ingest::seen_date("4/3/2026 12:05 AM", DateOrder::month_first), "2026-04-03T00:05:00Z");
  for (const char* text : {"", "1 May", "2026-13-01", "30/02/2026", "2026-04-03 25:00", "03/04/26", "2026-04-03 10",
                           "2026-04-03 13:00 PM", "20260403", "0000-00-00"}) {
    EXPECT_EQ(day_first(text), "none") << text;
  }
}

}  // namespace
