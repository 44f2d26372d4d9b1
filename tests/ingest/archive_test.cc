// Files, archives and folders of both, file by file; hostile archives.

#include "world/ingest/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Files = std::vector<std::pair<std::string, std::string>>;

/// A folder of its own for each test.
class Archive : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("cordon_archive_" + std::to_string(::getpid())) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_.parent_path()); }

  fs::path write(const std::string& name, const std::string& bytes) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }
  /// What comes out, with names below the test's folder; problems in `problems_`.
  Files all(const fs::path& path, const ingest::ArchiveLimits& limits = {}) {
    Files files;
    problems_ = ingest::each_file(path, limits, [&](const std::string& name, std::string_view bytes) {
      files.emplace_back(fs::path(name).lexically_relative(folder_).string(), bytes);
    });
    return files;
  }
  [[nodiscard]] std::string told() const { return problems_.to_text(); }
  [[nodiscard]] bool told(const std::string& what) const { return told().find(what) != std::string::npos; }

  fs::path folder_;
  base::Problems problems_;
};

/// An archive made by the library, in a format that its file's ending names.
std::string pack(const std::string& ending, const Files& files) {
  archive* to = archive_write_new();
  if (ending == ".gz" || ending == ".tar.gz") archive_write_add_filter_gzip(to);
  if (ending == ".tar.xz") archive_write_add_filter_xz(to);
  if (ending.ends_with(".zip")) {
    archive_write_set_format_zip(to);
    if (ending == "stored.zip") archive_write_zip_set_compression_store(to);
  } else if (ending == ".gz") {
    archive_write_set_format_raw(to);
  } else {
    archive_write_set_format_pax_restricted(to);
  }
  std::string bytes(std::size_t{8} << 20U, '\0');
  std::size_t used = 0;
  archive_write_set_bytes_in_last_block(to, 1);
  archive_write_open_memory(to, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_perm(entry, 0644);
    if (content.starts_with("->")) {
      archive_entry_set_filetype(entry, AE_IFLNK);
      archive_entry_set_symlink(entry, content.c_str() + 2);
    } else if (content.starts_with("=>")) {
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_hardlink(entry, content.c_str() + 2);
    } else if (content == "DEVICE" || content == "FOLDER") {
      archive_entry_set_filetype(entry, content == "DEVICE" ? AE_IFCHR : AE_IFDIR);
    } else {
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    }
    archive_write_header(to, entry);
    if (archive_entry_filetype(entry) == AE_IFREG && !content.starts_with("=>")) {
      archive_write_data(to, content.data(), content.size());
    }
    archive_entry_free(entry);
  }
  archive_write_close(to);
  archive_write_free(to);
  bytes.resize(used);
  return bytes;
}

const Files two = {{"b/second.json", "{}"}, {"a.csv", std::string(3000, 'x')}};

TEST_F(Archive, APlainFileIsItself) {
  EXPECT_EQ(all(write("a.json", "{}")), (Files{{"a.json", "{}"}}));
  EXPECT_EQ(all(write("empty", "")), (Files{{"empty", ""}}));
  EXPECT_TRUE(problems_.empty()) << told();
  EXPECT_TRUE(all(folder_ / "nothing").empty());
  EXPECT_TRUE(told("does not exist"));
}

TEST_F(Archive, FilesWithinInTheArchivesOrder) {
  for (const std::string ending : {".zip", ".tar", ".tar.gz", ".tar.xz"}) {
    const fs::path path = write("packed" + ending, pack(ending, two));
    const std::string name = "packed" + ending;
    EXPECT_EQ(all(path), (Files{{name + "/b/second.json", "{}"}, {name + "/a.csv", std::string(3000, 'x')}})) << ending;
    EXPECT_TRUE(problems_.empty()) << told();
  }
  EXPECT_EQ(all(write("list.csv.gz", pack(".gz", {{"list.csv", "device\n"}}))), (Files{{"list.csv", "device\n"}}));
  EXPECT_TRUE(problems_.empty()) << told();
}

TEST_F(Archive, TheEndingOfTheNameCountsForNothing) {
  EXPECT_EQ(all(write("list.txt", pack(".zip", {{"a", "1"}}))), (Files{{"list.txt/a", "1"}}));
  EXPECT_EQ(all(write("plain.zip", "device,product\n")), (Files{{"plain.zip", "device,product\n"}}));
}

