// Tables of devices: the project's own form, and column maps. Limits of inventories.

#include "world/ingest/table_inventory.h"

#include <gtest/gtest.h>

#include <string>

#include "world/ingest/inventory_draft.h"
#include "world/ingest/utf16.h"

namespace {

using inventory::Component;

ingest::InventoryReading read(const std::string& bytes) {
  auto reading = ingest::read_inventory("devices.csv", bytes, "");
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().to_text());
  return reading ? *std::move(reading) : ingest::InventoryReading();
}

std::string refusal(const std::string& bytes) {
  const auto reading = ingest::read_inventory("devices.csv", bytes, "");
  EXPECT_FALSE(reading);
  return reading ? "" : reading.error().to_text();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string utf16(const std::string& ascii, bool high_first) {
  std::string out = high_first ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) out += high_first ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

const std::string small =
    "device,site,zone,vendor,product,version,purl,cpe,model,date\n"
    "mr-1,north,imaging,Philips,IntelliSpace Portal,7.0.1,,,ISP,2024-03-01\n"
    "mr-1,,,,,,pkg:npm/a@1,,,\n"
    "\"pump \"\"3\"\"\",south,,Baxter,ExactaMix,1.1,,cpe:/h:baxter:exactamix,EM2400,2024-03-02\n"
    "\n"
    "lonely,south,,,,,,,,\n"
    ",,,,,,,,,\n";

TEST(TableInventory, RowsBecomeComponentsOfDevices) {
  const auto reading = read(small);
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  const auto& all = reading.inventory;
  EXPECT_EQ(all.tool, "csv");
  EXPECT_EQ(all.tells, inventory::Tells::products);
  EXPECT_EQ(all.date, "2024-03-02");
  ASSERT_EQ(all.devices.size(), 3U);
  EXPECT_EQ(all.devices[0].id, "lonely");
  EXPECT_TRUE(all.devices[0].components.empty());
  EXPECT_EQ(all.devices[1].id, "mr-1");
  EXPECT_EQ(all.devices[1].site, "north");
  EXPECT_EQ(all.devices[1].zone, "imaging");
  EXPECT_EQ(all.devices[1].components, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(all.devices[2].id, "pump \"3\"");
  EXPECT_EQ(all.components[0].name, "IntelliSpace Portal");
  EXPECT_EQ(all.components[0].vendor, "Philips");
  EXPECT_EQ(all.components[0].version, "7.0.1");
  EXPECT_EQ(all.components[0].model, "ISP");
  EXPECT_EQ(all.components[1].purl, "pkg:npm/a@1");
  EXPECT_EQ(all.components[2].cpe, "cpe:2.3:h:baxter:exactamix:*:*:*:*:*:*:*:*");
}

TEST(TableInventory, BuildsAndUpdatesAreOfWindows) {
  const auto reading = read(
      "Updates;Device;Product;Build\n"
      "KB4012215 kb4012212;pc-1;Windows 7 for x64-based Systems Service Pack 1;6.1.7601\n"
      "\"4019264, KB4012212\";pc-1;Windows 7 for x64-based Systems Service Pack 1;6.1.7601\n"
      ";pc-2;Windows 10 64-bit;10.0.14393.7428\nKB1;pc-3;;\n");
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  ASSERT_EQ(reading.inventory.components.size(), 3U);
  const Component& first = reading.inventory.components[0];
  ASSERT_TRUE(first.windows);
  EXPECT_EQ(first.name, "");
  EXPECT_EQ(first.windows->product, "Windows 7 for x64-based Systems Service Pack 1");
  EXPECT_EQ(first.windows->build, "6.1.7601");
  EXPECT_EQ(first.windows->updates, (std::vector<std::uint32_t>{4012212, 4012215, 4019264}));
  EXPECT_EQ(reading.inventory.components[1].windows->product, "Windows 10 Version 1607 for x64-based Systems");
  EXPECT_EQ(reading.inventory.components[1].windows->build, "10.0.14393.7428");
  EXPECT_EQ(reading.inventory.components[2].windows->updates, std::vector<std::uint32_t>{1});
}

TEST(TableInventory, ANameOfWindowsThatTheTablesDoNotHaveIsToldAndItsRowStaysOpen) {
  const auto reading =
      read("device,product,build\npc-1,Windows 7 Professional,6.1.7601\npc-2,Windows 7 Professional,\n");
  ASSERT_EQ(reading.inventory.components.size(), 2U);
  ASSERT_TRUE(reading.inventory.components[1].windows);
  EXPECT_EQ(reading.inventory.components[1].windows->product, "")
      << "32 or 64 bits: never taken for a system of its own";
  EXPECT_EQ(reading.inventory.components[1].windows->build, "6.1.7601");
  ASSERT_EQ(reading.refused.total(), 1U) << reading.refused.to_text();
  EXPECT_EQ(reading.refused.kept()[0].place, "row 2, column product");
  EXPECT_EQ(reading.refused.kept()[0].value, "Windows 7 Professional");
}

TEST(TableInventory, ABadRowIsRefusedAloneWithItsPlace) {
  struct Case {
    std::string row;
    std::string place;
    std::string value;
  };
  const std::string head = "device,product,purl,cpe,build,updates,date,site\n";
  for (const Case& one : {Case{",x,,,,,,", "row 3, column device", ""},
                          {"d,x", "row 3", "2"},
                          {"d,,npm/a,,,,,", "row 3, column purl", "npm/a"},
                          {"d,,,cpe:1,,,,", "row 3, column cpe", "cpe:1"},
                          {"d,W,,,7601,,,", "row 3, column build", "7601"},
                          {"d,W,,,10..0.1,,,", "row 3, column build", "10..0.1"},
                          {"d,W,,,,KB4012212 MS17-010,,", "row 3, column updates", "KB4012212 MS17-010"},
                          {"d,W,,,,KB0,,", "row 3, column updates", "KB0"},
                          {"d,x,,,,,1 May,", "row 3, column date", "1 May"},
                          {"d,x,,,,,2024-13-01,", "row 3, column date", "2024-13-01"},
                          {"good,x,,,,,,south", "row 3, column site", "south "},
                          {"d,a\x01z,,,,,,", "row 3, column 2", "a\\x01z"},
                          {"d,\xFF,,,,,,", "row 3, column 2", "\\xff"}}) {
    const auto reading = read(head + "good,x,,,,,,north\n" + one.row + "\ngood,y,,,,,,\n");
    EXPECT_EQ(reading.inventory.components.size(), 2U) << one.row;
    ASSERT_EQ(reading.refused.total(), 1U) << one.row << reading.refused.to_text();
    const base::Problem& problem = reading.refused.kept()[0];
    EXPECT_EQ(problem.place, one.place) << one.row;
    EXPECT_EQ(problem.value, one.value) << one.row;
    EXPECT_FALSE(problem.mend.empty());
  }
}

std::string dates_of(const inventory::Inventory& list) {
  std::string dates;
  for (const inventory::Device& one : list.devices) dates += one.id + " " + (one.undated ? "none" : one.date) + ", ";
  return dates;
}

TEST(TableInventory, ADeviceWithoutADateDoesNotHaveAnothers) {
  const auto reading = read("device,product,date\na,x,2024-03-01\nb,x,\nb,y,\nc,x,1 May\nd,x,1 May\nd,y,2024-02-01\n");
  EXPECT_EQ(reading.inventory.date, "2024-03-01");
  EXPECT_EQ(dates_of(reading.inventory), "a 2024-03-01, b none, d 2024-02-01, ") << "of c nothing was understood";
  EXPECT_EQ(reading.refused.total(), 2U);
  const auto undated = read("device,product,date\na,x,\n");
  EXPECT_EQ(dates_of(undated.inventory), "a , ") << "the list's, which --date may say";
}

TEST(TableInventory, LongTexts) {
  const std::string most(1000, 'x');
  const auto reading = read("device,product\n" + most + "," + most + "\n" + most + "y,p\nd,y" + most + "\n");
  EXPECT_EQ(reading.inventory.components.size(), 1U);
  ASSERT_EQ(reading.refused.total(), 2U);
  EXPECT_EQ(reading.refused.kept()[0].place, "row 3, column device");
  EXPECT_EQ(reading.refused.kept()[1].place, "row 4, column product");
  std::string updates;
  for (int i = 1; i <= 20'001; ++i) updates += std::to_string(i) + " ";
  const auto too_many = read("device,updates\nd,\"" + updates.substr(0, 60'000) + "\"\ne,\"" + updates + "\"\n");
  EXPECT_EQ(too_many.inventory.components.size(), 1U);
  EXPECT_GE(too_many.refused.total(), 1U);
}

TEST(TableInventory, WhatIsRefusedWhole) {
  EXPECT_TRUE(has(refusal("device,site\nd,s\n"), "'product' is a column that is missing"));
  EXPECT_TRUE(has(refusal("device,product,verison\nd,s,1\n"), "'verison' is no column that is known"));
  EXPECT_TRUE(has(refusal("device,product,product\nd,s,1\n"), "stands more than once"));
  EXPECT_TRUE(has(refusal("device,product\nd,\"s\n"), "quotes are not closed"));
  EXPECT_TRUE(has(refusal("product,version\nd,s\n"), "is no inventory that is known"));
  EXPECT_TRUE(has(refusal(""), "is no inventory that is known"));
  EXPECT_TRUE(has(refusal(utf16("device,product\nd,s\n", false) + "x"), "no whole UTF-16"));
}

TEST(TableInventory, Encodings) {
  const std::string table = "device\tproduct\r\nd\tp\r\n";
  for (const std::string& bytes : {table, "\xEF\xBB\xBF" + table, utf16(table, true), utf16(table, false)}) {
    const auto reading = read(bytes);
    ASSERT_EQ(reading.inventory.components.size(), 1U);
    EXPECT_EQ(reading.inventory.components[0].name, "p");
  }
  const std::string head("\xFF\xFE", 2);
  EXPECT_EQ(ingest::utf8_of_utf16(head + std::string("\xE9\x00\x3D\xD8\x00\xDE\xAC\x20", 8)), "\u00E9\U0001F600\u20AC");
  EXPECT_FALSE(ingest::utf8_of_utf16(head + std::string("\x3D\xD8", 2))) << "half a pair";
  EXPECT_FALSE(ingest::utf8_of_utf16(head + std::string("\x00\xDE", 2)));
  EXPECT_FALSE(ingest::utf8_of_utf16(head + std::string("\x3D\xD8\x61\x00", 4)));
  EXPECT_FALSE(ingest::utf8_of_utf16("a"));
}

TEST(ColumnMap, ATableOfAnotherTool) {
  const auto map =
      ingest::read_column_map("map.toml",
                              "tool = \"lansweeper\"\ndelimiter = \";\"\n[columns]\ndevice = \"AssetName\"\n"
                              "product = \"Software\"\nversion = \"Version\"\nzone = \"Where\"\n"
                              "[constants]\nzone = \"offices\"\n");
  ASSERT_TRUE(map) << map.error().to_text();
  const auto reading = ingest::read_mapped_inventory(
      "t.csv", "Owner;AssetName;Where;Software;Version\nme;pc,1;;VNC;5\nyou;pc2;wards;VNC;6\n;;;x;\n", *map);
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_EQ(reading->inventory.tool, "lansweeper");
  ASSERT_EQ(reading->inventory.devices.size(), 2U);
  EXPECT_EQ(reading->inventory.devices[0].id, "pc,1");
  EXPECT_EQ(reading->inventory.devices[0].zone, "offices");
  EXPECT_EQ(reading->inventory.devices[1].zone, "wards");
  EXPECT_EQ(reading->inventory.components[1].version, "6");
  ASSERT_EQ(reading->refused.total(), 1U);
  EXPECT_EQ(reading->refused.kept()[0].place, "row 4, column AssetName") << "as the table calls it";
  const auto other = ingest::read_mapped_inventory("t.csv", "AssetName,Software\n", *map);
  ASSERT_FALSE(other);
  EXPECT_TRUE(has(other.error().to_text(), "'Version' is a column that is missing"));
}

TEST(ColumnMap, WhatIsRefused) {
  const auto wrong = [](const std::string& text) {
    const auto map = ingest::read_column_map("map.toml", text);
    EXPECT_FALSE(map) << text;
    return map ? "" : map.error().to_text();
  };
  EXPECT_TRUE(has(wrong("tool = \"x\"\n"), "columns"));
  EXPECT_TRUE(has(wrong("[columns]\nproduct = \"P\"\n"), "columns.device"));
  EXPECT_TRUE(has(wrong("[columns]\ndevice = \"D\"\n"), "columns.product"));
  EXPECT_TRUE(has(wrong("[columns]\ndevice = \"D\"\nproduct = \"D\"\n"), "twice"));
  EXPECT_TRUE(has(wrong("[columns]\ndevice = \"D\"\nproduct = \"P\"\ncolour = \"C\"\n"), "no field that is known"));
  EXPECT_TRUE(has(wrong("delimiter = \":\"\n[columns]\ndevice = \"D\"\nproduct = \"P\"\n"), "delimiter"));
  EXPECT_TRUE(has(wrong("[columns]\ndevice = 7\nproduct = \"P\"\n"), "columns.device"));
  EXPECT_TRUE(has(wrong("[columns"), "line 1"));
}

TEST(InventoryLimits, AFileThatHasMoreIsRefusedWhole) {
  const auto place = [](std::string_view field) { return std::string(field); };
  const auto component = [](const std::string& name) {
    Component one;
    one.name = name;
    return one;
  };
  const auto told = [&](const ingest::inventories::InventoryLimits& limits) {
    ingest::inventories::Draft draft("f", "csv", inventory::Tells::products, limits);
    for (const std::string id : {"a", "b"}) {
      const auto device = draft.device(id, "");
      if (!device) continue;
      for (const std::string name : {"x", "y", "x"}) draft.put(*device, component(name), place);
    }
    const bool full = draft.full();
    const auto reading = std::move(draft).done();
    EXPECT_EQ(full, !reading);
    return reading ? "" : reading.error().to_text();
  };
  EXPECT_EQ(told({2, 2, 3, 6}), "");
  EXPECT_TRUE(has(told({1, 2, 3, 6}), "more than 1 devices"));
  EXPECT_TRUE(has(told({2, 1, 3, 6}), "more than 1 different components"));
  EXPECT_TRUE(has(told({2, 2, 2, 6}), "more than 2 components of a device"));
  EXPECT_TRUE(has(told({2, 2, 3, 5}), "more than 5 components of all devices"));
}

}  // namespace
