#include "foresee/exposure/component_marks.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "foresee/exposure/device_ids.h"
#include "foresee/exposure/explain.h"
#include "world/advisory/id.h"

namespace exposure {

namespace {

using inventory::Mark;
using inventory::Progress;

/// Marks by device, vulnerability and component, each in one spelling; no component: the whole device.
class Marks {
 public:
  Marks(const inventory::Fleet& fleet, const std::vector<Mark>& marks) {
    if (marks.empty()) return;
    const DeviceIds ids(fleet);
    for (const Mark& mark : marks) {
      const auto device = ids.find(mark.organisation, mark.device);
      if (device) marks_[{*device, advisory::id_key(mark.vulnerability), advisory::id_key(mark.component)}] = &mark;
    }
  }

  [[nodiscard]] bool empty() const { return marks_.empty(); }
  [[nodiscard]] const Mark* find(std::uint32_t device, const std::string& vulnerability,
                                 const std::string& component) const {
    const auto at = marks_.find({device, vulnerability, component});
    return at == marks_.end() ? nullptr : at->second;
  }

 private:
  std::map<std::tuple<std::uint32_t, std::string, std::string>, const Mark*> marks_;
};

/// What is said of one component of one device.
MatchedComponent matched(std::uint32_t device, std::uint32_t component, const std::vector<const Said*>& said) {
  MatchedComponent one{device, component};
  for (const Said* what : said) {
    one.verdict = std::max(one.verdict, what->verdict);
    one.disputed |= what->disputed;
  }
  return one;
}

/// What stands marked of it.
void mark(const inventory::Fleet& fleet, const Claims& claims, const Remedies& remedies, const Marks& marks,
          const std::vector<const Said*>& said, MatchedComponent& one) {
  const std::string words = advisory::id_key(words_of(fleet.components[one.component]));
  std::array<std::size_t, inventory::progresses> of{};
  for (const Said* what : said) {
    const std::string& vulnerability = claims.ids()[what->vulnerability];
    const Mark* const own = marks.find(one.device, vulnerability, words);
    const Mark* const found = own != nullptr ? own : marks.find(one.device, vulnerability, "");
    if (found == nullptr) continue;
    one.marked = true;
    const std::string advised = remedies.of(one.device, vulnerability, own != nullptr ? one.component : Stock::none);
    const bool lapsed = one.verdict != Verdict::not_affected && advised != found->remedy;
    one.lapsed |= lapsed;
    if (!lapsed) ++of[static_cast<std::size_t>(found->progress)];
  }
  one.progress = inventory::together(of, said.size());
}

}  // namespace

std::vector<MatchedComponent> matched_components(const inventory::Fleet& fleet, const Claims& claims,
                                                 const Exposed& exposed, const Remedies& remedies,
                                                 const std::vector<Mark>& marks) {
  const Marks by_place(fleet, marks);
  std::vector<MatchedComponent> all;
  std::map<std::uint32_t, std::vector<const Said*>> by_component;
  for (std::uint32_t device = 0; device < fleet.devices.size(); ++device) {
    by_component.clear();
    for (const Said& one : exposed.said_of(device)) by_component[one.component].push_back(&one);
    for (const auto& [component, said] : by_component) {
      MatchedComponent& one = all.emplace_back(matched(device, component, said));
      if (!by_place.empty()) mark(fleet, claims, remedies, by_place, said, one);
    }
  }
  return all;
}

MarkCounts count(const std::vector<MatchedComponent>& components) {
  MarkCounts counts;
  for (const MatchedComponent& one : components) {
    if (one.verdict == Verdict::not_affected) {
      counts.borne_out += one.progress == Progress::done ? 1 : 0;
      continue;
    }
    counts.lapsed += one.lapsed ? 1 : 0;
    switch (one.progress) {
      case Progress::not_remediated: ++counts.not_remediated; break;
      case Progress::in_progress: ++counts.in_progress; break;
      case Progress::done: ++counts.done; break;
    }
  }
  return counts;
}

}  // namespace exposure
