// Where devices stand when several vulnerabilities are asked about, when lists differ in age, and beside other tools.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exposure/small_fleet.h"

namespace {

using exposure::Decided;
using exposure::Standing;
using inventory::Tells;
using small::add_flaw;
using small::product;
using small::seven;

Standing standing(const small::World& world, const std::vector<std::string>& ids,
                  const std::string& day = "2024-03-05") {
  return world.ask(ids, day).found.devices.at(0).standing;
}

/// One machine with a fresh list of its Windows and its updates, which clears it of CVE-2017-0144.
small::World mended() {
  small::World world;
  world.claims.add(small::windows_flaw());
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<5");
  world.device("X01", "ws-1");
  world.holds(world.source("X01", "systeminfo", "2024-03-01", Tells::windows), {small::windows(seven, {4012212})});
  return world;
}

TEST(Standing, IsClearOnlyOfWhatAListCouldHaveShown) {
  small::World world = mended();
  EXPECT_EQ(standing(world, {"CVE-2017-0144"}), Standing::not_affected);
  EXPECT_EQ(standing(world, {"CVE-2024-1"}), Standing::cannot_tell) << "no list of products";
  EXPECT_EQ(standing(world, {"CVE-2017-0144", "CVE-2024-1"}), Standing::cannot_tell) << "of one of the two";
  EXPECT_EQ(world.ask({"CVE-2017-0144", "CVE-2024-1"}, "2024-03-05").found.devices[0].decided, Decided::by_no_list);
  world.holds(world.source("X01", "csv", "2024-03-01"), {product("Printer", "1")});
  EXPECT_EQ(standing(world, {"CVE-2017-0144", "CVE-2024-1"}), Standing::not_affected);
}

TEST(Standing, OfWhatNoAdvisoryNamesNobodyCanTell) {
  const small::World world = mended();
  EXPECT_EQ(standing(world, {"CVE-9999-1"}), Standing::cannot_tell);
  const auto both = world.ask({"CVE-2017-0144", "CVE-9999-1"}, "2024-03-05");
  EXPECT_EQ(both.found.devices[0].standing, Standing::cannot_tell);
  EXPECT_EQ(both.found.devices[0].decided, Decided::by_no_advisory);
  EXPECT_EQ(both.scope.nothing, std::vector<std::string>{"CVE-9999-1"});
  small::World spoken = mended();
  advisory::Advisory kev;  // speaks of it, and names no product
  kev.feed = advisory::Feed::kev;
  kev.id = "CVE-2024-7";
  kev.vulnerabilities.emplace_back().id = "CVE-2024-7";
  spoken.claims.add(kev);
  EXPECT_EQ(standing(spoken, {"CVE-2024-7"}), Standing::cannot_tell);
}

TEST(Standing, IsNotDisputedByWhatIsSaidOfAnotherVulnerability) {
  small::World world;
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<5");
  add_flaw(world.claims, "CVE-2024-2", "Pump", "<4");
  world.device("X01", "p");
  world.holds(world.source("X01", "csv", "2024-03-01"), {product("Pump", "4.5")});
  const auto found = world.ask({"CVE-2024-1", "CVE-2024-2"}, "2024-03-05").found.devices.at(0);
  EXPECT_EQ(found.standing, Standing::affected);
  EXPECT_FALSE(found.disputed) << "it has the one and not the other: nobody disagrees";
}

TEST(Standing, EverythingThatClearsMustBeFresh) {
  for (const bool pump_first : {true, false}) {
    small::World world;
    add_flaw(world.claims, "CVE-2024-1", "Pump", "<5");
    add_flaw(world.claims, "CVE-2024-1", "Gateway", "<2");
    world.device("X01", "x-1");
    const auto fresh = world.source("X01", "csv", "2024-03-01");
    const auto old = world.source("X01", "other", "2023-01-01");
    if (pump_first) world.holds(fresh, {product("Pump", "5.1")});
    world.holds(old, {product("Gateway", "2.1")});
    if (!pump_first) world.holds(fresh, {product("Pump", "5.1")});
    const auto one = world.ask({"CVE-2024-1"}, "2024-03-05").found.devices.at(0);
    EXPECT_EQ(one.standing, Standing::cannot_tell) << pump_first;
    EXPECT_TRUE(one.stale);
    EXPECT_EQ(one.source, old) << "the list that is too old is named";
    world.holds(fresh, {product("Gateway", "2.1")});
    EXPECT_EQ(standing(world, {"CVE-2024-1"}), Standing::not_affected) << "a fresh list has it too";
  }
}

TEST(Standing, ALaterListWithoutTheComponentProvesNothing) {
  small::World world;
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<5");
  world.device("X01", "x-1");
  world.holds(world.source("X01", "csv", "2024-02-01"), {product("Pump", "5.1")});
  world.holds(world.source("X01", "other", "2024-03-01"), {product("Printer", "1")});
  EXPECT_EQ(standing(world, {"CVE-2024-1"}), Standing::cannot_tell);
}

TEST(Standing, AFreshListThatNamesTheSystemDoesNotMakeOldUpdatesFresh) {
  small::World world;
  world.claims.add(small::windows_flaw());
  world.device("X01", "ward-7");
  const auto updates = world.source("X01", "get-hotfix", "2018-01-01", Tells::hotfixes);
  const auto fresh = world.source("X01", "csv", "2024-03-01");
  world.holds(updates, {small::windows(seven, {4012212})});
  world.holds(fresh, {small::windows(seven)});
  const auto one = world.ask({"CVE-2017-0144"}, "2024-03-05").found.devices.at(0);
  EXPECT_EQ(one.standing, Standing::cannot_tell);
  EXPECT_TRUE(one.stale);
  EXPECT_EQ(one.source, updates) << "the list of updates is too old";
  // Undated it is of unknown age.
  world.fleet.sources[updates].date = "";
  EXPECT_EQ(standing(world, {"CVE-2017-0144"}), Standing::cannot_tell);
  // Fresh itself, it clears the device, whatever became of the other; but it ends first.
  world.fleet.sources[updates].date = "2024-02-25";
  EXPECT_EQ(standing(world, {"CVE-2017-0144"}), Standing::not_affected);
  EXPECT_EQ(world.ask({"CVE-2017-0144"}, "2024-03-05").found.devices[0].source, updates);
  EXPECT_EQ(standing(world, {"CVE-2017-0144"}, "2024-03-12"), Standing::cannot_tell) << "the other is good till 15th";
}

TEST(Standing, AnOldListOfUpdatesBesideAFreshOneDoesNoHarm) {
  small::World world;
  world.claims.add(small::windows_flaw());
  world.device("X01", "ward-7");
  world.holds(world.source("X01", "get-hotfix", "2018-01-01", Tells::hotfixes), {small::windows(seven, {4012212})});
  const auto whole = world.source("X01", "systeminfo", "2024-03-01", Tells::windows);
  world.holds(whole, {small::windows(seven, {4012212})});
  const auto one = world.ask({"CVE-2017-0144"}, "2024-03-05").found.devices.at(0);
  EXPECT_EQ(one.standing, Standing::not_affected);
  EXPECT_EQ(one.source, whole);
}

/// Says of a product that it has a vulnerability.
advisory::Advisory feed_says(advisory::Feed feed, const std::string& id, const std::string& vendor,
                             const std::string& name, const std::string& cpe = "") {
  advisory::Advisory one;
  one.feed = feed;
  one.id = id;
  advisory::Product& product = one.products.emplace_back();
  product.vendor = vendor;
  product.name = name;
  product.cpe = cpe;
  one.vulnerabilities.emplace_back().id = id;
  one.vulnerabilities[0].statements = {{0, advisory::Status::known_affected}};
  return one;
}

TEST(Standing, AListOfProductsSaysNothingOfWindowsAndOfWhatIsNamedForPeople) {
  using advisory::Feed;
  const auto with = [](const advisory::Advisory& said) {
    small::World world;
    world.claims.add(said);
    world.device("X01", "ws-1");
    world.holds(world.source("X01", "csv", "2024-03-01"), {product("Printer", "1"), small::windows(seven)});
    return world;
  };
  const std::string id = "CVE-2020-0796";
  EXPECT_EQ(standing(with(feed_says(Feed::nvd, id, "", "", "cpe:2.3:o:microsoft:windows_10:1903:*:*:*:*:*:*:*")), {id}),
            Standing::cannot_tell);
  EXPECT_EQ(standing(with(feed_says(Feed::cve, id, "Microsoft", "Windows SMB")), {id}), Standing::cannot_tell);
  EXPECT_EQ(standing(with(feed_says(Feed::kev, id, "Microsoft", "SMBv3")), {id}), Standing::cannot_tell);
  EXPECT_EQ(standing(with(feed_says(Feed::csaf, id, "", "")), {id}), Standing::cannot_tell) << "found by nothing";
  EXPECT_EQ(standing(with(feed_says(Feed::cve, id, "Maker", "Pump")), {id}), Standing::not_found);
}

TEST(Standing, AnAdvisoryOfWhichAPartCannotBeShownClearsNothing) {
  small::World world;
  advisory::Advisory said = feed_says(advisory::Feed::csaf, "CVE-2024-1", "Maker", "Pump");
  said.id = "M-1";
  said.products.emplace_back().name = "Windows 10";
  said.vulnerabilities.emplace_back().id = "CVE-2024-2";
  said.vulnerabilities[1].statements = {{1, advisory::Status::known_affected}};
  said.vulnerabilities.emplace_back().id = "CVE-2024-3";  // nothing is said to have it
  world.claims.add(said);
  world.device("X01", "x-1");
  world.holds(world.source("X01", "csv", "2024-03-01"), {product("Printer", "1")});
  const auto answer = world.ask({"M-1"}, "2024-03-05");
  EXPECT_EQ(answer.scope.nothing, std::vector<std::string>{"CVE-2024-2"});
  EXPECT_EQ(answer.found.devices[0].standing, Standing::cannot_tell);
  EXPECT_EQ(standing(world, {"CVE-2024-1"}), Standing::not_found);
}

inventory::Testimony says(const std::string& device, const std::string& tool, const std::string& subject, bool open,
                          const std::string& date = "2024-03-01") {
  return {"X01", device, tool, tool + ".csv", date, 0, {subject, open}};
}

/// Four machines: without the mend, with it, of unknown updates, and with the mend and a pump that is exposed.
small::World four() {
  small::World world;
  world.claims.add(small::windows_flaw());
  add_flaw(world.claims, "CVE-2024-1", "Pump", "<5");
  const auto whole = world.source("X01", "systeminfo", "2024-03-01", Tells::windows);
  const auto some = world.source("X01", "get-hotfix", "2024-03-01", Tells::hotfixes);
  const auto csv = world.source("X01", "csv", "2024-03-01");
  world.device("X01", "open");
  world.holds(whole, {small::windows(seven, {1})});
  world.device("X01", "closed");
  world.holds(whole, {small::windows(seven, {4012212})});
  world.device("X01", "unknown");
  world.holds(some, {small::windows(seven)});
  world.device("X01", "pump");
  world.holds(whole, {small::windows(seven, {4012212})});
  world.holds(csv, {product("Pump", "4.1")});
  return world;
}

std::vector<std::string> disagreeing(const small::World& world, const small::World::Answer& answer) {
  std::vector<std::string> all;
  for (const exposure::Witness& one : answer.witnesses) {
    if (one.disagrees) all.push_back(world.fleet.devices[one.device].id + " " + one.tool + " " + one.subject);
  }
  return all;
}

TEST(Witnesses, AreHeardBesideAndNeverOverruled) {
  const small::World world = four();
  std::vector<inventory::Testimony> said;
  for (const char* device : {"open", "closed", "unknown"})
    said.push_back(says(device, "defender", "CVE-2017-0144", true));
  said.push_back(says("open", "configmgr", "KB4012212", false));
  said.push_back(says("nobody", "configmgr", "KB4012212", false));
  said.push_back(says("open", "configmgr", "KB1", true));  // about something else
  const auto answer = world.ask({"CVE-2017-0144"}, "2024-03-05", said);
  EXPECT_EQ(answer.witnesses.size(), 4U) << "one a device and tool";
  EXPECT_EQ(disagreeing(world, answer),
            (std::vector<std::string>{"open configmgr KB4012212", "closed defender CVE-2017-0144"}));
  EXPECT_EQ(answer.found.devices[1].standing, Standing::not_affected) << "the standing is what it was";
}

TEST(Witnesses, SpeakOfTheirOwnSubjectOnly) {
  const small::World world = four();
  const std::vector<std::string> both{"CVE-2017-0144", "CVE-2024-1"};
  const auto one = world.ask(both, "2024-03-05", {says("pump", "configmgr", "KB4012212", false)});
  EXPECT_EQ(one.found.devices[3].standing, Standing::affected) << "by its pump";
  EXPECT_TRUE(disagreeing(world, one).empty()) << "nobody said anything of the pump";
  const auto other = world.ask(both, "2024-03-05", {says("pump", "defender", "CVE-2017-0144", true)});
  EXPECT_EQ(disagreeing(world, other).size(), 1U) << "it is cleared of that one, whatever else it has";
}

TEST(Witnesses, GrowTooOldToDisagree) {
  const small::World world = four();
  const auto ask = [&](const std::string& date) {
    return world.ask({"CVE-2017-0144"}, "2024-03-05", {says("closed", "defender", "CVE-2017-0144", true, date)});
  };
  EXPECT_EQ(disagreeing(world, ask("2024-02-20")).size(), 1U) << "fourteen days";
  EXPECT_TRUE(disagreeing(world, ask("2024-02-19")).empty());
  EXPECT_TRUE(ask("2024-02-19").witnesses.at(0).stale) << "it is shown all the same";
  EXPECT_TRUE(ask("").witnesses.at(0).stale);
}

TEST(Witnesses, AreHeardOfWhatNoListCouldShow) {
  small::World world;
  world.claims.add(feed_says(advisory::Feed::kev, "CVE-2020-0796", "Microsoft", "SMBv3"));
  world.device("X01", "ws-1");
  world.holds(world.source("X01", "csv", "2024-03-01"), {product("Printer", "1")});
  const auto answer = world.ask({"CVE-2020-0796"}, "2024-03-05", {says("ws-1", "nessus", "CVE-2020-0796", true)});
  ASSERT_EQ(answer.witnesses.size(), 1U);
  EXPECT_FALSE(answer.witnesses[0].disagrees) << "nobody could tell";
}

}  // namespace
