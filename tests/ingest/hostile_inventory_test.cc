// Exports that were cut off, have a million columns, or names that a spreadsheet would run: refused whole or row by
// row, soon, and never taken for a whole list.

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "world/ingest/column_map.h"
#include "world/ingest/inventory.h"

namespace {

constexpr std::size_t million = 1'000'000;

/// The one map of these tests: of a tool that writes JSON.
std::vector<ingest::ColumnMap> maps() {
  auto map = ingest::read_column_map("map.toml",
                                     "tool = \"sensor\"\nrecognised_by = [\"name\", \"software\"]\n[columns]\ndevice = "
                                     "\"name\"\nproduct = \"software\"\n"
                                     "version = \"softwareVersion\"\n");
  EXPECT_TRUE(map) << map.error().to_text();
  return {*map};
}

/// What is wrong with the whole file; fails when it is taken, or took long.
std::string refusal(const std::string& bytes) {
  const auto start = std::chrono::steady_clock::now();
  const auto reading = ingest::read_inventory("f", bytes, "d", maps());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20)) << "tenths of a second are usual";
  return reading ? "it was taken" : reading.error().to_text();
}

ingest::InventoryReading read(const std::string& bytes) {
  auto reading = ingest::read_inventory("f", bytes, "d", maps());
  EXPECT_TRUE(reading) << reading.error().to_text();
  return reading ? *std::move(reading) : ingest::InventoryReading();
}

std::string columns(const std::string& separator) {
  std::string text;
  for (std::size_t i = 0; i < million; ++i) text += separator + "c" + std::to_string(i);
  return text;
}

TEST(HostileInventory, AMillionColumnsAreRefused) {
  EXPECT_EQ(refusal("device,product" + columns(",") + "\nd,p\n"), "f: row 1: has more than 1024 columns; split it\n");
  EXPECT_EQ(refusal("device\tproduct" + columns("\t") + "\nd\tp\n"),
            "f: row 1: has more than 1024 columns; split it\n");
}

TEST(HostileInventory, ARowOfAMillionFieldsIsRefusedAlone) {
  const auto reading = read("device,product\na,p\nb" + columns(",") + "\nc,p\n");
  EXPECT_EQ(reading.inventory.devices.size(), 2U);
  EXPECT_EQ(reading.refused.to_text(),
            "f: row 3: '1000001' is not the number of fields that the head line has; write 2\n");
}

TEST(HostileInventory, AHundredThousandKeysAreRefused) {
  std::string keys;
  for (std::size_t i = 0; i < million / 10; ++i) keys += ",\"k" + std::to_string(i) + "\":1";
  const std::string row = R"({"name":"d","software":"p","softwareVersion":"1")" + keys + "}";
  EXPECT_EQ(refusal("[" + row + "]"), "f: has more than 1024 different keys; export fewer columns\n");
  EXPECT_EQ(refusal(row + "\n" + row + "\n"), "f: has more than 1024 different keys; export fewer columns\n");
}

TEST(HostileInventory, AMillionQuotesAreNoTable) {
  EXPECT_NE(refusal("device,product\n" + std::string(million, '"') + "x"), "it was taken");
}

/// A table that was cut off anywhere but at the end of a row is refused, or its last row is; and then the list does not
/// count as complete. That a row ends early inside its last field cannot be seen.
TEST(HostileInventory, AHalfWrittenTableIsNeverWhole) {
  const std::string whole = "device,product,version\npump-1,\"Infusion, Pump\",4.0\npump-2,\"Infusion, Pump\",4.1\n";
  ASSERT_EQ(read(whole).inventory.devices.size(), 2U);
  const std::size_t second = whole.find("pump-2");
  for (std::size_t length = second + 1; length < whole.rfind(',') + 1; ++length) {
    const auto reading = ingest::read_inventory("f", whole.substr(0, length), "d", maps());
    if (!reading) {
      EXPECT_NE(reading.error().to_text().find("quotes are not closed"), std::string::npos) << length;
      continue;
    }
    EXPECT_EQ(reading->inventory.devices.size(), 1U) << whole.substr(0, length);
    EXPECT_EQ(reading->refused.total(), 1U) << whole.substr(0, length);
  }
}

TEST(HostileInventory, AHalfWrittenJsonExportIsRefusedWhereverItEnds) {
  const std::string whole = R"([{"name":"pump-1","software":"Pump","softwareVersion":"4.0"},)"
                            R"({"name":"pump-2","software":"Pump","softwareVersion":"4.1"}])";
  ASSERT_EQ(read(whole).inventory.devices.size(), 2U);
  for (std::size_t length = 1; length < whole.size(); ++length) {
    const std::string problem = refusal(whole.substr(0, length));
    EXPECT_NE(problem.find("JSON"), std::string::npos) << problem << whole.substr(0, length);
  }
}

TEST(HostileInventory, AHalfWrittenExportByLinesLosesItsLastLineOnly) {
  const std::string line = R"({"name":"pump-1","software":"Pump","softwareVersion":"4.0"})";
  const auto reading = read(line + "\n" + line.substr(0, 30));
  EXPECT_EQ(reading.inventory.devices.size(), 1U);
  EXPECT_EQ(reading.refused.total(), 1U) << "so that it does not count as complete";
}

TEST(HostileInventory, NamesThatLookLikeFormulasAreKeptAsTheyAre) {
  const auto reading = read("device,product,version\n=1+1,@SUM(1),-1\n");
  ASSERT_EQ(reading.inventory.devices.size(), 1U);
  EXPECT_EQ(reading.inventory.devices[0].id, "=1+1") << "what is written as CSV is guarded there (report::csv_cell)";
  EXPECT_EQ(reading.inventory.components[0].version, "-1");
}

}  // namespace
