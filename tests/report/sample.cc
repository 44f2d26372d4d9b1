#include "report/sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

namespace sample {

namespace {

/// Quantiles of a skewed spread around a median: enough to look like those of a drill.
drill::Quantiles spread(double median, double sigma, bool whole = true) {
  const auto at = [&](double z) {
    const double value = median * std::exp(sigma * z);
    return whole ? std::floor(value + 0.5) : value;
  };
  const double mean = median * std::exp(sigma * sigma / 2);
  const double deviation = mean * std::sqrt(std::exp(sigma * sigma) - 1);
  return {mean, at(0), at(-1.645), at(-0.674), at(0.674), at(1.645), deviation / std::sqrt(1000.0)};
}

struct Row {
  const char* name;
  drill::By by;
  const char* unit;
  double median;
  double sigma;
  double of;         ///< 0: none
  double published;  ///< negative: none
  const char* relation;
  const char* role;
  const char* source;
};

drill::Measure measure(const Row& row) {
  drill::Measure out;
  out.name = row.name;
  out.by = row.by;
  out.unit = row.unit;
  out.value = spread(row.median, row.sigma, row.unit != std::string("share"));
  if (row.of > 0) {
    out.of = row.of;
    for (double* value : {&out.value.median, &out.value.p05, &out.value.p25, &out.value.p75, &out.value.p95}) {
      *value = std::min(*value, row.of);
    }
  }
  if (row.published >= 0) {
    estate::Published published;
    published.measure = row.name;
    published.by = row.by;
    published.value = row.published;
    published.relation = row.relation;
    published.role = row.role;
    published.source = row.source;
    out.published = published;
  }
  return out;
}

const drill::By trusts = {{"sector", "trust"}};
drill::By trusts_of(const char* kind) {
  return {{"kind", kind}, {"sector", "trust"}};
}
drill::By region(const char* name) {
  return {{"region", name}, {"sector", "trust"}};
}

std::vector<Row> published_rows() {
  return {
      {"organisations_infected", trusts, "organisations", 41, 0.42, 236, 34, "equal", "hand-set", "NAO 2018, para 1.2"},
      {"organisations_infected", trusts_of("acute"), "organisations", 29, 0.4, 152, 25, "equal", "unfitted",
       "NAO 2018, appendix 2"},
      {"organisations_infected", trusts_of("mental-health"), "organisations", 6, 0.55, 54, 6, "equal", "unfitted",
       "NAO 2018, appendix 2"},
      {"organisations_infected", trusts_of("community"), "organisations", 3, 0.6, 20, 3, "equal", "unfitted",
       "NAO 2018, appendix 2"},
      {"organisations_infected", trusts_of("ambulance"), "organisations", 1, 0.8, 10, 0, "equal", "unfitted",
       "NAO 2018, appendix 2"},
      {"organisations_infected", region("north"), "organisations", 14, 0.45, 73, 18, "equal", "unfitted",
       "NAO 2018, figure 6"},
      {"organisations_infected", region("midlands-east"), "organisations", 12, 0.45, 67, 11, "equal", "unfitted",
       "NAO 2018, figure 6"},
      {"organisations_infected", region("london"), "organisations", 7, 0.5, 38, 1, "equal", "unfitted",
       "NAO 2018, figure 6"},
      {"organisations_infected", region("south"), "organisations", 8, 0.5, 58, 4, "equal", "unfitted",
       "NAO 2018, figure 6"},
      {"organisations_disrupted", trusts, "organisations", 96, 0.2, 236, 80, "equal", "unfitted", "NAO 2018, para 1.2"},
      {"organisations_disrupted_not_infected", trusts, "organisations", 55, 0.25, 236, 46, "equal", "unfitted",
       "NAO 2018, para 1.2"},
      {"organisations_halted", trusts, "organisations", 9, 0.6, 236, 21, "at_most", "unfitted", "NAO 2018, para 1.4"},
      {"organisations_infected",
       {{"sector", "gp"}},
       "organisations",
       540,
       0.35,
       7454,
       595,
       "equal",
       "hand-set",
       "LLR 2018, foreword"},
      {"organisations_infected",
       {{"sector", "other"}},
       "organisations",
       11,
       0.5,
       260,
       8,
       "equal",
       "unfitted",
       "NAO 2018, para 1.2"},
      {"first_appointments_cancelled",
       {},
       "appointments",
       11834,
       0.4,
       576000,
       6912,
       "at_least",
       "unfitted",
       "NAO 2018, para 1.8: recorded 12 to 18 May, repeat outpatients left out"},
      {"appointments_cancelled",
       {},
       "appointments",
       33400,
       0.4,
       2285402,
       19494,
       "equal",
       "derived",
       "NAO 2018, para 1.8: 6,912 times 2.82"},
      {"urgent_cancer_referrals_cancelled",
       {},
       "referrals",
       327,
       0.45,
       34750,
       139,
       "at_least",
       "unfitted",
       "NAO 2018, para 1.10"},
      {"admissions_fewer", {}, "admissions", 4020, 0.5, 296719, 4300, "equal", "context", "Ghafur et al. 2019"},
      {"attendances_fewer", {}, "attendances", 3100, 0.5, 365833, 3800, "equal", "context", "Ghafur et al. 2019"},
      {"emergency_departments_diverting",
       {{"day", "2"}},
       "organisations",
       9,
       0.5,
       138,
       5,
       "equal",
       "unfitted",
       "LLR 2018, para 2.21"},
      {"emergency_departments_diverting",
       {{"day", "5"}},
       "organisations",
       3,
       0.6,
       138,
       2,
       "equal",
       "unfitted",
       "LLR 2018, para 2.21"},
      {"diagnostic_devices_infected", {}, "devices", 870, 0.7, 122000, 1220, "equal", "unfitted", "NAO 2018, para 1.3"},
      {"cost_lost_output", {}, "pounds", 27.4e6, 0.4, 0, 19e6, "equal", "derived", "DHSC October 2018"},
      {"cost_restoration_work", {}, "pounds", 820000, 0.5, 0, 500000, "equal", "unfitted", "DHSC October 2018"},
      {"share_of_activity_lost", {}, "share", 0.0146, 0.4, 0, 0.01, "equal", "unfitted", "LLR 2018, foreword"},
  };
}

std::vector<Row> other_rows() {
  std::vector<Row> rows = {
      {"devices_infected", {}, "devices", 61320, 0.5, 1400120, -1, "", "", ""},
      {"devices_locked", {}, "devices", 58117, 0.5, 1400120, -1, "", "", ""},
      {"devices_restored", {}, "devices", 52010, 0.45, 1400120, -1, "", "", ""},
      {"first_infection", {}, "hours", 9.2, 0.05, 0, -1, "", "", ""},
      {"alarm_after_first_infection", {}, "hours", 7.4, 0.12, 0, -1, "", "", ""},
      {"service_hours_lost", {}, "hours", 41800, 0.5, 0, -1, "", "", ""},
      {"conveyances_diverted", {}, "conveyances", 1240, 0.6, 86000, -1, "", "", ""},
      {"cost_material", {}, "pounds", 2.1e6, 0.5, 0, -1, "", "", ""},
      {"cost_total", {}, "pounds", 30.6e6, 0.4, 0, -1, "", "", ""},
  };
  for (const char* kind : {"acute", "specialist", "mental-health", "community", "ambulance", "gp-practice", "ccg"}) {
    rows.push_back({"devices_infected", {{"kind", kind}}, "devices", 4000, 0.6, 200000, -1, "", "", ""});
    rows.push_back(
        {"service_hours_lost", {{"service", std::string(kind) + "-clinic"}}, "hours", 520, 0.5, 0, -1, "", "", ""});
    rows.push_back({"service_hours_lost", {{"kind", kind}}, "hours", 5200, 0.5, 0, -1, "", "", ""});
    rows.push_back({"first_appointments_cancelled", {{"kind", kind}}, "appointments", 1700, 0.5, 0, -1, "", "", ""});
  }
  return rows;
}

/// Grows like a logistic from `from_h` on and falls back at `fall_per_day`.
drill::Curve curve(const char* name, drill::By by, double top, double from_h, double growth_per_h, double fall_per_day,
                   double sigma) {
  drill::Curve out{name, std::move(by), "organisations", {}, {}};
  for (int step = 0; step <= 14 * 96; ++step) {
    const double hours = step / 4.0;
    const double risen = hours < from_h ? 0 : top / (1 + 60 * std::exp(-growth_per_h * (hours - from_h)));
    const double left = std::exp(-fall_per_day * std::max(0.0, hours - 24) / 24);
    out.points.push_back({step * 900.0, spread(risen * left, sigma)});
  }
  return out;
}

drill::Curve lost_by_day(const char* name, const char* unit, double first) {
  drill::Curve out{name, {}, unit, {}, {}};
  for (int day = 0; day < 14; ++day) {
    const double week = day % 7 == 1 || day % 7 == 2 ? 0.12 : 1;  // the start is a Friday
    out.points.push_back({day * 86400.0, spread(first * week * std::exp(-0.35 * day) * (day == 0 ? 0.4 : 1), 0.4)});
  }
  return out;
}

const base::Instant friday{1494543600, 3600};  // 2017-05-12T00:00+01:00

base::Instant at(double hours) {
  return {friday.utc_s + std::llround(hours * 3600), friday.offset_s};
}

}  // namespace

drill::Result small() {
  drill::Result out;
  out.estate = "two-trusts";
  out.threat = "rehearsal";
  out.seed = 7;
  out.replicas = out.replicas_asked = 1000;
  out.stopping_rule = "1000 replicas";
  out.start = friday;
  out.horizon_s = 14 * 86400.0;
  // mean, median, p05, p25, p75, p95, standard error
  out.measures = {
      measure({"organisations_infected", trusts, "organisations", 41, 0.42, 236, 34, "equal", "hand-set", "NAO, 1.2"}),
      measure({"first_appointments_cancelled",
               {},
               "appointments",
               11834,
               0.4,
               576000,
               6912,
               "at_least",
               "unfitted",
               "NAO, 1.8"}),
      measure({"cost_total", {}, "pounds", 30.6e6, 0.4, 0, -1, "", "", ""}),
  };
  out.measures[0].value = {44.78, 41, 17.95, 31.25, 54, 71, 0.622};
  out.measures[1].value = {12819.5, 11834, 6129, 9037.25, 15496, 22851, 168.8};
  out.measures[2].value = {33148584.25, 30600000, 15847314, 23368758, 40068881, 59086354, 436644.5};
  out.measures[0].replicas = {41, 38, 0, 71, HUGE_VAL};  // far fewer than 1,000, for a golden file that can be read
  out.measures[2].replicas = {30600000, 33148584.25, 1.0 / 3, -0.0, 1e300};
  drill::Curve reporting{"organisations_reporting", trusts, "organisations", {}, {}};
  reporting.points = {{0, {}},
                      {43200, {4.5, 4, 2, 3, 6, 9, 0.07}},
                      {46800, {5.625, 5, 2, 4, 7, 11, 0.1}},
                      {57600, {9.1, 8, 4, 6, 11, 18, 0.15}}};
  reporting.published = {{"organisations_reporting", trusts, at(16), 16, "LLR, 2.5"}};
  out.curves = {reporting};
  return out;
}

drill::Result national() {
  drill::Result out = small();
  out.estate = "nhs-england-2017";
  out.threat = "wannacry-2017";
  out.defence = "nhs-2017";
  out.measures.clear();
  for (const Row& row : published_rows()) out.measures.push_back(measure(row));
  for (const Row& row : other_rows()) out.measures.push_back(measure(row));
  drill::Curve reporting = curve("organisations_reporting", trusts, 41, 9.5, 0.75, 0, 0.42);
  for (const auto& [hour, value, source] : {std::tuple{13.0, 4.0, "LLR 2018, para 2.5"},
                                            {16.0, 16.0, "LLR 2018, para 2.5"},
                                            {24.0, 37.0, "NAO 2018, figure 2: 34 when checked"}}) {
    reporting.published.push_back({"organisations_reporting", trusts, at(hour), value, source});
  }
  out.curves = {reporting,
                curve("organisations_infected", trusts, 41, 8.2, 0.8, 0, 0.42),
                curve("organisations_infected", {{"sector", "gp"}}, 540, 8.6, 0.7, 0, 0.35),
                curve("organisations_disrupted", trusts, 96, 10, 0.8, 0.25, 0.2),
                curve("organisations_disrupted", trusts_of("acute"), 60, 10, 0.8, 0.25, 0.2),
                curve("emergency_departments_diverting", {}, 12, 11, 0.8, 0.5, 0.5),
                lost_by_day("first_appointments_cancelled_by_day", "appointments", 9000),
                lost_by_day("urgent_cancer_referrals_cancelled_by_day", "referrals", 240),
                lost_by_day("admissions_cancelled_by_day", "admissions", 3000)};
  return out;
}

Told told() {
  estate::Tables tables;
  tables.name = "told";
  for (int i = 0; i < 30; ++i) {
    const bool trust = i < 6;
    tables.organisations.push_back({fmt::format("o{}", i), fmt::format("{} {}", trust ? "Trust" : "<b>Practice</b>", i),
                                    trust ? "acute" : "practice", trust ? "trust" : "gp", "north", estate::none});
  }
  tables.care.services = {{"ed", 0, "emergency-department", {}, {}, {}, 1, 0, 0},
                          {"ed1", 1, "emergency-department", {}, {}, {}, 1, 0, 0}};
  exercise::Story story;
  story.replica = 16;
  story.measure = "service_hours_lost";
  story.value = 41;
  story.aimed_at = 40.5;
  using exercise::What;
  const auto add = [&](double hour, What what, estate::Index organisation, estate::Index service = estate::none,
                       estate::Index receiver = estate::none) {
    story.run.moments.push_back({hour * 3600, 0, what, organisation, service, receiver});
  };
  add(8.5, What::locked, 0);
  add(8.6, What::on_paper, 0, 0);
  add(8.7, What::diverted, 0, 0, 1);
  for (estate::Index o = 6; o < 16; ++o) add(9, What::locked, o);
  add(9.5, What::detected, 0);
  add(10, What::isolated, 0);
  add(16, What::alarm, estate::none);
  add(17, What::disconnected, 2);
  add(30, What::back, 0, 0);
  add(31, What::restored, 6);
  add(40, What::reconnected, 2);
  return {estate::Estate(std::move(tables)), std::move(story)};
}

World world() {
  estate::Tables tables;
  tables.name = "nhs-england-2017";
  tables.title = "NHS in England, May 2017 (made up for a test)";
  tables.organisations = {{"T001", "Trust 001", "acute", "trust", "north", estate::none}};
  tables.networks = {{"wide", 16777216, estate::none}};
  tables.zones = {{"T001-desk", 0, 0, 4096, "desktop"}};
  tables.groups = {{"T001-pc", 0, 2400, "windows-7", "desktop", "", {}}};
  using base::Distribution;
  estate::Parameter maturity{"maturity", estate::Parameter::Per::organisation, {}, "", "", "", 0, 1, false};
  maturity.assumed = "no inspection passed; two thirds had patched to some extent";
  maturity.cases = {{{}, {Distribution::Kind::choice, 0, 0, {0, 1}, {1, 2}}}};
  estate::Parameter unpatched{
      "unpatched", estate::Parameter::Per::organisation, {}, "", "PAC 2018, conclusion 1", "", 0, 0, true};
  unpatched.cases = {{{{estate::Condition::Field::kind, {"acute", "specialist"}, 0, 0, 0},
                       {estate::Condition::Field::parameter, {}, 0, 0, 0.5}},
                      {Distribution::Kind::beta, 0.6, 8, {}, {}}},
                     {{}, {Distribution::Kind::beta, 0.05, 20, {}, {}}}};
  tables.parameters = {maturity, unpatched};
  tables.care.measures = {{"first_appointments", "appointments", 0, 160, "NHS reference costs 2016-17"}};
  tables.care.response = {35, 0, "DHSC October 2018"};

  threat::Threat threat;
  threat.name = "wannacry-2017";
  threat.title = "WannaCry, 12 May 2017";
  threat.start = friday;
  threat.inputs = {
      {"vector[0].rate_per_second", "25", "", "laboratory traces differ by a factor of ten", {{5, 80}}},
      {"kill_switch.at", "16h8min", "WHOIS creation 2017-05-12T15:08:04Z", "", {}},
      {"course.locked_after", "exponential(mean 120)", "", "minutes, from accounts of staff", {{30, 600}}}};
  threat::Defence defence;
  defence.name = "nhs-2017";
  defence.inputs = {{"alarm.after_reports", "4", "LLR 2018, para 2.5", "", {}},
                    {"precaution[0].chance", "0.4", "", "46 of 202 trusts that were not infected", {{0.1, 0.7}}}};
  return {estate::Estate(std::move(tables)), threat, defence};
}

drill::Result hostile() {
  drill::Result out = small();
  out.estate = "</script><script>alert(1)</script>";
  out.threat = "\x1b[31mred\x1b[0m & \"quoted\"";
  out.measures[0].by = {{"kind", "<img src=x onerror=alert(1)>"}, {"sector", "=1+1,\"x\""}};
  out.measures[1].published->source = "<!-- ]]> \xE2\x80\xA8 \xE2\x80\xAE line \r\n break \xFF";
  out.measures[2].name = "=HYPERLINK(\"x\")";
  out.measures[2].value.p95 = INFINITY;
  out.measures[2].value.mean = NAN;
  out.curves[0].name = "</title><b>";
  return out;
}

}  // namespace sample
