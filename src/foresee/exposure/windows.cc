#include "foresee/exposure/windows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <tuple>
#include <utility>

#include "world/advisory/id.h"
#include "world/inventory/windows_name.h"

namespace exposure {

namespace {

using inventory::windows_key;

/// Four numbers: "10.0.14393.953".
using Build = std::array<std::uint32_t, 4>;

/// Nothing for a build without its revision.
std::optional<Build> build_of(std::string_view text) {
  Build build{};
  for (std::size_t i = 0; i < build.size(); ++i) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), build[i]);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (i + 1 == build.size()) return text.empty() ? std::optional(build) : std::nullopt;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
  }
  return std::nullopt;
}

std::uint32_t number_of_update(std::string_view update) {
  if (update.starts_with("KB")) update.remove_prefix(2);
  std::uint32_t number = 0;
  std::from_chars(update.data(), update.data() + update.size(), number);
  return number;
}

constexpr std::uint32_t never = 99991231;

/// "2017-03-14..." as 20170314; 0 for anything else.
std::uint32_t day_of(std::string_view date) {
  std::uint32_t day = 0;
  for (const char c : date.substr(0, 10)) {
    if (c >= '0' && c <= '9') day = day * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return day;
}

}  // namespace

/// All updates that those in a list contain, and from which each was reached, by their places in System::updates.
struct WindowsRules::Reach {
  static constexpr std::uint32_t not_reached = 0xFFFFFFFF;
  std::vector<std::uint32_t> from;  ///< the one that replaced it; itself: in the list
  bool newer = false;               ///< the list has one that is newer than the tables
  std::optional<Build> build;       ///< with its revision, of a system whose updates are cumulative
};

/// What the witnesses say of one part of a system.
struct WindowsRules::Part {
  enum class State : std::uint8_t { found, below, some, lacking };
  State state = State::lacking;
  WindowsReason reason = WindowsReason::not_in_list;  ///< of `found`
  std::uint32_t asked = 0;                            ///< KB number that decided; 0: none mends it
  bool in_list = false;
  bool apart = false;
};

WindowsRules::System* WindowsRules::system_named(std::string_view product) {
  std::string key = windows_key(product);
  if (!inventory::is_windows(key)) return nullptr;
  const auto [at, fresh] = number_of_system_.emplace(key, static_cast<std::uint32_t>(systems_.size()));
  if (fresh) {
    System& one = systems_.emplace_back();
    one.cumulative = inventory::is_cumulative(key);
    one.rollups_since = inventory::rollups_since(key);
    one.key = std::move(key);
  }
  return &systems_[at->second];
}

void WindowsRules::add(const advisory::Advisory& one, const advisory::Vulnerability& flaw) {
  const auto [at, fresh] = number_of_id_.emplace(advisory::id_key(flaw.id), static_cast<std::uint32_t>(ids_.size()));
  if (fresh) ids_.push_back(at->first);
  const std::uint32_t id = at->second;
  dates_.resize(ids_.size());
  updates_of_.resize(ids_.size());
  const auto need = [&](std::uint32_t product, std::uint32_t update) {
    System* system = system_named(one.products[product].name);
    if (system == nullptr) return;
    dates_[id] = std::max(dates_[id], day_of(one.date));
    Need& added = system->needs.emplace_back();
    added.id = id;
    added.part = parts_ + product;
    added.update = update;
    added.apart = !one.products[product].platform.empty();
  };
  for (const advisory::Statement& statement : flaw.statements) need(statement.product, 0);
  for (const advisory::Remediation& remedy : flaw.remediations) {
    const std::uint32_t update = number_of_update(remedy.update);
    newest_ = std::max(newest_, update);
    for (const std::uint32_t product : remedy.products) need(product, update);
    if (update == 0) continue;
    updates_of_[id].push_back(update);
    mended_by_[update].push_back(id);
    const std::uint32_t day = day_of(remedy.date.empty() ? one.date : remedy.date);
    const auto [first, unknown] = first_days_.emplace(update, day);
    first->second = std::min(first->second, day);
  }
}

