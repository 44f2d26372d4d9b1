// SPDX, osquery, nmap and Nessus.

#include "world/ingest/scan_inventory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/corpora.h"
#include "world/ingest/inventory.h"

namespace {

using inventory::Component;

ingest::InventoryReading read(const std::string& bytes) {
  auto reading = ingest::read_inventory("f", bytes, "given");
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().to_text());
  return reading ? *std::move(reading) : ingest::InventoryReading();
}

std::string refusal(const std::string& bytes, const std::string& device = "d") {
  const auto reading = ingest::read_inventory("f", bytes, device);
  EXPECT_FALSE(reading);
  return reading ? "" : reading.error().to_text();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Spdx, PackagesOfADocument) {
  const auto reading = read(R"({"spdxVersion":"SPDX-2.3","creationInfo":{"created":"2024-03-01T12:00:00Z"},"packages":[
    {"name":"a","versionInfo":"1","supplier":"Organization: Acme (x@acme.example) ","externalRefs":[
      {"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:npm/a@1"},
      {"referenceCategory":"SECURITY","referenceType":"cpe23Type","referenceLocator":"cpe:2.3:a:x:a:1:*:*:*:*:*:*:*"},
      {"referenceCategory":"SECURITY","referenceType":"cpe22Type","referenceLocator":"cpe:/a:y:a:1"},
      {"referenceCategory":"SECURITY","referenceType":"advisory","referenceLocator":"https://x"}]},
    {"name":"b","versionInfo":"NOASSERTION","supplier":"Person: Jane Doe","externalRefs":[
      {"referenceType":"purl","referenceLocator":"npm/b"}]},7]
})");
  EXPECT_EQ(reading.inventory.tool, "spdx");
  EXPECT_EQ(reading.inventory.date, "2024-03-01T12:00:00Z");
  ASSERT_EQ(reading.inventory.components.size(), 3U);
  const Component& first = reading.inventory.components[0];
  EXPECT_EQ(first.purl, "pkg:npm/a@1");
  EXPECT_EQ(first.cpe, "cpe:2.3:a:x:a:1:*:*:*:*:*:*:*");
  EXPECT_EQ(first.vendor, "Acme");
  EXPECT_EQ(first.version, "1");
  EXPECT_EQ(reading.inventory.components[1].cpe, "cpe:2.3:a:y:a:1:*:*:*:*:*:*:*");
  EXPECT_EQ(reading.inventory.components[2].name, "b");
  EXPECT_EQ(reading.inventory.components[2].vendor + reading.inventory.components[2].version, "");
  ASSERT_EQ(reading.refused.total(), 2U) << reading.refused.to_text();
  EXPECT_EQ(reading.refused.kept()[0].place, "/packages/1/externalRefs");
  EXPECT_EQ(reading.inventory.tells, inventory::Tells::products);
  EXPECT_EQ(read(R"({"spdxVersion":"SPDX-2.2","packages":[{"name":"a"}]})").inventory.tells, inventory::Tells::bill);
  EXPECT_TRUE(has(refusal(R"({"spdxVersion":"SPDX-3.0","packages":[]})"), "no version of SPDX"));
  EXPECT_TRUE(has(refusal(R"({"spdxVersion":"SPDX-2.3"})"), "names no packages"));
  EXPECT_TRUE(has(refusal(R"({"spdxVersion":"SPDX-2.3","packages":[)"), "is no JSON"));
}

