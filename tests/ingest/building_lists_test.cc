// Lists that an estate is built from: every problem has its row, column, value and mend, and all are told.

#include "world/ingest/building_lists.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "world/ingest/building_defaults.h"

namespace {

using namespace std::string_literals;

std::string lines(const base::Problems& problems) {
  return problems.to_text();
}

std::string shipped(const char* name) {
  std::ifstream file(std::filesystem::path(CORDON_SOURCE_DIR) / "estates" / "built" / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// UTF-16 of a text of ASCII, least byte first, with its mark.
std::string utf16(const std::string& text) {
  std::string out = "\xFF\xFE";
  for (const char c : text) out += std::string{c, '\0'};
  return out;
}

TEST(Subnets, AreReadHoweverASpreadsheetSavedThem) {
  const std::string plain = "Site;VLAN;CIDR;Use;Gateway\r\nMain;110; 10.1.0.0/23 ;Workstations;10.1.0.1\r\n";
  for (const std::string& bytes : {plain, "\xEF\xBB\xBF" + plain, "sep=;\n" + plain, utf16(plain)}) {
    const auto subnets = ingest::read_subnets("s.csv", bytes);
    ASSERT_TRUE(subnets.has_value()) << lines(subnets.error());
    ASSERT_EQ(subnets->size(), 1U);
    const building::Subnet& one = subnets->front();
    EXPECT_EQ(one.site, "Main");
    EXPECT_EQ(one.vlan, "110");
    EXPECT_EQ(one.use, "Workstations");
    EXPECT_EQ(one.cidr, "10.1.0.0/23");
    EXPECT_EQ(one.first, 0x0A010000U);
    EXPECT_EQ(one.last, 0x0A0101FFU);
  }
}

TEST(Subnets, OfTwoOrganisationsMayOverlap) {
  const auto subnets = ingest::read_subnets("s.csv", "cidr,organisation\n10.0.0.0/24,A\n10.0.0.0/24,B\n");
  EXPECT_TRUE(subnets.has_value()) << lines(subnets.error());
}

TEST(Subnets, ABlankOrganisationIsTheOnlyOne) {
  const std::string text = "cidr,organisation\n10.0.0.0/24,\n10.0.0.0/25,A\n";
  const auto subnets = ingest::read_subnets("s.csv", text, "A");
  ASSERT_FALSE(subnets.has_value());
  EXPECT_NE(lines(subnets.error()).find("row 3, column cidr: '10.0.0.0/25' overlaps another prefix"),
            std::string::npos);
  const auto services = ingest::read_service_list("v.csv", "name,systems,organisation\nWards,a,\nwards,b,A\n", "A");
  ASSERT_FALSE(services.has_value());
  EXPECT_NE(lines(services.error()).find("row 3, column name: 'wards' is the name of another service"),
            std::string::npos);
  EXPECT_TRUE(ingest::read_subnets("s.csv", text).has_value()) << "of several it stays blank, which the building tells";
}

struct Hostile {
  const char* what;
  std::string bytes;
  const char* says;
};

TEST(Subnets, EveryProblemIsTold) {
  const Hostile table[] = {
      {"nothing", "", "s.csv: row 1: the table is empty"},
      {"no rows", "cidr,site\n", "s.csv: has no rows"},
      {"no cidr", "site,use\nMain,desktop\n",
       "s.csv: row 1: column 'cidr' is missing; name it in the head line: cidr, or prefix"},
      {"two for one", "cidr,subnet\n10.0.0.0/8,10.0.0.0/8\n",
       "s.csv: row 1, column 2: 'subnet' is a second column for 'cidr'"},
      {"blank", "cidr,site\n,Main\n", "s.csv: row 2, column cidr: is blank; write the prefix"},
      {"no prefix", "cidr\nten\n", "s.csv: row 2, column cidr: 'ten' is not an IPv4 prefix; write four numbers"},
      {"bits", "Subnet\n10.1.0.7/24\n",
       "s.csv: row 2, column Subnet: '10.1.0.7/24' has bits set beyond its length; write 10.1.0.0/24"},
      {"private and not", "cidr\n172.0.0.0/8\n",
       "s.csv: row 2, column cidr: '172.0.0.0/8' holds the private range 172.16.0.0/12 and addresses of the internet "
       "around it; give the prefixes that are in use"},
      {"private inside", "cidr\n8.0.0.0/6\n", "'8.0.0.0/6' holds the private range 10.0.0.0/8"},
      {"private at its end", "cidr\n192.168.0.0/15\n", "'192.168.0.0/15' holds the private range 192.168.0.0/16"},
      {"everything", "cidr\n0.0.0.0/0\n", "'0.0.0.0/0' holds the private range 10.0.0.0/8"},
      {"IPv6", "cidr\n2001:db8::/32\n", "is an IPv6 prefix; only IPv4 is read; take the row out"},
      {"twice", "cidr\n10.1.0.0/24\n10.1.0.0/24\n",
       "s.csv: row 3, column cidr: '10.1.0.0/24' stands there twice; keep one of the two; the other is row 2"},
      {"overlap", "cidr\n10.1.0.0/16\n10.9.0.0/24\n10.1.2.0/24\n",
       "s.csv: row 4, column cidr: '10.1.2.0/24' overlaps another prefix; give each address to one row; row 2 has "
       "10.1.0.0/16"},
      {"short row", "cidr,site\n10.1.0.0/24\n",
       "s.csv: row 2: '1 fields' the row does not have the 2 fields of the head line"},
      {"organisation", "cidr,org\n10.1.0.0/24,The Trust\n", "s.csv: row 2, column org: 'The Trust' is no id"},
      {"quotes", "cidr,site\n\"10.1.0.0/24,Main\n", "s.csv: row 2, column 1: quotes are not closed"},
      {"NUL", "cidr,site\n10.1.0.0/24,Ma\0in\n"s, "has a NUL byte"},
      {"half UTF-16",
       "\xFF\xFE"
       "c",
       "s.csv: is no whole UTF-16"},
      {"line after sep", "sep=;\ncidr;site\nten;Main\n", "s.csv: row 3, column cidr: 'ten'"},
  };
  for (const Hostile& one : table) {
    const auto subnets = ingest::read_subnets("s.csv", one.bytes);
    ASSERT_FALSE(subnets.has_value()) << one.what;
    EXPECT_NE(lines(subnets.error()).find(one.says), std::string::npos) << one.what << ": " << lines(subnets.error());
  }
}

TEST(Subnets, AllProblemsAreToldAtOnce) {
  const auto subnets = ingest::read_subnets("s.csv", "cidr\nten\n10.1.0.0/24\n10.1.0.0/25\n10.2.0.1/24\n");
  ASSERT_FALSE(subnets.has_value());
  EXPECT_EQ(subnets.error().total(), 3U) << lines(subnets.error());
}

TEST(ServiceList, IsReadAsPeopleWriteIt) {
  const auto rows = ingest::read_service_list(
      "v.csv",
      "Service,RTO,Systems,Kind,Fallback\nEmergency,4 hours,PACS; ward-1 ;,emergency-department,30 %\n"
      "Labs,,lab-1,,\n");
  ASSERT_TRUE(rows.has_value()) << lines(rows.error());
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->front().recovery_s, 4 * 3600.0);
  EXPECT_EQ(rows->front().systems, (std::vector<std::string>{"PACS", "ward-1"}));
  EXPECT_EQ(rows->front().fallback, 0.3);
  EXPECT_FALSE(rows->back().recovery_s.has_value());
  EXPECT_FALSE(rows->back().fallback.has_value());
}

TEST(ServiceList, EveryProblemIsTold) {
  const Hostile table[] = {
      {"no systems column", "name,rto\nA,4h\n", "v.csv: row 1: column 'systems' is missing"},
      {"no name", "name,systems\n,pc\n", "v.csv: row 2, column name: is blank; give the service a name"},
      {"twice", "name,systems\nA,pc\na,pc\n", "v.csv: row 3, column name: 'a' is the name of another service"},
      {"time", "name,rto,systems\nA,soon,pc\n",
       "v.csv: row 2, column rto: 'soon' is no length of time; write one such as 4h"},
      {"no unit", "name,recovery time,systems\nA,4,pc\n",
       "v.csv: row 2, column recovery time: '4' is no length of time"},
      {"nothing needed", "name,systems\nA,;;\n", "v.csv: row 2, column systems: ';;' names no system"},
      {"share", "name,systems,fallback\nA,pc,130%\n", "v.csv: row 2, column fallback: '130%' is no share"},
      {"no rows", "name,systems\n", "v.csv: has no rows"},
  };
  for (const Hostile& one : table) {
    const auto rows = ingest::read_service_list("v.csv", one.bytes);
    ASSERT_FALSE(rows.has_value()) << one.what;
    EXPECT_NE(lines(rows.error()).find(one.says), std::string::npos) << one.what << ": " << lines(rows.error());
  }
}

TEST(OrganisationList, KnowsTheHeadsThatAreInUse) {
  for (const char* head : {"id,name,kind,parent,region", "Organisation Code,Name,Role,Parent,Region",
                           "ods_code,Organisation Name,Primary Role,Parent Organisation Code,NHS England Region"}) {
    const auto rows = ingest::read_organisation_list("o.csv", head + "\nRX1,North,RO197,,N\nP81,Surgery,RO76,RX1,N\n"s);
    ASSERT_TRUE(rows.has_value()) << head << ": " << lines(rows.error());
    EXPECT_EQ(rows->back().parent, "RX1");
    EXPECT_EQ(rows->back().kind, "RO76");
  }
}

TEST(OrganisationList, EveryProblemIsTold) {
  const Hostile table[] = {
      {"no code", "name\nNorth\n", "o.csv: row 1: column 'id' is missing"},
      {"blank", "code,name\n,North\n", "o.csv: row 2, column code: is blank"},
      {"no id", "code\nR X\n", "o.csv: row 2, column code: 'R X' is no id"},
      {"twice", "code\nRX1\nRX1\n", "o.csv: row 3, column code: 'RX1' stands there twice"},
      {"parent", "code,parent\nRX1,RX9\n", "o.csv: row 2, column parent: 'RX9' is not in the list"},
      {"circle", "code,parent\nA,B\nB,C\nC,A\n", "o.csv: row 2, column parent: 'B' is below this organisation itself"},
      {"its own", "code,parent\nA,A\n", "is below this organisation itself"},
  };
  for (const Hostile& one : table) {
    const auto rows = ingest::read_organisation_list("o.csv", one.bytes);
    ASSERT_FALSE(rows.has_value()) << one.what;
    EXPECT_NE(lines(rows.error()).find(one.says), std::string::npos) << one.what << ": " << lines(rows.error());
  }
}

TEST(OrganisationList, LongChainsOfParentsAreWalkedOnce) {
  constexpr int most = 200'000;  // took hours when each row walked to the end
  std::string text = "code,parent\nA0,\n";
  for (int i = 1; i < most; ++i) text += "A" + std::to_string(i) + ",A" + std::to_string(i - 1) + "\n";
  const auto rows = ingest::read_organisation_list("o.csv", text);
  EXPECT_TRUE(rows.has_value()) << lines(rows.error());
  text.replace(text.find("A0,\n"), 4, "A0,A199999\n");
  const auto circle = ingest::read_organisation_list("o.csv", text);
  ASSERT_FALSE(circle.has_value());
  EXPECT_EQ(circle.error().total(), 1U) << lines(circle.error());
}

TEST(OrganisationList, ACircleIsToldOnceAtItsFirstRow) {
  const auto rows = ingest::read_organisation_list("o.csv", "code,parent\nT,C\nA,B\nB,C\nC,A\nU,T\nD,E\nE,D\n");
  ASSERT_FALSE(rows.has_value());
  EXPECT_EQ(lines(rows.error()),
            "o.csv: row 3, column parent: 'B' is below this organisation itself; take one of the parents out of the "
            "circle\n"
            "o.csv: row 7, column parent: 'E' is below this organisation itself; take one of the parents out of the "
            "circle\n");
}

TEST(OrganisationList, AllProblemsAreToldAtOnce) {
  const auto rows = ingest::read_organisation_list("o.csv", "code,parent\nA,B\nB,A\nC,X\n,A\nA,\n");
  ASSERT_FALSE(rows.has_value());
  EXPECT_EQ(rows.error().total(), 4U) << lines(rows.error());
}

TEST(BuiltDefaults, TheShippedDataIsRead) {
  const auto defaults = ingest::parse_defaults("defaults.csv", shipped("defaults.csv"));
  ASSERT_TRUE(defaults.has_value()) << lines(defaults.error());
  const auto typical = ingest::parse_typical("typical.csv", shipped("typical.csv"), "typical_services.csv",
                                             shipped("typical_services.csv"), *defaults);
  EXPECT_TRUE(typical.has_value()) << lines(typical.error());
}

TEST(BuiltDefaults, EveryProblemIsTold) {
  const std::string head = "name,value,low,high,unit,drawn,reason\n";
  const Hostile table[] = {
      {"missing", head, "defaults.csv: 'paper' has no row"},
      {"twice", head + "a,1,0,2,share,once,r\na,1,0,2,share,once,r\n", "'a' is an id that another row has"},
      {"reason", head + "a,1,0,2,share,once,\n", "row 2, column reason: is blank"},
      {"outside", head + "a,3,0,2,share,once,r\n", "row 2, column low: '0' leaves the value outside of its range"},
      {"range", head + "a,1,2,0,share,once,r\n", "is above the high end"},
      {"way", head + "a,1,0,2,share,sometimes,r\n", "'sometimes' is none of the words that may stand here"},
      {"no share", head + "a,1,0,2,share,evenly,r\n", "row 2, column high: '2' is out of range"},
      {"no range", head + "a,1,,,share,evenly,r\n", "row 2, column low: is blank; a number has a range"},
      {"a share without a range", head + "paper,0.5,,,share,evenly,r\n", "row 2, column low: is blank"},
      {"a number without a range", head + "addresses.device,8,,,addresses,once,r\n", "row 2, column low: is blank"},
      {"7000 %", head + "needs.share,70,40,95,share,once,r\n", "row 2, column value: '70' is out of range"},
      {"0 %", head + "needs.share,0,0,1,share,once,r\n", "row 2, column value: '0' is out of range"},
      {"less than an address", head + "addresses.device,0.5,0,12,addresses,once,r\n",
       "row 2, column value: '0.5' is out of range"},
      {"no whole number", head + "public.addresses,1.5,1,256,addresses,once,r\n", "row 2, column value: '1.5' is no"},
      {"two words", head + "use.not-known,desk top,,,word,once,r\n", "row 2, column value: 'desk top' is not a word"},
      {"a word with a range", head + "use.not-known,desktop,0,1,word,once,r\n", "row 2, column low: '0' stands at"},
      {"a word of one's own", head + "use.car-park,car park,,,word,once,r\n", "row 2, column value: 'car park'"},
      {"no such share", head + "share.windows-7,unpached,,,parameter,once,r\n",
       "share.windows-7, column value: 'unpached' is no parameter of the defaults"},
  };
  for (const Hostile& one : table) {
    const auto rows = ingest::parse_defaults("defaults.csv", one.bytes);
    ASSERT_FALSE(rows.has_value()) << one.what;
    EXPECT_NE(lines(rows.error()).find(one.says), std::string::npos) << one.what << ": " << lines(rows.error());
  }
}

TEST(BuiltDefaults, TypicalGroupsThatServicesNeedAreThere) {
  const auto defaults = ingest::parse_defaults("defaults.csv", shipped("defaults.csv"));
  ASSERT_TRUE(defaults.has_value());
  const std::string head = "kind,group,use,platform,type,count,low,high,basis\n";
  const auto read = [&](const std::string& groups, const std::string& services) {
    return ingest::parse_typical("own.csv", groups, "typical_services.csv", services, *defaults);
  };
  const auto lacking =
      read(head + "gp-practice,pcs,desktop,windows-10,desktop,10,1,20,b\n", shipped("typical_services.csv"));
  ASSERT_FALSE(lacking.has_value());
  EXPECT_EQ(lines(lacking.error()),
            "own.csv: kind gp-practice: 'files' is no group, and the service surgery of such organisations needs it; "
            "add its row\n");
  const auto share =
      read(shipped("typical.csv"),
           "kind,service,service_kind,needs,fallback,order\nacute,a,b,{needs.kits} of ({id}/files),paper,1\n");
  ASSERT_FALSE(share.has_value());
  EXPECT_NE(lines(share.error()).find("row 2, column needs: 'needs.kits' is no share of the defaults"),
            std::string::npos);
}

}  // namespace
