// Which tool made a list is told by what stands in it, whatever program saved it.

#include "world/ingest/inventory.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

std::string utf16(const std::string& ascii, bool high_first) {
  std::string out = high_first ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) out += high_first ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

struct Example {
  std::string tool;
  std::string text;
};

const std::vector<Example> examples = {
    {"dpkg", "Package: a\nStatus: install ok installed\nVersion: 1\n\n"},
    {"dpkg", "a\t1\tall\ta\tinstall ok installed\n"},
    {"rpm", "bash-5.1.8-6.el9.x86_64\n"},
    {"cyclonedx", R"({"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"}]})"},
    {"spdx", R"({"spdxVersion":"SPDX-2.3","packages":[{"name":"a"}]})"},
    {"osquery", R"([{"name":"a","version":"1"}])"},
    {"osquery", "{\"hostIdentifier\":\"d\",\"snapshot\":[{\"name\":\"a\",\"version\":\"1\"}]}\n"},
    {"nmap", "<nmaprun><host><address addr=\"10.0.0.7\" addrtype=\"ipv4\"/></host></nmaprun>"},
    {"nessus", "<NessusClientData_v2><Report><ReportHost name=\"d\"/></Report></NessusClientData_v2>"},
    {"csv", "device,product\nd,a\n"},
};

TEST(Inventory, IsKnownByWhatStandsInItWithAndWithoutAMark) {
  for (const Example& one : examples) {
    for (const std::string& bytes :
         {one.text, "\xEF\xBB\xBF" + one.text, utf16(one.text, false), utf16(one.text, true)}) {
      const auto reading = ingest::read_inventory("f", bytes, "d");
      ASSERT_TRUE(reading) << one.text << reading.error().to_text();
      EXPECT_EQ(reading->inventory.tool, one.tool);
      EXPECT_EQ(reading->inventory.devices.size(), 1U) << one.text;
      EXPECT_TRUE(reading->refused.empty()) << one.text << reading->refused.to_text();
    }
  }
}

TEST(Inventory, WhatIsNoneIsRefused) {
  for (const std::string& bytes : {std::string(), std::string("hello"), std::string("\xEF\xBB\xBF"),
                                   std::string("\xFF\xFE"), utf16("hello", false), utf16("[{", true) + "x"}) {
    const auto reading = ingest::read_inventory("f", bytes, "d");
    ASSERT_FALSE(reading);
    EXPECT_NE(reading.error().to_text().find("is no inventory that is known"), std::string::npos);
  }
}

}  // namespace
