// Deadlines of an alert, before, at and after their days; and what it says of products of its own.

#include "world/advisory/alert.h"

#include <gtest/gtest.h>

namespace {

using advisory::Alert;
using advisory::Severity;

Alert issued_at(const char* instant) {
  Alert alert;
  alert.id = "CC-1";
  alert.title = "A flaw";
  alert.issuer = "Centre";
  alert.issued = *base::parse_instant(instant);
  return alert;
}

TEST(Alert, GivesDaysByItsSeverity) {
  EXPECT_EQ(advisory::done_days(Severity::critical), 14);
  EXPECT_EQ(advisory::done_days(Severity::high), 14);
  EXPECT_EQ(advisory::done_days(Severity::medium), 28);
  EXPECT_EQ(advisory::done_days(Severity::low), 90);
}

TEST(Alert, IsAcknowledgedByTheHour) {
  const Alert alert = issued_at("2017-03-17T12:30+00:00");
  EXPECT_EQ(base::to_text(advisory::acknowledge_by(alert)), base::to_text(*base::parse_instant("2017-03-19T12:30Z")));
}

TEST(Alert, CountsDaysInItsIssuersTimeZone) {
  // 23:30 of the 16th in London is the 17th an hour further east.
  Alert alert = issued_at("2017-03-17T00:30+01:00");
  EXPECT_EQ(advisory::issued_on(alert), "2017-03-17");
  EXPECT_EQ(advisory::done_by(alert), "2017-03-31");
  EXPECT_EQ(advisory::acknowledge_by(alert).offset_s, 3600);
  alert.issued = *base::parse_instant("2017-03-16T23:30+00:00");
  EXPECT_EQ(advisory::done_by(alert), "2017-03-30");
}

TEST(Alert, IsDoneAcrossMonthsAndLeapDays) {
  Alert alert = issued_at("2024-02-20T09:00Z");
  EXPECT_EQ(advisory::done_by(alert), "2024-03-05");
  alert.deadlines.done_days = 366;
  EXPECT_EQ(advisory::done_by(alert), "2025-02-20");
}

TEST(Alert, AsksForAnUpdateEveryThreeDays) {
  const Alert alert = issued_at("2017-05-12T16:00+01:00");
  for (const auto& [day, due] :
       {std::pair("2017-05-01", "2017-05-15"),  // before it was issued
        std::pair("2017-05-12", "2017-05-15"),  // on its day: the first one is ahead
        std::pair("2017-05-13", "2017-05-15"), std::pair("2017-05-15", "2017-05-15"),  // at the day: today
        std::pair("2017-05-16", "2017-05-18"),                                         // after it: the next
        std::pair("2017-06-01", "2017-06-02")}) {
    EXPECT_EQ(advisory::next_update_by(alert, day), due) << day;
  }
}

TEST(Alert, AsksForAnUpdateEveryDayWhereThePolicySaysSo) {
  Alert alert = issued_at("2017-05-12T16:00+01:00");
  alert.deadlines.update_days = 1;
  EXPECT_EQ(advisory::next_update_by(alert, "2017-05-12"), "2017-05-13");
  EXPECT_EQ(advisory::next_update_by(alert, "2017-05-20"), "2017-05-20");
}

TEST(Alert, SpeaksOfItsOwnProductsUnderItsOwnId) {
  Alert alert = issued_at("2024-02-20T09:00Z");
  EXPECT_TRUE(advisory::advisory_of(alert).vulnerabilities.empty()) << "nothing to match";
  alert.products = {{"Maker", "Pump", "< 4.1"}, {"Maker", "Gateway", ""}};
  alert.actions = {{"Unplug it", ""}};
  const advisory::Advisory own = advisory::advisory_of(alert);
  ASSERT_EQ(own.vulnerabilities.size(), 1U);
  EXPECT_EQ(own.vulnerabilities[0].id, "CC-1");
  ASSERT_EQ(own.vulnerabilities[0].statements.size(), 2U);
  EXPECT_EQ(own.vulnerabilities[0].statements[1].product, 1U);
  EXPECT_EQ(own.products[0].versions, advisory::Versions::range);
  EXPECT_EQ(own.products[1].versions, advisory::Versions::unstated) << "all versions";
  EXPECT_EQ(own.vulnerabilities[0].remediations.size(), 1U);
}

}  // namespace
