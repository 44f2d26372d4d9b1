// Alerts: the shipped example reads value by value, and hostile ones are refused with place, value and mend.

#include "world/ingest/alert.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <vector>

namespace {

/// A good alert, with one of its lines (1 is the first) written otherwise, and lines added at its end.
std::string written(int line = 0, const std::string& instead = "", const std::string& more = "") {
  const std::vector<std::string> good{"id = \"CC-1\"",
                                      "title = \"A flaw\"",
                                      "issuer = \"Centre\"",
                                      "namespace = \"https://centre.example\"",
                                      "issued = \"2017-03-17T12:00+00:00\"",
                                      "severity = \"high\"",
                                      "vulnerabilities = [\"CVE-2017-0144\"]",
                                      "[[actions]]",
                                      "text = \"Update\""};
  std::string text;
  for (int i = 0; i < static_cast<int>(good.size()); ++i) {
    text += (i + 1 == line ? instead : good[static_cast<std::size_t>(i)]) + "\n";
  }
  return text + more;
}

std::string refusal(const std::string& text) {
  const auto read = ingest::parse_alert("a.toml", text);
  return read ? "it was taken" : read.error().to_text();
}

TEST(ReadAlert, TheShippedExample) {
  const auto read = ingest::read_alert(std::filesystem::path(CORDON_SOURCE_DIR) / "alerts" / "example.toml");
  ASSERT_TRUE(read.has_value()) << read.error().to_text();
  EXPECT_EQ(read->id, "EX-2017-01");
  EXPECT_EQ(read->severity, advisory::Severity::critical);
  EXPECT_EQ(read->vulnerabilities, std::vector<std::string>{"CVE-2017-0144"});
  EXPECT_EQ(read->advisories, std::vector<std::string>{"MS17-010"});
  ASSERT_EQ(read->actions.size(), 2U);
  EXPECT_EQ(read->actions[0].due, "");
  EXPECT_EQ(read->actions[1].due, "2017-03-24");
  EXPECT_EQ(read->deadlines.done_days, 14);
  EXPECT_EQ(read->contact, "alerts@centre.example");
}

TEST(ReadAlert, TheExampleOfItsPage) {
  std::ifstream stream(std::filesystem::path(CORDON_SOURCE_DIR) / "docs" / "formats" / "alert.md");
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  const std::string begin = "```toml\n";
  const std::size_t at = page.find(begin) + begin.size();
  const auto read = ingest::parse_alert("alert.md", page.substr(at, page.find("```", at) - at));
  ASSERT_TRUE(read.has_value()) << read.error().to_text();
  EXPECT_EQ(read->products.size(), 1U);
  EXPECT_EQ(read->deadlines.done_days, 10);
}

TEST(ReadAlert, DeadlinesFollowFromTheSeverityUnlessThePolicySaysOtherwise) {
  EXPECT_EQ(ingest::parse_alert("a", written(6, "severity = \"low\""))->deadlines.done_days, 90);
  const auto read = ingest::parse_alert("a", written(6, "severity = \"low\"",
                                                     "[policy]\nacknowledge_hours = 4\nupdate_days = 1\n"
                                                     "done_days = 7\n"));
  ASSERT_TRUE(read.has_value()) << read.error().to_text();
  EXPECT_EQ(read->deadlines.acknowledge_hours, 4);
  EXPECT_EQ(read->deadlines.update_days, 1);
  EXPECT_EQ(read->deadlines.done_days, 7);
}

TEST(ReadAlert, ProductsAloneAreEnough) {
  const auto read = ingest::parse_alert(
      "a", written(7, "", "[[products]]\nvendor = \"Maker\"\nname = \"Pump\"\nversions = \"< 4.1\"\n"));
  ASSERT_TRUE(read.has_value()) << read.error().to_text();
  ASSERT_EQ(read->products.size(), 1U);
  EXPECT_EQ(read->products[0].versions, "< 4.1");
}

struct Hostile {
  const char* name;
  std::string text;
  const char* problems;  ///< every line of them
};
void PrintTo(const Hostile& one, std::ostream* out) {
  *out << one.name;
}

class HostileAlert : public testing::TestWithParam<Hostile> {};

TEST_P(HostileAlert, IsRefusedWithPlaceValueAndMend) {
  EXPECT_EQ(refusal(GetParam().text), GetParam().problems);
}

const std::string pump = "[[products]]\nvendor = \"Maker\"\nname = \"Pump\"\n";

INSTANTIATE_TEST_SUITE_P(
    Table, HostileAlert,
    testing::Values(
        Hostile{
            "empty", "",
            "a.toml: id: is missing; give it the number that you issue it under\n"
            "a.toml: title: is missing; say in a few words what it is about\n"
            "a.toml: issuer: is missing; name who issues it\n"
            "a.toml: namespace: is missing; write an address that stands for the issuer: \"https://centre.example\"\n"
            "a.toml: issued: is missing; write when it is issued: \"2017-03-17T12:00+00:00\"\n"
            "a.toml: severity: is missing; write low, medium, high or critical\n"
            "a.toml: actions: is missing; say what must be done: [[actions]] with a text\n"
            "a.toml: vulnerabilities: is missing; name what it is about, or advisories or products\n"},
        Hostile{"not_toml", written(2, "title = A flaw"),
                "a.toml: line 2, column 9: is not TOML here: Error while parsing value: could not determine value "
                "type; see https://toml.io\n"},
        Hostile{"half_written", written().substr(0, 60),
                "a.toml: line 4, column 14: is not TOML here: Error while parsing string: encountered end-of-file; see "
                "https://toml.io\n"},
        Hostile{"key_twice", written(2, "id = \"CC-2\""),
                "a.toml: line 2, column 6: is not TOML here: Error while parsing key-value pair: cannot redefine "
                "existing string 'id'; see https://toml.io\n"},
        Hostile{
            "bytes_not_utf8", written(2, "title = \"\xff\""),
            "a.toml: line 2, column 9: is not TOML here: Encountered invalid utf-8 sequence; see https://toml.io\n"},
        Hostile{"unknown_key", written(0, "", "[policy]\ndone_day = 3\n"),
                "a.toml: policy.done_day (line 11): '3' is the value of an unknown key; did you mean done_days?\n"},
        Hostile{"id_with_spaces", written(1, "id = \"CC 1\""),
                "a.toml: id (line 1): 'CC 1' is not a name; write 1 to 100 letters, digits or - _ . : / in quotes\n"},
        Hostile{"title_empty", written(2, "title = \"\""),
                "a.toml: title (line 2): is empty, too long or holds control characters; write 1 to 1000 printable "
                "bytes\n"},
        Hostile{"title_control", written(2, "title = \"a\\u0007b\""),
                "a.toml: title (line 2): 'a\\x07b' is empty, too long or holds control characters; write 1 to 1000 "
                "printable bytes\n"},
        Hostile{"namespace_no_address", written(4, "namespace = \"centre\""),
                "a.toml: namespace (line 4): 'centre' is no address; write it as \"https://centre.example\"\n"},
        Hostile{"namespace_with_space", written(4, "namespace = \"https://a b\""),
                "a.toml: namespace (line 4): 'https://a b' is no address; write it as \"https://centre.example\"\n"},
        Hostile{"issued_without_zone", written(5, "issued = \"2017-03-17T12:00\""),
                "a.toml: issued (line 5): '2017-03-17T12:00' is not a time with its time zone; write it in quotes, "
                "such as \"2017-05-12T00:00+01:00\"\n"},
        Hostile{"issued_no_such_day", written(5, "issued = \"2017-02-30T12:00Z\""),
                "a.toml: issued (line 5): '2017-02-30T12:00Z' is not a time with its time zone; write it in quotes, "
                "such as \"2017-05-12T00:00+01:00\"\n"},
        Hostile{
            "issued_in_no_year", written(5, "issued = \"9999-12-31T12:00Z\""),
            "a.toml: issued (line 5): '9999-12-31T12:00Z' is in no year of alerts; write a year from 1970 to 2999\n"},
        Hostile{"severity_misspelt", written(6, "severity = \"hihg\""),
                "a.toml: severity (line 6): 'hihg' is not known here; did you mean \"high\"? Known are low, medium, "
                "high, critical\n"},
        Hostile{"no_cve", written(7, "vulnerabilities = [\"MS17-010\"]"),
                "a.toml: vulnerabilities (line 7): '[MS17-010]' has an entry that is no CVE; write CVE-2017-0144; "
                "other ids stand in advisories\n"},
        Hostile{"cve_too_short", written(7, "vulnerabilities = [\"CVE-2017-14\"]"),
                "a.toml: vulnerabilities (line 7): '[CVE-2017-14]' has an entry that is no CVE; write CVE-2017-0144; "
                "other ids stand in advisories\n"},
        Hostile{"cves_a_number", written(7, "vulnerabilities = 144"),
                "a.toml: vulnerabilities (line 7): '144' is not a list; write it in square brackets\n"},
        Hostile{"cves_empty", written(7, "vulnerabilities = []"),
                "a.toml: vulnerabilities (line 7): '[]' is an empty list; name at least one, or leave the key out\n"},
        Hostile{"id_twice", written(7, "vulnerabilities = [\"CVE-2017-0144\"]\nadvisories = [\"cve-2017-0144\"]"),
                "a.toml: advisories (line 8): '[cve-2017-0144]' names an id twice; keep one of them\n"},
        Hostile{"about_nothing", written(7, ""),
                "a.toml: vulnerabilities: is missing; name what it is about, or advisories or products\n"},
        Hostile{"products_empty", written(7, "products = []"),
                "a.toml: products (line 7): '[]' is an empty list; begin each with [[products]]\n"},
        Hostile{"product_without_vendor", written(0, "", "[[products]]\nname = \"Pump\"\n"),
                "a.toml: products[0].vendor (line 10): is missing; name who makes it\n"},
        Hostile{"range_unreadable", written(0, "", pump + "versions = \"see our site\"\n"),
                "a.toml: products[0].versions (line 13): 'see our site' is no range of versions; write it as \"< "
                "4.1\", \">= 2.0, < 2.7\" or \"7.0.x\"\n"},
        Hostile{"actions_empty", written(8, "actions = []").substr(0, written(8, "actions = []").find("text =")),
                "a.toml: actions (line 8): '[]' is an empty list; begin each with [[actions]]\n"},
        Hostile{"action_without_text", written(9, "due = \"2017-03-24\""),
                "a.toml: actions[0].text (line 8): is missing; say what must be done\n"},
        Hostile{"due_no_day", written(0, "", "due = \"24.03.2017\"\n"),
                "a.toml: actions[0].due (line 10): '24.03.2017' is no day; write it as \"2017-04-28\"\n"},
        Hostile{"due_no_such_day", written(0, "", "due = \"2017-02-30\"\n"),
                "a.toml: actions[0].due (line 10): '2017-02-30' is no day; write it as \"2017-04-28\"\n"},
        Hostile{"due_before_the_issue", written(0, "", "due = \"2017-03-16\"\n"),
                "a.toml: actions (line 8): '[{ text = Update, due = 2017-03-16 }]' has one that is due before the "
                "alert is issued; name a later day\n"},
        Hostile{"policy_no_days", written(0, "", "[policy]\ndone_days = 0\n"),
                "a.toml: policy.done_days (line 11): '0' is not a whole number in range; write a whole number from 1 "
                "to 3650\n"},
        Hostile{"policy_half_a_day", written(0, "", "[policy]\nupdate_days = 0.5\n"),
                "a.toml: policy.update_days (line 11): '0.5' is not a whole number in range; write a whole number from "
                "1 to 3650\n"},
        Hostile{"several_at_once", written(1, "", "due = \"soon\"\n[policy]\ndone_days = -1\n"),
                "a.toml: id: is missing; give it the number that you issue it under\n"
                "a.toml: actions[0].due (line 10): 'soon' is no day; write it as \"2017-04-28\"\n"
                "a.toml: policy.done_days (line 12): '-1' is not a whole number in range; write a whole number from 1 "
                "to 3650\n"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(ReadAlert, MoreThanAThousandEntriesAreRefused) {
  std::string ids = "vulnerabilities = [";
  for (std::size_t i = 0; i <= ingest::alert_items_most; ++i) ids += "\"CVE-2017-" + std::to_string(10000 + i) + "\",";
  const std::string most = ids.substr(0, ids.rfind("\"CVE")) + "]";
  EXPECT_TRUE(ingest::parse_alert("a", written(7, most)).has_value());
  EXPECT_NE(refusal(written(7, ids + "]")).find("has more than 1000 entries; split the alert"), std::string::npos);
  std::string actions;
  for (std::size_t i = 0; i < ingest::alert_items_most; ++i) actions += "[[actions]]\ntext = \"Update\"\n";
  EXPECT_NE(refusal(written(0, "", actions)).find("has more than 1000 entries"), std::string::npos);
}

}  // namespace
