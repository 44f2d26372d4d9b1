// The rules of the house hold for every file, and the check finds what is planted.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "house/rooms.h"

namespace {

namespace fs = std::filesystem;

const fs::path source = CORDON_SOURCE_DIR;
constexpr std::ptrdiff_t lines_most = 500;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Our own C++ below a folder of the repository.
std::vector<fs::path> files_below(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(source / folder)) {
    if (entry.path().extension() == ".h" || entry.path().extension() == ".cc") files.push_back(entry.path());
  }
  return files;
}

house::Rooms our_rooms() {
  std::vector<std::string> problems;
  house::Rooms rooms = house::read_rooms(contents(source / "ARCHITECTURE.md"), problems);
  for (const std::string& problem : problems) ADD_FAILURE() << problem;
  return rooms;
}

TEST(House, every_include_is_allowed_by_the_table) {
  const house::Rooms rooms = our_rooms();
  ASSERT_GE(rooms.size(), 9U) << "ARCHITECTURE.md has lost its table";
  const auto files = files_below("src");
  ASSERT_GT(files.size(), 50U);
  for (const fs::path& file : files) {
    const std::string path = fs::relative(file, source / "src").generic_string();
    for (const std::string& line : house::forbidden_includes(rooms, path, contents(file))) ADD_FAILURE() << line;
  }
}

TEST(House, every_room_of_the_table_is_there) {
  for (const auto& [room, allowed] : our_rooms()) EXPECT_TRUE(fs::is_directory(source / "src" / room)) << room;
}

TEST(House, a_planted_violation_is_found) {
  const house::Rooms rooms = our_rooms();
  const auto found = house::forbidden_includes(rooms, "foresee/outbreak/planted.cc",
                                               "#include <vector>\n"
                                               "#include \"foresee/outbreak/outbreak.h\"\n"
                                               "  #  include \"world/ingest/estate.h\"\n"
                                               "#include \"foresee/harm/harm.h\"\n"
                                               "#include \"outbreak.h\"\n");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_TRUE(found[0].starts_with("foresee/outbreak/planted.cc:3: foresee/outbreak/ may not include world/ingest/"));
  EXPECT_TRUE(found[1].starts_with("foresee/outbreak/planted.cc:4: "));
  EXPECT_TRUE(found[2].starts_with("foresee/outbreak/planted.cc:5: "));
  EXPECT_EQ(house::forbidden_includes(rooms, "act/planted.cc", "").size(), 1U);
}

TEST(House, an_arrow_up_in_the_table_is_found) {
  std::vector<std::string> problems;
  house::read_rooms("| 0 | `base/` | | `world/` |\n| 1 | `world/` | | `base/` |\n", problems);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_TRUE(problems[0].starts_with("base/ may include world/"));
}

TEST(House, no_file_is_too_long) {
  for (const char* folder : {"src", "tests", "bench", "fuzz", "estates"}) {
    for (const fs::path& file : files_below(folder)) {
      const std::string text = contents(file);
      EXPECT_LE(std::count(text.begin(), text.end(), '\n'), lines_most) << file;
    }
  }
}

TEST(House, every_header_begins_with_its_guard_and_says_what_it_is_for) {
  for (const fs::path& file : files_below("src")) {
    if (file.extension() == ".h") {
      EXPECT_TRUE(contents(file).starts_with("#pragma once\n//")) << file;
    }
  }
}

/// So each header is compiled with nothing before it.
TEST(House, every_source_includes_its_own_header_first) {
  const std::string opening = "\n#include ";
  for (const fs::path& file : files_below("src")) {
    const fs::path header = fs::path(file).replace_extension(".h");
    if (file.extension() != ".cc" || !fs::exists(header)) continue;
    const std::string text = "\n" + contents(file);
    const std::string own = "\"" + fs::relative(header, source / "src").generic_string() + "\"";
    const std::size_t first = text.find(opening);
    ASSERT_NE(first, std::string::npos) << file;
    EXPECT_EQ(text.substr(first + opening.size(), own.size()), own) << file;
  }
}

TEST(House, what_is_foreseen_is_pure) {
  const std::vector<std::string> outside{"<fstream>",    "<iostream>",   "<filesystem>",       "<cstdio>",
                                         "system_clock", "steady_clock", "std::random_device", "<ctime>"};
  for (const fs::path& file : files_below("src/foresee")) {
    const std::string text = contents(file);
    for (const std::string& word : outside) EXPECT_EQ(text.find(word), std::string::npos) << file << " has " << word;
  }
}

}  // namespace
