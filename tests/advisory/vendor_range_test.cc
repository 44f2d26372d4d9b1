// Ranges as vendors write them: what each is read as, what is left for a person, and all of a real corpus.

#include "world/advisory/vendor_range.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "support/corpora.h"

namespace {

using advisory::Contains;
using advisory::Reading;
using advisory::Scheme;

Contains check(const advisory::RangeReading& reading, const std::string& version) {
  const auto parsed = advisory::parse_version(Scheme::vendor, version);
  EXPECT_TRUE(parsed) << version;
  return parsed ? reading.check(*parsed) : Contains::cannot_tell;
}

struct Case {
  const char* text;
  std::vector<const char*> inside;
  std::vector<const char*> outside;
  std::vector<const char*> cannot_tell;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"vers:all/<V4.3.8", {"V4.3.7", "4.3"}, {"V4.3.8", "5"}, {}},
      {"All versions < V14 SP1 Upd 9",
       {"V14", "V14 SP1", "V14 SP1 Update 8"},
       {"V14 SP1 Upd 9", "V14 SP2", "V15"},
       {"V14 Update 2"}},
      {"<= 15.2(7)E3", {"15.2(7)E3", "15.2(7)E2", "15.1(9)S1"}, {"15.2(7)E4", "15.2(8)E1"}, {"15.2(7)S1", "15.2(7)"}},
      {"7.0.x", {"7.0", "7.0.9"}, {"7.1", "6.9"}, {}},
      {"<= 12.2.x.x", {"12.2.9.1", "11"}, {"12.3"}, {}},
      {"All versions <= V7.x", {"V7.9"}, {"V8.0"}, {}},
      {"2.00 | 2.03", {"2.00", "V2.03"}, {"2.01"}, {}},
      {"<= 1.12.0.27 | 1.12.13.2", {"1.12.0.27", "1.12.13.2", "1.0"}, {"1.12.13.1", "2"}, {}},
      {">= 1.0 | <= 1.32", {"1.0", "1.32", "1.5"}, {"0.9", "1.33"}, {}},
      {"vers:all/>=V7.80<V9.40", {"V7.80", "V9.39"}, {"V9.40", "V7.79"}, {}},
      {">= V2.3 and < V6.30.016", {"V2.3", "V6.30.15"}, {"V6.30.016", "V6.30.16"}, {}},
      {">=4.6 | =< 4.6.5", {"4.6.5"}, {"4.6.6"}, {}},
      {"All versions between V2.5 (including) and V2.7 (excluding)", {"V2.5", "V2.6.9"}, {"V2.7", "V2.4"}, {}},
      {"All versions", {"1"}, {}, {}},
      {"vers:all/*", {"1"}, {}, {}},
      {"No version", {}, {"1"}, {}},
      {"1.2 and earlier", {"1.2", "1.1"}, {"1.3"}, {}},
      {"< FW14", {"FW13"}, {"FW14", "15"}, {}},
      {"1.03.07 (build 317)", {"1.03.07 Build 317"}, {"1.03.07 Build 318"}, {}},
      {"<= 3.5 (12)", {"3.5(11)"}, {"3.5(13)"}, {}},
      {"All versions prior to V1.5.1", {"1.5"}, {"1.5.1"}, {}},
      {"prior to 2.5", {"2.4"}, {"2.5"}, {}},
      {" <1.000.HW00.21.20190812",
       {"1.000.HW00.21.20190811"},
       {"1.000.HW00.21.20190812"},
       {"1.000.HW01.21.20190811", "1.0"}},
      {"<=3.2.30_build221223", {"3.2.30 Build 221223", "3.2.29"}, {"3.2.30 build 221224", "3.2.31"}, {"3.2.30"}},
  };
  return all;
}

TEST(VendorRange, what_each_form_is_read_as) {
  for (const Case& c : cases()) {
    const auto reading = advisory::read_range(c.text);
    ASSERT_NE(reading.reading, Reading::for_a_person) << c.text << ": " << reading.note;
    EXPECT_EQ(reading.note.empty(), reading.reading == Reading::exact) << c.text;
    for (const char* version : c.inside)
      EXPECT_EQ(check(reading, version), Contains::inside) << c.text << " " << version;
    for (const char* version : c.outside)
      EXPECT_EQ(check(reading, version), Contains::outside) << c.text << " " << version;
    for (const char* version : c.cannot_tell) {
      EXPECT_EQ(check(reading, version), Contains::cannot_tell) << c.text << " " << version;
    }
  }
}

