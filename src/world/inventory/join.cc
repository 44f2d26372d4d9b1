#include "world/inventory/join.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace inventory {

namespace {

using Sightings = std::span<const std::vector<Identifier>>;
using Index = std::uint32_t;

/// Sets that grow together; each is known by its lowest member.
class Sets {
 public:
  explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), Index{0}); }

  Index of(Index one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void join(Index a, Index b) {
    a = of(a);
    b = of(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<Index> parent_;
};

/// One value and what bears it. Views into the sightings.
struct Bearers {
  const Identifier* value = nullptr;
  std::vector<Index> sightings;
};

/// One step: what is joined by identifiers of one kind.
class Step {
 public:
  Step(Sightings sightings, const std::vector<Index>& families, IdentifierKind kind,
       std::vector<std::uint8_t>& identified, Sets& devices, std::vector<Conflict>& conflicts)
      : sightings_(sightings),
        families_(families),
        kind_(kind),
        identified_(identified),
        devices_(devices),
        conflicts_(conflicts) {}

  void run() {
    learn_devices();
    std::vector<Bearers> joining;
    for (Bearers& one : values()) {
      if (const auto against = contradiction_of(one)) {
        refuse(one, *against);
      } else {
        joining.push_back(std::move(one));
      }
    }
    join_chains(joining);
  }

 private:
  static std::uint8_t bit(IdentifierKind kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }

  /// What tells devices apart as they stand before this step.
  void learn_devices() {
    mask_.assign(sightings_.size(), 0);
    for (Index i = 0; i < sightings_.size(); ++i) {
      const Index device = devices_.of(i);
      mask_[device] |= identified_[i];
      members_.emplace_back(device, families_[i]);
    }
    std::ranges::sort(members_);
    members_.erase(std::unique(members_.begin(), members_.end()), members_.end());
  }

  /// Values that more than one sighting bears.
  [[nodiscard]] std::vector<Bearers> values() const {
    std::vector<std::pair<const Identifier*, Index>> borne;
    for (Index i = 0; i < sightings_.size(); ++i) {
      for (const Identifier& one : sightings_[i]) {
        if (one.kind == kind_) borne.emplace_back(&one, i);
      }
    }
    std::ranges::sort(borne, [](const auto& a, const auto& b) {
      const int order = a.first->value.compare(b.first->value);
      return order != 0 ? order < 0 : a.second < b.second;
    });
    std::vector<Bearers> values;
    for (std::size_t i = 0; i < borne.size();) {
      std::size_t end = i + 1;
      while (end < borne.size() && borne[end].first->value == borne[i].first->value) ++end;
      if (end - i > 1) {
        Bearers& one = values.emplace_back(Bearers{borne[i].first, {}});
        for (; i < end; ++i) {
          if (one.sightings.empty() || one.sightings.back() != borne[i].second) {
            one.sightings.push_back(borne[i].second);
          }
        }
      }
      i = end;
    }
    return values;
  }

  std::optional<IdentifierKind> contradiction_of(const Bearers& one) {
    if (kind_ <= IdentifierKind::directory && most_of_one_family(one) > duplicates_most) return kind_;
    std::vector<Index> devices;
    for (const Index sighting : one.sightings) devices.push_back(devices_.of(sighting));
    return contradiction(std::move(devices));
  }

  [[nodiscard]] std::size_t most_of_one_family(const Bearers& one) const {
    std::map<Index, std::size_t> count;
    std::size_t most = 0;
    for (const Index sighting : one.sightings) most = std::max(most, ++count[families_[sighting]]);
    return most;
  }

  /// The strongest kind of identifier that tells any two of these devices apart.
  [[nodiscard]] std::optional<IdentifierKind> contradiction(std::vector<Index> devices) const {
    std::ranges::sort(devices);
    devices.erase(std::unique(devices.begin(), devices.end()), devices.end());
    if (devices.size() < 2) return std::nullopt;
    for (const auto stronger : {IdentifierKind::serial, IdentifierKind::directory}) {
      if (stronger >= kind_) return std::nullopt;
      const auto has = [&](Index device) { return (mask_[device] & bit(stronger)) != 0; };
      if (std::ranges::count_if(devices, has) > 1) return stronger;
    }
    if (kind_ <= IdentifierKind::asset) return std::nullopt;
    std::vector<Index> families;
    for (const Index device : devices) {
      for (auto at = std::ranges::lower_bound(members_, std::pair(device, Index{0}));
           at != members_.end() && at->first == device; ++at) {
        families.push_back(at->second);
      }
    }
    std::ranges::sort(families);
    const bool told_apart = std::ranges::adjacent_find(families) != families.end();
    return told_apart ? std::optional(IdentifierKind::asset) : std::nullopt;
  }

  /// The value says nothing: not here, and not against what weaker ones say.
  void refuse(const Bearers& one, IdentifierKind against) {
    conflicts_.push_back({*one.value, one.sightings, against});
    for (const Index sighting : one.sightings) {
      const auto is_other = [&](const Identifier& other) { return other.kind == kind_ && other != *one.value; };
      if (std::ranges::none_of(sightings_[sighting], is_other)) {
        identified_[sighting] &= static_cast<std::uint8_t>(~bit(kind_));
      }
    }
  }

  /// Values join in chains (a to b by one, b to c by the next), and a chain may join what no single value does.
  void join_chains(const std::vector<Bearers>& joining) {
    Sets chains(sightings_.size());
    for (const Bearers& one : joining) {
      for (const Index sighting : one.sightings) chains.join(devices_.of(one.sightings.front()), devices_.of(sighting));
    }
    std::unordered_map<Index, std::vector<Index>> joined;  // chain -> devices
    for (const Bearers& one : joining) {
      auto& devices = joined[chains.of(devices_.of(one.sightings.front()))];
      for (const Index sighting : one.sightings) devices.push_back(devices_.of(sighting));
    }
    std::unordered_map<Index, IdentifierKind> refused;
    for (const auto& [chain, devices] : joined) {
      if (const auto against = contradiction(devices)) refused.emplace(chain, *against);
    }
    std::vector<const Bearers*> good;
    for (const Bearers& one : joining) {
      const auto why = refused.find(chains.of(devices_.of(one.sightings.front())));
      if (why == refused.end()) {
        good.push_back(&one);
      } else {
        refuse(one, why->second);
      }
    }
    for (const Bearers* one : good) {
      for (const Index sighting : one->sightings) devices_.join(one->sightings.front(), sighting);
    }
  }

  Sightings sightings_;
  const std::vector<Index>& families_;
  IdentifierKind kind_;
  std::vector<std::uint8_t>& identified_;  ///< of each sighting: bits of the kinds that it is identified by
  Sets& devices_;
  std::vector<Conflict>& conflicts_;
  std::vector<std::uint8_t> mask_;                ///< the same of each device, at its lowest sighting
  std::vector<std::pair<Index, Index>> members_;  ///< device, family
};

/// Families of tools as numbers, by the part of the asset id before its colon.
std::vector<Index> families_of(Sightings sightings) {
  std::unordered_map<std::string_view, Index> numbers;
  std::vector<Index> families;
  families.reserve(sightings.size());
  for (const std::vector<Identifier>& one : sightings) {
    const auto asset = std::ranges::find(one, IdentifierKind::asset, &Identifier::kind);
    assert(asset != one.end());
    const std::string_view family = std::string_view(asset->value).substr(0, asset->value.find(':'));
    families.push_back(numbers.emplace(family, static_cast<Index>(numbers.size())).first->second);
  }
  return families;
}

}  // namespace

Join join(std::span<const std::vector<Identifier>> sightings) {
  std::vector<std::uint8_t> identified(sightings.size(), 0);
  for (std::size_t i = 0; i < sightings.size(); ++i) {
    for (const Identifier& one : sightings[i]) {
      identified[i] |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(one.kind));
    }
  }
  const std::vector<Index> families = families_of(sightings);
  Sets devices(sightings.size());
  Join answer;
  for (int kind = 0; kind < identifier_kinds; ++kind) {
    Step(sightings, families, static_cast<IdentifierKind>(kind), identified, devices, answer.conflicts).run();
  }
  answer.device.reserve(sightings.size());
  for (Index i = 0; i < sightings.size(); ++i) answer.device.push_back(devices.of(i));
  std::ranges::sort(answer.conflicts, std::less<>(), &Conflict::by);
  return answer;
}

}  // namespace inventory