WindowsRules::WindowsRules(const std::vector<const advisory::Advisory*>& microsoft,
                           const advisory::WindowsUpdates& updates) {
  for (const advisory::Advisory* one : microsoft) {
    for (const advisory::Vulnerability& flaw : one->vulnerabilities) add(*one, flaw);
    parts_ += static_cast<std::uint32_t>(one->products.size());
  }
  for (const advisory::Supersedence& edge : updates.supersedences) {
    newest_ = std::max(newest_, edge.update);
    for (const std::string& product : edge.products) {
      const auto at = number_of_system_.find(windows_key(product));
      if (at != number_of_system_.end()) systems_[at->second].edges.emplace_back(edge.update, edge.superseded);
    }
    if (!edge.products.empty()) continue;
    for (System& one : systems_) one.edges.emplace_back(edge.update, edge.superseded);
  }
  for (const advisory::UpdateBuild& one : updates.builds) builds_.emplace(one.update, one.build);
  for (const advisory::EndOfSupport& one : updates.support) support_.emplace(windows_key(one.product), day_of(one.day));
  for (System& one : systems_) index(one);
}

/// Numbers become places, so that a host is answered without a search.
void WindowsRules::index(System& system) const {
  const auto key = [](const Need& need) { return std::tuple(need.id, need.part, need.update); };
  std::ranges::sort(system.needs, {}, key);
  const auto same = [&](const Need& a, const Need& b) { return key(a) == key(b); };
  system.needs.erase(std::unique(system.needs.begin(), system.needs.end(), same), system.needs.end());
  for (const Need& need : system.needs) system.updates.push_back(need.update);
  for (const auto& [update, superseded] : system.edges)
    system.updates.insert(system.updates.end(), {update, superseded});
  std::ranges::sort(system.updates);
  system.updates.erase(std::unique(system.updates.begin(), system.updates.end()), system.updates.end());
  const auto place = [&](std::uint32_t update) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(system.updates, update) - system.updates.begin());
  };
  for (Need& need : system.needs) {
    need.place = place(need.update);
    if (need.update != 0) need.enough = first_days_.at(need.update) >= system.rollups_since;
  }
  for (std::uint32_t begin = 0; begin < system.needs.size();) {
    Range range{system.needs[begin].id, begin, begin, true, false};
    for (; range.end < system.needs.size() && system.needs[range.end].id == range.id; ++range.end) {
      const Need& need = system.needs[range.end];
      range.plain = range.plain && need.enough && !need.apart && need.part == system.needs[begin].part;
      range.mended = range.mended || need.update != 0;
    }
    system.ranges.push_back(range);
    begin = range.end;
  }
  for (auto& [update, superseded] : system.edges) {
    update = place(update);
    superseded = place(superseded);
  }
  std::ranges::sort(system.edges);
  system.first.assign(system.updates.size() + 1, 0);
  for (const auto& [update, superseded] : system.edges) ++system.first[update + 1];
  for (std::size_t i = 1; i < system.first.size(); ++i) system.first[i] += system.first[i - 1];
}

std::optional<std::uint32_t> WindowsRules::number_of(std::string_view id) const {
  const auto found = number_of_id_.find(advisory::id_key(id));
  return found == number_of_id_.end() ? std::nullopt : std::optional(found->second);
}

const WindowsRules::System* WindowsRules::system_of(const WindowsFound& found) const {
  const auto at = number_of_system_.find(windows_key(found.windows.product));
  return at == number_of_system_.end() ? nullptr : &systems_[at->second];
}

