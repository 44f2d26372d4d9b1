// Services, what they do in a week, and what its loss means.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <tuple>

#include "world/ingest/estate_reading.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using estate::Index;
using estate::none;

constexpr double earth_km = 20040;  ///< half way round: no two places are further apart

/// Needs name groups and services that may stand further down: parsed when all ids are known.
struct NeedsText {
  std::size_t row = 0;
  std::string text;
};

/// For each service whose needs nobody wrote down: in proportion to all devices of its organisation, the least that can
/// be said of it. One whose organisation has no devices needs nothing.
void assume_needs(EstateReading& reading, const std::vector<NeedsText>& texts) {
  constexpr std::size_t nodes_most = 1U << 24U;
  std::size_t nodes_in_all = 0;
  using Node = estate::Needs::Node;
  using Kind = estate::Needs::Kind;
  const estate::Tables& tables = reading.tables;
  std::vector<std::vector<Index>> groups_of(tables.organisations.size());
  for (Index group = 0; group < tables.groups.size(); ++group) {
    const Index zone = tables.groups[group].zone;
    const Index organisation = zone == none ? none : tables.zones[zone].organisation;
    if (organisation != none) groups_of[organisation].push_back(group);
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].text.empty()) continue;
    estate::Service& service = reading.tables.care.services[i];
    service.needs_assumed = true;
    if (service.organisation == none || groups_of[service.organisation].empty()) continue;
    const auto& groups = groups_of[service.organisation];
    nodes_in_all += groups.size() + 1;
    if (nodes_in_all > nodes_most) {
      return reading.wrong("services", texts[i].row, "needs", "", "cannot be assumed for so many services and groups",
                           "give the table a column needs");
    }
    const auto size = static_cast<std::uint32_t>(groups.size());
    std::vector<Node> nodes;
    nodes.reserve(groups.size() + 1);
    nodes.push_back({Kind::share, 0, 1, size, size + 1});
    for (const Index group : groups) {
      nodes.push_back({Kind::group, group, 0, 0, static_cast<std::uint32_t>(nodes.size() + 1)});
    }
    service.needs = estate::Needs(std::move(nodes));
  }
}

constexpr std::string_view unknown_name = "is not a device group or a service";

void parse_all_needs(EstateReading& reading, const std::vector<NeedsText>& texts) {
  const bool all_known = reading.groups.complete && reading.services.complete;
  const auto find = [&](std::string_view name) -> std::optional<estate::NeedsName> {
    const Index group = reading.groups.find(name);
    if (group != none) return estate::NeedsName{estate::Needs::Kind::group, group};
    const Index service = reading.services.find(name);
    if (service != none) return estate::NeedsName{estate::Needs::Kind::service, service};
    // A name whose row could not be read stands for nothing, and was reported there already.
    const bool unread = !all_known || reading.groups.may_exist(name) || reading.services.may_exist(name);
    if (unread) return estate::NeedsName{estate::Needs::Kind::nothing, 0};
    return {};
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].text.empty()) continue;
    auto needs = estate::parse_needs(texts[i].text, find);
    if (needs) {
      reading.tables.care.services[i].needs = std::move(*needs);
      continue;
    }
    for (base::Problem problem : needs.error().kept()) {
      problem.file = reading.file_of("services");
      problem.place = fmt::format("row {}, column needs, {}", texts[i].row, problem.place);
      if (problem.what == unknown_name && reading.problems.wants(problem.file, problem.what)) {
        auto meant = reading.groups.nearest(problem.value);
        if (!meant) meant = reading.services.nearest(problem.value);
        if (meant) problem.mend = fmt::format("did you mean '{}'?", *meant);
      }
      problem.value = shown(problem.value);
      reading.problems.add(std::move(problem));
    }
  }
}

}  // namespace

void read_services(EstateReading& reading) {
  enum : std::size_t { id, organisation, kind, needs, fallback, offline, order, x_km, y_km, assumed };
  std::vector<NeedsText> texts;
  reading.read("services", &reading.services, [&](const Row& row) {
    refuse_word_of_needs(row, id);
    if (!row[id].empty() && reading.groups.find(row[id]) != none) {
      row.wrong(id, "is the id of a device group too", "choose another id: needs name both");
    }
    estate::Service service;
    service.id = row[id];
    service.organisation = row.reference_at(organisation, reading.organisations, "organisation");
    service.kind = row.word_at(kind);
    service.fallback = reading.share(row, fallback, row[fallback]);
    service.offline = reading.share(row, offline, row[offline]);
    service.order = static_cast<std::uint32_t>(row.whole_at(order, 1, 1'000'000).value_or(0));
    service.x_km = row.number_at(x_km, -earth_km, earth_km).value_or(0);
    service.y_km = row.number_at(y_km, -earth_km, earth_km).value_or(0);
    take_assumed(row, assumed, {{"needs", &service.needs_guessed}});
    texts.push_back({row.number(), std::string(row[needs])});
    reading.service_rows.push_back(row.number());
    reading.tables.care.services.push_back(std::move(service));
  });
  parse_all_needs(reading, texts);
  assume_needs(reading, texts);
}

