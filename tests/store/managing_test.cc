// Advisories are listed by what is asked for, and removed, commented on and marked as read one by one.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "world/store/store.h"

namespace {

namespace fs = std::filesystem;
using advisory::Field;
using advisory::Filter;

using Ids = std::vector<std::string>;

advisory::Advisory example(const std::string& id, const std::string& date, const std::string& cve, int tenths,
                           const std::string& product) {
  advisory::Advisory one;
  one.publisher = "https://maker.example";
  one.id = id;
  one.title = "A flaw in " + product;
  one.revision = "1";
  one.date = date;
  one.products = {{"P1", "Maker / " + product, "Maker", product, {}, "", {}, "pkg:generic/" + product, "", {}, ""}};
  advisory::Vulnerability flaw;
  flaw.id = cve;
  flaw.title = "Title of " + cve;
  flaw.statements = {{0, advisory::Status::known_affected}};
  if (tenths > 0) flaw.scores = {{advisory::CvssVersion::v3_1, "CVSS:3.1/...", tenths, {}}};
  one.vulnerabilities = {flaw};
  return one;
}

/// A store with three advisories, in a folder that goes with the test.
class Managed : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "managedXXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
    put(example("M-1", "2024-02-01T23:30:00-02:00", "CVE-2024-0009", 75, "Pump"));
    put(example("M-2", "2024-02-02T00:00:00Z", "CVE-2024-0003", 98, "Gateway"));
    put(example("M-3", "", "CVE-2024-0007", 0, "Box"));
  }
  void TearDown() override { fs::remove_all(folder); }

  store::Store open() {
    auto opened = store::Store::open_to_write(folder / "cordon.db");
    EXPECT_TRUE(opened) << opened.error().to_text();
    return std::move(*opened);
  }
  store::Change put(const advisory::Advisory& one) {
    store::Store there = open();
    auto import = there.import();
    const auto change = import->put(one);
    EXPECT_TRUE(change && import->commit());
    return *change;
  }
  advisory::List list(const Filter& filter) {
    auto found = open().list(filter);
    EXPECT_TRUE(found) << found.error().to_text();
    return std::move(*found);
  }
  Ids ids(const Filter& filter) {
    Ids found;
    for (const advisory::Listed& one : list(filter).rows) found.push_back(one.name.id);
    return found;
  }

  fs::path folder;
  const advisory::Name pump{advisory::Feed::csaf, "https://maker.example", "M-1"};
};

TEST_F(Managed, AreSortedByTheMomentWhateverItsOffsetAndWhatHasNoDateComesLast) {
  EXPECT_EQ(ids({}), (Ids{"M-1", "M-2", "M-3"})) << "23:30 at -02:00 is 01:30 of the next day";
}

TEST_F(Managed, AreSortedByEachField) {
  const auto by = [&](Field sort) {
    Filter filter;
    filter.sort = sort;
    return ids(filter);
  };
  EXPECT_EQ(by(Field::id), (Ids{"M-1", "M-2", "M-3"}));
  EXPECT_EQ(by(Field::title), (Ids{"M-3", "M-2", "M-1"}));
  EXPECT_EQ(by(Field::cvss), (Ids{"M-2", "M-1", "M-3"})) << "what has no score comes last";
  EXPECT_EQ(by(Field::cve), (Ids{"M-2", "M-3", "M-1"}));
  EXPECT_EQ(by(Field::product), (Ids{"M-3", "M-2", "M-1"}));
  advisory::Advisory other = example("M-0", "2020-01-01", "CVE-2020-0001", 50, "Aerial");
  other.publisher = "another";
  put(other);
  EXPECT_EQ(by(Field::publisher).front(), "M-0");
}

TEST_F(Managed, AreFoundByTextsInTheirFields) {
  const auto text = [&](const std::string& part) {
    Filter filter;
    filter.text = part;
    return ids(filter);
  };
  EXPECT_EQ(text("m-2"), Ids{"M-2"});
  EXPECT_EQ(text("flaw in PUMP"), Ids{"M-1"});
  EXPECT_EQ(text("maker.example").size(), 3U);
  EXPECT_EQ(text("cve-2024-0003"), Ids{"M-2"});
  EXPECT_EQ(text("title of cve-2024-0009"), Ids{"M-1"});
  EXPECT_EQ(text("pkg:generic/pump"), Ids{}) << "that stands in a product: Filter::product looks there";
}