WindowsRules::Reach WindowsRules::reach_of(const System& system, const WindowsFound& found) const {
  Reach reach;
  reach.from.assign(system.updates.size(), Reach::not_reached);
  const std::vector<std::uint32_t>& list = found.windows.updates;
  reach.newer = !list.empty() && list.back() > newest_;
  if (system.cumulative) reach.build = build_of(found.windows.build);
  std::vector<std::uint32_t> open;
  open.reserve(list.size());
  for (std::size_t i = 0, place = 0; i < list.size(); ++i) {  // both rise
    while (place < system.updates.size() && system.updates[place] < list[i]) ++place;
    if (place == system.updates.size() || system.updates[place] != list[i]) continue;
    reach.from[place] = static_cast<std::uint32_t>(place);
    open.push_back(static_cast<std::uint32_t>(place));
  }
  while (!open.empty()) {
    const std::uint32_t update = open.back();
    open.pop_back();
    for (std::uint32_t i = system.first[update]; i < system.first[update + 1]; ++i) {
      const std::uint32_t older = system.edges[i].second;
      if (reach.from[older] != Reach::not_reached) continue;
      reach.from[older] = update;
      open.push_back(older);
    }
  }
  return reach;
}

/// Whether the build says that an update is there; nothing when there is no revision, or no build is known of the
/// update.
std::optional<bool> WindowsRules::by_build(const Reach& reach, std::uint32_t update) const {
  if (!reach.build) return std::nullopt;
  const auto known = builds_.find(update);
  if (known == builds_.end()) return std::nullopt;
  const auto asked = build_of(known->second);
  if (!asked || !std::equal(asked->begin(), asked->begin() + 3, reach.build->begin())) return std::nullopt;
  return (*reach.build)[3] >= (*asked)[3];
}

WindowsRules::Part WindowsRules::part_of(const System& system, const Reach& reach, std::size_t begin,
                                         std::size_t end) const {
  Part part;
  part.apart = system.needs[begin].apart;
  std::optional<bool> build;
  std::uint32_t lacking = 0;  // of those that are not enough alone
  bool enough = false;
  for (std::size_t i = begin; i < end; ++i) {
    const Need& need = system.needs[i];
    if (need.update == 0) continue;
    if (!part.in_list && !build) part.asked = need.update;
    if (const auto reached = by_build(reach, need.update); reached && !build.value_or(false)) {
      build = reached;
      part.asked = need.update;
    }
    const std::uint32_t from = reach.from[need.place];
    if (from == Reach::not_reached) {
      if (!need.enough) lacking = need.update;
      continue;
    }
    enough |= need.enough;
    if (!part.in_list && !build) {
      part.asked = need.update;
      part.reason = from == need.place ? WindowsReason::update_found : WindowsReason::replaced_by;
    }
    part.in_list = true;
  }
  if (build) {
    part.state = *build ? Part::State::found : Part::State::below;
    part.reason = *build ? WindowsReason::build_reached : WindowsReason::build_below;
  } else if (part.in_list) {
    part.state = enough || lacking == 0 ? Part::State::found : Part::State::some;
    if (part.state == Part::State::some) part.asked = lacking;
  }
  return part;
}

/// Of a system, or of a part that always comes with it, of which nothing was found.
WindowsRuling WindowsRules::lacking(const System& system, const Reach& reach, const WindowsFound& found,
                                    std::uint32_t update) {
  if (update == 0) return {Verdict::affected, WindowsReason::no_update, 0, false};
  if (system.cumulative) return {Verdict::cannot_tell, WindowsReason::list_cumulative, update, false};
  if (!found.whole_list) return {Verdict::cannot_tell, WindowsReason::list_partial, update, false};
  if (reach.newer) return {Verdict::cannot_tell, WindowsReason::list_newer, update, false};
  return {Verdict::affected, WindowsReason::not_in_list, update, false};
}

WindowsRuling WindowsRules::judge(const System& system, const Reach& reach, const WindowsFound& found,
                                  std::size_t begin, std::size_t end) const {
  using State = Part::State;
  Part good;                      // the last that was found
  std::optional<Part> bad;        // of what always comes with the system
  std::optional<Part> bad_apart;  // of what may not be installed
  bool some = false;              // something of what always comes with it was found
  for (std::size_t at = begin; at < end;) {
    std::size_t next = at + 1;
    while (next < end && system.needs[next].part == system.needs[at].part) ++next;
    const Part part = part_of(system, reach, at, next);
    at = next;
    // The build is the first witness: it counts, whatever the list says.
    if (part.state == State::below) return {Verdict::affected, part.reason, part.asked, part.in_list};
    some |= !part.apart && part.state != State::lacking;
    if (part.state == State::found)
      good = part;
    else if (part.apart)
      bad_apart = part;
    else
      bad = part;
  }
  if (bad && !some) return lacking(system, reach, found, bad->asked);
  if (bad) return {Verdict::cannot_tell, WindowsReason::some_found, bad->asked, false};
  if (bad_apart) return {Verdict::cannot_tell, WindowsReason::part_not_known, bad_apart->asked, false};
  return {Verdict::not_affected, good.reason, good.asked, false};
}

