#include "foresee/exercise/exercise.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "foresee/harm/harm.h"
#include "foresee/outbreak/outbreak.h"
#include "foresee/outbreak/parameters.h"

namespace exercise {

namespace {

constexpr double grain_s = 300;  ///< below this, exercise time runs as evenly as the outbreak's
constexpr double never = std::numeric_limits<double>::infinity();

const drill::Measure* measure_of(const drill::Result& result, std::string_view name) {
  for (const drill::Measure& measure : result.measures) {
    if (measure.name == name && measure.by.empty() && !measure.replicas.empty()) return &measure;
  }
  return nullptr;
}

/// Chooses the replica; the first of those that are equally near.
void choose(const drill::Result& result, Which which, Story& story) {
  const drill::Measure* measure = measure_of(result, "service_hours_lost");
  if (measure == nullptr || measure->value.p95 == 0) measure = measure_of(result, "devices_locked");
  if (measure == nullptr) return;
  std::vector<double> sorted = measure->replicas;
  std::sort(sorted.begin(), sorted.end());
  const double place = (which == Which::median ? 0.5 : 0.9) * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);  // linear between order statistics, as all quantiles of a drill
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  story.measure = measure->name;
  story.aimed_at = sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
  const auto nearest = std::min_element(measure->replicas.begin(), measure->replicas.end(), [&](double a, double b) {
    return std::abs(a - story.aimed_at) < std::abs(b - story.aimed_at);
  });
  story.replica = static_cast<std::uint64_t>(nearest - measure->replicas.begin());
  story.value = *nearest;
}

/// Moments of organisations: what is first seen, known, cut and joined again.
void tell_events(const estate::Estate& estate, const outbreak::Outbreak& outbreak, Run& run) {
  using Kind = outbreak::EventKind;
  run.devices_locked_in.assign(estate.organisations.size(), 0);
  std::vector<std::uint8_t> seen(estate.organisations.size(), 0);
  std::vector<std::uint64_t> locked_now(estate.organisations.size(), 0);
  std::vector<double> cleared_s(estate.organisations.size(), 0);
  for (const outbreak::Event& event : outbreak.events) {
    const auto add = [&](What what, Index organisation) { run.moments.push_back({event.at_s, 0, what, organisation}); };
    switch (event.kind) {
      case Kind::locked: {
        ++run.devices_locked;
        const Index organisation = estate.organisation_of(event.subject);
        ++run.devices_locked_in[organisation];
        if (seen[organisation] == 0) add(What::locked, organisation);
        run.organisations_locked += seen[organisation] == 0 ? 1 : 0;
        seen[organisation] = 1;
        ++locked_now[organisation];
        break;
      }
      case Kind::restored: {
        const Index organisation = estate.organisation_of(event.subject);
        if (--locked_now[organisation] == 0) cleared_s[organisation] = event.at_s;
        break;
      }
      case Kind::detected: add(What::detected, event.subject); break;
      case Kind::isolated: add(What::isolated, event.subject); break;
      case Kind::disconnected: add(What::disconnected, event.subject); break;
      case Kind::reconnected: add(What::reconnected, event.subject); break;
      case Kind::alarm: add(What::alarm, estate::none); break;
      default: break;
    }
  }
  for (Index o = 0; o < seen.size(); ++o) {
    if (seen[o] != 0 && locked_now[o] == 0) run.moments.push_back({cleared_s[o], 0, What::restored, o});
  }
}

/// What the services went through. A service is on paper while it has no more than its fallback.
void tell_services(const estate::Estate& estate, const harm::Harm& harm, outbreak::Parameters& parameters,
                   double horizon_s, Run& run) {
  run.service_hours_lost_in.assign(estate.organisations.size(), 0);
  std::vector<Index> place(estate.care.services.size(), estate::none);
  for (const harm::Spell& spell : harm.spells) {
    const estate::Service& service = estate.care.services[spell.service];
    if (place[spell.service] == estate::none) {
      place[spell.service] = static_cast<Index>(run.services.size());
      run.services.push_back({spell.service, never, 0, 0});
    }
    ServiceCourse& course = run.services[place[spell.service]];
    const bool on_paper = spell.capacity <= parameters.value(service.fallback, service.organisation);
    if (on_paper) course.on_paper_s = std::min(course.on_paper_s, spell.from_s);
    course.back_s = spell.until_s < horizon_s ? std::max(course.back_s, spell.until_s) : never;
    course.hours_lost += (1 - spell.capacity) * (spell.until_s - spell.from_s) / 3600;
  }
  for (const ServiceCourse& course : run.services) {
    const Index home = estate.care.services[course.service].organisation;
    run.service_hours_lost += course.hours_lost;
    run.service_hours_lost_in[home] += course.hours_lost;
    if (course.on_paper_s < never) {
      run.moments.push_back({course.on_paper_s, 0, What::on_paper, home, course.service});
      if (course.back_s < never) run.moments.push_back({course.back_s, 0, What::back, home, course.service});
    }
  }
  for (const harm::Diverted& diverted : harm.diverted) {
    const Index home = estate.care.services[diverted.service].organisation;
    run.moments.push_back({diverted.from_s, 0, What::diverted, home, diverted.service, diverted.receiver});
  }
  std::stable_sort(run.services.begin(), run.services.end(), [&](const ServiceCourse& a, const ServiceCourse& b) {
    const auto order = [&](const ServiceCourse& of) { return estate.care.services[of.service].order; };
    return order(a) != order(b) ? order(a) < order(b) : a.hours_lost > b.hours_lost;
  });
}

base::Result<Run> simulate(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                           const drill::Result& result, std::uint64_t replica) {
  const auto spread = outbreak::Model::compile(estate, threat, defence, result.horizon_s);
  if (!spread) return tl::unexpected(spread.error());
  const harm::Model harm_model(estate, defence, result.start, result.horizon_s);
  outbreak::Engine engine(*spread);
  harm::Assessor assessor(harm_model);
  assessor.keep_spells();
  const outbreak::Outbreak& outbreak = *engine.run(result.seed, replica);
  const harm::Harm& harm = assessor.assess(outbreak, result.seed);
  outbreak::Parameters parameters(estate);
  parameters.draw(result.seed, replica);
  Run run;
  tell_events(estate, outbreak, run);
  tell_services(estate, harm, parameters, result.horizon_s, run);
  std::stable_sort(run.moments.begin(), run.moments.end(),
                   [](const Moment& a, const Moment& b) { return a.at_s < b.at_s; });
  return run;
}

/// When the two organisations detected the outbreak that lost most service hours of all that did; in order of time.
std::vector<Moment> deciding(const estate::Estate& estate, const Run& run) {
  const std::vector<double>& lost = run.service_hours_lost_in;
  std::vector<Moment> found;
  std::vector<std::uint8_t> seen(estate.organisations.size(), 0);
  for (const Moment& moment : run.moments) {
    if (moment.what != What::detected || seen[moment.organisation] != 0) continue;
    seen[moment.organisation] = 1;
    found.push_back(moment);
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](const Moment& a, const Moment& b) { return lost[a.organisation] > lost[b.organisation]; });
  found.resize(std::min<std::size_t>(found.size(), 2));
  std::stable_sort(found.begin(), found.end(), [](const Moment& a, const Moment& b) { return a.at_s < b.at_s; });
  return found;
}

