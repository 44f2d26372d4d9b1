// What is built is an estate: its tables are read back as they were written, and its boundaries mean what they say.

#include "world/estate/estate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "building/lists.h"
#include "world/estate/zone_classes.h"
#include "world/ingest/estate.h"
#include "world/ingest/estate_tables.h"
#include "world/ingest/folder.h"

namespace {

using building_test::built;
using building_test::device;
using building_test::trust;

estate::Tables read_back(const building::Draft& draft) {
  auto files = ingest::table_files("built", "Built", draft.tables);
  files.emplace("uncertain.toml", building::uncertain_toml(draft));
  auto tables = ingest::read_estate(ingest::memory_folder(files));
  EXPECT_TRUE(tables.has_value()) << (tables ? "" : tables.error().to_text());
  return tables ? std::move(*tables) : estate::Tables();
}

/// Whether an attempt passes from one zone to another of the trust; `open`: the parameters that are 1.
class Boundaries {
 public:
  explicit Boundaries(const building::Draft& draft) : estate_(read_back(draft)), classes_(estate_) {}

  bool pass(const std::string& from, const std::string& to, const std::string& open = "") const {
    estate::RowMask mask = 0;
    for (std::size_t bit = 0; bit < classes_.uncertain_rows().size(); ++bit) {
      const estate::Quantity& chance = estate_.conduits[classes_.uncertain_rows()[bit]].chance;
      if (estate_.parameters[chance.parameter].name == open) mask |= estate::RowMask{1} << bit;
    }
    const estate::Index of_to = classes_.of_zone(zone(to));
    if (from == "internet") return classes_.allowed_from_internet(of_to, mask, "smb");
    return classes_.allowed(classes_.of_zone(zone(from)), mask, of_to, mask, true, "smb");
  }

 private:
  estate::Index zone(const std::string& purpose) const {
    for (estate::Index i = 0; i < estate_.zones.size(); ++i) {
      if (estate_.zones[i].purpose == purpose) return i;
    }
    ADD_FAILURE() << purpose;
    return 0;
  }

  estate::Estate estate_;
  estate::StaticClasses classes_;
};

TEST(BuiltBoundaries, SeparateGuestsAndMedicalDevices) {
  const Boundaries b(built(trust({device("a", "10.1.0.1")},
                                 "cidr,use\n10.1.0.0/24,desktop\n10.1.1.0/24,medical\n10.1.2.0/24,guest\n"
                                 "192.0.2.0/28,public\n")));
  for (const char* open : {"", "medical-flat", "internet-open"}) {
    EXPECT_FALSE(b.pass("guest", "desktop", open)) << open;
    EXPECT_FALSE(b.pass("guest", "medical", open)) << open;
    EXPECT_FALSE(b.pass("desktop", "guest", open)) << open;
    EXPECT_FALSE(b.pass("medical", "guest", open)) << open;
    EXPECT_TRUE(b.pass("guest", "guest", open)) << open;
    EXPECT_TRUE(b.pass("medical", "medical", open)) << open;
    EXPECT_TRUE(b.pass("medical", "desktop", open)) << open;
    EXPECT_EQ(b.pass("desktop", "medical", open), std::string(open) == "medical-flat") << open;
    EXPECT_EQ(b.pass("internet", "public", open), std::string(open) == "internet-open") << open;
    EXPECT_FALSE(b.pass("internet", "desktop", open)) << open;
  }
  EXPECT_TRUE(b.pass("guest", "desktop", "guest-flat"));
  EXPECT_TRUE(b.pass("desktop", "guest", "guest-flat"));
  EXPECT_FALSE(b.pass("guest", "medical", "guest-flat")) << "medical devices have a boundary of their own";
}

TEST(BuiltTables, AreReadBackAsTheyWereWritten) {
  auto sources = trust({device("=x", "10.1.0.1"), device("'=x", "10.1.0.2"), device("'", "10.1.0.3"),
                        device("a,\"b\"; c", "10.1.0.4"), device("-1", "10.1.0.5"), device("'y", "10.1.0.6")},
                       "organisation,cidr\n-X1,10.1.0.0/24\n");
  sources.organisations = {{"-X1", "=\"Riverside\", O'Brien's\tTrust", "acute", "", "", 0}};
  for (building::Device& one : sources.devices) one.organisation = "-X1";
  const auto draft = built(sources);
  const estate::Tables tables = read_back(draft);
  ASSERT_EQ(tables.organisations.size(), 1U);
  EXPECT_EQ(tables.organisations[0].id, "-X1");
  EXPECT_EQ(tables.organisations[0].name, "=\"Riverside\", O'Brien's\tTrust");
  const auto& members = draft.tables.at("members");
  ASSERT_EQ(tables.members.size(), members.size());
  for (std::size_t i = 0; i < members.size(); ++i) EXPECT_EQ(tables.members[i].device, members[i][0]);
  const std::string services = ingest::table_files("b", "B", draft.tables).at("services.csv");
  EXPECT_EQ(services.find("x_km"), std::string::npos) << "nobody knows where they are";
}

/// Lists that a hostile or careless hand could have written, out of few words so that they meet.
class Careless {
 public:
  explicit Careless(std::uint32_t seed) : random_(seed) {}

