#include "world/ingest/building_defaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "world/building/build.h"
#include "world/ingest/table.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using building::Default;
using building::NeededDefault;

constexpr std::array<std::string_view, 3> ways{"once", "evenly", "chance"};
enum Columns : std::size_t { name, value, low, high, unit, drawn, reason };

void check_range(const Row& row, std::size_t column, const Default& one) {
  if (one.low > one.high) row.wrong(column, "is above the high end", "write the lower end of the range here");
  if (one.number < one.low || one.number > one.high) {
    row.wrong(column, "leaves the value outside of its range", "widen the range, or correct the value");
  }
}

/// What the value of a row has to be: what the building needs it as, else as its range says.
NeededDefault rule_of(const Row& row, const Default& one) {
  static const std::vector<NeededDefault> needed = building::needed_defaults();
  const auto found = std::ranges::find(needed, one.name, &NeededDefault::name);
  if (found != needed.end()) return *found;
  const bool ranged = !row[low].empty() || !row[high].empty();
  if (!ranged && one.drawn == Default::Drawn::once) return {one.name, NeededDefault::As::word, 0, 0};
  return {one.name, NeededDefault::As::number, 0, one.drawn == Default::Drawn::once ? 9007199254740992.0 : 1};
}

Default default_of(const Row& row) {
  Default one;
  one.name = row.word_at(name);
  one.value = row[value];
  one.unit = row[unit];
  one.reason = row[reason];
  if (const auto way = row.choice_at(drawn, ways)) one.drawn = static_cast<Default::Drawn>(*way);
  const NeededDefault rule = rule_of(row, one);
  if (rule.as == NeededDefault::As::word) {
    one.value = row.word_at(value);
    for (const std::size_t column : {low, high}) {
      if (!row[column].empty()) row.wrong(column, "stands at a word", "leave it blank: words have no range");
    }
    if (one.drawn != Default::Drawn::once) row.wrong(drawn, "draws a word", "write once");
    return one;
  }
  for (const std::size_t column : {low, high}) {
    if (row[column].empty())
      row.wrong(column, "is blank", "a number has a range: write the end that is thought plausible");
  }
  std::optional<double> number = row.number_at(value, rule.least, rule.most);
  if (number && rule.as == NeededDefault::As::whole) {
    const auto whole = row.whole_at(value, 0, static_cast<std::uint64_t>(rule.most));
    number = whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
  }
  const auto from = row.number_at(low, rule.least, rule.most);
  const auto to = row.number_at(high, rule.least, rule.most);
  if (!number || !from || !to) return one;  // told
  one.number = *number;
  one.low = *from;
  one.high = *to;
  check_range(row, low, one);
  return one;
}

/// Rows that name a parameter: there is one of the name.
void check_shares(const std::string& file, const building::Defaults& defaults, const std::vector<Default>& rows,
                  base::Problems& problems) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].name.starts_with("share.")) continue;
    const Default* named = defaults.find(rows[i].value);
    if (named != nullptr && named->drawn != Default::Drawn::once) continue;
    problems.add({file, fmt::format("{}, column value", rows[i].name), shown(rows[i].value),
                  "is no parameter of the defaults", "name one that is drawn, such as unpatched-old"});
  }
}

/// What typical services need of their organisation is there: the user's own groups stand beside the shipped services.
void check_needs(const building::Typical& typical, const std::string& file, base::Problems& problems) {
  std::set<std::pair<std::string, std::string>> known;
  std::set<std::string> kinds;
  for (const auto& group : typical.groups) known.emplace(group.kind, '/' + group.group), kinds.insert(group.kind);
  for (const auto& service : typical.services) known.emplace(service.kind, '-' + service.service);
  for (const auto& service : typical.services) {
    if (!kinds.contains(service.kind)) continue;
    for (const building::TypicalPart& part : building::parts_of_needs(service.needs)) {
      if (part.kind != building::TypicalPart::Kind::id) continue;
      if (!known.emplace(service.kind, part.text).second) continue;
      problems.add({file, fmt::format("kind {}", service.kind),
                    std::string(part.text.substr(std::min<std::size_t>(1, part.text.size()))),
                    fmt::format("is no group, and the service {} of such organisations needs it", service.service),
                    "add its row"});
    }
  }
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
  for (const NeededDefault& needed : building::needed_defaults()) {
    if (!names.may_exist(needed.name)) problems.add({name, "", std::string(needed.name), "has no row", "add it"});
  }
  building::Defaults defaults(rows);
  check_shares(name, defaults, rows, problems);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return defaults;
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
    for (const std::size_t column : {group, use}) {
      constexpr std::size_t bytes_most = 50;  // an id of an organisation stands before it
      if (row[column].size() > bytes_most) row.wrong(column, "is too long", "write at most 50 characters");
    }
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
  const auto told = problems.total();
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
    for (const building::TypicalPart& part : building::parts_of_needs(row[needs])) {
      using Kind = building::TypicalPart::Kind;
      const Default* share = part.kind == Kind::share ? defaults.find(part.text) : nullptr;
      if (part.kind == Kind::share && (share == nullptr || share->number <= 0 || share->high > 1)) {
        row.wrong(needs, part.text, "is no share of the defaults", "name one, such as {needs.kit}");
      }
    }
    typical.services.push_back(std::move(one));
  });
  if (problems.total() == told) check_needs(typical, groups_name, problems);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return typical;
}

}  // namespace ingest
