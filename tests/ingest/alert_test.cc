// Alerts: the shipped example reads value by value, and hostile ones are refused with place, value and mend.

#include "world/ingest/alert.h"

#include <gtest/gtest.h>

#include <filesystem>
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

class HostileAlert : public testing::TestWithParam<Hostile> {};

TEST_P(HostileAlert, IsRefusedWithPlaceValueAndMend) {
  EXPECT_EQ(refusal(GetParam().text), GetParam().problems);
}

const std::string pump = "[[products]]\nvendor = \"Maker\"\nname = \"Pump\"\n";

INSTANTIATE_TEST_SUITE_P(
    Table, HostileAlert,
    testing::Values(
        Hostile{"empty", "", ""}, Hostile{"not_toml", written(2, "title = A flaw"), ""},
        Hostile{"half_written", written().substr(0, 60), ""}, Hostile{"key_twice", written(2, "id = \"CC-2\""), ""},
        Hostile{"bytes_not_utf8", written(2, "title = \"\xff\""), ""},
        Hostile{"unknown_key", written(0, "", "[policy]\ndone_day = 3\n"), ""},
        Hostile{"id_with_spaces", written(1, "id = \"CC 1\""), ""},
        Hostile{"title_empty", written(2, "title = \"\""), ""},
        Hostile{"title_control", written(2, "title = \"a\\u0007b\""), ""},
        Hostile{"namespace_no_address", written(4, "namespace = \"centre\""), ""},
        Hostile{"namespace_with_space", written(4, "namespace = \"https://a b\""), ""},
        Hostile{"issued_without_zone", written(5, "issued = \"2017-03-17T12:00\""), ""},
        Hostile{"issued_no_such_day", written(5, "issued = \"2017-02-30T12:00Z\""), ""},
        Hostile{"issued_in_no_year", written(5, "issued = \"9999-12-31T12:00Z\""), ""},
        Hostile{"severity_misspelt", written(6, "severity = \"hihg\""), ""},
        Hostile{"no_cve", written(7, "vulnerabilities = [\"MS17-010\"]"), ""},
        Hostile{"cve_too_short", written(7, "vulnerabilities = [\"CVE-2017-14\"]"), ""},
        Hostile{"cves_a_number", written(7, "vulnerabilities = 144"), ""},
        Hostile{"cves_empty", written(7, "vulnerabilities = []"), ""},
        Hostile{"id_twice", written(7, "vulnerabilities = [\"CVE-2017-0144\"]\nadvisories = [\"cve-2017-0144\"]"), ""},
        Hostile{"about_nothing", written(7, ""), ""}, Hostile{"products_empty", written(7, "products = []"), ""},
        Hostile{"product_without_vendor", written(0, "", "[[products]]\nname = \"Pump\"\n"), ""},
        Hostile{"range_unreadable", written(0, "", pump + "versions = \"see our site\"\n"), ""},
        Hostile{"actions_empty", written(8, "actions = []").substr(0, written(8, "actions = []").find("text =")), ""},
        Hostile{"action_without_text", written(9, "due = \"2017-03-24\""), ""},
        Hostile{"due_no_day", written(0, "", "due = \"24.03.2017\"\n"), ""},
        Hostile{"due_no_such_day", written(0, "", "due = \"2017-02-30\"\n"), ""},
        Hostile{"due_before_the_issue", written(0, "", "due = \"2017-03-16\"\n"), ""},
        Hostile{"policy_no_days", written(0, "", "[policy]\ndone_days = 0\n"), ""},
        Hostile{"policy_half_a_day", written(0, "", "[policy]\nupdate_days = 0.5\n"), ""},
        Hostile{"several_at_once", written(1, "", "due = \"soon\"\n[policy]\ndone_days = -1\n"), ""}),
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
