// What was put into a store comes out again, in the order of revisions and dates whatever the order of imports.

#include "world/store/store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "world/store/packing.h"
#include "world/store/schema.h"

namespace {

namespace fs = std::filesystem;
using store::Change;

/// A folder that goes with the test.
class StoreFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "storeXXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
    file = folder / "cordon.db";
  }
  void TearDown() override { fs::remove_all(folder); }

  store::Store open() {
    auto opened = store::Store::open_to_write(file);
    EXPECT_TRUE(opened) << opened.error().to_text();
    return std::move(*opened);
  }
  /// One import of one thing.
  template <class Thing>
  auto put(const Thing& thing) {
    store::Store one = open();
    auto import = one.import();
    auto answer = import->put(thing);
    EXPECT_TRUE(answer && import->commit());
    return *answer;
  }

  fs::path folder;
  fs::path file;
};

advisory::Advisory example(const std::string& id, const std::string& revision) {
  advisory::Advisory one;
  one.publisher = "https://maker.example";
  one.id = id;
  one.title = "A flaw";
  one.revision = revision;
  one.date = "2024-02-01T10:00:00Z";
  one.products = {{"P1",
                   "Maker / Pump",
                   "Maker",
                   "Pump",
                   advisory::Versions::range,
                   "<4.1",
                   advisory::Scheme::vendor,
                   "pkg:generic/pump",
                   "cpe:2.3:h:maker:pump:*:*:*:*:*:*:*:*",
                   {"X1"},
                   "Box"},
                  {"P2", "Maker / Pump 4.1", "Maker", "Pump", advisory::Versions::exact, "4.1", {}, "", "", {}, ""}};
  advisory::Vulnerability flaw;
  flaw.id = "CVE-2017-0144";
  flaw.title = "SMB";
  flaw.weaknesses = {"CWE-20"};
  flaw.statements = {{0, advisory::Status::known_affected}, {1, advisory::Status::fixed}};
  flaw.remediations = {{"vendor_fix", "Update.", "2024-02-01", "KB4012212", {0, 1}}};
  flaw.scores = {{advisory::CvssVersion::v3_1, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 98, {0}}};
  flaw.exploited = {"2022-02-10", "2022-08-10", "Apply updates.", true};
  flaw.epss = {0.94312, 0.99934, "2024-02-01"};
  flaw.ssvc = {"active", "yes", "total", "2024-02-02"};
  flaw.lifecycle = {"2010-01-01", "2015-01-01", "2020-01-14", "2023-01-10", true, false};
  one.vulnerabilities = {flaw};
  return one;
}

inventory::Inventory example_inventory(const std::string& date, const std::string& version) {
  inventory::Inventory one;
  one.organisation = "X01";
  one.source = "list.csv";
  one.tool = "csv";
  one.date = date;
  inventory::Component pump;
  pump.vendor = "Maker";
  pump.name = "Pump";
  pump.version = version;
  inventory::Component windows;
  windows.windows = inventory::Windows{"Windows 10 for x64-based Systems", "10.0.10240", {4012606, 4013198}};
  one.components = {pump, windows};
  one.devices = {{"ward-1", "Main", "lan", {0}}, {"ward-2", "", "", {0, 1}}};
  return one;
}

TEST_F(StoreFile, AnAdvisoryComesOutAsItWentIn) {
  const advisory::Advisory one = example("M-1", "3");
  EXPECT_EQ(put(one), Change::added);
  const auto all = open().advisories();
  ASSERT_TRUE(all) << all.error().to_text();
  ASSERT_EQ(all->size(), 1U);
  const advisory::Advisory& back = all->at(0);
  EXPECT_EQ(store::pack(back), store::pack(one));
  EXPECT_EQ(back.publisher, one.publisher);
  EXPECT_EQ(back.revision, "3");
  EXPECT_EQ(back.products.at(0).scheme, advisory::Scheme::vendor);
  EXPECT_EQ(back.products.at(0).platform, "Box");
  EXPECT_EQ(back.vulnerabilities.at(0).statements.at(1).status, advisory::Status::fixed);
  EXPECT_EQ(back.vulnerabilities.at(0).epss->probability, 0.94312);
  EXPECT_TRUE(back.vulnerabilities.at(0).exploited->ransomware);
  EXPECT_EQ(back.vulnerabilities.at(0).lifecycle->security_ends, "2020-01-14");
  EXPECT_TRUE(back.vulnerabilities.at(0).lifecycle->support_over);
}

