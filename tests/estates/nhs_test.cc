// The NHS in England, May 2017, as its builder makes it: totals are those of aggregates.csv, the reader finds nothing
// wrong, and the same input gives the same bytes.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "world/ingest/csv.h"
#include "world/ingest/estate.h"

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int build(const fs::path& out) {
  return std::system(("\"" NHS_BUILDER "\" \"" NHS_FOLDER "\" \"" + out.string() + "\"").c_str());
}

/// Built once for all tests.
const fs::path& folder() {
  static const fs::path out = [] {
    const fs::path made = NHS_OUT "/once";
    EXPECT_EQ(build(made), 0);
    return made;
  }();
  return out;
}

const estate::Tables& tables() {
  static const estate::Tables read = [] {
    auto result = ingest::read_estate(folder());
    EXPECT_TRUE(result) << (result ? "" : result.error().to_text());
    return result ? std::move(*result) : estate::Tables{};
  }();
  return read;
}

struct AggregateRow {
  double value = 0;
  std::string source, certainty, low, high;
};

std::map<std::string, AggregateRow> aggregates() {
  std::map<std::string, AggregateRow> out;
  base::Problems problems;
  const std::string text = bytes_of(NHS_FOLDER "/aggregates.csv");
  ingest::read_csv(text, "aggregates.csv", {}, problems, [&](const ingest::CsvRow& row) {
    const auto at = [&](std::size_t column) { return std::string(row.fields[column]); };
    if (row.number > 1) out[at(0)] = {std::stod(at(1)), at(3), at(4), at(5), at(6)};
    return true;
  });
  EXPECT_TRUE(problems.empty());
  return out;
}

TEST(Nhs, TheReaderFindsNothingWrong) {
  EXPECT_FALSE(tables().organisations.empty());
}

TEST(Nhs, TheSameBytesTwice) {
  const fs::path again = NHS_OUT "/again";
  ASSERT_EQ(build(again), 0);
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder())) {
    EXPECT_EQ(bytes_of(entry.path()), bytes_of(again / entry.path().filename())) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 16U);  // 12 tables, datapackage.json, three TOML files
}

TEST(Nhs, EveryNumberHasASourceOrARange) {
  const std::set<std::string> published = {"V", "V2", "D"};
  for (const auto& [key, row] : aggregates()) {
    if (row.certainty == "assumed") {
      ASSERT_FALSE(row.low.empty() || row.high.empty()) << key;
      EXPECT_LE(std::stod(row.low), row.value) << key;
      EXPECT_GE(std::stod(row.high), row.value) << key;
    } else {
      EXPECT_TRUE(published.contains(row.certainty)) << key;
      EXPECT_FALSE(row.source.empty()) << key;
    }
  }
}

TEST(Nhs, OrganisationsByKindSumToThePublishedTotals) {
  std::map<std::string, std::size_t> by_kind, by_sector;
  for (const auto& organisation : tables().organisations) {
    ++by_kind[organisation.kind];
    ++by_sector[organisation.sector];
  }
  EXPECT_EQ(by_sector["trust"], 236U);
  EXPECT_EQ(by_sector["gp"], 7454U);
  EXPECT_EQ(by_sector["ccg"], 209U);
  const auto numbers = aggregates();
  for (const char* kind : {"acute", "acute-specialist", "mental-health", "community", "ambulance"}) {
    EXPECT_EQ(static_cast<double>(by_kind[kind]), numbers.at(std::string("trusts.") + kind).value) << kind;
  }
}

TEST(Nhs, DevicesSumToThePublishedTotals) {
  std::map<std::string, double> platform, type;
  double all = 0;
  for (const auto& group : tables().groups) {
    platform[group.platform] += group.count;
    type[group.type] += group.count;
    all += group.count;
  }
  const auto numbers = aggregates();
  EXPECT_NEAR(all, numbers.at("devices").value, 100);  // a few practices are raised to three devices
  EXPECT_EQ(type["diagnostic"], numbers.at("diagnostic.devices").value);
  // Rounding in each of 708 groups of old kit: half a device each at most.
  EXPECT_NEAR(platform["windows-xp"], all * numbers.at("windows-xp").value, 354);
  EXPECT_GT(platform["windows-7"] + platform["medical-windows"], all * numbers.at("windows-7").value);
}

TEST(Nhs, ZonesFitIntoTheirNetworks) {
  double wide = 0;
  for (const auto& zone : tables().zones) {
    if (tables().networks[zone.network].id == "wide") wide += zone.addresses;
  }
  EXPECT_LE(wide, aggregates().at("wide.addresses").value);
}

TEST(Nhs, NationalWeeksAreSharedOutInFull) {
  std::map<std::string, double> week;
  for (const auto& activity : tables().care.activity) {
    week[tables().care.measures[activity.measure].name] += activity.per_week;
  }
  const auto numbers = aggregates();
  EXPECT_EQ(week.size(), 9U);
  for (const auto& [measure, total] : week) EXPECT_EQ(total, numbers.at("week." + measure).value) << measure;
}

TEST(Nhs, EveryPracticeHasAHostInItsRegion) {
  for (const auto& organisation : tables().organisations) {
    if (organisation.sector != "gp") continue;
    ASSERT_NE(organisation.parent, estate::none) << organisation.id;
    EXPECT_EQ(tables().organisations[organisation.parent].region, organisation.region) << organisation.id;
  }
}

TEST(Nhs, AtMostFourParametersAreSetByHandAndOnlyAgainstTrustsAndPractices) {
  std::size_t by_hand = 0;
  for (const auto& parameter : tables().parameters) by_hand += parameter.hand_set ? 1 : 0;
  EXPECT_LE(by_hand, 4U);
  for (const auto& row : tables().published) {
    if (row.role != "hand-set") continue;
    EXPECT_EQ(row.measure, "organisations_infected");
    ASSERT_EQ(row.by.size(), 1U);
    EXPECT_TRUE(row.by[0].second == "trust" || row.by[0].second == "gp");
  }
}

// Growth within a trust like Barts: 0.7 attempts a second over a /16 with 1,700 vulnerable devices of 8,000 are
// 0.7 * 1700 / 65536 * 60 = 1.09 a minute, published 1.06 (1,700 PCs in seven minutes: ln 1700 / 7).
TEST(Nhs, AddressesGiveTheGrowthSeenAtBarts) {
  const double addresses = 8000 * aggregates().at("addresses_per_device").value;
  EXPECT_NEAR(0.7 * 1700 / addresses * 60, std::log(1700) / 7, 0.05);
  // Of the trusts of the estate, each has that density to within rounding and what lies in the internet.
  std::map<estate::Index, double> devices, held;
  for (const auto& group : tables().groups) devices[tables().zones[group.zone].organisation] += group.count;
  for (const auto& zone : tables().zones) held[zone.organisation] += zone.addresses;
  for (std::size_t i = 0; i < tables().organisations.size(); ++i) {
    if (tables().organisations[i].sector != "trust") continue;
    const auto index = static_cast<estate::Index>(i);
    EXPECT_NEAR(held[index] / devices[index] / (addresses / 8000), 1, 0.03) << tables().organisations[i].id;
  }
}

}  // namespace
