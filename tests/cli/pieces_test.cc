// What the golden cases cannot reach: time left, a disk that is nearly full, a folder with nothing in it, files that
// appear whole or not at all.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include "show/cli/input_files.h"
#include "show/cli/output.h"
#include "show/cli/progress.h"
#include "show/cli/until.h"

namespace cli {
namespace {

namespace fs = std::filesystem;

class InFolder : public testing::Test {
 protected:
  InFolder() { fs::create_directory(folder_); }
  ~InFolder() override { fs::remove_all(folder_); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  const fs::path folder_ = fs::temp_directory_path() / ("cordon-pieces-" + std::to_string(getpid()));
};

TEST_F(InFolder, AFolderWithoutFilesIsAProblem) {
  fs::create_directories(folder_ / "empty" / "within");
  std::ofstream(folder_ / "one") << "x";
  const base::Problems problems =
      each_input({(folder_ / "empty").string(), (folder_ / "one").string()}, [](const InputFile&) {});
  EXPECT_EQ(problems.to_text(), (folder_ / "empty").string() + ": holds no file; check the path\n");
}

TEST_F(InFolder, TooLittleSpaceIsFoundBeforeTheWorkAndLeavesNothing) {
  {
    OutputFolder out(folder_ / "a" / "b");
    const base::Problems problems = out.prepare("--out", std::numeric_limits<std::uintmax_t>::max());
    ASSERT_EQ(problems.total(), 1U);
    EXPECT_NE(problems.to_text().find("MB of space left"), std::string::npos) << problems.to_text();
    EXPECT_TRUE(fs::exists(folder_ / "a" / "b"));
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(InFolder, AFolderThatIsKeptStays) {
  {
    OutputFolder out(folder_ / "a" / "b");
    ASSERT_TRUE(out.prepare("--out", 1).empty());
    out.keep();
  }
  EXPECT_TRUE(fs::is_directory(folder_ / "a" / "b"));
  EXPECT_TRUE(fs::is_empty(folder_ / "a" / "b")) << "the probe is gone";
}

TEST_F(InFolder, OneFileThatCannotBeWrittenLeavesTheOthersAsTheyWere) {
  std::ofstream(folder_ / "first") << "before";
  const auto wrong = write_all({{folder_ / "first", "after"}, {folder_ / "none" / "second", "x"}});
  ASSERT_TRUE(wrong);
  EXPECT_NE(wrong->find("second"), std::string::npos);
  std::string text;
  std::ifstream(folder_ / "first") >> text;
  EXPECT_EQ(text, "before");
  EXPECT_EQ(files(), 1U) << "no temporary file is left";
}

TEST_F(InFolder, FilesAreReplacedWhole) {
  std::ofstream(folder_ / "first") << "a longer text than the new one";
  ASSERT_FALSE(write_all({{folder_ / "first", "after"}, {folder_ / "second", ""}}));
  EXPECT_EQ(fs::file_size(folder_ / "first"), 5U);
  EXPECT_EQ(fs::file_size(folder_ / "second"), 0U);
}

TEST(Progress, SaysHowLongItWillStillTake) {
  EXPECT_EQ(Progress::line(250, 1000, 10), "250 of 1,000 simulated outbreaks, 30 s left");
  EXPECT_EQ(Progress::line(1, 1000, 10), "1 of 1,000 simulated outbreaks");
  const Progress progress(true, 60);
  EXPECT_EQ(progress.bar(5, 10, 100), "[" + std::string(18, '#') + std::string(19, '.') + "] 5 of 10, 2 min left");
}

TEST(Progress, LengthsOfTimeForPeople) {
  EXPECT_EQ(left_text(0.2), "1 s");
  EXPECT_EQ(left_text(99), "99 s");
  EXPECT_EQ(left_text(100), "2 min");
  EXPECT_EQ(left_text(6000), "1 h 40 min");
}

TEST(Until, ReadsAMeasureByAndError) {
  const auto plain = parse_until("organisations_infected=2%");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->measure, "organisations_infected");
  EXPECT_TRUE(plain->by.empty());
  EXPECT_DOUBLE_EQ(plain->relative, 0.02);
  const auto by = parse_until("devices_locked(type=desktop sector=trust)=0.5%");
  ASSERT_TRUE(by);
  EXPECT_EQ(by->by, (drill::By{{"sector", "trust"}, {"type", "desktop"}}));
  for (const char* wrong : {"", "=2%", "a", "a=2", "a=%", "a=0%", "a=-1%", "a=101%", "a=nan%", "a(b)=2%", "a(b=)=2%",
                            "a b=c)=2%", "(b=c)=2%", "a=2%%"}) {
    EXPECT_FALSE(parse_until(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace cli
