// The fast way and the slow way agree on random small estates and outbreaks; and what must hold for all of them.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "base/random.h"
#include "harm/slow_harm.h"
#include "harm/small_care.h"

namespace {

using outbreak::EventKind;
using small::Care;
using small::Index;

/// A term over what stands before service `next`.
std::string random_needs(base::Stream& draws, Index groups, Index next) {
  std::string list;
  std::vector<std::string> names;
  const auto wanted = 1 + draws.below(3);
  const bool groups_only = draws.chance(0.5);
  for (std::uint64_t i = 0; i < wanted; ++i) {
    std::string name = next > 0 && !groups_only && draws.chance(0.4) ? "s" + std::to_string(draws.below(next))
                                                                     : "g" + std::to_string(draws.below(groups));
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  switch (draws.below(6)) {
    case 0: return "all(" + list + ")";
    case 1: return "any(" + list + ")";
    case 2: return std::to_string(1 + draws.below(names.size())) + " of (" + list + ")";
    case 3: return "60% of (" + list + ")";
    case 4: return "at least 60% of (" + list + ")";
    default: return names.front();
  }
}

estate::Quantity random_quantity(base::Stream& draws) {
  if (draws.chance(0.3)) return {0, static_cast<Index>(draws.below(2))};
  return {draws.chance(0.3) ? 0 : draws.uniform()};
}

void add_events(Care& care, base::Stream& draws) {
  std::vector<std::uint32_t> locked(care.tables.groups.size());
  std::vector<bool> cut(care.tables.organisations.size());
  double at_s = 0;
  const auto count = draws.below(120);
  for (std::uint64_t i = 0; i < count; ++i) {
    at_s += care.horizon_s / 60 * draws.exponential();
    if (at_s > care.horizon_s) break;
    const auto g = static_cast<Index>(draws.below(locked.size()));
    const auto o = static_cast<Index>(draws.below(cut.size()));
    switch (draws.below(8)) {
      case 0: care.event(at_s, EventKind::infected, g); break;
      case 1:
        if (!cut[o]) care.event(at_s, EventKind::disconnected, o);
        cut[o] = true;
        break;
      case 2:
        care.event(at_s, EventKind::isolated, o, static_cast<int>(draws.below(3)));
        cut[o] = true;
        break;
      case 3:
        if (cut[o]) care.event(at_s, EventKind::reconnected, o);
        cut[o] = false;
        break;
      case 4:
        for (; locked[g] > 0 && draws.chance(0.8); --locked[g]) care.restore(at_s, g);
        break;
      default:
        for (; locked[g] < care.tables.groups[g].count && draws.chance(0.8); ++locked[g]) care.lock(at_s, g);
    }
  }
}

Care random_care(std::uint64_t seed) {
  base::Stream draws({seed, 0, base::Purpose::generator, 1, 0});
  Care care;
  const auto organisations = static_cast<Index>(1 + draws.below(4));
  for (Index o = 0; o < organisations; ++o) care.organisation(o % 2 == 0 ? "acute" : "gp");
  const auto groups = static_cast<Index>(1 + draws.below(6));
  for (Index g = 0; g < groups; ++g) {
    care.group(static_cast<Index>(draws.below(organisations)), static_cast<std::uint32_t>(draws.below(6)));
  }
  for (const char* name : {"paper", "disconnected"}) {
    estate::Parameter parameter;
    parameter.name = name;
    parameter.cases.push_back({{}, {base::Distribution::Kind::uniform, 0, 1, {}, {}}});
    care.tables.parameters.push_back(parameter);
  }
  estate::Profile uneven{"uneven", {}};
  double sum = 0;
  for (double& share : uneven.share) sum += share = draws.uniform();
  for (double& share : uneven.share) share /= sum;
  care.tables.care.profiles.push_back(uneven);
  const auto services = static_cast<Index>(1 + draws.below(8));
  for (Index s = 0; s < services; ++s) {
    care.service(static_cast<Index>(draws.below(organisations)), random_needs(draws, groups, s),
                 draws.chance(0.6) ? "emergency-department" : "clinic");
    estate::Service& service = care.tables.care.services[s];
    service.fallback = random_quantity(draws);
    service.offline = random_quantity(draws);
    service.x_km = static_cast<double>(draws.below(5));
    service.y_km = static_cast<double>(draws.below(5));
    for (Index measure = 0; measure < 2; ++measure) {
      if (draws.chance(0.8)) care.activity(s, measure, 1000 * draws.uniform(), static_cast<Index>(draws.below(2)));
    }
  }
  if (draws.chance(0.8)) {
    const double below = draws.uniform();
    care.diversion(below, 600 * static_cast<double>(draws.below(10)), below + (1 - below) * draws.uniform(),
                   2 * draws.uniform());
    if (draws.chance(0.5)) care.tables.care.diversion.measures = {1, 0};
  }
  care.tables.care.response = {35, 12, ""};
  care.defence.restoration.push_back({{{}, {"gp"}, {}, {}, {}, {}, {}, {}, {}}, 0, 5, 2, {}});
  care.horizon_s = 1 + 5 * 86400 * draws.uniform();
  // Whole minutes: the slow way cuts time into minutes.
  care.start.utc_s += 60 * static_cast<std::int64_t>(draws.below(10080));
  care.outbreak.replica = seed;
  add_events(care, draws);
  return care;
}

void expect_near(double fast, double slow) {
  RC_ASSERT(std::abs(fast - slow) <= 1e-7 + 1e-9 * std::abs(slow));
}

void compare(const harm::Harm& fast, const harm::Harm& slow) {
  std::map<std::pair<Index, Index>, harm::Loss> by_key;
  for (const harm::Loss& loss : slow.losses) by_key[{loss.service, loss.measure}] = loss;
  for (const harm::Loss& loss : fast.losses) {
    const harm::Loss& other = by_key[{loss.service, loss.measure}];
    expect_near(loss.cancelled, other.cancelled);
    expect_near(loss.displaced, other.displaced);
    by_key.erase({loss.service, loss.measure});
  }
  for (const auto& [key, loss] : by_key) expect_near(0, loss.cancelled + loss.displaced);
  RC_ASSERT(fast.cancelled_by_day.size() == slow.cancelled_by_day.size());
  for (std::size_t m = 0; m < slow.cancelled_by_day.size(); ++m) {
    RC_ASSERT(fast.cancelled_by_day[m].size() == slow.cancelled_by_day[m].size());
    for (std::size_t day = 0; day < slow.cancelled_by_day[m].size(); ++day) {
      expect_near(fast.cancelled_by_day[m][day], slow.cancelled_by_day[m][day]);
    }
  }
  RC_ASSERT(fast.impaired == slow.impaired);
  for (std::size_t o = 0; o < slow.impaired.size(); ++o) {
    expect_near(fast.service_hours_lost[o], slow.service_hours_lost[o]);
  }
  RC_ASSERT(fast.hours_lost_of_kind.size() == slow.hours_lost_of_kind.size());
  for (std::size_t kind = 0; kind < slow.hours_lost_of_kind.size(); ++kind) {
    expect_near(fast.hours_lost_of_kind[kind], slow.hours_lost_of_kind[kind]);
  }
  RC_ASSERT(fast.services_lost.size() == slow.services_lost.size());
  for (std::size_t step = 0; step < slow.services_lost.size(); ++step) {
    expect_near(fast.services_lost[step], slow.services_lost[step]);
  }
  RC_ASSERT(fast.devices_restored == slow.devices_restored);
  expect_near(fast.lost_output / 1000, slow.lost_output / 1000);
  expect_near(fast.restoration_work, slow.restoration_work);
  expect_near(fast.material, slow.material);
  const auto sorted = [](std::vector<harm::Diverted> diverted) {
    std::ranges::sort(diverted, {}, [](const harm::Diverted& d) { return std::pair(d.from_s, d.service); });
    return diverted;
  };
  const auto a = sorted(fast.diverted);
  const auto b = sorted(slow.diverted);
  RC_ASSERT(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    RC_ASSERT(a[i].service == b[i].service);
    RC_ASSERT(a[i].receiver == b[i].receiver);
    expect_near(a[i].from_s, b[i].from_s);
    expect_near(a[i].until_s, b[i].until_s);
  }
}

RC_GTEST_PROP(HarmAgreement, fast_and_slow_agree, ()) {
  const Care care = random_care(*rc::gen::arbitrary<std::uint64_t>());
  const estate::Estate estate(care.tables);
  const harm::Model model(estate, care.defence, care.start, care.horizon_s);
  harm::Assessor assessor(model);
  assessor.assess(care.outbreak, 7);  // a second time, so that leftovers of the first would show
  compare(assessor.assess(care.outbreak, 7),
          slow::assess(estate, care.defence, care.start, care.horizon_s, care.outbreak, 7));
}

RC_GTEST_PROP(HarmAgreement, no_more_is_lost_than_was_due, ()) {
  const Care care = random_care(*rc::gen::arbitrary<std::uint64_t>());
  const estate::Estate estate(care.tables);
  const harm::Model model(estate, care.defence, care.start, care.horizon_s);
  harm::Assessor assessor(model);
  const harm::Harm& harm = assessor.assess(care.outbreak, 7);
  const double weeks = std::ceil(care.horizon_s / (7 * 86400));
  double cancelled = 0;
  for (const harm::Loss& loss : harm.losses) {
    double due = 0;
    for (const estate::Activity& a : care.tables.care.activity) {
      if (a.service == loss.service && a.measure == loss.measure) due += a.per_week * weeks;
    }
    RC_ASSERT(loss.cancelled >= -1e-9);
    RC_ASSERT(loss.displaced >= -1e-9);
    RC_ASSERT(loss.cancelled + loss.displaced <= due + 1e-9);
    cancelled += loss.cancelled;
  }
  double by_day = 0;
  for (const auto& days : harm.cancelled_by_day) {
    for (const double day : days) by_day += day;
  }
  expect_near(by_day, cancelled);
  for (std::size_t o = 0; o < harm.impaired.size(); ++o) {
    const auto services = static_cast<double>(estate.services_of(static_cast<Index>(o)).size());
    RC_ASSERT(harm.service_hours_lost[o] <= services * care.horizon_s / 3600 + 1e-9);
    RC_ASSERT((harm.impaired[o] != 0) == (harm.service_hours_lost[o] > 0));
  }
}

}  // namespace
