// The disk as the readers see it: only plain files, only below the folder, only up to a size.

#include "world/ingest/folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;

class DiskFolder : public testing::Test {
 protected:
  DiskFolder() {
    std::string pattern = (fs::temp_directory_path() / "cordon-folder-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    fs::create_directory(root_ / "in");
    std::ofstream(root_ / "in" / "a.csv") << "id\n";
    std::ofstream(root_ / "secret.csv") << "id\n";
  }
  ~DiskFolder() override { fs::remove_all(root_); }

  std::string problem(const std::string& file, std::size_t bytes_max = 100) {
    const auto read = ingest::disk_folder(root_ / "in")->read(file, bytes_max);
    return read ? "" : read.error().kept().front().what;
  }

  fs::path root_;
};

TEST_F(DiskFolder, reads_a_file) {
  const auto read = ingest::disk_folder(root_ / "in")->read("a.csv", 100);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->value(), "id\n");
}

TEST_F(DiskFolder, tells_a_missing_file_from_a_bad_one) {
  EXPECT_FALSE(ingest::disk_folder(root_ / "in")->read("b.csv", 100)->has_value());
  EXPECT_EQ(problem("a.csv", 2), "is larger than 2 bytes");
  EXPECT_EQ(problem("a.csv", 3), "");
  fs::create_directory(root_ / "in" / "d.csv");
  EXPECT_EQ(problem("d.csv"), "is not a plain file");
}

TEST_F(DiskFolder, follows_no_link_out_of_the_folder) {
  fs::create_symlink(root_ / "secret.csv", root_ / "in" / "out.csv");
  EXPECT_EQ(problem("out.csv"), "is a link that leads out of the folder");
  fs::create_symlink(root_ / "in" / "a.csv", root_ / "in" / "inside.csv");
  EXPECT_EQ(problem("inside.csv"), "");
}

TEST(path_of_a_file, is_refused_when_it_leads_elsewhere) {
  for (const char* good : {"zones.csv", "tables/zones.csv", "a..b.csv", ".hidden"}) {
    EXPECT_FALSE(ingest::refusal_of_path(good).has_value()) << good;
  }
  for (const char* bad :
       {"", "/etc/passwd", "../x", "a/../../x", "a/..", "./a", "a//b", "a\\b", "http://x/y", "a\nb"}) {
    EXPECT_TRUE(ingest::refusal_of_path(bad).has_value()) << bad;
  }
}

}  // namespace
