// The engine against the naive implementation, in distribution, on all generated scenarios.
//
// For each scenario both simulate `replicas` outbreaks; every statistic below is compared by its whole distribution
// with the bound of Wei and Dudley (statistics.h), which holds for any distribution at this sample size.
// Family-wise false-alarm rate 1e-6: with M comparisons in all, one that comes below 1e-2 / M is run once more with a
// fresh seed and ten times the replicas, and fails when it then comes below 1e-4: at most M * (1e-2 / M) * 1e-4 = 1e-6.
//
// Power: M is 6,667. In the first round (5,000 replicas) a statistic is suspected when its two distribution functions
// lie 0.0531 apart; a true gap of that size is found with a chance of one half, one of 0.075 almost surely. The second
// round (50,000 replicas) then needs a gap of 0.0141 and confirms it almost surely. AgreementPower makes mistakes of
// known size in one scenario of four: attempts 10 % faster were found in 5 of 15, locking 10 % later in 9 of 11, a
// conduit row forgotten in 4 of 15, detection one lock late in 8 of 12, a kill switch that reaches 0.1 fewer in 2 of 4,
// the order of restoration ignored in 1 of 8. So over all 60 scenarios a mistake like these is missed with a negligible
// chance.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "outbreak/naive.h"
#include "outbreak/scenarios.h"
#include "outbreak/statistics.h"

namespace {

using outbreak::EventKind;
using scenarios::Scenario;

constexpr std::size_t replicas = 5000;
constexpr std::size_t more_replicas = 10 * replicas;
constexpr std::uint64_t seed = 20170512;
constexpr double screening = 1e-2;
constexpr double confirming = 1e-4;
constexpr double never = std::numeric_limits<double>::infinity();

/// Statistics of outbreaks of one scenario: a name and one value for each replica.
class Sample {
 public:
  Sample(const Scenario& scenario, const estate::Estate& estate) : scenario_(scenario), estate_(estate) {}

  /// `immune` by group.
  void add(const std::vector<outbreak::Event>& events, const std::vector<std::uint32_t>& immune) {
    next_ = 0;
    made_immune(immune);
    totals(events);
    by_vector(events);
    by_organisation(events);
    by_group(events);
    while_cut(events);
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] const std::vector<std::vector<double>>& values() const { return values_; }

 private:
  template <class... Parts>
  void put(double value, fmt::format_string<Parts...> name, Parts&&... parts) {
    if (next_ == names_.size()) {
      names_.push_back(fmt::format(name, std::forward<Parts>(parts)...));
      values_.emplace_back();
    }
    values_[next_++].push_back(value);
  }

  void made_immune(const std::vector<std::uint32_t>& immune) {
    std::vector<double> by_organisation(estate_.organisations.size());
    for (std::size_t g = 0; g < immune.size(); ++g) {
      by_organisation[estate_.organisation_of(static_cast<estate::Index>(g))] += immune[g];
      put(immune[g], "immune of {}", estate_.groups[g].id);
    }
    for (std::size_t o = 0; o < by_organisation.size(); ++o) put(by_organisation[o], "immune in organisation {}", o);
    put(std::accumulate(immune.begin(), immune.end(), 0.0), "immune");
  }

  void totals(const std::vector<outbreak::Event>& events) {
    static constexpr const char* kinds[] = {"infected",     "spreading",   "locked",   "halted",
                                            "restored",     "detected",    "reported", "isolated",
                                            "disconnected", "reconnected", "alarm"};
    for (std::size_t kind = 0; kind < std::size(kinds); ++kind) {
      double all = 0;
      double early = 0;
      double first = never;
      double third = never;
      for (const outbreak::Event& event : events) {
        if (static_cast<std::size_t>(event.kind) != kind) continue;
        if (++all == 1) first = event.at_s;
        if (all == 3) third = event.at_s;
        if (event.at_s <= scenario_.horizon_s / 2) ++early;
      }
      put(all, "{} at the end", kinds[kind]);
      put(early, "{} at half time", kinds[kind]);
      put(first, "time of first {}", kinds[kind]);
      put(third, "time of third {}", kinds[kind]);
    }
    for (const double part : {0.3, 0.7}) {
      double down = 0;
      for (const outbreak::Event& event : events) {
        if (event.at_s > part * scenario_.horizon_s) break;
        down += event.kind == EventKind::locked ? 1 : event.kind == EventKind::restored ? -1 : 0;
      }
      put(down, "out of service at {} of the time", part);
    }
  }

