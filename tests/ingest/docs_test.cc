// The pages of the formats and the example estate say what the readers read.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "world/ingest/defence.h"
#include "world/ingest/estate.h"
#include "world/ingest/estate_tables.h"

namespace {

namespace fs = std::filesystem;

const fs::path source_dir = CORDON_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(example_trust, is_read_without_a_problem) {
  const fs::path folder = source_dir / "estates" / "example-trust";
  const auto tables = ingest::read_estate(folder);
  ASSERT_TRUE(tables.has_value()) << tables.error().to_text();
  const estate::Estate estate(*tables);
  EXPECT_EQ(estate.top_of(3), 0U);  // the sites stand below the trust
  EXPECT_EQ(estate.organisations.size(), 4U);
  const auto defence = ingest::read_defence(folder / "defence.toml");
  EXPECT_TRUE(defence.has_value()) << defence.error().to_text();
}

TEST(format_page, names_every_table_and_column) {
  const std::string page = text_of(source_dir / "docs" / "formats" / "estate.md");
  for (const ingest::TableRules& table : ingest::estate_tables()) {
    EXPECT_NE(page.find(std::string(table.name)), std::string::npos) << table.name;
    for (const ingest::Column& column : table.columns) {
      EXPECT_NE(page.find("`" + std::string(column.name) + "`"), std::string::npos) << table.name << " " << column.name;
    }
  }
}

}  // namespace
