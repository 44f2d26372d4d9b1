#pragma once
// The realised estate of one replica of the naive implementation: every device an object at an address of its own.
//
// Written from the description of the model alone, with the standard library's generators, so that a mistake in the
// engine or in its streams cannot also be here. Slow on purpose: strings are compared and rows are walked each time.

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "world/estate/estate.h"
#include "world/threat/threat.h"

namespace naive {

using estate::Index;
using estate::none;
using Rng = std::mt19937_64;

double draw(const base::Distribution& distribution, Rng& rng);
bool chance(double probability, Rng& rng);
/// Uniform in [0, n), n > 0.
std::uint64_t below(std::uint64_t n, Rng& rng);

/// A device as it is in one replica.
struct Device {
  Index group = none;
  Index zone = none;
  Index organisation = none;
  std::vector<bool> has;  ///< for each vulnerability of the estate
};

class World {
 public:
  World(const estate::Estate& estate, Rng& rng);

  [[nodiscard]] const std::vector<Device>& devices() const { return devices_; }
  /// Value for one organisation; `none` for parameters that the whole estate shares.
  [[nodiscard]] double value(const estate::Quantity& quantity, Index organisation) const;
  [[nodiscard]] double value(const threat::Quantity& quantity, Index organisation) const;
  /// May an attempt from a zone (`none`: from outside) reach a zone on this service? Walks the rows.
  [[nodiscard]] bool allowed(Index from, Index to, const std::string& service) const;
  /// The device at an address of a zone, or `none`.
  [[nodiscard]] Index at_zone(Index zone, std::uint64_t address) const { return at_[zone][address]; }
  /// The device at an address of a network, networks within it included, or `none`.
  [[nodiscard]] Index at_network(Index network, std::uint64_t address) const;
  [[nodiscard]] bool selects(const threat::Selector& where, Index group) const;
  /// Looks at the organisation's own columns only.
  [[nodiscard]] bool selects_organisation(const threat::Selector& where, Index organisation) const;
  /// Has all of these vulnerabilities; a name that the estate lacks is held by no device.
  [[nodiscard]] bool has_all(Index device, const std::vector<std::string>& names) const;

 private:
  void draw_parameters(Rng& rng);
  void draw_conduits(Rng& rng);
  void place_devices(Rng& rng);
  [[nodiscard]] std::string key_of(const estate::Parameter& parameter, Index organisation) const;
  [[nodiscard]] bool holds(const estate::Condition& condition, Index organisation) const;
  [[nodiscard]] bool matches(const estate::Pattern& pattern, Index zone, Index source_organisation) const;
  std::uint64_t lay_out(Index network, std::uint64_t begin, Index root);

  /// A stretch of a network's addresses that one zone holds.
  struct Stretch {
    std::uint64_t begin;
    Index zone;
  };

  const estate::Estate& estate_;
  std::map<std::pair<Index, std::string>, double> parameters_;
  std::vector<std::vector<bool>> in_force_;  ///< by row and organisation
  std::vector<Device> devices_;
  std::vector<std::vector<Index>> at_;           ///< by zone and address
  std::vector<std::vector<Stretch>> stretches_;  ///< by network
};

}  // namespace naive
