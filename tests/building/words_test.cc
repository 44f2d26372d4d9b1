// What the words of other people's lists are taken for, by the shipped defaults.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "building/lists.h"

namespace {

using building_test::defaults;
using building_test::trust;

struct Word {
  const char* text;
  const char* means;  ///< "": nothing
};

template <std::size_t N>
void expect(const char* of, const Word (&table)[N]) {
  for (const Word& one : table) {
    const building::Default* found = defaults().any_meaning(of, one.text);
    EXPECT_EQ(found == nullptr ? "" : found->value, one.means) << of << ": " << one.text;
  }
}

TEST(Words, OfKindsOfOrganisations) {
  expect("organisation-kind", {{"Ambulance Trust", "ambulance"},
                               {"Mental Health Trust", "mental-health"},
                               {"Mental Health Foundation Trust", "mental-health"},
                               {"Community Trust", "community"},
                               {"Acute Specialist Trust", "acute-specialist"},
                               {"Acute Trust", "acute"},
                               {"NHS Integrated Care Board", "ccg"},
                               {"NHS Support Office", "support-office"},
                               {"NHS Trust", "acute"},
                               {"RO197", "acute"},
                               {"GP practice", "gp-practice"},
                               {"Lighthouse", ""}});
}

TEST(Words, OfPrefixes) {
  expect("use", {{"Guest internet", "guest"},
                 {"Public WiFi", "guest"},
                 {"Public", "public"},
                 {"Public DMZ", "public"},
                 {"Internet", "public"},
                 {"Guest wired", "guest"},
                 {"Wired", "desktop"},
                 {"Building management", "building"},
                 {"Management", "server"},
                 {"Data centre 2", "server"},
                 {"Medical devices", "medical"},
                 {"Guest WiFi", "guest"},
                 {"Workstations", "desktop"},
                 {"car park", ""}});
}

TEST(Words, OfDevices) {
  expect("use-of-device", {{"X-ray room", "medical"},
                           {"Barcode scanner", "desktop"},
                           {"CT scanner", "medical"},
                           {"Scanner", "medical"},
                           {"Domain controller", "server"},
                           {"Door controller", "building"},
                           {"Controller", "building"},
                           {"Thin client", "desktop"},
                           {"Infusion pump", "medical"},
                           {"Windows Server", "server"},
                           {"Toaster", ""}});
}

TEST(Words, OfATrustTheNameSaysMore) {
  building::Draft draft(defaults());
  const auto kind = [&](const char* name, const char* kind, bool of_list = true) {
    return building::kind_of({"X01", name, kind, "", "", 2}, of_list, draft);
  };
  EXPECT_EQ(kind("Northern Ambulance Service NHS Trust", "NHS Trust"), "ambulance");
  EXPECT_EQ(kind("Northern Ambulance Service NHS Trust", "Acute Trust"), "acute") << "its row says what it is";
  EXPECT_EQ(kind("The Very Long Name of All the Hospitals of the North and the East Ambulance Service", ""),
            "ambulance");
  EXPECT_EQ(kind("Riverside", "Lighthouse"), "other");
  EXPECT_EQ(kind("Riverside", "Lighthouse", false), "lighthouse") << "a single one may be of any kind";
  EXPECT_EQ(kind("Riverside", "", false), "acute");
}

/// Value and both ends of a row of the table that the defaults cite.
std::string cited(const std::string& name) {
  std::ifstream file(std::filesystem::path(CORDON_SOURCE_DIR) / "estates/nhs-england-2017/aggregates.csv");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(name + ",")) continue;
    std::vector<std::string> cells;
    std::istringstream cut(line);
    for (std::string cell; std::getline(cut, cell, ',');) cells.push_back(cell);
    return cells.at(1) + " " + cells.at(5) + " " + cells.at(6);
  }
  return "";
}

TEST(Typical, RangesAreThoseOfTheirSource) {
  const building::Typical typical = trust({}, "cidr\n10.0.0.0/24\n").typical;
  const auto of = [&](const char* kind, const char* group) {
    for (const building::TypicalGroup& one : typical.groups) {
      if (one.kind == kind && one.group == group) return fmt::format("{} {} {}", one.count, one.low, one.high);
    }
    return std::string();
  };
  EXPECT_EQ(of("acute", "gateways"), cited("public.devices"));
  EXPECT_EQ(of("gp-practice", "files"), cited("practice.server"));
  for (const char* name : {"needs.desktops", "needs.servers", "needs.kit", "needs.practice"}) {
    const building::Default& one = defaults().at(name);
    EXPECT_EQ(fmt::format("{} {} {}", one.number, one.low, one.high), cited(name));
  }
}

}  // namespace
