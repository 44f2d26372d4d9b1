// Hostile estates as data. Each folder of tests/ingest/hostile is a case: the files that differ from tests/ingest/base
// (a file called NAME.absent takes NAME away), and expect.txt with the lines that the problems must be, all of them and
// nothing else. A new case needs no C++.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "world/ingest/defence.h"
#include "world/ingest/estate.h"
#include "world/ingest/threat.h"

namespace {

namespace fs = std::filesystem;

const fs::path data = fs::path(CORDON_SOURCE_DIR) / "tests" / "ingest";

std::string bytes_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void put_files(const fs::path& folder, std::map<std::string, std::string>& files) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".absent")) {
      files.erase(name.substr(0, name.size() - 7));
    } else if (name != "expect.txt") {
      files[name] = bytes_of(entry.path());
    }
  }
}

std::multiset<std::string> lines_of(const std::string& text) {
  std::multiset<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

std::vector<std::string> cases_in(const std::string& folder) {
  std::vector<std::string> names;
  if (!fs::is_directory(data / folder)) return names;
  for (const auto& entry : fs::directory_iterator(data / folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

void expect_problems(const fs::path& folder, const std::string& problems) {
  const std::string expected = bytes_of(folder / "expect.txt");
  EXPECT_EQ(lines_of(problems), lines_of(expected)) << "expected:\n" << expected << "but it said:\n" << problems;
}

template <class T>
std::string problems_of(const base::Result<T>& read) {
  return read.has_value() ? "nothing was found wrong with it" : read.error().to_text();
}

class HostileEstate : public testing::TestWithParam<std::string> {};

TEST_P(HostileEstate, gives_its_problems) {
  const fs::path folder = data / "hostile" / GetParam();
  std::map<std::string, std::string> files;
  put_files(data / "base", files);
  put_files(folder, files);
  const auto read = ingest::read_estate(ingest::memory_folder(std::move(files)));
  ASSERT_FALSE(read.has_value()) << "nothing was found wrong with it";
  expect_problems(folder, read.error().to_text());
}

const auto by_name = [](const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
};

INSTANTIATE_TEST_SUITE_P(table, HostileEstate, testing::ValuesIn(cases_in("hostile")), by_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(HostileEstate);

class HostileThreat : public testing::TestWithParam<std::string> {};

TEST_P(HostileThreat, gives_its_problems) {
  const fs::path folder = data / "hostile_threat" / GetParam();
  const bool defence = fs::exists(folder / "defence.toml");
  const std::string name = defence ? "defence.toml" : "threat.toml";
  const std::string problems = defence ? problems_of(ingest::parse_defence(name, bytes_of(folder / name)))
                                       : problems_of(ingest::parse_threat(name, bytes_of(folder / name)));
  expect_problems(folder, problems);
}

INSTANTIATE_TEST_SUITE_P(table, HostileThreat, testing::ValuesIn(cases_in("hostile_threat")), by_name);

TEST(hostile_estates, are_at_least_sixty) {
  EXPECT_GE(cases_in("hostile").size(), 60U);
}

}  // namespace
