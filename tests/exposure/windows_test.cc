// Two witnesses: the build, and the list of updates closed over what replaces what. Small tables of our own, a naive
// closure beside the indexed one, and the real machines of the corpus.

#include "foresee/exposure/windows.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/corpora.h"
#include "world/ingest/inventory.h"
#include "world/ingest/windows_tables.h"

namespace {

using exposure::Verdict;
using exposure::WindowsFound;
using exposure::WindowsReason;

const std::string seven = "Windows 7 for x64-based Systems Service Pack 1";
const std::string ten = "Windows 10 Version 1607 for x64-based Systems";

/// One advisory: each product with the updates any of which mends it.
advisory::Advisory bulletin(const std::string& id, const std::map<std::string, std::vector<std::uint32_t>>& products) {
  advisory::Advisory one;
  one.feed = advisory::Feed::microsoft;
  one.id = id;
  one.date = "2017-03-14";
  advisory::Vulnerability& flaw = one.vulnerabilities.emplace_back();
  flaw.id = id;
  for (const auto& [name, updates] : products) {
    const auto number = static_cast<std::uint32_t>(one.products.size());
    one.products.emplace_back().name = name;
    flaw.statements.push_back({number, advisory::Status::known_affected});
    for (const std::uint32_t update : updates) {
      flaw.remediations.push_back({"vendor_fix", "", "", fmt::format("KB{}", update), {number}});
    }
  }
  return one;
}

const advisory::Advisory eternal =
    bulletin("CVE-2017-0144", {{seven, {4012212, 4012215}}, {ten, {4013429}}, {"Windows 8 for x64-based Systems", {}}});

advisory::WindowsUpdates updates() {
  advisory::WindowsUpdates all;
  all.supersedences = {{4015549, 4012215, {seven}},
                       {4019264, 4015549, {"windows 7 for x64-based systems  service pack 1"}},
                       {4022719, 4019264, {"Windows 8 for x64-based Systems"}},
                       {4015217, 4013429, {}}};
  all.builds = {{4013429, "10.0.14393.953"}};
  all.support = {{"Windows XP Service Pack 3", "2014-04-08"},
                 {"Windows 10 Version 1703 for x64-based Systems", "2018-10-09"}};
  return all;
}

exposure::WindowsAnswer check(const WindowsFound& found) {
  const exposure::WindowsRules rules({&eternal}, updates());
  auto answer = rules.check(found, *rules.number_of("cve-2017-0144"));
  EXPECT_EQ(name_of(rules.check_all(found).at(0)), name_of(answer.verdict)) << "one pass says the same";
  if (answer.verdict == Verdict::cannot_tell) {
    EXPECT_EQ(words_of(rules.stand_all(found).at(0).reason), words_of(answer.reason)) << "and why";
  }
  return answer;
}

struct Case {
  WindowsFound found;
  Verdict verdict;
  WindowsReason reason;
};

TEST(Windows, WitnessesMakeTheVerdict) {
  const auto list = [](const std::string& product, std::vector<std::uint32_t> numbers) {
    return WindowsFound{{product, "", std::move(numbers)}, true};
  };
  const std::vector<Case> cases{
      {list(seven, {2999226, 4012212}), Verdict::not_affected, WindowsReason::update_found},
      {list(seven, {4019264}), Verdict::not_affected, WindowsReason::replaced_by},
      {list(seven, {2999226}), Verdict::affected, WindowsReason::not_in_list},
      {list(seven, {2999226, 9999999}), Verdict::cannot_tell, WindowsReason::list_newer},
      {list(seven, {4022719}), Verdict::affected, WindowsReason::not_in_list},  // replaces on another product only
      {{{seven, "", {2999226}}, false}, Verdict::cannot_tell, WindowsReason::list_partial},
      {list("Windows 8 for x64-based Systems", {}), Verdict::affected, WindowsReason::no_update},
      {list(ten, {3211320}), Verdict::cannot_tell, WindowsReason::list_cumulative},
      {list(ten, {4015217}), Verdict::not_affected, WindowsReason::replaced_by},
      {{{ten, "10.0.14393.953", {}}, false}, Verdict::not_affected, WindowsReason::build_reached},
      {{{ten, "10.0.14393.952", {}}, false}, Verdict::affected, WindowsReason::build_below},
      {{{ten, "10.0.14393", {}}, false}, Verdict::cannot_tell, WindowsReason::list_cumulative},
      {list("Windows 10 Version 1703 for x64-based Systems", {}), Verdict::not_affected, WindowsReason::not_named},
      {list("Windows XP Service Pack 3", {}), Verdict::cannot_tell, WindowsReason::unsupported},
      {list("Microsoft Windows XP Service Pack 3", {4012212}), Verdict::not_affected, WindowsReason::update_found},
      {list("", {4012212}), Verdict::cannot_tell, WindowsReason::unknown_system},
  };
  for (const Case& one : cases) {
    const exposure::WindowsAnswer answer = check(one.found);
    const std::string what = fmt::format("{} {} {}", one.found.windows.product, one.found.windows.build,
                                         fmt::join(one.found.windows.updates, ","));
    EXPECT_EQ(name_of(answer.verdict), name_of(one.verdict)) << what;
    EXPECT_EQ(words_of(answer.reason), words_of(one.reason)) << what;
  }
}

TEST(Windows, SupportThatEndedSaysNothingOfOtherProducts) {
  const advisory::Advisory office = bulletin("CVE-2017-0199", {{"Microsoft Office 2010 Service Pack 2", {3141538}}});
  const exposure::WindowsRules rules({&office}, updates());
  const WindowsFound found{{"Windows XP Service Pack 3", "", {}}, true};
  EXPECT_EQ(rules.check(found, 0).reason, WindowsReason::not_named);
  EXPECT_EQ(rules.check_all(found).at(0), Verdict::not_affected);
}

TEST(Windows, TheChainNamesEveryLink) {
  const auto answer = check({{seven, "", {4019264}}, true});
  EXPECT_EQ(answer.chain, (std::vector<std::uint32_t>{4019264, 4015549}));
  EXPECT_EQ(answer.asked, 4012215U);
  const auto chain =
      exposure::explain_windows({{seven, "6.1.7601", {4019264}}, true}, answer, "CVE-2017-0144", "a.txt");
  EXPECT_EQ(chain.links.at(3).text, "KB4019264 contains KB4015549 contains KB4012215");
}

TEST(Windows, WitnessesThatDisagreeAreSaid) {
  const auto answer = check({{ten, "10.0.14393.900", {4013429}}, true});
  EXPECT_TRUE(answer.disputed);
  EXPECT_EQ(answer.verdict, Verdict::affected) << "the build is the first witness";
}

/// One part of Windows 7 with updates of its own, and whether it may be missing.
struct PartOf {
  std::string name;
  bool apart = false;
  std::vector<std::uint32_t> updates;
  std::string day;  ///< on which the updates came out
};

advisory::Advisory in_parts(const std::vector<PartOf>& parts) {
  advisory::Advisory one = bulletin("CVE-1", {});
  for (const PartOf& part : parts) {
    const auto number = static_cast<std::uint32_t>(one.products.size());
    advisory::Product& product = one.products.emplace_back();
    product.name = seven;
    if (part.apart) product.platform = part.name;
    one.vulnerabilities[0].statements.push_back({number, advisory::Status::known_affected});
    for (const std::uint32_t update : part.updates) {
      one.vulnerabilities[0].remediations.push_back(
          {"vendor_fix", "", part.day, fmt::format("KB{}", update), {number}});
    }
  }
  return one;
}

TEST(Windows, EveryPartIsMendedByItself) {
  const PartOf itself{"Windows Kernel", false, {100}, "2015-07-14"};
  const PartOf other{"Windows ATL Component", false, {300}, "2015-07-14"};
  const PartOf net{"Microsoft .NET Framework 4", true, {200}, "2015-07-14"};
  const PartOf steps{"Windows Kernel", false, {100, 101}, "2015-02-10"};
  const PartOf month{"Windows Kernel", false, {100, 101}, "2016-10-11"};
  struct Row {
    std::vector<PartOf> parts;
    std::vector<std::uint32_t> list;
    Verdict verdict;
    WindowsReason reason;
    std::uint32_t asked;
  };
  const std::vector<Row> rows{
      {{itself, net}, {100, 200}, Verdict::not_affected, WindowsReason::update_found, 200},
      {{itself, net}, {100}, Verdict::cannot_tell, WindowsReason::part_not_known, 200},
      {{itself, net}, {200}, Verdict::affected, WindowsReason::not_in_list, 100},
      {{itself, other}, {100}, Verdict::cannot_tell, WindowsReason::some_found, 300},
      {{itself, other}, {1}, Verdict::affected, WindowsReason::not_in_list, 300},
      {{net}, {1}, Verdict::cannot_tell, WindowsReason::part_not_known, 200},
      {{steps}, {100}, Verdict::cannot_tell, WindowsReason::some_found, 101},
      {{steps}, {100, 101}, Verdict::not_affected, WindowsReason::update_found, 100},
      {{steps}, {1}, Verdict::affected, WindowsReason::not_in_list, 101},
      {{month}, {100}, Verdict::not_affected, WindowsReason::update_found, 100},
  };
  for (const Row& row : rows) {
    const advisory::Advisory one = in_parts(row.parts);
    const exposure::WindowsRules rules({&one}, {});
    const WindowsFound found{{seven, "", row.list}, true};
    const auto answer = rules.check(found, 0);
    const std::string what = fmt::format("{} parts, {}", row.parts.size(), fmt::join(row.list, ","));
    EXPECT_EQ(name_of(answer.verdict), name_of(row.verdict)) << what;
    EXPECT_EQ(words_of(answer.reason), words_of(row.reason)) << what;
    EXPECT_EQ(answer.asked, row.asked) << what;
    EXPECT_EQ(name_of(rules.check_all(found).at(0)), name_of(row.verdict)) << what;
    if (row.verdict == Verdict::cannot_tell) {
      EXPECT_EQ(words_of(rules.stand_all(found).at(0).reason), words_of(row.reason)) << what;
    }
  }
}

/// The verdict of a whole list by its definition, part by part.
Verdict verdict_by_hand(const std::vector<PartOf>& parts, const std::vector<std::uint32_t>& list) {
  std::size_t own = 0;
  std::size_t own_found = 0;
  bool own_begun = false;
  bool all = true;
  for (const PartOf& part : parts) {
    const auto there = static_cast<std::size_t>(
        std::ranges::count_if(part.updates, [&](auto update) { return std::ranges::count(list, update) != 0; }));
    const bool found = part.day < "2016-10-11" ? there == part.updates.size() : there > 0;
    all &= found;
    if (part.apart) continue;
    ++own;
    own_found += found ? 1 : 0;
    own_begun |= there > 0;
  }
  if (all) return Verdict::not_affected;
  return own_found < own && !own_begun ? Verdict::affected : Verdict::cannot_tell;
}

TEST(Windows, PartsAgreeWithTheirDefinition) {
  rc::check([] {
    std::vector<PartOf> parts;
    std::vector<std::uint32_t> list;
    const auto count = *rc::gen::inRange<std::uint32_t>(1, 5);
    for (std::uint32_t i = 0; i < count; ++i) {
      PartOf part{fmt::format("part {}", i), *rc::gen::arbitrary<bool>(), {}, "2015-02-10"};
      if (*rc::gen::arbitrary<bool>()) part.day = "2017-03-14";
      const auto updates = *rc::gen::inRange<std::uint32_t>(1, 4);
      for (std::uint32_t k = 0; k < updates; ++k) {
        part.updates.push_back(10 * (i + 1) + k);
        if (*rc::gen::arbitrary<bool>()) list.push_back(part.updates.back());
      }
      parts.push_back(std::move(part));
    }
    const advisory::Advisory one = in_parts(parts);
    const exposure::WindowsRules rules({&one}, {});
    const WindowsFound found{{seven, "", list}, true};
    RC_ASSERT(rules.check(found, 0).verdict == verdict_by_hand(parts, list));
    RC_ASSERT(rules.check_all(found).at(0) == verdict_by_hand(parts, list));
  });
}

/// One device with two lists of updates, the earlier of `first`.
WindowsFound joined(inventory::Tells tells, const std::string& first, const std::string& second) {
  inventory::Fleet fleet;
  fleet.organisations = {"X01"};
  fleet.devices = {{0, "WARD-7", "", ""}};
  fleet.sources = {{0, "get-hotfix", "a.txt", inventory::Tells::hotfixes, first}, {0, "b", "b.txt", tells, second}};
  fleet.components.resize(2);
  fleet.components[0].windows = inventory::Windows{"", "", {4012212}};
  fleet.components[1].windows = inventory::Windows{seven, "6.1.7601", {2999226}};
  fleet.holdings = {{0, 0, 0, 1}, {0, 1, 1, 2}};
  fleet.held = {0, 1};
  return exposure::Stock(fleet, {}).windows().at(0);
}

TEST(Windows, AWholeListReplacesWhatWasFoundBefore) {
  using inventory::Tells;
  const std::vector<std::uint32_t> both{2999226, 4012212};
  const std::vector<std::uint32_t> later{2999226};
  EXPECT_EQ(joined(Tells::windows, "2024-01-01", "2024-02-01").windows.updates, later);
  EXPECT_EQ(joined(Tells::windows, "2024-02-01T10:00:00Z", "2024-02-01").windows.updates, both) << "the same day";
  EXPECT_EQ(joined(Tells::windows, "2024-03-01", "2024-02-01").windows.updates, both);
  EXPECT_EQ(joined(Tells::windows, "", "2024-02-01").windows.updates, both) << "nobody knows when";
  EXPECT_EQ(joined(Tells::hotfixes, "2024-01-01", "2024-02-01").windows.updates, both) << "not a whole list";
}

/// Whether some update of the list contains the one asked for, by walking all edges again and again.
bool contains_by_hand(const std::vector<advisory::Supersedence>& edges, std::set<std::uint32_t> known,
                      std::uint32_t asked) {
  for (std::size_t before = 0; before != known.size();) {
    before = known.size();
    for (const advisory::Supersedence& edge : edges) {
      if (known.contains(edge.update)) known.insert(edge.superseded);
    }
  }
  return known.contains(asked);
}

TEST(Windows, ClosureAgreesWithANaiveOne) {
  rc::check([] {
    const auto number = rc::gen::inRange<std::uint32_t>(1, 25);
    advisory::WindowsUpdates tables;
    for (const auto& [later, earlier] :
         *rc::gen::container<std::vector<std::pair<std::uint32_t, std::uint32_t>>>(rc::gen::pair(number, number))) {
      tables.supersedences.push_back({later, earlier, {seven}});  // cycles too: real tables have them
    }
    const auto list = *rc::gen::container<std::set<std::uint32_t>>(number);
    const std::uint32_t asked = *number;
    const advisory::Advisory one = bulletin("CVE-1", {{seven, {asked, 30}}});
    const exposure::WindowsRules rules({&one}, tables);
    const WindowsFound found{{seven, "", {list.begin(), list.end()}}, true};
    const bool there = contains_by_hand(tables.supersedences, list, asked);
    RC_ASSERT(rules.check(found, 0).verdict == (there ? Verdict::not_affected : Verdict::affected));
    RC_ASSERT(rules.check_all(found).at(0) == (there ? Verdict::not_affected : Verdict::affected));
  });
}

/// "srv_2016.txt | Windows Server 2016 | 5 updates | cannot tell: ..." for each list of the corpus.
std::vector<std::string> told_of(const std::filesystem::path& lists, const exposure::WindowsRules& rules) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(lists)) files.insert(entry.path());
  std::vector<std::string> lines;
  for (const auto& file : files) {
    const std::string name = file.filename().string();
    const auto reading = ingest::read_inventory(name, support::contents(file), "device");
    if (!reading) {
      lines.push_back(name + " | refused: " + reading.error().kept().front().what);
      continue;
    }
    const inventory::Inventory& list = reading->inventory;
    const WindowsFound found{*list.components.at(0).windows, list.tells == inventory::Tells::windows};
    const auto answer = rules.check(found, *rules.number_of("CVE-2017-0144"));
    std::string chain;
    for (const std::uint32_t update : answer.chain) chain += fmt::format(" KB{} >", update);
    if (answer.asked != 0) chain += fmt::format(" KB{}", answer.asked);
    lines.push_back(fmt::format("{} | {} | {} | {} updates | {}: {}{}", name, list.tool,
                                found.windows.product.empty() ? "-" : found.windows.product,
                                found.windows.updates.size(), name_of(answer.verdict), words_of(answer.reason),
                                chain.empty() ? "" : " |" + chain));
  }
  return lines;
}