TEST_F(StoreFile, AnAdvisoryIsFoundByItsIdAndByItsVulnerabilities) {
  put(example("M-1", "3"));
  EXPECT_EQ(open().advisories_of("m-1")->size(), 1U);
  EXPECT_EQ(open().advisories_of("cve-2017-0144")->size(), 1U);
  EXPECT_TRUE(open().advisories_of("CVE-2017-0145")->empty());
}

TEST_F(StoreFile, ALaterRevisionTakesThePlaceOfAnEarlierOneAndNeverTheOtherWay) {
  EXPECT_EQ(put(example("M-1", "9")), Change::added);
  EXPECT_EQ(put(example("M-1", "9")), Change::same);
  advisory::Advisory newer = example("M-1", "10");
  newer.vulnerabilities.at(0).id = "CVE-2017-0145";
  EXPECT_EQ(put(newer), Change::changed);
  advisory::Advisory older = example("M-1", "2");
  older.date = "2030-01-01T00:00:00Z";
  EXPECT_EQ(put(older), Change::older) << "a lower number never replaces a higher, whatever its date";
  EXPECT_TRUE(open().advisories_of("CVE-2017-0144")->empty()) << "the new revision no longer speaks of it";
  EXPECT_EQ(open().advisories_of("CVE-2017-0145")->at(0).revision, "10");
}

TEST_F(StoreFile, AWithdrawnRevisionWithdraws) {
  put(example("M-1", "1"));
  advisory::Advisory withdrawn = example("M-1", "2");
  withdrawn.withdrawn = true;
  EXPECT_EQ(put(withdrawn), Change::withdrawn);
  EXPECT_TRUE(open().advisories()->at(0).withdrawn);
}

TEST_F(StoreFile, WhatSeveralSourcesSayStaysApart) {
  put(example("CVE-2017-0144", "1"));
  advisory::Advisory other = example("CVE-2017-0144", "1");
  other.publisher = "another";
  EXPECT_EQ(put(other), Change::added);
  EXPECT_EQ(open().advisories_of("CVE-2017-0144")->size(), 2U);
}

TEST_F(StoreFile, UpdatesComeOutAsTheyWentIn) {
  advisory::WindowsUpdates updates;
  updates.supersedences = {{4015549, 4012215, {"Windows 7", "Windows Server 2008 R2"}}, {4015549, 4012212, {}}};
  updates.builds = {{4013429, "10.0.14393.953"}};
  store::Store one = open();
  auto import = one.import();
  ASSERT_TRUE(import->put(updates) && import->put(updates) && import->commit());
  const auto back = one.windows_updates();
  ASSERT_EQ(back->supersedences.size(), 2U);
  EXPECT_EQ(back->supersedences.at(1).products, updates.supersedences.at(0).products);
  EXPECT_EQ(back->builds.at(0).build, "10.0.14393.953");
}

TEST_F(StoreFile, AnInventoryComesOutAsItWentIn) {
  const store::Report report = put(example_inventory("2024-03-01", "4.0"));
  EXPECT_EQ(report.of(Change::added), 2U);
  const auto fleet = open().fleet();
  ASSERT_TRUE(fleet) << fleet.error().to_text();
  ASSERT_EQ(fleet->devices.size(), 2U);
  EXPECT_EQ(fleet->devices.at(0).id, "ward-1");
  EXPECT_EQ(fleet->devices.at(0).site, "Main");
  ASSERT_EQ(fleet->holdings.size(), 2U);
  EXPECT_EQ(fleet->of(fleet->holdings.at(0)).size(), 1U);
  ASSERT_EQ(fleet->of(fleet->holdings.at(1)).size(), 2U);
  const auto expected = example_inventory("", "4.0").components;
  EXPECT_EQ(fleet->components.at(fleet->of(fleet->holdings.at(1))[1]), expected.at(1));
  EXPECT_EQ(fleet->sources.at(0).date, "2024-03-01");
}

