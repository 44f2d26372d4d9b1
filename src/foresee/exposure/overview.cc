#include "foresee/exposure/overview.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace exposure {

namespace {

/// Components and states of Windows that a vulnerability touches, by verdict.
struct Touched {
  std::array<std::vector<std::uint32_t>, 3> components;  ///< by Verdict
  std::array<std::vector<std::uint32_t>, 3> states;      ///< of Windows, the same
  std::vector<std::uint32_t> advisories;                 ///< that name one of the components, and do not clear it

  [[nodiscard]] bool is_named_by(const advisory::Advisory& one, std::uint32_t number) const {
    if (one.feed == advisory::Feed::microsoft && !one.withdrawn) {  // what states of Windows are judged by
      for (const Verdict verdict : {Verdict::affected, Verdict::cannot_tell}) {
        if (!states[static_cast<std::size_t>(verdict)].empty()) return true;
      }
    }
    return std::ranges::binary_search(advisories, number);
  }
};

class Counter {
 public:
  Counter(const inventory::Fleet& fleet, const Stock& stock, const Surroundings* around)
      : fleet_(fleet),
        stock_(stock),
        around_(around),
        seen_(fleet.devices.size(), Stock::none),
        met_(fleet.organisations.size(), Stock::none),
        zones_(around == nullptr ? 0 : around->reach.size(), Stock::none),
        services_(around == nullptr ? 0 : around->all_services, Stock::none) {
    for (std::uint32_t device = 0; device < fleet.devices.size(); ++device) {
      if (stock.windows_of(device) == Stock::none) continue;
      by_state_.resize(stock.windows().size());
      by_state_[stock.windows_of(device)].push_back(device);
    }
  }

  /// `round` tells this vulnerability from all others, so that nothing has to be cleared between them.
  void count(std::uint32_t round, const Touched& touched, Exposure& one) {
    for (const Verdict verdict : {Verdict::affected, Verdict::cannot_tell}) {
      std::size_t& number = verdict == Verdict::affected ? one.affected : one.cannot_tell;
      const auto take = [&](std::uint32_t device) {
        if (std::exchange(seen_[device], round) == round) return;
        ++number;
        if (verdict != Verdict::affected) return;
        const std::uint32_t organisation = fleet_.devices[device].organisation;
        if (std::exchange(met_[organisation], round) != round) ++one.organisations;
        if (around_ != nullptr) look_around(round, device, one);
      };
      for (const std::uint32_t component : touched.components[static_cast<std::size_t>(verdict)]) {
        for (const std::uint32_t device : stock_.carriers(component)) take(device);
      }
      for (const std::uint32_t state : touched.states[static_cast<std::size_t>(verdict)]) {
        std::ranges::for_each(by_state_[state], take);
      }
    }
  }

 private:
  void look_around(std::uint32_t round, std::uint32_t device, Exposure& one) {
    const estate::Index zone = around_->zone[device];
    if (zone == estate::none || std::exchange(zones_[zone], round) == round) return;
    one.reach = std::min(one.reach, around_->reach[zone]);
    for (const estate::Index service : around_->services[zone]) {
      if (std::exchange(services_[service], round) != round) ++one.services;
    }
  }

  const inventory::Fleet& fleet_;
  const Stock& stock_;
  const Surroundings* around_;
  std::vector<std::uint32_t> seen_;      ///< the last round that counted a device
  std::vector<std::uint32_t> met_;       ///< the same of organisations
  std::vector<std::uint32_t> zones_;     ///< of zones
  std::vector<std::uint32_t> services_;  ///< of services
  std::vector<std::vector<std::uint32_t>> by_state_;
};

/// Every component that is called so once, its answers sorted out by vulnerability.
std::vector<Touched> touched_by(const inventory::Fleet& fleet, const Claims& claims, const Stock& stock,
                                std::string_view product) {
  std::vector<Touched> all(claims.ids().size());
  std::vector<std::pair<std::uint32_t, Answer>> found;  // with the vulnerability's number
  std::vector<Answer> together;
  for (std::uint32_t component = 0; component < fleet.components.size(); ++component) {
    if (!product.empty() && !is_called(fleet.components[component], product)) continue;
    found.clear();
    for (const Answer& answer : answers(claims, stock.asked(component))) {
      found.emplace_back(claims.id_of(answer.advisory, answer.vulnerability), answer);
    }
    std::ranges::stable_sort(found, {}, &std::pair<std::uint32_t, Answer>::first);
    for (std::size_t i = 0; i < found.size();) {
      const std::uint32_t id = found[i].first;
      together.clear();
      for (; i < found.size() && found[i].first == id; ++i) {
        together.push_back(found[i].second);
        if (found[i].second.verdict != Verdict::not_affected) all[id].advisories.push_back(found[i].second.advisory);
      }
      all[id].components[static_cast<std::size_t>(combined(together).verdict)].push_back(component);
    }
  }
  for (Touched& one : all) std::ranges::sort(one.advisories);
  return all;
}

/// Every state of Windows once, too.
void add_windows(const Claims& claims, const Stock& stock, const WindowsRules& windows, std::string_view product,
                 std::vector<Touched>& touched) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < claims.ids().size(); ++i) numbers.emplace(claims.ids()[i], i);
  for (std::uint32_t state = 0; state < stock.windows().size(); ++state) {
    if (!advisory::holds(stock.windows()[state].windows.product, product)) continue;
    const std::vector<Verdict> verdicts = windows.check_all(stock.windows()[state]);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      if (verdicts[i] == Verdict::not_affected) continue;
      const auto at = numbers.find(windows.ids()[i]);
      if (at != numbers.end()) touched[at->second].states[static_cast<std::size_t>(verdicts[i])].push_back(state);
    }
  }
}

