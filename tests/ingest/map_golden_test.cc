// What each map makes of an export of its tool, whole: tests/ingest/maps/NAME.txt, one for each of the exports in
// tests/cli/shared/exports and of those beside the golden files. CORDON_REFRESH=1 writes them anew, to be looked at.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "support/corpora.h"
#include "world/ingest/column_map.h"
#include "world/ingest/inventory.h"

namespace {

namespace fs = std::filesystem;

const fs::path source = CORDON_SOURCE_DIR;

std::set<fs::path> files_of(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  return files;
}

std::vector<ingest::ColumnMap> maps() {
  std::vector<ingest::ColumnMap> all;
  for (const fs::path& file : files_of(source / "maps")) {
    all.push_back(*ingest::read_column_map(file.filename().string(), support::contents(file)));
  }
  return all;
}

std::string text_of(const inventory::Component& one) {
  std::string text = fmt::format("    {} | {} | {}", one.vendor, one.name, one.version);
  if (!one.model.empty()) text += " | model " + one.model;
  if (!one.purl.empty()) text += " | " + one.purl;
  if (!one.cpe.empty()) text += " | " + one.cpe;
  if (one.windows) {
    text += fmt::format(" | {}, build '{}', updates {}", one.windows->product, one.windows->build,
                        fmt::join(one.windows->updates, " "));
  }
  return text + "\n";
}

std::string text_of(const ingest::InventoryReading& reading) {
  const inventory::Inventory& found = reading.inventory;
  std::string text = fmt::format("tool {}, tells {}, date '{}', good for {} days, {} rows refused\ndropped: {}\n",
                                 found.tool, inventory::name_of(found.tells), found.date, found.good_for, found.refused,
                                 fmt::join(reading.personal, ", "));
  for (const inventory::Device& device : found.devices) {
    text += fmt::format("{} '{}' site '{}' zone '{}' kind '{}' address '{}' seen '{}'\n", device.id, device.name,
                        device.site, device.zone, device.kind, device.address, device.date);
    for (const inventory::Identifier& one : device.identifiers) {
      text += fmt::format("  {} {}\n", inventory::name_of(one.kind), one.value);
    }
    for (const std::uint32_t component : device.components) text += text_of(found.components[component]);
    for (const std::uint32_t finding : device.findings) {
      const inventory::Finding& one = found.findings[finding];
      text += fmt::format("  {} {}\n", one.open ? "is open:" : "is not open:", one.subject);
    }
  }
  return text;
}

void expect_golden(const fs::path& file, const std::vector<ingest::ColumnMap>& all) {
  const auto reading = ingest::read_inventory(file.filename().string(), support::contents(file), "", all);
  ASSERT_TRUE(reading) << file << reading.error().to_text();
  const fs::path golden = source / "tests/ingest/maps" / (file.filename().string() + ".txt");
  if (std::getenv("CORDON_REFRESH") != nullptr) std::ofstream(golden) << text_of(*reading);
  ASSERT_TRUE(fs::exists(golden)) << golden;
  EXPECT_EQ(text_of(*reading), support::contents(golden)) << file;
}

TEST(MapGolden, EachExportReadsAsItsFileSays) {
  const std::vector<ingest::ColumnMap> all = maps();
  for (const fs::path& folder : {source / "tests/cli/shared/exports", source / "tests/ingest/maps"}) {
    for (const fs::path& file : files_of(folder)) {
      if (file.extension() != ".txt") expect_golden(file, all);
    }
  }
}

TEST(MapGolden, EachMapHasOne) {
  const std::set<fs::path> goldens = files_of(source / "tests/ingest/maps");
  for (const fs::path& map : files_of(source / "maps")) {
    EXPECT_TRUE(std::ranges::any_of(goldens, [&](const fs::path& golden) {
      return golden.extension() == ".txt" && golden.stem().stem() == map.stem();
    })) << map;
  }
}

}  // namespace