TEST_F(StoreFile, TheNewestListOfATooCountsWhateverTheOrderOfImports) {
  const std::array dates{"2024-03-01", "2024-03-09"};
  for (const bool newest_first : {false, true}) {
    fs::remove(file);
    for (const std::size_t i : newest_first ? std::array{1, 0} : std::array{0, 1}) {
      put(example_inventory(dates.at(i), fmt::format("4.{}", i)));
    }
    const auto fleet = open().fleet();
    EXPECT_EQ(fleet->components.at(fleet->held.at(0)).version, "4.1");
    EXPECT_EQ(fleet->sources.at(fleet->holdings.at(0).source).date, "2024-03-09");
  }
}

TEST_F(StoreFile, AnotherToolsListStandsBesideIt) {
  put(example_inventory("2024-03-01", "4.0"));
  inventory::Inventory other = example_inventory("2024-02-01", "4.0");
  other.tool = "cyclonedx";
  other.devices.pop_back();
  put(other);
  EXPECT_EQ(open().fleet()->holdings.size(), 3U);
  EXPECT_EQ(open().fleet("X01")->devices.size(), 2U);
  EXPECT_TRUE(open().fleet("X02")->devices.empty());
}

TEST_F(StoreFile, AMarkTakesThePlaceOfAnEarlierOne) {
  using inventory::Progress;
  put(example_inventory("2024-03-01", "4.0"));
  inventory::Mark mark{"X01", "WARD-1", "CVE-2024-1", Progress::in_progress, "vendor_fix", "2024-03-02", "change 7"};
  EXPECT_EQ(put(mark), Change::added);
  EXPECT_EQ(put(mark), Change::same);
  mark.progress = Progress::done;
  EXPECT_EQ(put(mark), Change::changed);
  const auto marks = open().marks_of({"cve-2024-1", "CVE-2024-9"});
  ASSERT_TRUE(marks) << marks.error().to_text();
  ASSERT_EQ(marks->size(), 1U);
  EXPECT_EQ(marks->at(0).device, "ward-1");
  EXPECT_EQ(marks->at(0).progress, Progress::done);
  EXPECT_EQ(marks->at(0).remedy, "vendor_fix");
  EXPECT_EQ(marks->at(0).note, "change 7");
  mark.component = "Maker Pump 4.0";
  EXPECT_EQ(put(mark), Change::added) << "beside that on the whole device";
  EXPECT_EQ(put(mark), Change::same);
  EXPECT_EQ(open().marks_of({"CVE-2024-1"})->size(), 2U);
  EXPECT_EQ(open().marks_of({"CVE-2024-1"})->at(1).component, "Maker Pump 4.0");
  mark.component.clear();
  store::Store one = open();
  auto import = one.import();
  mark.device = "ward-9";
  const auto unknown = import->put(mark);
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().to_text().find("'X01 / ward-9' is no device"), std::string::npos)
      << unknown.error().to_text();
}

TEST_F(StoreFile, AnEarlierVersionIsBroughtForwardWithAllThatIsInIt) {
  const std::string application = fmt::format("PRAGMA application_id = {};", store::application_id);
  for (std::size_t version = 1; version < store::migrations.size(); ++version) {
    fs::remove(file);
    sqlite3* old = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &old), SQLITE_OK);
    std::string script = application + fmt::format("PRAGMA user_version = {};", version);
    for (std::size_t i = 0; i < version; ++i) script += store::migrations.at(i);
    script +=
        "INSERT INTO organisation (key, id) VALUES (1, 'X01');"
        "INSERT INTO device VALUES (1, 1, 'ward-1', 'Main', ''" +
        std::string(version < 4 ? "" : ", '', ''") +  // kind and address came with the fourth
        ");"
        "INSERT INTO source (key, organisation, tool, file, tells, date) VALUES (1, 1, 'csv', 'a.csv', 'products', "
        "'2024-03-01');";
    ASSERT_EQ(sqlite3_exec(old, script.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(old);
    sqlite3_close(old);
    const auto read = store::Store::open(file);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().to_text().find("is of an earlier version"), std::string::npos);
    EXPECT_EQ(put(example("M-1", "1")), Change::added);
    const auto fleet = store::Store::open(file)->fleet();
    ASSERT_EQ(fleet->devices.size(), 1U) << version;
    EXPECT_EQ(fleet->devices.at(0).site, "Main");
  }
}