auto rank(const Exposure& one) {
  const int exploited = !one.context.exploited ? 0 : one.context.exploited->ransomware ? 2 : 1;
  return std::tuple(-exploited, one.affected == 0, one.reach, -one.context.epss.value_or(-1),
                    -one.context.cvss_tenths.value_or(-1), -static_cast<double>(one.services),
                    -static_cast<double>(one.affected), -static_cast<double>(one.cannot_tell),
                    std::string_view(one.id));
}

void add_context(const advisory::Vulnerability& flaw, Context& context) {
  if (context.title.empty()) context.title = flaw.title;
  if (flaw.exploited && (!context.exploited || flaw.exploited->ransomware)) context.exploited = flaw.exploited;
  if (flaw.epss) context.epss = std::max(context.epss.value_or(0), flaw.epss->probability);
  for (const advisory::Score& score : flaw.scores) {
    context.cvss_tenths = std::max(context.cvss_tenths.value_or(0), score.tenths);
  }
}

}  // namespace

Context context_of(const Claims& claims, const std::vector<std::string>& ids) {
  Context context;
  for (const advisory::Advisory& one : claims.advisories()) {
    for (const advisory::Vulnerability& flaw : one.vulnerabilities) {
      if (is_asked_for(one, flaw, ids)) add_context(flaw, context);
    }
  }
  return context;
}

bool is_called(const inventory::Component& component, std::string_view text) {
  for (const std::string* name : {&component.vendor, &component.name, &component.purl, &component.cpe}) {
    if (advisory::holds(*name, text)) return true;
  }
  return component.windows && advisory::holds(component.windows->product, text);
}

std::vector<Exposure> overview(const inventory::Fleet& fleet, const Claims& claims, const Stock& stock,
                               const WindowsRules& windows, const Surroundings* around, std::string_view product) {
  std::vector<Touched> touched = touched_by(fleet, claims, stock, product);
  add_windows(claims, stock, windows, product, touched);
  std::vector<Exposure> all;
  std::vector<std::uint32_t> place(claims.ids().size(), Stock::none);
  Counter counter(fleet, stock, around);
  for (std::uint32_t id = 0; id < touched.size(); ++id) {
    Exposure one;
    counter.count(id, touched[id], one);
    if (one.affected + one.cannot_tell == 0) continue;
    one.id = claims.ids()[id];
    place[id] = static_cast<std::uint32_t>(all.size());
    all.push_back(std::move(one));
  }
  for (std::uint32_t a = 0; a < claims.advisories().size(); ++a) {
    const advisory::Advisory& one = claims.advisories()[a];
    for (std::uint32_t v = 0; v < one.vulnerabilities.size(); ++v) {
      const std::uint32_t id = claims.id_of(a, v);
      if (place[id] == Stock::none) continue;
      Exposure& exposure = all[place[id]];
      add_context(one.vulnerabilities[v], exposure.context);
      advisory::Name name = advisory::name_of(one);
      const bool is_there = !exposure.advisories.empty() && exposure.advisories.back() == name;
      if (!is_there && touched[id].is_named_by(one, a)) exposure.advisories.push_back(std::move(name));
    }
  }
  std::ranges::sort(all, [](const Exposure& a, const Exposure& b) { return rank(a) < rank(b); });
  return all;
}

}  // namespace exposure