void read_measures(EstateReading& reading) {
  enum : std::size_t { name, unit, displaced, cost, source };
  reading.read("measures", &reading.measures, [&](const Row& row) {
    estate::ActivityMeasure measure;
    measure.name = row[name];
    measure.unit = row[unit];
    measure.displaced = row.number_at(displaced, 0, 1).value_or(0);
    measure.cost = row.number_at(cost, 0, 1e12).value_or(0);
    measure.source = row[source];
    reading.tables.care.measures.push_back(std::move(measure));
  });
}

void read_profiles(EstateReading& reading) {
  enum : std::size_t { profile, hour, weight };
  struct Week {
    std::size_t first_row = 0;
    std::bitset<168> seen;
    bool good = true;  ///< every row of it could be read
  };
  std::vector<Week> weeks;
  auto& profiles = reading.tables.care.profiles;
  bool rows_missing = false;
  reading.profiles.complete = reading.read("profiles", nullptr, [&](const Row& row) {
    const std::string name = row.word_at(profile);
    if (name.empty()) return void(rows_missing = true);
    const Index index = reading.profiles.intern(name);
    if (index == profiles.size()) {
      profiles.push_back({name, {}});
      weeks.push_back({row.number(), {}, true});
    }
    const auto at = row.whole_at(hour, 0, 167);
    const auto share = row.number_at(weight, 0, 1e12);
    weeks[index].good = weeks[index].good && at && share;
    if (!at) return;
    if (weeks[index].seen.test(*at)) row.wrong(hour, "is an hour that its profile has twice", "give each hour once");
    weeks[index].seen.set(*at);
    profiles[index].share[*at] = share.value_or(0);
  });
  for (Index i = 0; i < profiles.size(); ++i) {
    double sum = 0;
    for (const double share : profiles[i].share) sum += share;
    for (double& share : profiles[i].share) share /= sum > 0 ? sum : 1;
    if (!weeks[i].good || rows_missing) continue;
    if (!weeks[i].seen.all()) {
      std::size_t missing = 0;
      while (weeks[i].seen.test(missing)) ++missing;
      reading.wrong("profiles", weeks[i].first_row, "profile", profiles[i].id,
                    "does not have all 168 hours of the week",
                    fmt::format("give it hours 0 (Monday 00:00) to 167, each once; hour {} is missing", missing));
    } else if (!(sum > 0)) {
      reading.wrong("profiles", weeks[i].first_row, "profile", profiles[i].id, "has no weight above 0",
                    "give at least one hour a weight");
    }
  }
}

void read_activity(EstateReading& reading) {
  enum : std::size_t { service, measure, per_week, profile };
  std::vector<std::tuple<Index, Index, std::size_t>> seen;
  reading.read("activity", nullptr, [&](const Row& row) {
    estate::Activity activity;
    activity.service = row.reference_at(service, reading.services, "service");
    activity.measure = row.reference_at(measure, reading.measures, "measure");
    activity.per_week = row.number_at(per_week, 0, 1e12).value_or(0);
    activity.profile = row.reference_at(profile, reading.profiles, "profile");
    if (activity.service != none && activity.measure != none) {
      seen.emplace_back(activity.service, activity.measure, row.number());
    }
    reading.tables.care.activity.push_back(activity);
  });
  std::stable_sort(reading.tables.care.activity.begin(), reading.tables.care.activity.end(),
                   [](const estate::Activity& a, const estate::Activity& b) { return a.service < b.service; });
  std::sort(seen.begin(), seen.end());
  for (std::size_t i = 1; i < seen.size(); ++i) {
    const auto& [last_service, last_measure, first_row] = seen[i - 1];
    const auto& [service_index, measure_index, row] = seen[i];
    if (last_service != service_index || last_measure != measure_index) continue;
    reading.wrong("activity", row, "measure", reading.tables.care.measures[measure_index].name,
                  "is a measure that its service has twice",
                  fmt::format("give one row; the other is row {}", first_row));
  }
}

void read_published(EstateReading& reading) {
  static constexpr std::array<std::string_view, 3> relations = {"equal", "at_least", "at_most"};
  static constexpr std::array<std::string_view, 6> roles = {"fitted",  "hand-set", "predicted",
                                                            "derived", "context",  "unfitted"};
  reading.read("published", nullptr, [&](const Row& row) {
    enum : std::size_t { measure, by, value, relation, role, source, note };
    estate::Published published;
    published.measure = row.word_at(measure);
    published.by = reading.by(row, by);
    published.value = row.number_at(value, -1e15, 1e15).value_or(0);
    if (row.choice_at(relation, relations)) published.relation = row[relation];
    if (row.choice_at(role, roles)) published.role = row[role];
    published.source = row[source];
    published.note = row[note];
    reading.tables.published.push_back(std::move(published));
  });
  reading.read("published_points", nullptr, [&](const Row& row) {
    enum : std::size_t { curve, by, at, value, source };
    estate::PublishedPoint point;
    point.curve = row.word_at(curve);
    point.by = reading.by(row, by);
    const auto instant = base::parse_instant(row[at]);
    if (instant) point.at = *instant;
    if (!instant && !row[at].empty()) {
      row.wrong(at, "is not a moment with its time zone", "write it like 2017-05-12T16:00+01:00");
    }
    point.value = row.number_at(value, -1e15, 1e15).value_or(0);
    point.source = row[source];
    reading.tables.published_points.push_back(std::move(point));
  });
}

}  // namespace ingest