TEST(Osquery, RowsOfItsTables) {
  const auto reading = read(R"([
    {"name":"gcc","version":"4:12.2.0-3","source":"gcc-defaults (1.203) ","arch":"amd64","revision":"3",
     "status":"install ok installed","maintainer":"x"},
    {"name":"old","version":"1","source":"","arch":"all","revision":"","status":"deinstall ok config-files",
     "maintainer":"x"},
    {"name":"bind","version":"9.16","release":"18.el9","source":"bind-9.16-18.el9.src.rpm","arch":"x86_64","epoch":"32"},
    {"hotfix_id":"KB4012215","csname":"PC"},{"hotfix_id":"KB4012212"},{"hotfix_id":"File 1"},
    {"name":"Microsoft Windows 7 Professional","version":"6.1.7601","build":"7601","platform":"windows","arch":"64-bit"},
    {"name":"7-Zip","version":"19.00","publisher":"Igor Pavlov","identifying_number":""},{"pid":"7"}])");
  EXPECT_EQ(reading.inventory.tool, "osquery");
  EXPECT_EQ(reading.inventory.tells, inventory::Tells::products);
  ASSERT_EQ(reading.inventory.components.size(), 6U);
  const auto& all = reading.inventory.components;
  EXPECT_EQ(all[0].name, "7-Zip");
  EXPECT_EQ(all[0].vendor, "Igor Pavlov");
  EXPECT_EQ(all[1].purl, "pkg:deb/debian/gcc@4:12.2.0-3?arch=amd64");
  EXPECT_EQ(all[2].purl, "pkg:deb/debian/gcc-defaults@1.203?arch=source");
  EXPECT_EQ(all[3].version, "32:9.16-18.el9");
  EXPECT_EQ(all[4].purl, "pkg:rpm/bind@9.16-18.el9?arch=src&epoch=32");
  ASSERT_TRUE(all[5].windows);
  EXPECT_EQ(all[5].windows->product, "Windows 7 for x64-based Systems Service Pack 1");
  EXPECT_EQ(all[5].windows->build, "6.1.7601");
  EXPECT_EQ(all[5].windows->updates, (std::vector<std::uint32_t>{4012212, 4012215}));
  ASSERT_EQ(reading.refused.total(), 2U);
  EXPECT_EQ(reading.refused.kept()[0].place, "/5/hotfix_id");
  EXPECT_EQ(reading.refused.kept()[1].place, "/8");
}

TEST(Osquery, WindowsWithItsRevision) {
  const auto windows = [](const std::string& more) {
    const auto reading = read(R"([{"name":"Microsoft Windows 10 Pro","version":"10.0.19045","build":"19045",
      "platform":"windows",)" +
                              more + "}]");
    EXPECT_EQ(reading.inventory.components.size(), 1U);
    return reading.inventory.components.at(0).windows.value_or(inventory::Windows());
  };
  const inventory::Windows full = windows(R"("arch":"64-bit","revision":"3803")");
  EXPECT_EQ(full.product, "Windows 10 Version 22H2 for x64-based Systems");
  EXPECT_EQ(full.build, "10.0.19045.3803");
  EXPECT_EQ(windows(R"("arch":"64-bit","revision":"0")").build, "10.0.19045") << "none, and not the first";
  EXPECT_EQ(windows(R"("arch":"64-bit","revision":"")").build, "10.0.19045");
  EXPECT_EQ(windows(R"("revision":"7")").product, "") << "32 or 64 bits";
}

TEST(Osquery, ALogNamesItsDevices) {
  const std::string line =
      R"({"hostIdentifier":"pc-2","action":"snapshot","snapshot":[{"name":"VNC","version":"5"},{"x":"y"}]})"
      "\n";
  const auto reading = read(line +
                            R"({"hostIdentifier":"pc-1","action":"added","columns":{"name":"a","version":"1"}})"
                            "\n\n{\"hostIdentifier\":\n" +
                            R"({"action":"snapshot","snapshot":[]})"
                            "\n");
  ASSERT_EQ(reading.inventory.devices.size(), 1U);
  EXPECT_EQ(reading.inventory.devices[0].id, "pc-2");
  EXPECT_EQ(reading.inventory.components.size(), 1U);
  ASSERT_EQ(reading.refused.total(), 4U) << reading.refused.to_text();
  EXPECT_EQ(reading.refused.kept()[0].place, "line 1, /snapshot/1");
  EXPECT_EQ(reading.refused.kept()[1].place, "line 2");
  EXPECT_EQ(reading.refused.kept()[2].place, "line 4");
  EXPECT_TRUE(has(refusal(line.substr(0, line.size() - 1)), "cut off"));
  EXPECT_TRUE(has(refusal(R"([{"name":"a","version":"1"}])", ""), "does not name its device"));
}

