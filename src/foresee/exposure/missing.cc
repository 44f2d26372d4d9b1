#include "foresee/exposure/missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/instant.h"
#include "foresee/exposure/asks.h"
#include "foresee/exposure/evidence.h"
#include "foresee/exposure/wanted.h"

namespace exposure {

namespace {

constexpr std::uint32_t none = Stock::none;
constexpr std::size_t windows_reasons = static_cast<std::size_t>(WindowsReason::unknown_system) + 1;

/// What all answers of one component say of one vulnerability.
struct Said {
  std::uint32_t id = 0;
  Verdict verdict = Verdict::not_affected;
  std::vector<Wanted> wanted;  ///< of cannot tell
};

/// What one device has, as its lists tell it.
struct Carried {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> held;  ///< component and source, rising
  std::uint32_t products = none;   ///< of the lists that could have shown products, the last to become too old
  std::uint32_t system = none;     ///< the same of the operating system
  std::uint32_t windows = none;    ///< the same of those that have Windows
  std::vector<WindowsPart> parts;  ///< what each list says of its Windows
};

class Search {
 public:
  Search(const inventory::Fleet& fleet, const Claims& claims, const Stock& stock, const WindowsRules& windows,
         const MissingQuestion& question)
      : fleet_(fleet),
        claims_(claims),
        stock_(stock),
        rules_(windows),
        good_until_(last_days(fleet)),
        today_(base::day_number(question.day).value_or(std::numeric_limits<std::int32_t>::max())) {
    choose(question.vulnerabilities);
    ask_components();
    for (const inventory::Holding& holding : fleet.holdings) ++first_[holding.device + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
  }

  void look() {
    std::vector<std::uint32_t> devices(fleet_.devices.size());
    std::iota(devices.begin(), devices.end(), 0U);
    // Devices in one state of Windows come together, so that each state is judged once and not kept.
    std::ranges::stable_sort(devices, {}, [&](std::uint32_t device) { return stock_.windows_of(device); });
    for (const std::uint32_t device : devices) look_at(device);
  }

  /// Each device that nobody saw leaves every vulnerability open.
  void add_unseen(const Coverage& coverage) {
    const auto add = [&](const std::string& organisation, std::size_t devices, const char* field) {
      if (devices > 0) unseen_.push_back({organisation, Whom::nobody, "", {}, field, devices * asked(), 0, devices});
    };
    for (const OrganisationCoverage& one : coverage.organisations) {
      const std::size_t expected = one.expected.value_or(0);
      if (expected > one.seen && !enough_seen(one)) {
        add(one.id, expected - one.seen, one.seen == 0 ? "an inventory" : "lists of the devices that were not seen");
      }
      add(one.id, one.refused, "rows that can be understood");
    }
    add("", coverage.refused_of_nobody, "rows that can be understood");
  }

  MissingFields take() && {
    MissingFields all{asks_.rows(fleet_), asks_.questions(), asked()};
    std::ranges::move(unseen_, std::back_inserter(all.rows));
    std::ranges::sort(all.rows, [](const Missing& a, const Missing& b) {
      return std::tie(b.settles, b.with_others, b.devices, a.organisation, a.whom, a.of, a.field) <
             std::tie(a.settles, a.with_others, a.devices, b.organisation, b.whom, b.of, b.field);
    });
    return all;
  }

 private:
  [[nodiscard]] std::size_t asked() const { return plain_ + on_windows_; }

  /// Vulnerabilities of which an advisory names a product or a system, and those that are asked for.
  void choose(const std::vector<std::string>& only) {
    asked_ = with_products(claims_);
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    for (std::uint32_t id = 0; id < claims_.ids().size(); ++id) numbers.emplace(claims_.ids()[id], id);
    rule_of_.assign(claims_.ids().size(), none);
    for (std::uint32_t rule = 0; rule < rules_.ids().size(); ++rule) {
      const auto at = numbers.find(rules_.ids()[rule]);
      if (at == numbers.end()) continue;
      rule_of_[at->second] = rule;
      asked_[at->second] = true;
    }
    if (!only.empty()) {
      const std::set<std::string_view> wanted(only.begin(), only.end());
      for (std::uint32_t id = 0; id < asked_.size(); ++id) {
        asked_[id] = asked_[id] && wanted.contains(claims_.ids()[id]);
      }
    }
    for (std::uint32_t id = 0; id < asked_.size(); ++id) {
      if (asked_[id]) ++(rule_of_[id] == none ? plain_ : on_windows_);
    }
  }

  void ask_components() {
    said_.resize(fleet_.components.size());
    for (std::uint32_t component = 0; component < fleet_.components.size(); ++component) {
      std::map<std::uint32_t, std::vector<Answer>> by_id;
      for (const Answer& answer : answers(claims_, stock_.asked(component))) {
        const std::uint32_t id = claims_.id_of(answer.advisory, answer.vulnerability);
        if (asked_[id]) by_id[id].push_back(answer);
      }
      for (const auto& [id, together] : by_id) {
        Said& one = said_[component].emplace_back(Said{id, combined(together).verdict, {}});
        if (one.verdict != Verdict::cannot_tell) continue;
        for (const Answer& answer : together) {
          if (answer.verdict != Verdict::cannot_tell) continue;
          std::ranges::move(wanted(claims_, answer, fleet_.components[component], stock_.asked(component)),
                            std::back_inserter(one.wanted));
        }
      }
    }
    nameless_.assign(fleet_.components.size(), false);
    for (const std::uint32_t component : stock_.nameless()) nameless_[component] = true;
  }

  [[nodiscard]] Carried carried_by(std::uint32_t device) const {
    Carried all;
    all.parts =
        windows_parts(fleet_, std::span(fleet_.holdings).subspan(first_[device], first_[device + 1] - first_[device]));
    for (std::size_t i = first_[device]; i < first_[device + 1]; ++i) {
      const inventory::Holding& holding = fleet_.holdings[i];
      bool windows = false;
      for (const std::uint32_t component : fleet_.of(holding)) {
        all.held.emplace_back(component, holding.source);
        windows |= fleet_.components[component].windows.has_value();
      }
      const auto later = [&](std::uint32_t& best) {
        if (best == none || good_until_[best] < good_until_[holding.source]) best = holding.source;
      };
      if (shows_products(fleet_.sources[holding.source])) later(all.products);
      if (shows_system(fleet_, holding)) later(all.system);
      if (windows) later(all.windows);
    }
    std::ranges::sort(all.held);
    return all;
  }

  void look_at(std::uint32_t device) {
    device_ = device;
    const Carried carried = carried_by(device);
    const std::uint32_t state = stock_.windows_of(device);
    judge(state, carried.parts);
    std::vector<std::pair<const Said*, std::uint32_t>> found;  // with the component
    std::uint32_t last = none;
    for (const auto& [component, source] : carried.held) {
      if (nameless_[component]) asks_.note(device, asked_of(source, "an identifier (package URL, CPE or name)"));
      if (component == std::exchange(last, component)) continue;
      for (const Said& one : said_[component]) found.emplace_back(&one, component);
    }
    std::ranges::stable_sort(found, {}, [](const auto& one) { return one.first->id; });
    std::size_t plain = plain_;
    auto reasons = reasons_;
    std::size_t on_windows = on_windows_;
    std::vector<std::size_t> old = old_;
    for (std::size_t begin = 0; begin < found.size();) {
      const std::uint32_t id = found[begin].first->id;
      std::size_t end = begin;
      while (end < found.size() && found[end].first->id == id) ++end;
      const WindowsStanding* windows = nullptr;
      if (rule_of_[id] == none) {
        --plain;
      } else {
        --on_windows;
        if (state != none) windows = &standings_[rule_of_[id]];
      }
      if (windows != nullptr && windows->verdict == Verdict::cannot_tell)
        --reasons[static_cast<std::size_t>(windows->reason)];
      if (windows != nullptr && ended_by_[rule_of_[id]] != none) --old[ended_by_[rule_of_[id]]];
      settle(carried, std::span(found).subspan(begin, end - begin), windows);
      begin = end;
    }
    if (carried.products == none) {
      asks_.add(device_, {of_nobody("a list of its products")}, plain);
    } else {
      age(carried.products, plain);
    }
    if (state == none) {
      if (carried.system == none) {
        asks_.add(device_, {of_nobody("its operating system and build")}, on_windows);
      } else {
        age(carried.system, on_windows);
      }
      return;
    }
    for (std::size_t reason = 0; reason < reasons.size(); ++reason) {
      asks_.add(device_, {on_windows_ask(carried, static_cast<WindowsReason>(reason))}, reasons[reason]);
    }
    for (std::size_t part = 0; part < old.size(); ++part) age(carried.parts[part].source, old[part]);
  }

  /// A vulnerability of which something on the device is named.
  void settle(const Carried& carried, std::span<const std::pair<const Said*, std::uint32_t>> found,
              const WindowsStanding* windows) {
    const auto is = [&](Verdict verdict) {
      return (windows != nullptr && windows->verdict == verdict) ||
             std::ranges::any_of(found, [&](const auto& one) { return one.first->verdict == verdict; });
    };
    if (is(Verdict::affected)) return;
    std::vector<Ask> asks;
    if (!is(Verdict::cannot_tell)) {
      // Each component that clears it must be of a list that is still good.
      for (const auto& [said, component] : found) {
        std::uint32_t best = none;
        for (const std::uint32_t source : sources_with(carried, component)) {
          if (best == none || good_until_[best] < good_until_[source]) best = source;
        }
        if (is_old(best)) asks.push_back(newer(best));
      }
      if (windows != nullptr) {
        const std::uint32_t part = ended_by_[rule_of_[found.front().first->id]];
        if (part != none) asks.push_back(newer(carried.parts[part].source));
      }
      if (!asks.empty()) asks_.add(device_, std::move(asks), 1);
      return;
    }
    for (const auto& [said, component] : found) {
      if (said->verdict != Verdict::cannot_tell) continue;
      for (const Wanted& one : said->wanted) {
        if (one.whom == Whom::publisher) {
          asks.push_back({none, one, "", none});
          continue;
        }
        // Every tool that has it would have to say it: what one leaves open stays open.
        for (const std::uint32_t source : sources_with(carried, component)) asks.push_back(asked_of(source, one.field));
      }
    }
    if (windows != nullptr && windows->verdict == Verdict::cannot_tell) {
      asks.push_back(on_windows_ask(carried, windows->reason));
    }
    asks_.add(device_, std::move(asks), 1);
  }

  static std::vector<std::uint32_t> sources_with(const Carried& carried, std::uint32_t component) {
    std::vector<std::uint32_t> sources;
    for (auto at = std::ranges::lower_bound(carried.held, std::pair(component, 0U));
         at != carried.held.end() && at->first == component; ++at) {
      sources.push_back(at->second);
    }
    return sources;
  }

  /// What a list cleared, if it is too old to clear anything.
  void age(std::uint32_t source, std::size_t questions) {
    if (is_old(source)) asks_.add(device_, {newer(source)}, questions);
  }
  [[nodiscard]] bool is_old(std::uint32_t source) const { return source != none && good_until_[source] < today_; }
  [[nodiscard]] Ask newer(std::uint32_t source) const {
    return asked_of(source, fleet_.sources[source].date.empty() ? "date of its list" : "a newer list");
  }

  /// Sets what a state of Windows says, and of what it clears what rests on lists that are too old.
  void judge(std::uint32_t state, const std::vector<WindowsPart>& parts) {
    std::string judged = fmt::format("{}", state);
    const bool some_old = std::ranges::any_of(parts, [&](const WindowsPart& part) { return is_old(part.source); });
    if (some_old) {
      judged += key_of(parts);
      for (const WindowsPart& part : parts) judged += fmt::format(",{}", good_until_[part.source]);
    }
    if (judged == judged_) return;
    judged_ = std::move(judged);
    reasons_.fill(0);
    old_.assign(some_old ? parts.size() : 0, 0);
    if (state == none) return;
    standings_ = rules_.stand_all(stock_.windows()[state]);
    for (std::uint32_t id = 0; id < asked_.size(); ++id) {
      if (!asked_[id] || rule_of_[id] == none) continue;
      const WindowsStanding& one = standings_[rule_of_[id]];
      if (one.verdict == Verdict::cannot_tell) ++reasons_[static_cast<std::size_t>(one.reason)];
    }
    let_age(parts);
  }

  /// Which list ends what the state clears, of those that have ended (as exposure::let_age() has it).
  void let_age(const std::vector<WindowsPart>& parts) {
    ended_by_.assign(standings_.size(), none);
    for (const WindowsLeft& left : as_lists_end(parts, good_until_)) {
      if (!is_old(parts[left.ended].source)) break;
      // No list at all clears nothing.
      const auto rest = rules_.stand_all(joined(fleet_, left.rest));
      for (std::uint32_t id = 0; id < asked_.size(); ++id) {
        const std::uint32_t rule = rule_of_[id];
        if (!asked_[id] || rule == none || ended_by_[rule] != none) continue;
        const bool was_clear = standings_[rule].verdict == Verdict::not_affected;
        if (!was_clear || rest[rule].verdict == Verdict::not_affected) continue;
        ended_by_[rule] = static_cast<std::uint32_t>(left.ended);
        ++old_[left.ended];
      }
    }
  }

  [[nodiscard]] Ask asked_of(std::uint32_t source, std::string field) const {
    return {
        fleet_.devices[device_].organisation, {Whom::tool, "", std::move(field)}, fleet_.sources[source].tool, source};
  }

  [[nodiscard]] Ask of_nobody(std::string field) const {
    return {fleet_.devices[device_].organisation, {Whom::nobody, "", std::move(field)}, "", none};
  }

  [[nodiscard]] Ask on_windows_ask(const Carried& carried, WindowsReason reason) const {
    Wanted one = wanted(reason);
    if (one.whom == Whom::publisher) return {none, std::move(one), "", none};
    return asked_of(carried.windows, std::move(one.field));
  }

  const inventory::Fleet& fleet_;
  const Claims& claims_;
  const Stock& stock_;
  const WindowsRules& rules_;
  std::vector<std::int32_t> good_until_;
  std::int32_t today_;
  std::vector<bool> asked_;              ///< of each vulnerability of the claims
  std::vector<std::uint32_t> rule_of_;   ///< the same: its number in the tables of updates; none: they do not have it
  std::size_t plain_ = 0;                ///< vulnerabilities asked about that the tables do not have
  std::size_t on_windows_ = 0;           ///< those that they have
  std::vector<std::vector<Said>> said_;  ///< of each component, by vulnerability
  std::vector<bool> nameless_;
  std::vector<std::size_t> first_ = std::vector<std::size_t>(fleet_.devices.size() + 1);  ///< holding of each device
  Asks asks_;
  std::vector<Missing> unseen_;

  std::uint32_t device_ = 0;                            ///< that is looked at
  std::string judged_;                                  ///< the state of its Windows, and what of it is too old
  std::vector<WindowsStanding> standings_;              ///< of that state, by number in the tables
  std::array<std::size_t, windows_reasons> reasons_{};  ///< vulnerabilities of which it cannot be told there, by why
  std::vector<std::uint32_t> ended_by_;  ///< by number in the tables: part that ended what clears it; none: still good
  std::vector<std::size_t> old_;         ///< of each part, how many it ended; empty: all parts are still good
};

}  // namespace

MissingFields missing(const inventory::Fleet& fleet, const Claims& claims, const Stock& stock,
                      const WindowsRules& windows, const MissingQuestion& question) {
  Search search(fleet, claims, stock, windows, question);
  search.look();
  if (question.coverage != nullptr) search.add_unseen(*question.coverage);
  return std::move(search).take();
}

}  // namespace exposure