TEST(WindowsCorpus, EveryRealMachineIsExplained) {
  const auto tables = support::corpus("windows_kb");
  const auto lists = support::corpus("windows_inventory");
  if (!tables || !lists) GTEST_SKIP() << "the corpora windows_kb and windows_inventory are not on this machine";
  auto reading = ingest::load_windows_tables(*tables);
  ASSERT_TRUE(reading) << reading.error().to_text();
  EXPECT_EQ(reading->refused.total(), 0U) << reading->refused.to_text();
  std::vector<const advisory::Advisory*> all;
  for (const advisory::Advisory& one : reading->advisories) all.push_back(&one);
  const auto file = [](const char* name) {
    return support::contents(std::filesystem::path(CORDON_SOURCE_DIR) / "products" / name);
  };
  reading->updates.builds = *ingest::parse_windows_builds("builds", file("windows_builds.csv"));
  reading->updates.support = *ingest::parse_windows_support("support", file("windows_support.csv"));
  const exposure::WindowsRules rules(all, reading->updates);
  std::string told;
  for (const std::string& line : told_of(*lists / "validation", rules)) told += line + "\n";
  const auto golden = std::filesystem::path(CORDON_SOURCE_DIR) / "tests" / "exposure" / "windows_machines.txt";
  if (std::getenv("CORDON_REFRESH") != nullptr) std::ofstream(golden) << told;
  EXPECT_EQ(told, support::contents(golden));
}

}  // namespace