const std::string nmap = R"(<?xml version="1.0"?><!-- a <comment> --><!DOCTYPE nmaprun>
  <nmaprun start="1396104416"><host><status state="up"/><address addr="10.0.0.7" addrtype="ipv4"/>
  <hostnames><hostname name="pacs" type="PTR"/></hostnames><ports>
  <port protocol="tcp" portid="22"><state state="open"/><service name="ssh" product="OpenSSH" version="7.4"
    method="probed"><cpe>cpe:/a:openbsd:openssh:7.4</cpe><cpe>cpe:/o:linux:linux_kernel</cpe></service></port>
  <port protocol="tcp" portid="80"><state state="open"/><service name="http" method="table"/></port>
  <port protocol="tcp" portid="104"><state state="open"/><service product="DCMTK" method="probed"/></port>
  <port protocol="tcp" portid="81"><state state="closed"/><service product="x" method="probed"/></port>
  <port protocol="tcp" portid="82"><state state="open"/><service product="y" method="probed"><cpe>cpe</cpe></service></port>
  </ports></host>
  <host><status state="up"/><address addr="00:11" addrtype="mac"/><address addr="10.0.0.8" addrtype="ipv4"/></host>
  <host><status state="down"/><address addr="10.0.0.9" addrtype="ipv4"/></host><host><status state="up"/></host></nmaprun>)";

TEST(Nmap, ProductsThatAnswered) {
  const auto reading = read(nmap);
  EXPECT_EQ(reading.inventory.tool, "nmap");
  EXPECT_EQ(reading.inventory.date, "2014-03-29T14:46:56+00:00");
  ASSERT_EQ(reading.inventory.devices.size(), 2U);
  EXPECT_EQ(reading.inventory.devices[0].id, "10.0.0.8");
  EXPECT_EQ(reading.inventory.devices[1].id, "pacs");
  ASSERT_EQ(reading.inventory.components.size(), 4U);
  const auto& all = reading.inventory.components;
  EXPECT_EQ(all[0].cpe, "cpe:2.3:a:openbsd:openssh:7\\.4:*:*:*:*:*:*:*");
  EXPECT_EQ(all[0].name + " " + all[0].version, "OpenSSH 7.4");
  EXPECT_EQ(all[1].cpe, "cpe:2.3:o:linux:linux_kernel:*:*:*:*:*:*:*:*");
  EXPECT_EQ(all[1].name + all[1].version, "");
  EXPECT_EQ(all[2].name, "DCMTK");
  EXPECT_EQ(all[3].name, "y") << "its CPE is wrong, it stays";
  ASSERT_EQ(reading.refused.total(), 2U) << reading.refused.to_text();
  EXPECT_EQ(reading.refused.kept()[0].place, "host pacs, port 82, cpe");
  EXPECT_EQ(reading.refused.kept()[1].what, "names no device");
  EXPECT_TRUE(has(refusal(nmap.substr(0, nmap.size() - 20)), "is no XML"));
}

