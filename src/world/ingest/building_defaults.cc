#include "world/ingest/building_defaults.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <utility>
#include <vector>

#include "world/ingest/table.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using building::Default;

constexpr std::array<std::string_view, 4> ways{"once", "evenly", "fixed", "chance"};

void check_range(const Row& row, std::size_t column, const Default& one) {
  if (one.low > one.high) row.wrong(column, "is above the high end", "write the lower end of the range here");
  if (one.number < one.low || one.number > one.high) {
    row.wrong(column, "leaves the value outside of its range", "widen the range, or correct the value");
  }
}

Default default_of(const Row& row) {
  enum Columns : std::size_t { name, value, low, high, unit, drawn, reason };
  Default one;
  one.name = row.word_at(name);
  one.value = row[value];
  one.unit = row[unit];
  one.reason = row[reason];
  if (const auto way = row.choice_at(drawn, ways)) one.drawn = static_cast<Default::Drawn>(*way);
  if (row[low].empty() && row[high].empty()) {
    if (one.drawn != Default::Drawn::once) row.wrong(low, "is blank", "a parameter has a range");
    return one;
  }
  constexpr double most = 9007199254740992.0;
  one.number = row.number_at(value, 0, most).value_or(0);
  one.low = row.number_at(low, 0, most).value_or(0);
  one.high = row.number_at(high, 0, most).value_or(0);
  check_range(row, low, one);
  const bool share = one.drawn == Default::Drawn::once || one.high <= 1;
  if (!share) row.wrong(high, "is no share", "a parameter stands for a share: write a number from 0 to 1");
  return one;
}

}  // namespace

base::Result<building::Defaults> parse_defaults(const std::string& name, std::string_view text) {
  constexpr bool blank = true;
  TableRules rules;
  rules.name = "defaults";
  rules.columns = {
      {"name"},  {"value"}, {"low", Column::Type::string, blank}, {"high", Column::Type::string, blank}, {"unit"},
      {"drawn"}, {"reason"}};
  rules.has_ids = true;
  base::Problems problems;
  Ids names;
  std::vector<Default> rows;
  read_table(text, name, rules, {}, {}, problems, &names, [&](const Row& row) { rows.push_back(default_of(row)); });
  for (const std::string_view needed : building::needed_defaults()) {
    if (!names.may_exist(needed)) problems.add({name, "", std::string(needed), "has no row", "add it"});
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return building::Defaults(std::move(rows));
}

base::Result<building::Typical> parse_typical(const std::string& groups_name, std::string_view groups,
                                              const std::string& services_name, std::string_view services,
                                              const building::Defaults& defaults) {
  base::Problems problems;
  building::Typical typical;
  std::set<std::pair<std::string, std::string>> seen;
  TableRules rules;
  rules.name = "typical";
  rules.columns = {{"kind"}, {"group"}, {"use"}, {"platform"}, {"type"}, {"count"}, {"low"}, {"high"}, {"basis"}};
  read_table(groups, groups_name, rules, {}, {}, problems, nullptr, [&](const Row& row) {
    enum Columns : std::size_t { kind, group, use, platform, type, count, low, high, basis };
    constexpr std::uint64_t most = 10'000'000;
    building::TypicalGroup one{
        row.word_at(kind),      row.word_at(group), row.word_at(use), row.word_at(platform), row.word_at(type), 0, 0, 0,
        std::string(row[basis])};
    one.count = static_cast<std::uint32_t>(row.whole_at(count, 1, most).value_or(1));
    one.low = row.number_at(low, 0, most).value_or(0);
    one.high = row.number_at(high, 0, most).value_or(0);
    if (one.low > one.count || one.high < one.count) {
      row.wrong(count, "lies outside of its range", "widen the range, or correct the count");
    }
    if (!seen.emplace(one.kind, one.group).second) row.wrong(group, "has a row of this kind already", "keep one");
    typical.groups.push_back(std::move(one));
  });
  rules.name = "typical_services";
  rules.columns = {{"kind"}, {"service"}, {"service_kind"}, {"needs"}, {"fallback"}, {"order"}};
  read_table(services, services_name, rules, {}, {}, problems, nullptr, [&](const Row& row) {
    enum Columns : std::size_t { kind, service, service_kind, needs, fallback, order };
    building::TypicalService one{row.word_at(kind),       row.word_at(service),  row.word_at(service_kind),
                                 std::string(row[needs]), row.word_at(fallback), 1};
    one.order = static_cast<std::uint32_t>(row.whole_at(order, 1, 1000).value_or(1));
    const Default* paper = defaults.find(one.fallback);
    if (paper == nullptr || paper->drawn == Default::Drawn::once) {
      row.wrong(fallback, "is no parameter of the defaults", "name one that is drawn");
    }
    typical.services.push_back(std::move(one));
  });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return typical;
}

}  // namespace ingest