  building::Sources sources() {
    building::Sources sources = trust({}, "cidr\n10.0.0.0/24\n");
    sources.subnets.clear();
    sources.list = random_() % 2 == 0;
    const std::size_t many = sources.list ? 1 + random_() % 4 : 1;
    const std::vector<std::string> ids{"A", "A-a", "A/desktop", "-X1", std::string(40, 'o')};
    for (std::size_t i = 0; i < many; ++i) {
      sources.organisations.push_back({ids[(random_() % ids.size() + i) % ids.size()], any(), any(), "", any(), i + 2});
    }
    std::erase_if(sources.organisations,
                  [seen = std::set<std::string>()](const auto& one) mutable { return !seen.insert(one.id).second; });
    sources.organisations.erase(sources.organisations.begin());  // trust's own
    for (const auto& organisation : sources.organisations) fill(sources, organisation.id);
    return sources;
  }

 private:
  std::string any() {
    static const std::vector<std::string> words{"",
                                                "Main",
                                                "main ",
                                                "\u00C9cole",
                                                "-",
                                                "=x",
                                                "'=x",
                                                "\"a\", b",
                                                "guest",
                                                "DMZ",
                                                "A scans",
                                                "a/b",
                                                "all",
                                                "a\tb",
                                                "a\nb",
                                                "\u533B\u9662",
                                                "desktop",
                                                "server room",
                                                "medical",
                                                "A/main-desktop",
                                                std::string(200, 'y'),
                                                std::string(200, 'y') + "z",
                                                "unplaced",
                                                "X-ray",
                                                "site",
                                                "care"};
    return words[random_() % words.size()];
  }

  void fill(building::Sources& sources, const std::string& id) {
    if (random_() % 5 == 0) return;
    for (std::uint32_t i = 0; i < 1 + random_() % 5; ++i) {
      const bool outside = random_() % 4 == 0;
      const std::uint32_t first = (outside ? 0xC0000200U : random_() % 2 == 0 ? 0x0A000000U : 0x0A010000U) + i * 16;
      sources.subnets.push_back(
          {id, any(), "", any(),
           fmt::format("{}.{}.{}.{}/28", first >> 24U, first >> 16U & 255U, first >> 8U & 255U, first & 255U), first,
           first + 15, i + 2});
    }
    std::set<std::string> names;
    for (std::uint32_t i = 0; i < random_() % 40; ++i) {
      std::string name = any() + (random_() % 2 == 0 ? "" : std::to_string(i));
      if (name.empty() || !names.insert(name).second) continue;
      sources.devices.push_back({id, name, any(), any(), any(), fmt::format("10.0.0.{}", random_() % 100),
                                 random_() % 3 == 0 ? "" : "windows-10"});
    }
    names.clear();
    for (std::uint32_t i = 0; i < random_() % 5; ++i) {
      const std::string name = any();
      if (name.empty() || !names.insert(name).second) continue;
      building::ServiceRow row{id, name, any(), {}, {}, {}, i + 2};
      if (random_() % 2 == 0) row.recovery_s = random_() % 3;
      for (std::uint32_t k = 0; k < 1 + random_() % 2; ++k) row.systems.push_back(any());
      sources.services.push_back(row);
    }
  }

  std::mt19937 random_;
};

TEST(BuiltTables, WhateverIsBuiltIsAnEstate) {
  int built_ones = 0;
  for (std::uint32_t seed = 0; seed < 3000 && !testing::Test::HasFailure(); ++seed) {
    const auto draft = building::build(Careless(seed).sources(), building_test::defaults());
    if (!draft) {
      EXPECT_FALSE(draft.error().empty());
      continue;
    }
    ++built_ones;
    SCOPED_TRACE(seed);
    const estate::Tables tables = read_back(*draft);
    EXPECT_EQ(tables.members.size(), draft->tables.contains("members") ? draft->tables.at("members").size() : 0);
  }
  EXPECT_GT(built_ones, 300);
}

}  // namespace
