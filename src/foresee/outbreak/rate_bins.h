#pragma once
// Many things that each happen at a rate which changes all the time, so that one is chosen in proportion to the rates
// without a look at the others.
//
// Composition-rejection: Slepoy, Thompson, Plimpton, J. Chem. Phys. 128, 205101 (2008). A channel with rate r stands in
// a bin with a bound above r, at most 1.25 times as large. The bounds of all channels lie one after the other on a
// line, bin by bin; who chooses a point of it finds a channel and keeps it with probability r / bound, by comparing its
// present rate with `within`. A channel's rate may fall at any time without a word here (the point is then refused); it
// must be moved before it rises above its bound. So the cost of a choice does not depend on the number of channels.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace outbreak {

/// Four bounds to an octave: the bits of a double with two of its mantissa, so that finding the bin is a shift. From
/// one in 10^30 seconds (a rate below that stands in the smallest bin) to 10^27 a second (more is not allowed).
class RateBins {
 public:
  using Channel = std::uint32_t;
  using Bin = std::uint16_t;

  static constexpr Bin bins = 4 * 192;
  /// Where a channel of rate 0 stands.
  static constexpr Bin nowhere = bins;

  /// Forgets all rates; channels 0 ... count - 1 have rate 0.
  void reset(std::size_t count) {
    for (std::vector<Channel>& members : members_) members.clear();
    place_.assign(count, Place{});
    present_.clear();
    before_.clear();
  }

  static Bin bin_for(double rate) {
    if (!(rate > 0)) return nowhere;
    const std::uint64_t key = std::bit_cast<std::uint64_t>(rate) >> 50;
    return static_cast<Bin>(std::clamp(key, lowest, lowest + bins - 1) - lowest);
  }

  /// What the rates of a bin are below.
  static double bound(Bin bin) { return bin == nowhere ? 0 : std::bit_cast<double>((lowest + bin + 1) << 50); }

  /// Whether all rates are 0.
  [[nodiscard]] bool empty() const { return present_.empty(); }

  [[nodiscard]] Bin bin_of(Channel channel) const { return place_[channel].bin; }
  [[nodiscard]] const std::vector<Channel>& members(std::size_t bin) const { return members_[bin]; }

  /// Moves the channel to where its rate is below the bound.
  void move(Channel channel, Bin to) {
    const Place from = place_[channel];
    if (from.bin != nowhere) {
      std::vector<Channel>& members = members_[from.bin];
      members[from.position] = members.back();
      place_[members.back()].position = from.position;
      members.pop_back();
      if (members.empty()) present_.erase(find(from.bin));
    }
    place_[channel] = {0, to};
    if (to != nowhere) {
      std::vector<Channel>& members = members_[to];
      if (members.empty()) present_.insert(find(to), to);
      place_[channel].position = static_cast<std::uint32_t>(members.size());
      members.push_back(channel);
    }
  }

  /// A point of the line.
  struct Point {
    double within;       ///< uniform on [0, bound of the bin)
    std::uint32_t slot;  ///< position among its members
    Bin bin;
  };

  /// Lays the bins out as they are now; returns the length of the line, per second.
  double lay_out() {
    before_.clear();
    slots_per_.clear();
    double sum = 0;
    for (const Bin bin : present_) {
      before_.push_back(sum);
      slots_per_.push_back(1 / bound(bin));
      sum += static_cast<double>(members_[bin].size()) * bound(bin);
    }
    before_.insert(before_.end(), 3, std::numeric_limits<double>::infinity());
    return sum;
  }

  /// Finds points that lie so far from the line's beginning. Rounding may find a slot just behind a bin's last.
  template <std::size_t Count>
  void find_points(const std::array<double, Count>& from_begin, std::array<Point, Count>& points) const {
    // Where a walk along the bins ends nobody can guess: all go all the way, by steps of four bins and then of one.
    std::array<std::uint64_t, Count> at{};
    for (std::size_t step = 4; step < present_.size(); step += 4) {
      const double before = before_[step];
      for (std::size_t i = 0; i < Count; ++i) at[i] += from_begin[i] >= before ? 4 : 0;
    }
    for (std::size_t i = 0; i < Count; ++i) {
      const double* before = before_.data() + at[i];
      at[i] += static_cast<std::uint64_t>(from_begin[i] >= before[1]) +
               static_cast<std::uint64_t>(from_begin[i] >= before[2]) +
               static_cast<std::uint64_t>(from_begin[i] >= before[3]);
      const Bin bin = present_[at[i]];
      const double each = bound(bin);
      const double left = from_begin[i] - before_[at[i]];
      const double slot = static_cast<double>(static_cast<std::int32_t>(left * slots_per_[at[i]]));
      points[i] = {std::max(left - slot * each, 0.0), static_cast<std::uint32_t>(slot), bin};
    }
  }

 private:
  static constexpr std::uint64_t lowest = std::uint64_t{1023 - 100} << 2;
  struct Place {
    std::uint32_t position = 0;
    Bin bin = nowhere;
  };

  /// Where the bin stands among those present, or would.
  std::vector<Bin>::iterator find(Bin bin) {
    return std::lower_bound(present_.begin(), present_.end(), bin, std::greater<>());
  }

  std::array<std::vector<Channel>, bins> members_;
  std::vector<Place> place_;
  std::vector<Bin> present_;       ///< bins with members, the highest first
  std::vector<double> before_;     ///< [place in present_] where the bin begins
  std::vector<double> slots_per_;  ///< [the same] 1 / its bound
};

}  // namespace outbreak
