// CycloneDX bills of materials.

#include "world/ingest/cyclonedx_inventory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/corpora.h"
#include "world/ingest/inventory.h"

namespace {

std::string bill(const std::string& rest) {
  return R"({"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"timestamp":"2024-03-01T12:00:00.25Z",
    "component":{"type":"device","name":"Monitor","version":"7","supplier":{"name":"Philips"}}},)" +
         rest + "}";
}

ingest::InventoryReading read(const std::string& bytes) {
  auto reading = ingest::read_inventory("bom.json", bytes, "monitor-7");
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().to_text());
  return reading ? *std::move(reading) : ingest::InventoryReading();
}

std::string refusal(const std::string& bytes, const std::string& device = "d") {
  const auto reading = ingest::read_inventory("bom.json", bytes, device);
  EXPECT_FALSE(reading);
  return reading ? "" : reading.error().to_text();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(CycloneDx, ABillAndWhatItIsAbout) {
  const auto reading = read(bill(R"("components":[
    {"type":"library","name":"openssl","version":"1.1.1k","purl":"pkg:generic/openssl@1.1.1k?b=2&a=1",
     "cpe":"cpe:/a:openssl:openssl:1.1.1k","publisher":"OpenSSL","components":[
       {"type":"library","group":"@angular","name":"core","version":"9"}]},
    {"type":"library","name":"openssl","version":"1.1.1k","purl":"pkg:generic/openssl@1.1.1k?a=1&b=2",
     "cpe":"cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*","publisher":"OpenSSL"},
    {"type":"file","name":"blob.bin"}])"));
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  const auto& inventory = reading.inventory;
  EXPECT_EQ(inventory.tool, "cyclonedx");
  EXPECT_EQ(inventory.tells, inventory::Tells::bill);
  EXPECT_EQ(inventory.date, "2024-03-01T12:00:00.25Z");
  ASSERT_EQ(inventory.devices.size(), 1U);
  EXPECT_EQ(inventory.devices[0].id, "monitor-7");
  ASSERT_EQ(inventory.components.size(), 4U) << "the same in another spelling is the same";
  EXPECT_EQ(inventory.devices[0].components, (std::vector<std::uint32_t>{0, 1, 2, 3}));
  EXPECT_EQ(inventory.components[0].vendor, "Philips");
  EXPECT_EQ(inventory.components[0].name, "Monitor");
  EXPECT_EQ(inventory.components[0].version, "7");
  EXPECT_EQ(inventory.components[1].purl, "pkg:generic/openssl@1.1.1k?a=1&b=2");
  EXPECT_EQ(inventory.components[1].cpe, "cpe:2.3:a:openssl:openssl:1\\.1\\.1k:*:*:*:*:*:*:*");
  EXPECT_EQ(inventory.components[1].vendor, "OpenSSL");
  EXPECT_EQ(inventory.components[2].name, "@angular/core") << "nested, and without a package URL";
  EXPECT_EQ(inventory.components[3].name, "blob.bin");
}

TEST(CycloneDx, AWrongIdentifierIsToldAndItsComponentStays) {
  const auto reading = read(bill(R"("components":[{"name":"a","purl":"npm/a"},{"name":"b","cpe":"cpe:2.3:a:b"},
    {"version":"1","purl":7},{"name":"d","components":{}},7])"));
  EXPECT_EQ(reading.inventory.components.size(), 5U);
  EXPECT_EQ(reading.inventory.components[1].purl, "");
  ASSERT_EQ(reading.refused.total(), 5U) << reading.refused.to_text();
  EXPECT_EQ(reading.refused.kept()[0].place, "/components/0/purl");
  EXPECT_EQ(reading.refused.kept()[0].value, "npm/a");
  EXPECT_EQ(reading.refused.kept()[1].place, "/components/1/cpe");
  EXPECT_EQ(reading.refused.kept()[2].place, "/components/2/purl");
  EXPECT_EQ(reading.refused.kept()[3].place, "/components/3/components");
  EXPECT_EQ(reading.refused.kept()[4].place, "/components/4");
  EXPECT_EQ(reading.inventory.tells, inventory::Tells::products) << "no longer the whole bill";
}

TEST(CycloneDx, TextsThatAreNoLineAreRefused) {
  const auto reading =
      read(bill(R"("components":[{"name":")" + std::string(1001, 'x') +
                R"("},{"name":"a\u001b[2J"},{"name":"a\nb"},{"name":")" + std::string(1000, 'x') + R"("}])"));
  EXPECT_EQ(reading.inventory.components.size(), 2U);
  EXPECT_EQ(reading.refused.total(), 3U) << reading.refused.to_text();
}

TEST(CycloneDx, WhatIsRefusedWhole) {
  EXPECT_TRUE(has(refusal(R"({"bomFormat":"CycloneDX","specVersion":"9.0","components":[]})"), "no version"));
  EXPECT_TRUE(has(refusal(R"({"bomFormat":"CycloneDX","specVersion":"1.4","vulnerabilities":[]})"), "VEX document"));
  EXPECT_TRUE(has(refusal(R"({"bomFormat":"CycloneDX","specVersion":"1.4"})"), "names no components"));
  EXPECT_TRUE(has(refusal(R"({"bomFormat":"CycloneDX","specVersion":"1.4","components":{}})"), "is no list"));
  EXPECT_TRUE(has(refusal(R"({"bomFormat":"CycloneDX","specVersion":"1.4","components":[)"), "is no JSON"));
  EXPECT_TRUE(has(refusal(R"({"bomFormat":"CycloneDX","specVersion":"1.4","components":[],"components":[]})"),
                  "more than once"));
  EXPECT_TRUE(has(refusal(bill(R"("components":[])"), ""), "does not name its device"));
  EXPECT_TRUE(has(refusal("{\"bomFormat\":\"CycloneDX\"," + std::string(1, '"') + "x\":" + std::string(101, '[') +
                          std::string(101, ']') + "}"),
                  "is no JSON"));
}

TEST(CycloneDx, NestedToTheLastLevel) {
  // A level of components is two levels of JSON.
  std::string deep;
  std::string end;
  for (std::size_t level = 0; level < 48; ++level) {
    deep += R"({"name":"n","components":[)";
    end += "]}";
  }
  EXPECT_EQ(read(bill("\"components\":[" + deep + end + "]")).inventory.components.size(), 2U);
  deep += R"({"name":"n","components":[{"name":"m"}]},)" + deep;
  EXPECT_FALSE(ingest::read_inventory("b", bill("\"components\":[" + deep + end + end + "]"), "d"));
}

TEST(CycloneDxCorpus, EveryFileIsReadOrRefusedWithAReason) {
  const auto corpus = support::corpus("cyclonedx");
  if (!corpus) GTEST_SKIP() << "the corpus cyclonedx is not on this machine";
  int files = 0;
  int vex = 0;
  std::size_t components = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*corpus)) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const auto reading = ingest::read_inventory(entry.path().string(), support::contents(entry.path()), "d");
    if (!reading) {
      EXPECT_TRUE(has(reading.error().to_text(), "VEX document")) << reading.error().to_text();
      ++vex;
      continue;
    }
    EXPECT_EQ(reading->refused.total(), 0U) << reading->refused.to_text();
    components += reading->inventory.components.size();
  }
  EXPECT_EQ(files, 58);
  RecordProperty("vex", vex);
  RecordProperty("components", static_cast<int>(components));
}

}  // namespace
