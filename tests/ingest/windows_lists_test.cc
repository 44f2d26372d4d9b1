// What systeminfo and Get-HotFix print, in any language and encoding, and Microsoft's tables of updates.

#include "world/ingest/windows_lists.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "world/ingest/feed.h"
#include "world/ingest/windows_parts.h"
#include "world/ingest/windows_tables.h"
#include "world/ingest/windows_text.h"
#include "world/inventory/windows_name.h"

namespace {

const std::string german =
    "\r\nHostname:                                      WARD-7\r\n"
    "Betriebssystemname:                            Microsoft Windows 7 Ultimate N \r\n"
    "Betriebssystemversion:                         6.1.7601 Service Pack 1 Build 7601\r\n"
    "Systemtyp:                                     x64-based PC\r\n"
    "Hotfix(es):                                    2 Hotfix(e) installiert.\r\n"
    "                                               [01]: KB2849697\r\n"
    "                                               [02]: KB4012212\r\n";

std::string utf16(const std::string& ascii, bool mark) {
  std::string out = mark ? "\xFF\xFE" : "";
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

void expect_ward_7(const std::string& bytes) {
  const auto reading = ingest::read_inventory("a.txt", bytes, "other");
  ASSERT_TRUE(reading) << reading.error().to_text();
  const inventory::Inventory& list = reading->inventory;
  EXPECT_EQ(list.tool, "systeminfo");
  EXPECT_EQ(list.tells, inventory::Tells::windows);
  EXPECT_EQ(list.devices.at(0).id, "WARD-7");
  EXPECT_EQ(list.components.at(0).windows->product, "Windows 7 for x64-based Systems Service Pack 1");
  EXPECT_EQ(list.components.at(0).windows->build, "6.1.7601");
  EXPECT_EQ(list.components.at(0).windows->updates, (std::vector<std::uint32_t>{2849697, 4012212}));
}

TEST(WindowsLists, SystemInfoIsReadInEveryEncoding) {
  expect_ward_7(german);
  expect_ward_7(utf16(german, true));
  expect_ward_7(utf16(german, false));
  std::string oem = german;
  oem.replace(oem.find("Hotfix(e)"), 6, "Korr\x84kt");  // code page 850
  expect_ward_7(oem);
}

TEST(WindowsLists, WithoutAHostTheDeviceIsTheOneNamed) {
  const std::string cut = german.substr(german.find("Betriebssystemname"));
  EXPECT_EQ(ingest::read_inventory("a.txt", cut, "other")->inventory.devices.at(0).id, "other");
}

TEST(WindowsLists, AnUnknownBuildIsKeptAndNamed) {
  std::string other = german;
  for (std::size_t at = other.find("7601"); at != std::string::npos; at = other.find("7601"))
    other.replace(at, 4, "7777");
  const auto reading = ingest::read_inventory("a.txt", other, "other");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->refused.total(), 1U);
  EXPECT_EQ(reading->inventory.components.at(0).windows->build, "6.1.7777");
}

/// The list of updates exchanged for another; `updates` follows its label.
std::string german_with(const std::string& updates) {
  return german.substr(0, german.find("Hotfix(es)")) + "Hotfix(es): " + updates +
         "Netzwerkkarte(n): 1 Netzwerkadapter installiert.\r\n [01]: KB4099999 Ethernet\r\n";
}

TEST(WindowsLists, AListThatWasCutOffIsNotWhole) {
  // The last line may be the beginning of a longer number: KB4012212 would become KB401221.
  const auto reading = ingest::read_inventory(
      "a.txt", german_with("263 Hotfix(e) installiert.\r\n [01]: KB2849697\r\n [02]: KB401221\r\n"), "d");
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_EQ(reading->inventory.tells, inventory::Tells::hotfixes);
  EXPECT_EQ(reading->inventory.components.at(0).windows->updates, (std::vector<std::uint32_t>{2849697}));
  ASSERT_EQ(reading->refused.total(), 1U);
  EXPECT_EQ(reading->refused.kept().front().value, "2 of 263 updates");
}

TEST(WindowsLists, WithoutAListOfUpdatesNothingIsWhole) {
  for (const std::string updates : {"Nicht zutreffend\r\n", "7 Hotfix(e) installiert.\r\n"}) {
    const auto reading = ingest::read_inventory("a.txt", german.substr(0, german.find("Hotfix(es)")) + updates, "d");
    ASSERT_TRUE(reading) << reading.error().to_text();
    EXPECT_EQ(reading->inventory.tells, inventory::Tells::hotfixes) << updates;
    EXPECT_TRUE(reading->inventory.components.at(0).windows->updates.empty());
  }
}

TEST(WindowsLists, UpdatesAreThoseOfTheirListAlone) {
  const auto reading = ingest::read_inventory(
      "a.txt",
      german_with("4 Hotfix(e) installiert.\r\n [01]: {7A068575-C5DB}\r\n [02]: 943729\r\n [03]: File 1\r\n [04]: "
                  "KB893803v2 - Update\r\n"),
      "d");
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_EQ(reading->inventory.tells, inventory::Tells::windows);
  EXPECT_EQ(reading->inventory.components.at(0).windows->updates, (std::vector<std::uint32_t>{893803, 943729}));
}

TEST(WindowsLists, HotFixesAreThoseOfTheirComputer) {
  const std::string list =
      "Please wait while WMIC is being installed.Caption  CSName  Description  HotFixID   InstallDate\r\n"
      "         WARD-8  Update       KB4012212\r\n"
      "         WARD-8  Update       KB4015549\r\n";
  const auto reading = ingest::read_inventory("a.txt", list, "other");
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_EQ(reading->inventory.tells, inventory::Tells::hotfixes);
  EXPECT_EQ(reading->inventory.devices.at(0).id, "WARD-8");
  EXPECT_EQ(reading->inventory.components.at(0).windows->updates.size(), 2U);
}

TEST(WindowsLists, UpdatesThatAreOnlyOfferedAreRefused) {
  const auto reading =
      ingest::read_inventory("a.txt", "KB4100347: Update for Windows 10\r\nKB2267602: Definition\r\n", "d");
  ASSERT_FALSE(reading);
  EXPECT_NE(reading.error().to_text().find("only offered"), std::string::npos);
}

TEST(WindowsLists, TooLargeIsRefused) {
  const std::string large(ingest::windows::text_bytes_most + 1, ' ');
  EXPECT_FALSE(ingest::read_systeminfo("a.txt", german + large, "d"));
  EXPECT_FALSE(ingest::read_update_list("a.txt", "HotFixID KB4012212" + large, "d"));
}

TEST(WindowsText, NumbersOfUpdatesStandByThemselves) {
  EXPECT_EQ(ingest::windows::updates_in("KB4012212, kb123456 Q147222 XKB999999 KB12 KB4012212 KB"),
            (std::vector<std::uint32_t>{123456, 147222, 4012212}));
}

TEST(WindowsName, BuildsHaveTheNamesOfTheTables) {
  using inventory::windows_name;
  EXPECT_EQ(windows_name({"5.2.3790", true, 2, true}), "Microsoft Windows Server 2003 x64 Edition Service Pack 2");
  EXPECT_EQ(windows_name({"6.0.6001", true, 1, false}), "Windows Server 2008 for 32-bit Systems");
  EXPECT_EQ(windows_name({"10.0.14393.953", true, 0, true}), "Windows Server 2016");
  EXPECT_EQ(windows_name({"10.0.14393", false, 0, false}), "Windows 10 Version 1607 for 32-bit Systems");
  EXPECT_EQ(windows_name({"10.0.22631", false, 0, false, true}), "Windows 11 Version 23H2 for ARM64-based Systems");
  EXPECT_EQ(windows_name({"10.0.1", false, 0, false}), "");
  EXPECT_EQ(inventory::windows_key("Windows  Server 2003 R2 x64 Edition Service Pack 2 "),
            inventory::windows_key("Microsoft Windows Server 2003 x64 Edition Service Pack 2"));
  EXPECT_EQ(inventory::windows_key("Windows Server 2016  (Server Core installation)"), "windows server 2016");
  EXPECT_TRUE(inventory::is_cumulative("windows server 2019"));
  EXPECT_FALSE(inventory::is_cumulative("windows server 2012 r2"));
  EXPECT_FALSE(inventory::is_windows("windows media player 11"));
}

const std::string table =
    "\"DatePosted\",\"CVE\",\"BulletinKB\",\"Title\",\"AffectedProduct\",\"AffectedComponent\",\"Severity\",\"Impact\","
    "\"Supersedes\",\"Exploits\"\n"
    "\"20170314\",\"CVE-2017-0144\",\"4012215\",\"SMB\",\"Windows 7 for x64-based Systems Service Pack "
    "1\",\"\",\"Critical\",\"\",\"3212646\",\"x\"\n"
    "\"20170314\",\"CVE-2017-0144\",\"\",\"SMB\",\"Windows 8.1 for x64-based "
    "systems\",\"\",\"Critical\",\"\",\"\",\"\"\n"
    "\"20170314\",\"\",\"4014329\",\"Flash\",\"Windows Server 2016\",\"\",\"Critical\",\"\",\"\",\"\"\n";

TEST(WindowsTables, RowsBecomeAdvisoriesAndEdges) {
  const auto reading = ingest::read_feed("a.csv", table);
  ASSERT_TRUE(reading) << reading.error().to_text();
  ASSERT_EQ(reading->advisories.size(), 2U);
  const advisory::Advisory& one = reading->advisories.at(0);
  EXPECT_EQ(one.id, "CVE-2017-0144");
  EXPECT_EQ(one.date, "2017-03-14");
  EXPECT_EQ(one.products.size(), 2U);
  EXPECT_EQ(one.vulnerabilities.at(0).remediations.at(0).update, "KB4012215");
  EXPECT_EQ(one.vulnerabilities.at(0).remediations.size(), 1U);
  EXPECT_EQ(reading->advisories.at(1).id, "KB4014329");
  ASSERT_EQ(reading->updates.supersedences.size(), 1U);
  EXPECT_EQ(reading->updates.supersedences.at(0).superseded, 3212646U);
}

TEST(WindowsTables, PartsThatAreMendedApartAreProductsOfTheirOwn) {
  const auto row = [](const std::string& update, const std::string& part) {
    return "\"20150714\",\"CVE-2015-2435\",\"" + update + "\",\"\",\"Windows Server 2012\",\"" + part +
           "\",\"\",\"\",\"\",\"\"\n";
  };
  const auto reading = ingest::read_feed(
      "a.csv", table.substr(0, table.find('\n') + 1) + row("3078601", "") +
                   row("3072306", "Microsoft .NET Framework 3.5") + row("3078601", "Microsoft Graphics Component") +
                   row("3072306", "Microsoft .NET Framework 3.5") + row("", "Windows Kernel"));
  ASSERT_TRUE(reading) << reading.error().to_text();
  const advisory::Advisory& one = reading->advisories.at(0);
  ASSERT_EQ(one.products.size(), 2U);
  EXPECT_EQ(one.products.at(0).path, "Windows Server 2012");
  EXPECT_EQ(one.products.at(0).platform, "");
  EXPECT_EQ(one.products.at(1).name, "Windows Server 2012");
  EXPECT_EQ(one.products.at(1).platform, "Microsoft .NET Framework 3.5");
  const advisory::Vulnerability& flaw = one.vulnerabilities.at(0);
  EXPECT_EQ(flaw.statements.size(), 2U);
  ASSERT_EQ(flaw.remediations.size(), 2U);
  EXPECT_EQ(flaw.remediations.at(0).update, "KB3072306");
  EXPECT_EQ(flaw.remediations.at(0).products, (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(flaw.remediations.at(0).date, "2015-07-14");
  EXPECT_EQ(flaw.remediations.at(1).products, (std::vector<std::uint32_t>{0}));
}

TEST(WindowsParts, ThoseWithAnUpdateInCommonAreOne) {
  std::vector<ingest::WindowsPart> parts;
  ingest::add_to_parts(parts, "Internet Explorer 9", 1);
  ingest::add_to_parts(parts, "VBScript 5.8", 2);
  ingest::add_to_parts(parts, "Internet Explorer 9", 2);
  ingest::add_to_parts(parts, "Windows Kernel", 3);
  const auto apart = ingest::mended_apart(parts);
  ASSERT_EQ(apart.size(), 2U);
  EXPECT_FALSE(apart.at(0).installed_apart()) << "the system itself first";
  EXPECT_EQ(apart.at(1).updates.size(), 2U);
  EXPECT_TRUE(apart.at(1).installed_apart());
}

TEST(WindowsTables, RowsThatSayNothingAreRefusedByThemselves) {
  const auto reading =
      ingest::read_feed("a.csv", table + "\"20170314\",\"\",\"\",\"\",\"Windows\",\"\",\"\",\"\",\"\",\"\"\n");
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->advisories.size(), 2U);
  EXPECT_EQ(reading->refused.total(), 1U);
}

TEST(WindowsTables, ReviewedTablesAreChecked) {
  EXPECT_FALSE(ingest::parse_windows_builds("b", "update,build,source\nKB1,10.0.1,x\n"));
  EXPECT_FALSE(ingest::parse_windows_support("s", "product,end_of_support,source\nWindows 7,2020,x\n"));
  EXPECT_EQ(
      ingest::parse_bulletins("b", "bulletin,vulnerability,source\nMS17-010,CVE-2017-0144,x\n")->at("MS17-010").size(),
      1U);
}

}  // namespace