TEST_F(Managed, AreFoundByProductCveIdPublisherAndFeed) {
  Filter filter;
  filter.product = "PKG:GENERIC/gate";
  EXPECT_EQ(ids(filter), Ids{"M-2"});
  filter = {};
  filter.product = "CVE-2024";
  EXPECT_EQ(ids(filter), Ids{}) << "no product is called so";
  filter = {};
  filter.cve = "cve-2024-0007";
  EXPECT_EQ(ids(filter), Ids{"M-3"});
  filter = {};
  filter.id = "m-1";
  EXPECT_EQ(ids(filter), Ids{"M-1"});
  filter = {};
  filter.publisher = "OTHER";
  EXPECT_EQ(ids(filter), Ids{});
  filter = {};
  filter.feed = advisory::Feed::kev;
  EXPECT_EQ(ids(filter), Ids{});
}

TEST_F(Managed, SinceADayLeavesOutWhatIsEarlierOrHasNoDate) {
  Filter filter;
  filter.since = "2024-02-02";
  EXPECT_EQ(ids(filter), (Ids{"M-1", "M-2"}));
  filter.since = "2024-02-03";
  EXPECT_EQ(ids(filter), Ids{});
}

TEST_F(Managed, TheTopAreShownAndAllAreCounted) {
  Filter filter;
  filter.sort = Field::cvss;
  filter.top = 1;
  const advisory::List found = list(filter);
  EXPECT_EQ(found.total, 3U);
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(found.rows.at(0).tenths, 98);
  filter.sort = Field::date;
  EXPECT_EQ(list(filter).rows.at(0).vulnerabilities, Ids{"CVE-2024-0009"}) << "summed up when only shown";
}

TEST_F(Managed, WhatIsRemovedIsGoneWithItsIdsAndRemarks) {
  ASSERT_TRUE(*open().comment(pump, {"2024-03-01", "ask the maker"}));
  EXPECT_TRUE(*open().remove(pump));
  EXPECT_FALSE(*open().remove(pump));
  EXPECT_TRUE(open().advisories_of("CVE-2024-0009")->empty());
  EXPECT_EQ(ids({}), (Ids{"M-2", "M-3"}));
  put(example("M-1", "2024-02-01", "CVE-2024-0009", 75, "Pump"));
  EXPECT_TRUE(open().remarks_on(pump)->comments.empty()) << "imported again, it is a new one";
}

TEST_F(Managed, ALaterRevisionIsUnreadAgainAndCommentsStay) {
  ASSERT_TRUE(*open().mark_read(pump, true) && *open().mark_read(pump, true));
  ASSERT_TRUE(*open().comment(pump, {"2024-03-01", "ask the maker"}));
  Filter unread;
  unread.unread = true;
  EXPECT_EQ(ids(unread), (Ids{"M-2", "M-3"}));
  EXPECT_TRUE(list({}).rows.at(0).read);
  EXPECT_EQ(list({}).rows.at(0).comments, 1U);
  advisory::Advisory later = example("M-1", "2024-02-05", "CVE-2024-0009", 75, "Pump");
  later.revision = "2";
  ASSERT_EQ(put(later), store::Change::changed);
  EXPECT_EQ(ids(unread), (Ids{"M-1", "M-2", "M-3"}));
  ASSERT_EQ(open().remarks_on(pump)->comments.size(), 1U);
  EXPECT_EQ(open().remarks_on(pump)->comments.at(0).day, "2024-03-01");
}

TEST_F(Managed, ANewDateAloneLeavesItReadAndTheMarkCanBeTakenBack) {
  advisory::Advisory uncounted = example("M-1", "2024-02-03", "CVE-2024-0009", 75, "Pump");
  uncounted.revision = "";
  put(uncounted);
  ASSERT_TRUE(*open().mark_read(pump, true));
  uncounted.date = "2024-02-05";
  ASSERT_EQ(put(uncounted), store::Change::changed);
  EXPECT_TRUE(open().remarks_on(pump)->read) << "it says the same";
  ASSERT_TRUE(*open().mark_read(pump, false));
  EXPECT_FALSE(open().remarks_on(pump)->read);
  EXPECT_FALSE(*open().mark_read({advisory::Feed::kev, "CISA", "M-1"}, true)) << "there is none such";
}

}  // namespace