  void by_vector(const std::vector<outbreak::Event>& events) {
    std::map<std::uint16_t, double> by;
    for (const outbreak::Event& event : events) {
      if (event.kind == EventKind::infected) ++by[event.vector];
    }
    put(by[0xffff], "infected by entry");
    for (std::uint16_t v = 0; v < scenario_.threat.vectors.size(); ++v) put(by[v], "infected by vector {}", v);
  }

  void by_organisation(const std::vector<outbreak::Event>& events) {
    const std::size_t organisations = estate_.organisations.size();
    std::vector<std::array<double, 3>> counts(organisations);
    std::vector<double> cut(organisations, never);
    std::vector<double> back(organisations, never);
    std::vector<double> report(organisations, never);
    for (const outbreak::Event& event : events) {
      const bool about_device = event.kind <= EventKind::restored;
      if (event.kind == EventKind::alarm) continue;
      const std::size_t o = about_device ? estate_.organisation_of(event.subject) : event.subject;
      if (event.kind == EventKind::infected) ++counts[o][0];
      if (event.kind == EventKind::locked) ++counts[o][1];
      if (event.kind == EventKind::halted) ++counts[o][2];
      if (event.kind == EventKind::isolated || event.kind == EventKind::disconnected)
        cut[o] = std::min(cut[o], event.at_s);
      if (event.kind == EventKind::reported) report[o] = event.at_s;
      if (event.kind == EventKind::reconnected) back[o] = std::min(back[o], event.at_s - cut[o]);
    }
    for (std::size_t o = 0; o < organisations; ++o) {
      put(counts[o][0], "infected in organisation {}", o);
      put(counts[o][1], "locked in organisation {}", o);
      put(counts[o][2], "halted in organisation {}", o);
      put(cut[o], "time of first cut of organisation {}", o);
      put(report[o], "time of the report of organisation {}", o);
      put(back[o], "length of first cut of organisation {}", o);
    }
  }

  void by_group(const std::vector<outbreak::Event>& events) {
    const std::size_t groups = estate_.groups.size();
    std::vector<std::array<double, 3>> counts(groups);
    for (const outbreak::Event& event : events) {
      const bool early = event.at_s <= scenario_.horizon_s / 2;
      if (event.kind == EventKind::infected) ++counts[event.subject][0];
      if (event.kind == EventKind::restored) ++counts[event.subject][1];
      if (event.kind == EventKind::restored && early) ++counts[event.subject][2];
    }
    for (std::size_t g = 0; g < groups; ++g) {
      put(counts[g][0], "infected of {}", estate_.groups[g].id);
      put(counts[g][1], "restored of {}", estate_.groups[g].id);
      put(counts[g][2], "restored by half time of {}", estate_.groups[g].id);
    }
  }

  /// Infections of organisations that are cut off, by the way that each came.
  void while_cut(const std::vector<outbreak::Event>& events) {
    std::vector<bool> cut(estate_.organisations.size(), false);
    double by_entry = 0;
    double by_spread = 0;
    for (const outbreak::Event& event : events) {
      if (event.kind == EventKind::isolated || event.kind == EventKind::disconnected) cut[event.subject] = true;
      if (event.kind == EventKind::reconnected) cut[event.subject] = false;
      if (event.kind != EventKind::infected || !cut[estate_.organisation_of(event.subject)]) continue;
      ++(event.vector == 0xffff ? by_entry : by_spread);
    }
    put(by_entry, "infected by entry while cut off");
    put(by_spread, "infected by spread while cut off");
  }