TEST_F(StoreFile, WithoutCommitNothingIsThere) {
  store::Store one = open();
  {
    auto import = one.import();
    ASSERT_TRUE(import->put(example("M-1", "1")));
  }
  EXPECT_EQ(one.totals()->advisories, 0U);
  EXPECT_TRUE(one.import()) << "the next import may begin";
}

TEST_F(StoreFile, WhatIsNoStoreIsRefused) {
  const auto missing = store::Store::open(folder / "none.db");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().to_text().find("does not exist"), std::string::npos);
  std::ofstream(file) << std::string(5000, 'x');
  const auto text = store::Store::open_to_write(file);
  ASSERT_FALSE(text);
  EXPECT_NE(text.error().to_text().find("this is no store"), std::string::npos) << text.error().to_text();
  EXPECT_FALSE(store::Store::open_to_write(folder / "no" / "folder.db"));
}

/// Runs `work` in a process of its own.
template <class Work>
pid_t in_a_process(const Work& work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  return child;
}

constexpr std::size_t many = 400;

TEST_F(StoreFile, KilledAtAnyMomentAnImportIsThereWholeOrNotAtAll) {
  put(example("before", "1"));
  std::size_t whole = 0;
  for (int round = 0; round < 40; ++round) {
    const std::string name = fmt::format("round {}", round);
    const pid_t child = in_a_process([&] {
      auto one = store::Store::open_to_write(file);
      auto import = one->import();
      for (std::size_t i = 0; i < many; ++i) {
        if (!import->put(example(fmt::format("{} {}", name, i), "1"))) _exit(1);
      }
      if (!import->commit()) _exit(1);
    });
    usleep(static_cast<useconds_t>(round * 1500));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const auto opened = store::Store::open(file);
    ASSERT_TRUE(opened) << opened.error().to_text();
    const auto there = const_cast<store::Store&>(*opened).totals()->advisories;
    ASSERT_TRUE(there == 1 + whole * many || there == 1 + (whole + 1) * many) << there << " in round " << round;
    whole = (there - 1) / many;
  }
  EXPECT_EQ(open().advisories_of("before")->size(), 1U);
}

TEST_F(StoreFile, OnAFullDiskTheStoreStaysAsItWas) {
  put(example("before", "1"));
  const pid_t child = in_a_process([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200'000, 200'000};  // no file may grow beyond it: what a full disk answers
    setrlimit(RLIMIT_FSIZE, &limit);
    auto one = store::Store::open_to_write(file);
    auto import = one->import();
    for (int i = 0; i < 5000; ++i) {
      if (!import->put(example(fmt::format("more {}", i), "1"))) _exit(7);
    }
    _exit(import->commit() ? 0 : 7);
  });
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7) << "an answer, and no crash";
  EXPECT_EQ(open().totals()->advisories, 1U);
}

TEST(Packing, DamagedBytesAreRefusedOrRead) {
  const auto bytes = store::pack(example("M-1", "1"));
  const std::string good(bytes.begin(), bytes.end());
  for (std::size_t i = 0; i < good.size(); ++i) {
    advisory::Advisory cut;
    EXPECT_FALSE(store::unpack(std::string_view(good).substr(0, i), cut)) << i;
    for (const char other : {'\0', '\x7F', '\xFF'}) {
      std::string changed = good;
      changed.at(i) = other;
      advisory::Advisory one;
      store::unpack(changed, one);  // under the sanitizers: no crash, no wild index
      for (const auto& flaw : one.vulnerabilities) {
        for (const auto& statement : flaw.statements) EXPECT_LE(statement.product, one.products.size());
      }
    }
  }
}

TEST(Packing, RisingNumbersComeBack) {
  EXPECT_TRUE(rc::check([](std::vector<std::uint32_t> numbers) {
    std::ranges::sort(numbers);
    const auto bytes = store::pack(numbers);
    std::vector<std::uint32_t> back;
    RC_ASSERT(store::unpack({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, back));
    RC_ASSERT(back == numbers);
  }));
}

}  // namespace