std::optional<std::uint32_t> WindowsRules::support_of(const WindowsFound& found) const {
  const auto ended = support_.find(windows_key(found.windows.product));
  return ended == support_.end() ? std::nullopt : std::optional(ended->second);
}

WindowsRuling WindowsRules::unnamed(const WindowsFound& found, std::optional<std::uint32_t> ended,
                                    std::uint32_t id) const {
  if (!ended || dates_[id] <= *ended) return {Verdict::not_affected, WindowsReason::not_named, 0, false};
  // Updates made for paying customers, or in an emergency, have the number of those for other systems (KB4012598).
  for (const std::uint32_t update : updates_of_[id]) {
    if (std::ranges::binary_search(found.windows.updates, update)) {
      return {Verdict::not_affected, WindowsReason::update_found, update, false};
    }
  }
  return {Verdict::cannot_tell, WindowsReason::unsupported, 0, false};
}

WindowsAnswer WindowsRules::check(const WindowsFound& found, std::uint32_t id) const {
  if (found.windows.product.empty()) return {};
  const System* system = system_of(found);
  if (system == nullptr) return {unnamed(found, support_of(found), id), {}};
  const auto begin = std::ranges::lower_bound(system->needs, id, {}, &Need::id);
  const auto end = std::ranges::upper_bound(system->needs, id, {}, &Need::id);
  if (begin == end) return {unnamed(found, support_of(found), id), {}};
  const Reach reach = reach_of(*system, found);
  WindowsAnswer answer{judge(*system, reach, found, static_cast<std::size_t>(begin - system->needs.begin()),
                             static_cast<std::size_t>(end - system->needs.begin())),
                       {}};
  if (answer.reason != WindowsReason::replaced_by) return answer;
  const auto asked = std::ranges::lower_bound(system->updates, answer.asked);
  auto place = static_cast<std::uint32_t>(asked - system->updates.begin());
  for (; reach.from[place] != place; place = reach.from[place])
    answer.chain.push_back(system->updates[reach.from[place]]);
  std::ranges::reverse(answer.chain);
  return answer;
}

std::vector<WindowsStanding> WindowsRules::stand_all(const WindowsFound& found) const {
  const System* system = system_of(found);
  std::vector<WindowsStanding> all(ids_.size());
  if (found.windows.product.empty()) return all;
  // What unnamed() says of each, but turned round: few updates are in a list, and each mends few of all.
  const std::uint32_t ended = support_of(found).value_or(never);
  for (std::size_t id = 0; id < all.size(); ++id) {
    all[id] = dates_[id] > ended ? WindowsStanding{Verdict::cannot_tell, WindowsReason::unsupported}
                                 : WindowsStanding{Verdict::not_affected, WindowsReason::not_named};
  }
  constexpr WindowsStanding mended_by_list{Verdict::not_affected, WindowsReason::update_found};
  for (const std::uint32_t update : found.windows.updates) {
    const auto mended = mended_by_.find(update);
    if (mended == mended_by_.end()) continue;
    for (const std::uint32_t id : mended->second) all[id] = mended_by_list;
  }
  if (system == nullptr) return all;
  const auto in_short = [](const WindowsRuling& ruling) { return WindowsStanding{ruling.verdict, ruling.reason}; };
  const Reach reach = reach_of(*system, found);
  // Most vulnerabilities ask for one of a few updates, and all that lack them stand alike.
  const WindowsStanding without = in_short(lacking(*system, reach, found, newest_));
  const auto is_there = [&](const Need& need) {
    return need.update != 0 && reach.from[need.place] != Reach::not_reached;
  };
  for (const Range& range : system->ranges) {
    if (!range.plain || reach.build) {
      all[range.id] = in_short(judge(*system, reach, found, range.begin, range.end));
      continue;
    }
    const auto needs = std::span(system->needs).subspan(range.begin, range.end - range.begin);
    const bool mended = std::ranges::any_of(needs, is_there);
    all[range.id] = mended         ? mended_by_list
                    : range.mended ? without
                                   : WindowsStanding{Verdict::affected, WindowsReason::no_update};
  }
  return all;
}

