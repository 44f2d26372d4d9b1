#include "harm/slow_harm.h"

#include <cmath>
#include <limits>
#include <map>

#include "foresee/outbreak/parameters.h"
#include "world/threat/selector.h"

namespace slow {

namespace {

using estate::Index;
using Kind = estate::Needs::Kind;

struct World {
  const estate::Estate& estate;
  outbreak::Parameters& parameters;
  std::vector<int> locked;
  std::vector<bool> cut;
  std::vector<double> capacity;

  double reach(Index home, Index other, double value) const {
    return home != other && (cut[home] || cut[other]) ? 0 : value;
  }

  double worth(Index service) {
    const estate::Service& own = estate.care.services[service];
    const Index home = own.organisation;
    const auto share = [&](Index g) {
      const auto count = static_cast<double>(estate.groups[g].count);
      return reach(home, estate.organisation_of(g), count == 0 ? 1 : (count - locked[g]) / count);
    };
    const auto count = [&](Index g) { return estate.groups[g].count; };
    const auto other = [&](Index s) { return reach(home, estate.care.services[s].organisation, capacity[s]); };
    double value = estate::value_of(own.needs, share, count, other);
    if (cut[home]) value = std::min(value, parameters.value(own.offline, home));
    return std::max(value, parameters.value(own.fallback, home));
  }
};

struct Department {
  double low_s = 0;  ///< how long it has been low before this step
  bool low = false;
  bool diverting = false;
  double since = 0;
  Index receiver = estate::none;
};

/// Share of a week due in [from, to), minute by minute; the start is a whole minute.
double due(const estate::Profile& profile, base::Instant start, double from, double to) {
  double sum = 0;
  for (double at = from; at < to - 1e-9; at += 60) {
    const double length = std::min(60.0, to - at);
    const auto hour = static_cast<std::size_t>(base::hour_of_week(start, at + length / 2));
    sum += profile.share[hour] * length / 3600;
  }
  return sum;
}

Index nearest(const World& world, const std::map<Index, Department>& departments, Index from) {
  const auto& care = world.estate.care;
  Index best = estate::none;
  double least = std::numeric_limits<double>::infinity();
  for (const auto& [service, department] : departments) {
    if (service == from || department.diverting) continue;
    if (world.capacity[service] < care.diversion.reopens_at) continue;
    const double away = std::hypot(care.services[service].x_km - care.services[from].x_km,
                                   care.services[service].y_km - care.services[from].y_km);
    if (away < least) {
      least = away;
      best = service;
    }
  }
  return best;
}

}  // namespace

harm::Harm assess(const estate::Estate& estate, const threat::Defence& defence, base::Instant start, double horizon_s,
                  const outbreak::Outbreak& outbreak, std::uint64_t seed) {
  const estate::Care& care = estate.care;
  const estate::Diversion& rule = care.diversion;
  outbreak::Parameters parameters(estate);
  parameters.draw(seed, outbreak.replica);
  World world{estate, parameters, std::vector<int>(estate.groups.size()),
              std::vector<bool>(estate.organisations.size()), std::vector<double>(care.services.size(), 1)};
  std::map<Index, Department> departments;
  for (Index s = 0; s < care.services.size(); ++s) {
    if (!rule.service_kind.empty() && care.services[s].kind == rule.service_kind) departments[s] = {};
  }
  const auto moves = [&](const estate::Activity& a) {
    return departments.contains(a.service) && std::ranges::find(rule.measures, a.measure) != rule.measures.end();
  };

  harm::Harm harm;
  const auto days = static_cast<std::size_t>(std::ceil(horizon_s / 86400));
  harm.cancelled_by_day.assign(care.measures.size(), std::vector<double>(days, 0));
  harm.impaired.assign(estate.organisations.size(), 0);
  harm.service_hours_lost.assign(estate.organisations.size(), 0);
  const std::vector<std::string> kinds = estate::service_kinds(care.services);
  harm.hours_lost_of_kind.assign(kinds.size(), 0);
  std::map<std::pair<Index, Index>, harm::Loss> losses;
  std::size_t next = 0;
  for (double begin = 0; begin < horizon_s; begin += 900) {
    const double end = std::min(begin + 900, horizon_s);
    for (; next < outbreak.events.size() && outbreak.events[next].at_s <= end; ++next) {
      const outbreak::Event& event = outbreak.events[next];
      using What = outbreak::EventKind;
      if (event.kind == What::locked) ++world.locked[event.subject];
      if (event.kind == What::isolated) world.cut[event.subject] = event.boundary != 2;
      if (event.kind == What::disconnected) world.cut[event.subject] = true;
      if (event.kind == What::reconnected) world.cut[event.subject] = false;
      if (event.kind != What::restored) continue;
      --world.locked[event.subject];
      ++harm.devices_restored;
      harm.material += care.response.per_device;
      const auto& owner = estate.organisations[estate.organisation_of(event.subject)];
      for (const threat::Restoration& restoration : defence.restoration) {
        if (!threat::matches_organisation(restoration.where, owner)) continue;
        harm.restoration_work += care.response.per_hand_hour / restoration.devices_per_hour;
        break;
      }
    }
    for (const Index s : estate.services_in_order()) world.capacity[s] = world.worth(s);

    // Diversions: who ends, who begins (in order of index), who goes where.
    std::vector<std::pair<double, Index>> senders;
    for (auto& [s, own] : departments) {
      const double capacity = world.capacity[s];
      if (own.diverting && capacity >= rule.reopens_at) {
        own = {};
      } else if (!own.diverting && capacity < rule.below) {
        if (own.low) own.low_s += 900;
        own.low = true;
        if (own.low_s >= rule.after_s) {
          own.diverting = true;
          own.since = begin;
        }
      } else if (!own.diverting) {
        own = {};
      }
      if (own.diverting) senders.emplace_back(own.since, s);
    }
    std::ranges::sort(senders);
    std::map<std::pair<Index, Index>, double> taken_by;
    for (const auto& sender : senders) {
      const double since = sender.first;
      const Index s = sender.second;
      Department& own = departments[s];
      own.receiver = nearest(world, departments, s);
      const auto same = std::ranges::find_if(harm.diverted, [&](const harm::Diverted& d) {
        return d.service == s && d.receiver == own.receiver && d.until_s == begin && d.from_s >= since;
      });
      if (same == harm.diverted.end()) {
        harm.diverted.push_back({s, begin, end, own.receiver});
      } else {
        same->until_s = end;
      }
    }

    const auto lose = [&](const estate::Activity& a, double cancelled, double displaced) {
      harm::Loss& loss = losses[{a.service, a.measure}];
      loss.service = a.service;
      loss.measure = a.measure;
      loss.cancelled += cancelled;
      loss.displaced += displaced;
      harm.lost_output += cancelled * care.measures[a.measure].cost;
      harm.cancelled_by_day[a.measure][static_cast<std::size_t>(begin / 86400)] += cancelled;
    };
    const auto load = [&](const estate::Activity& a) {
      return a.per_week * due(care.profiles[a.profile], start, begin, end);
    };
    for (const auto& [since, s] : senders) {
      const Index receiver = departments[s].receiver;
      if (receiver == estate::none) continue;
      for (const Index measure : rule.measures) {
        double room = 0;
        for (const estate::Activity& a : care.activity) {
          if (a.service == receiver && a.measure == measure) {
            room += rule.spare * world.capacity[receiver] * load(a);
          }
        }
        for (const estate::Activity& a : care.activity) {
          if (a.service != s || a.measure != measure) continue;
          const double taken = std::min(load(a), room - taken_by[{receiver, measure}]);
          taken_by[{receiver, measure}] += taken;
          lose(a, load(a) - taken, taken);
        }
      }
    }
    for (const estate::Activity& a : care.activity) {
      if (moves(a) && departments[a.service].diverting && departments[a.service].receiver != estate::none) continue;
      const double lost = load(a) * (1 - world.capacity[a.service]);
      lose(a, lost * (1 - care.measures[a.measure].displaced), lost * care.measures[a.measure].displaced);
    }
    harm.services_lost.push_back(0);
    for (Index s = 0; s < care.services.size(); ++s) {
      const double lacking = 1 - world.capacity[s];
      if (lacking <= 0) continue;
      harm.services_lost.back() += lacking;
      harm.impaired[care.services[s].organisation] = 1;
      harm.service_hours_lost[care.services[s].organisation] += lacking * (end - begin) / 3600;
      const auto kind = std::ranges::find(kinds, care.services[s].kind) - kinds.begin();
      harm.hours_lost_of_kind[static_cast<std::size_t>(kind)] += lacking * (end - begin) / 3600;
    }
  }
  for (const auto& [key, loss] : losses) {
    if (loss.cancelled + loss.displaced > 0) harm.losses.push_back(loss);
  }
  return harm;
}

}  // namespace slow