/// The same defence, but this organisation certainly cuts itself off, so long after it knows.
threat::Defence with_isolation(const threat::Defence& defence, const std::string& organisation, double delay_s) {
  threat::Defence out = defence;
  threat::Isolation isolation;
  isolation.where.organisations = {organisation};
  isolation.delay_s = base::Distribution::fixed(delay_s);
  isolation.lasts_s = defence.isolation.empty() ? base::Distribution::fixed(86400) : defence.isolation.front().lasts_s;
  out.isolation.insert(out.isolation.begin(), std::move(isolation));
  return out;
}

}  // namespace

std::vector<Turn> turns_of(const Run& run, std::size_t organisations) {
  struct Of {
    bool infected = false, cut = false, restored = false;
    Standing standing = Standing::untouched;
  };
  std::vector<Of> all(organisations);
  std::vector<Turn> turns;
  for (const Moment& moment : run.moments) {
    if (moment.organisation == estate::none) continue;
    Of& of = all[moment.organisation];
    if (moment.what == What::locked) of.infected = true;
    if (moment.what == What::isolated || moment.what == What::disconnected) of.cut = true;
    if (moment.what == What::reconnected) of.cut = false;
    if (moment.what == What::restored) of.restored = true;
    const Standing now = of.restored   ? Standing::restored
                         : of.infected ? (of.cut ? Standing::infected_cut_off : Standing::infected)
                         : of.cut      ? Standing::cut_off
                                       : Standing::untouched;
    if (now == of.standing) continue;
    of.standing = now;
    turns.push_back({moment.at_s, moment.organisation, now});
  }
  return turns;
}

base::Result<Story> tell_run(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                             const drill::Result& result, Which which) {
  Story story;
  choose(result, which, story);
  auto run = simulate(estate, threat, defence, result, story.replica);
  if (!run) return tl::unexpected(run.error());
  story.run = std::move(*run);
  return story;
}

base::Result<Story> tell(const estate::Estate& estate, const threat::Threat& threat, const threat::Defence& defence,
                         const drill::Result& result, Which which, double play_s) {
  auto told = tell_run(estate, threat, defence, result, which);
  if (!told) return told;
  Story story = std::move(*told);
  const std::vector<Moment>& moments = story.run.moments;
  const double first_s = moments.empty() ? 0 : moments.front().at_s;
  const double length_s = moments.empty() ? 0 : moments.back().at_s - first_s;
  for (Moment& moment : story.run.moments) {
    moment.play_s =
        length_s > 0 ? play_s * std::log1p((moment.at_s - first_s) / grain_s) / std::log1p(length_s / grain_s) : 0;
  }
  for (const Moment& moment : deciding(estate, story.run)) {
    const std::string& id = estate.organisations[moment.organisation].id;
    auto now = simulate(estate, threat, with_isolation(defence, id, 0), result, story.replica);
    auto later = simulate(estate, threat, with_isolation(defence, id, later_s), result, story.replica);
    if (!now || !later) return tl::unexpected(now ? later.error() : now.error());
    story.decisions.push_back({moment.organisation, moment.at_s, moment.play_s, std::move(*now), std::move(*later)});
  }
  if (story.decisions.size() < 2) {
    return tl::unexpected(base::Problem{"", "--exercise", "",
                                        "has no two decisions: fewer than two organisations detect this outbreak",
                                        "give a defence with [[detection]], or choose --exercise-run p90"});
  }
  return story;
}

}  // namespace exercise
