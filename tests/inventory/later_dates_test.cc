#include "world/inventory/later_dates.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

inventory::Inventory list_of(const std::string& date, const std::vector<std::string>& dates) {
  inventory::Inventory list;
  list.date = date;
  for (const std::string& one : dates) list.devices.emplace_back().date = one;
  return list;
}

std::vector<std::string> dates_of(const inventory::Inventory& list) {
  std::vector<std::string> dates;
  for (const inventory::Device& device : list.devices) {
    dates.push_back(device.undated ? "none" : device.date.empty() ? "the list's" : device.date);
  }
  return dates;
}

using Dates = std::vector<std::string>;

TEST(LaterDates, AreForgottenAndTheListIsOfTheLatestThatIsLeft) {
  auto list = list_of("2027-03-01", {"2026-11-02", "2027-03-01", "2026-11-30T23:59:59Z", ""});
  EXPECT_EQ(inventory::forget_later_dates(list, "2026-11-30"), 2U);
  EXPECT_EQ(list.date, "2026-11-30T23:59:59Z");
  EXPECT_EQ(dates_of(list), (Dates{"2026-11-02", "none", "2026-11-30T23:59:59Z", "none"})) << "not another device's";
  EXPECT_EQ(inventory::forget_later_dates(list, "2026-11-30"), 0U) << "once";
}

TEST(LaterDates, LeaveAListWithoutADateWhoseRowsHaveNoneOrNoGoodOne) {
  auto list = list_of("2027-03-01T10:00:00Z", {"", "2026-12-01"});
  EXPECT_EQ(inventory::forget_later_dates(list, "2026-11-30"), 2U);
  EXPECT_EQ(list.date, "");
  EXPECT_EQ(dates_of(list), (Dates{"none", "none"}));
}

TEST(LaterDates, OfOneDeviceLeaveTheDateOfTheList) {
  auto list = list_of("2026-11-01", {"9999-01-01", ""});
  EXPECT_EQ(inventory::forget_later_dates(list, "2026-11-30"), 1U);
  EXPECT_EQ(list.date, "2026-11-01");
  EXPECT_EQ(dates_of(list), (Dates{"none", "the list's"}));
}

TEST(LaterDates, ThatHaveComeStay) {
  auto list = list_of("", {"", "2026-11-30"});
  EXPECT_EQ(inventory::forget_later_dates(list, "2026-11-30"), 0U);
  EXPECT_EQ(dates_of(list), (Dates{"the list's", "2026-11-30"}));
}

}  // namespace