TEST_F(Archive, LinksDevicesAndFoldersArePassedOver) {
  const Files files = {{"a", "1"},        {"link", "->/etc/passwd"}, {"hard", "=>a"},
                       {"dev", "DEVICE"}, {"dir/", "FOLDER"},        {"../../b", "2"}};
  EXPECT_EQ(all(write("t.tar", pack(".tar", files))), (Files{{"t.tar/a", "1"}, {"t.tar/../../b", "2"}}))
      << "a name is a name: nothing is written";
  EXPECT_TRUE(problems_.empty()) << told();
}

TEST_F(Archive, AnArchiveWithinAnArchiveIsNotFollowed) {
  const std::string inner = pack(".zip", two);
  EXPECT_EQ(all(write("outer.tar", pack(".tar", {{"inner.zip", inner}}))), (Files{{"outer.tar/inner.zip", inner}}));
}

TEST_F(Archive, AFolderInTheOrderOfItsNames) {
  write("f/b.json", "2");
  write("f/a/z.json", "1");
  write("f/c.zip", pack(".zip", {{"inside", "3"}}));
  write("f/broken.zip", pack(".zip", two).substr(0, 60));
  fs::create_symlink("/etc/passwd", folder_ / "f" / "link");
  fs::create_directory_symlink("..", folder_ / "f" / "round");
  EXPECT_EQ(all(folder_ / "f"), (Files{{"f/a/z.json", "1"}, {"f/b.json", "2"}, {"f/c.zip/inside", "3"}}));
  EXPECT_EQ(problems_.total(), 1U) << told();
  EXPECT_TRUE(told("broken.zip"));
  ingest::ArchiveLimits limits;
  limits.folder_depth = 1;
  EXPECT_EQ(all(folder_ / "f", limits).size(), 2U);
  EXPECT_TRUE(told("deeper than 1 folders"));
}

TEST_F(Archive, NothingOfAnArchiveThatIsCutOff) {
  for (const std::string ending : {".zip", ".tar", ".tar.gz", ".tar.xz", ".gz"}) {
    const std::string whole = pack(ending, ending == ".gz" ? Files{two[1]} : two);
    // Below 300 bytes a tar has no mark yet; the last zeros of a tar are only filling.
    const std::size_t least = ending == ".tar" ? 300 : 10;
    const std::size_t most = ending == ".tar" ? whole.find_last_not_of('\0') : whole.size();
    const std::size_t step = whole.size() > 1000 ? 101 : 1;
    for (std::size_t size = least; size < most; size += step) {
      EXPECT_TRUE(all(write("cut" + ending, whole.substr(0, size))).empty()) << ending << " " << size;
      EXPECT_FALSE(problems_.empty()) << ending << " " << size;
    }
  }
  const std::string tar = pack(".tar", two);
  EXPECT_TRUE(all(write("cut.tar", tar.substr(0, 1024))).empty()) << "between two files";
  EXPECT_TRUE(told("without its end"));
}

TEST_F(Archive, NothingOfAnArchiveThatIsDamaged) {
  std::string bytes = pack("stored.zip", {{"a", "123456789"}, {"b", "z"}});
  const std::size_t at = bytes.find("123456789");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = '0';
  EXPECT_TRUE(all(write("bad.zip", bytes)).empty());
  EXPECT_TRUE(told("cannot be unpacked"));
}

TEST_F(Archive, Bombs) {
  const std::string large(std::size_t{1} << 20U, '\0');
  const Files many = {{"1", large}, {"2", large}, {"3", large}};
  for (const std::string ending : {".zip", ".tar.gz", ".tar.xz"}) {
    const fs::path path = write("bomb" + ending, pack(ending, many));
    EXPECT_EQ(all(path).size(), 3U) << told();
    ingest::ArchiveLimits limits;
    limits.file_bytes = large.size() - 1;
    EXPECT_TRUE(all(path, limits).empty());
    EXPECT_TRUE(told("is larger than 1048575 bytes")) << told();
    limits = {};
    limits.unpacked_bytes = 3 * large.size() - 1;
    EXPECT_TRUE(all(path, limits).empty());
    EXPECT_TRUE(told("above 3145727 bytes unpacked")) << told();
    limits = {};
    limits.ratio_from_bytes = large.size();
    limits.ratio = 100;
    EXPECT_TRUE(all(path, limits).empty());
    EXPECT_TRUE(told("more than 100 bytes of each byte")) << told();
    limits = {};
    limits.entries = 3;
    EXPECT_EQ(all(path, limits).size(), 3U) << told();
    limits.entries = 2;
    EXPECT_TRUE(all(path, limits).empty());
    EXPECT_TRUE(told("more than 2 entries")) << told();
  }
}

}  // namespace