  const Scenario& scenario_;
  const estate::Estate& estate_;
  std::size_t next_ = 0;
  std::vector<std::string> names_;
  std::vector<std::vector<double>> values_;
};

Sample naive_sample(const Scenario& scenario, const estate::Estate& estate, std::uint64_t seeds, std::size_t count) {
  Sample sample(scenario, estate);
  for (std::size_t i = 0; i < count; ++i) {
    const naive::History history =
        naive::run(estate, scenario.threat, scenario.defence, scenario.horizon_s, (seeds << 24) + i);
    sample.add(history.events, history.immune);
  }
  return sample;
}

Sample engine_sample(const Scenario& scenario, const estate::Estate& estate, std::uint64_t seeds, std::size_t count) {
  Sample sample(scenario, estate);
  const auto model = outbreak::Model::compile(estate, scenario.threat, scenario.defence, scenario.horizon_s);
  if (!model) {
    ADD_FAILURE() << scenario.name << ": " << model.error().to_text();
    return naive_sample(scenario, estate, seeds, count);
  }
  outbreak::Engine engine(*model);
  for (std::size_t i = 0; i < count; ++i) {
    const outbreak::Outbreak* outbreak = engine.run(seeds, i);
    sample.add(outbreak->events, engine.immune());
  }
  return sample;
}

/// Names of the statistics in which two samples differ more than chance explains at this level.
std::map<std::string, double> differences(const Sample& a, const Sample& b, double level) {
  std::map<std::string, double> found;
  for (std::size_t i = 0; i < a.names().size(); ++i) {
    const double p = statistics::two_sample_p(a.values()[i], b.values()[i]);
    if (p < level) found[a.names()[i]] = p;
  }
  return found;
}

const std::vector<Scenario>& all() {
  static const std::vector<Scenario> generated = scenarios::generate();
  return generated;
}

/// Comparisons over all scenarios: M.
std::size_t comparisons() {
  static const std::size_t count = [] {
    std::size_t sum = 0;
    for (const Scenario& scenario : all()) {
      const estate::Estate estate(scenario.tables);
      sum += naive_sample(scenario, estate, 1, 1).names().size();
    }
    return sum;
  }();
  return count;
}

class Agreement : public testing::TestWithParam<std::size_t> {};

TEST_P(Agreement, EngineAndNaiveGiveTheSameDistributions) {
  const Scenario& scenario = all()[GetParam()];
  const estate::Estate estate(scenario.tables);
  const double level = screening / static_cast<double>(comparisons());
  const auto suspects = differences(engine_sample(scenario, estate, seed, replicas),
                                    naive_sample(scenario, estate, seed, replicas), level);
  if (suspects.empty()) return;
  const Sample engine = engine_sample(scenario, estate, seed + 1, more_replicas);
  const Sample naive = naive_sample(scenario, estate, seed + 1, more_replicas);
  const auto again = differences(engine, naive, confirming);
  std::string report;
  for (std::size_t i = 0; i < engine.names().size(); ++i) {
    const std::string& name = engine.names()[i];
    if (!suspects.contains(name) || !again.contains(name)) continue;
    const auto mean = [&](const Sample& sample) {
      double sum = 0;
      double count = 0;
      for (const double value : sample.values()[i]) {
        if (value != never) sum += value, ++count;
      }
      return fmt::format("mean {:.4f} of {}", count > 0 ? sum / count : 0, count);
    };
    report += fmt::format("{}: engine {}, naive {}, p {:.1e}\n", name, mean(engine), mean(naive), again.at(name));
  }
  EXPECT_TRUE(report.empty()) << report << scenarios::to_text(scenario);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Agreement, testing::Range<std::size_t>(0, 60));

/// A mistake of known size, made in a copy of a scenario; false where it changes nothing.
struct Mistake {
  const char* name;
  std::function<bool(Scenario&)> make;
  int found_in;  ///< least number of scenarios (of one in four) in which the first round must see it
};

bool longer(base::Distribution& delay, double factor) {
  if (delay.kind == base::Distribution::Kind::uniform) delay.b *= factor;
  if (delay.kind != base::Distribution::Kind::lognormal && delay.kind != base::Distribution::Kind::gamma &&
      delay.kind != base::Distribution::Kind::uniform && delay.kind != base::Distribution::Kind::choice &&
      delay.kind != base::Distribution::Kind::exponential && delay.a == 0) {
    return false;
  }
  delay.a *= factor;
  for (double& value : delay.values) value *= factor;
  return true;
}

const std::vector<Mistake> mistakes = {
    {"attempts 10 % faster",
     [](Scenario& scenario) {
       for (threat::Vector& vector : scenario.threat.vectors) vector.rate_per_s *= 1.1;
       return true;
     },
     3},
    {"locking 10 % later",
     [](Scenario& scenario) {
       return scenario.threat.course.locked_after_s && longer(*scenario.threat.course.locked_after_s, 1.1);
     },
     6},
    {"first conduit row forgotten",
     [](Scenario& scenario) {
       scenario.tables.conduits.erase(scenario.tables.conduits.begin());
       return true;
     },
     2},
    {"detection one lock late",
     [](Scenario& scenario) {
       for (threat::Detection& detection : scenario.defence.detection) ++detection.after_locked;
       return !scenario.defence.detection.empty();
     },
     5},
    {"kill switch reaches 0.1 fewer",
     [](Scenario& scenario) {
       if (!scenario.threat.kill_switch || !scenario.threat.kill_switch->reach.parameter.empty()) return false;
       scenario.threat.kill_switch->reach.number -= 0.1;
       return true;
     },
     1},
    {"reports half an hour late",
     [](Scenario& scenario) {
       bool any = false;
       for (threat::Reporting& reporting : scenario.defence.reporting) {
         if (!reporting.after_hours.parameter.empty()) continue;
         reporting.after_hours.number += 0.5;
         any = true;
       }
       return any;
     },
     2},
    {"order of restoration ignored",
     [](Scenario& scenario) {
       const bool has = !scenario.tables.care.services.empty() && !scenario.defence.restoration.empty();
       scenario.tables.care.services.clear();
       return has;
     },
     1},
};

TEST(AgreementPower, MistakesOfKnownSizeAreFound) {
  constexpr std::size_t step = 4;
  const double level = screening / static_cast<double>(comparisons());
  std::map<std::string, int> made;
  std::map<std::string, int> found;
  for (std::size_t i = 0; i < all().size(); i += step) {
    const Scenario& scenario = all()[i];
    const estate::Estate estate(scenario.tables);
    const Sample right = naive_sample(scenario, estate, seed, replicas);
    for (const Mistake& mistake : mistakes) {
      Scenario wrong = scenario;
      if (!mistake.make(wrong)) continue;
      const estate::Estate wrong_estate(wrong.tables);
      ++made[mistake.name];
      if (!differences(right, naive_sample(wrong, wrong_estate, seed + 2, replicas), level).empty()) {
        ++found[mistake.name];
      }
    }
  }
  for (const Mistake& mistake : mistakes) {
    EXPECT_GE(found[mistake.name], mistake.found_in) << mistake.name << ", made in " << made[mistake.name];
  }
}

TEST(Scenarios, CoverEveryPartOfTheModel) {
  std::map<std::string, int> used;
  for (const Scenario& scenario : all()) {
    for (const std::string& feature : scenarios::features_of(scenario)) ++used[feature];
  }
  for (const std::string& feature : scenarios::all_features()) {
    EXPECT_GE(used[feature], 2) << feature << " is in too few scenarios";
  }
  EXPECT_GE(all().size(), 50U);
}

TEST(Scenarios, EveryKindOfEventHappensInMany) {
  std::map<EventKind, int> happens;
  for (const Scenario& scenario : all()) {
    const estate::Estate estate(scenario.tables);
    std::set<EventKind> kinds;
    for (std::uint64_t i = 0; i < 50; ++i) {
      for (const auto& event : naive::run(estate, scenario.threat, scenario.defence, scenario.horizon_s, i).events) {
        kinds.insert(event.kind);
      }
    }
    for (const EventKind kind : kinds) ++happens[kind];
  }
  for (int kind = 0; kind <= static_cast<int>(EventKind::alarm); ++kind) {
    EXPECT_GE(happens[static_cast<EventKind>(kind)], 10) << "kind " << kind;
  }
}

}  // namespace