WindowsVerdicts WindowsRules::verdicts(const Claims& claims, const Scope& scope,
                                       const std::vector<WindowsFound>& states) const {
  WindowsVerdicts all;
  all.reserve(scope.systems.size());
  for (const std::uint32_t vulnerability : scope.systems) {
    const std::uint32_t id = number_of(claims.ids()[vulnerability]).value();
    std::vector<Verdict>& one = all.emplace_back();
    one.reserve(states.size());
    for (const WindowsFound& state : states) one.push_back(check(state, id).verdict);
  }
  return all;
}

bool WindowsRules::clears(const Claims& claims, const Scope& scope, const WindowsFound& found) const {
  return std::ranges::all_of(scope.systems, [&](std::uint32_t vulnerability) {
    return check(found, number_of(claims.ids()[vulnerability]).value()).verdict == Verdict::not_affected;
  });
}

std::vector<Verdict> WindowsRules::check_all(const WindowsFound& found) const {
  const std::vector<WindowsStanding> all = stand_all(found);
  std::vector<Verdict> verdicts(all.size());
  std::ranges::transform(all, verdicts.begin(), &WindowsStanding::verdict);
  return verdicts;
}

std::string_view words_of(WindowsReason reason) {
  static constexpr std::array<std::string_view, 14> words{
      "Microsoft's tables do not name this system",
      "the build is that of the update, or later",
      "the build is earlier than that of the update",
      "the update is in the list",
      "an update that contains it is in the list",
      "neither it nor one that contains it is in the whole list",
      "no update mends it on this system",
      "not in the list, but such lists show the last updates only",
      "not in the list, but the list may not be whole",
      "not in the list, but the list has updates that are newer than the tables",
      "only some of the updates that mend it are in the list, and the tables do not say whether one is enough",
      "not in the list, but it mends a part of Windows that may not be installed, or is not listed",
      "Microsoft's tables do not name this system, but its support had ended: nobody says",
      "which system it is was not found",
  };
  return words[static_cast<std::size_t>(reason)];
}

Chain explain_windows(const WindowsFound& found, const WindowsAnswer& answer, const std::string& id,
                      const std::string& sources) {
  const inventory::Windows& windows = found.windows;
  Chain chain{answer.verdict, windows.product.empty() ? "Windows of an unknown release" : windows.product, {}};
  chain.links.push_back({"advisory", id + ", Microsoft's tables of updates"});
  if (answer.asked != 0) chain.links.push_back({"asks for", fmt::format("KB{}, or what contains it", answer.asked)});
  std::string words = fmt::format("build {}, {} {} of updates{}", windows.build.empty() ? "not known" : windows.build,
                                  windows.updates.size(), windows.updates.size() == 1 ? "number" : "numbers",
                                  found.whole_list ? " (a whole list)" : "");
  chain.links.push_back({"found", sources.empty() ? words : words + ", in " + sources});
  if (!answer.chain.empty()) {
    std::string steps;
    for (const std::uint32_t update : answer.chain) steps += fmt::format("KB{} contains ", update);
    chain.links.push_back({"replaced", steps + fmt::format("KB{}", answer.asked)});
  }
  if (answer.disputed)
    chain.links.push_back({"disputed", "the build and the list of updates disagree; the build counts"});
  chain.links.push_back({"therefore", fmt::format("{}: {}", name_of(answer.verdict), words_of(answer.reason))});
  return chain;
}

}  // namespace exposure