TEST(Nessus, WhatItFoundAndNotWhatItsTestsAreAbout) {
  const auto reading = read(R"(<?xml version="1.0" ?><NessusClientData_v2><Report name="r">
    <ReportHost name="10.0.0.7"><HostProperties><tag name="netbios-name">PACS</tag>
      <tag name="operating-system">Microsoft Windows 7</tag>
      <tag name="cpe-0">cpe:/o:microsoft:windows_7::sp1 -&gt; Microsoft Windows 7</tag>
      <tag name="HOST_END_TIMESTAMP">1494547200</tag></HostProperties>
      <ReportItem pluginID="97737" severity="4"><cve>CVE-2017-0144</cve><cve>cve-2017-0145</cve></ReportItem>
      <ReportItem pluginID="2" severity="0"><cve>CVE-1999-0524</cve></ReportItem>
      <ReportItem pluginID="1"><cpe>cpe:/a:apache:http_server</cpe>
        <plugin_output>cpe:/a:apache:http_server:2.4</plugin_output></ReportItem>
      <ReportItem pluginID="45590"><plugin_output>matched:

  cpe:/a:microsoft:iis:7.5 -&gt; IIS 7.5
  cpe:/o:microsoft:windows_7::sp1
</plugin_output></ReportItem></ReportHost>
    <ReportHost name="10.0.0.8"><HostProperties><tag name="operating-system">Cisco PIX 7.0</tag></HostProperties></ReportHost>
    <ReportHost name="10.0.0.9"><HostProperties><tag name="operating-system">A
B</tag></HostProperties></ReportHost></Report></NessusClientData_v2>)");
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  EXPECT_EQ(reading.inventory.tool, "nessus");
  ASSERT_EQ(reading.inventory.devices.size(), 3U);
  EXPECT_EQ(reading.inventory.devices[2].id, "PACS");
  ASSERT_EQ(reading.inventory.components.size(), 3U);
  EXPECT_EQ(reading.inventory.components[0].cpe, "cpe:2.3:a:microsoft:iis:7\\.5:*:*:*:*:*:*:*");
  EXPECT_EQ(reading.inventory.components[1].cpe, "cpe:2.3:o:microsoft:windows_7:*:sp1:*:*:*:*:*:*");
  EXPECT_EQ(reading.inventory.components[2].name, "Cisco PIX 7.0");
  EXPECT_EQ(reading.inventory.devices[2].date, "2017-05-12T00:00:00+00:00");
  EXPECT_EQ(reading.inventory.findings, (std::vector<inventory::Finding>{{"CVE-2017-0144"}, {"CVE-2017-0145"}}))
      << "its own findings, not what only tells";
  EXPECT_TRUE(has(refusal("<NessusClientData_v2><Report>"), "is no XML"));
  EXPECT_TRUE(has(refusal("<html></html>"), "is no inventory"));
}

TEST(Xml, DeepNestingAndEntities) {
  std::string deep = "<nmaprun>";
  for (int i = 0; i < 500'000; ++i) deep += "<a>";
  EXPECT_TRUE(has(refusal(deep), "is no XML"));
  for (int i = 0; i < 500'000; ++i) deep += "</a>";
  EXPECT_TRUE(read(deep + "</nmaprun>").inventory.devices.empty());
  const auto reading = read(
      "<!DOCTYPE nmaprun [<!ENTITY a \"aaaa\">]><nmaprun><host><hostnames><hostname name=\"&a;&a;\"/>"
      "</hostnames></host></nmaprun>");
  ASSERT_EQ(reading.inventory.devices.size(), 1U);
  EXPECT_EQ(reading.inventory.devices[0].id, "&a;&a;");
}

TEST(SpdxCorpus, EveryJsonDocument) {
  const auto corpus = support::corpus("spdx");
  if (!corpus) GTEST_SKIP() << "the corpus spdx is not on this machine";
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*corpus)) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const auto reading = read(support::contents(entry.path()));
    EXPECT_FALSE(reading.inventory.components.empty()) << entry.path();
  }
  EXPECT_EQ(files, 13);
}

TEST(ScanCorpus, NmapAndNessus) {
  const auto corpus = support::corpus("scanner_exports");
  if (!corpus) GTEST_SKIP() << "the corpus scanner_exports is not on this machine";
  int nmaps = 0;
  int nessuses = 0;
  std::size_t components = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*corpus)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = support::contents(entry.path());
    if (!ingest::is_nmap(bytes) && !ingest::is_nessus(bytes)) continue;
    ++(ingest::is_nmap(bytes) ? nmaps : nessuses);
    const auto reading = read(bytes);
    EXPECT_TRUE(reading.refused.empty()) << entry.path() << reading.refused.to_text();
    EXPECT_FALSE(reading.inventory.devices.empty() && !has(entry.path(), "0port")) << entry.path();
    components += reading.inventory.components.size();
  }
  EXPECT_EQ(nmaps, 8);
  EXPECT_EQ(nessuses, 2);
  RecordProperty("components", static_cast<int>(components));
}

}  // namespace