TEST(VendorRange, what_is_left_for_a_person) {
  for (const char* text : {"",
                           "<",
                           "<=",
                           "<=the_first_5_digits_of_serial_number_22031",
                           "<April/20/2023",
                           "distributed  < april 1, 2018",
                           "NMC2 <= 6.9.6",
                           "< CPC80 V16.30",
                           "All versions with Ethernet interface",
                           "< Hotfix-145271",
                           "<= SP1",
                           "All versions < V12.1a (2018 R1)",
                           "Versions V4.0 < V4.0 Upd 3",
                           "<= 2.3 4",
                           "<= 2.3 and Function State (FS) <= 3",
                           "< 12.4 (firmware 1.46)",
                           "<=W",
                           "< V3.X.17",
                           "<= 5.0.27 | <= 5.1.19",
                           ">= 5.0 | <= 4.0",
                           "vers:npm/<1|<1",
                           "vers:nothing/<1",
                           "All versions < V9.0 SP2 with WinCC V7.4 SP1 Upd11",
                           ">= 1.0 | CVE-2019-18340",
                           "1.2 only if enabled",
                           "<= 1.\xc3\xa9"}) {
    const auto reading = advisory::read_range(text);
    EXPECT_EQ(reading.reading, Reading::for_a_person) << text << ": " << reading.note;
    EXPECT_FALSE(reading.note.empty()) << text;
    EXPECT_EQ(check(reading, "1.0"), Contains::cannot_tell);
  }
}

TEST(VendorRange, notes_name_the_tolerance) {
  EXPECT_EQ(advisory::read_range("vers:semver/<1.2").note, "");
  EXPECT_EQ(advisory::read_range("< 1.2").note, "versions in the order of their numbers, letters and steps such as SP");
  EXPECT_EQ(advisory::read_range("vers:all/<V7.x").note,
            "\"vers:all\" allows * only; the rest is read as the vendor's own range; x stands for any number; "
            "versions in the order of their numbers, letters and steps such as SP");
}

void collect(const nlohmann::json& branch, std::vector<std::string>& names) {
  if (branch.value("category", "") == "product_version_range") names.push_back(branch["name"]);
  if (!branch.contains("branches")) return;
  for (const auto& below : branch["branches"]) collect(below, names);
}

TEST(VendorRange, every_range_of_the_corpus_is_classified) {
  const auto folder = support::corpus("cisa_csaf");
  if (!folder) GTEST_SKIP() << "the corpus cisa_csaf is not on this machine";
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    if (entry.path().extension() != ".json") continue;
    const auto json = nlohmann::json::parse(support::contents(entry.path()), nullptr, false);
    if (json.is_object() && json.contains("product_tree")) collect(json["product_tree"], names);
  }
  std::map<Reading, std::size_t> count;
  std::map<std::string, std::size_t> notes;
  std::map<std::string, std::string> example;
  for (const std::string& name : names) {
    const auto reading = advisory::read_range(name);
    ++count[reading.reading];
    const std::string kind = (reading.reading == Reading::for_a_person ? "person: " : "read: ") + reading.note;
    ++notes[kind];
    example.emplace(kind, name);
  }
  std::cout << names.size() << " ranges: " << count[Reading::exact] << " exact, " << count[Reading::tolerant]
            << " tolerant, " << count[Reading::for_a_person] << " for a person\n";
  for (const auto& [note, n] : notes)
    std::cout << "  " << n << "  " << note << "   such as \"" << example[note] << "\"\n";
  EXPECT_EQ(count[Reading::exact] + count[Reading::tolerant] + count[Reading::for_a_person], names.size());
  ASSERT_GT(names.size(), 10000U) << "the corpus lost its ranges";
  EXPECT_LT(count[Reading::for_a_person], names.size() / 15);
  constexpr std::size_t in_the_known_copy = 11516;  // another selection of the advisories has other counts
  if (names.size() != in_the_known_copy) return;
  EXPECT_EQ(count[Reading::exact], 2479U);
  EXPECT_EQ(count[Reading::tolerant], 8399U);
  EXPECT_EQ(count[Reading::for_a_person], 638U);
}

}  // namespace
