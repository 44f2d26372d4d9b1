#pragma once
// Which of many things happens next, and when: composition-rejection over channels whose rates change all the time.
//
// Composition-rejection: Slepoy, Thompson, Plimpton, J. Chem. Phys. 128, 205101 (2008). A channel with rate r stands in
// a bin with a bound above r, at most 1.25 times as large; bins are chosen in proportion to members * bound, members
// uniformly, and the caller keeps the candidate with probability r / bound by comparing its present rate with `within`.
// A channel's rate may fall at any time without a word here (the candidate is then refused); it must be `set` or
// `raise`d before it rises above its bound. So the cost of an event does not depend on the number of channels.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "foresee/outbreak/walk.h"

namespace outbreak {

/// Four bounds to an octave, from 2^Lowest on: the bits of a double with two of its mantissa, so that finding the bin
/// is a shift. A rate below 2^Lowest stands in the smallest bin; one of 2^(Lowest + Octaves) or more is not allowed.
template <int Lowest, int Octaves>
class BasicBins {
 public:
  using Channel = std::uint32_t;

  /// Forgets all rates; channels 0 ... count - 1 have rate 0.
  void reset(std::size_t count) {
    for (std::vector<Channel>& members : members_) members.clear();
    place_.assign(count, Place{});
    units_.fill(0);
    sum_.fill(0);
    present_count_ = 0;
    changes_ = 0;
    total_ = summed_ = 0;
    mean_wait_ = std::numeric_limits<double>::infinity();
  }

  /// States that the channel's rate is at most `rate` (per second) from now on.
  void set(Channel channel, double rate) {
    const std::uint16_t bin = bin_of(rate);
    Place& place = place_[channel];
    if (place.bin == bin) return;
    if (place.bin != nowhere) remove(channel);
    if (bin != nowhere) insert(channel, bin);
    // Additions and subtractions leave a rounding error of the largest total so far: sum up afresh before it shows.
    if (++changes_ == changes_between_sums || total_ < summed_ * 0x1p-10) sum_up();  // also brings it back to 0
    summed_ = std::max(summed_, total_);
    mean_wait_ = 1 / total_;
  }

  /// The same, when the rate rose: does nothing while the present bound covers it.
  void raise(Channel channel, double rate) {
    const Place& place = place_[channel];
    if (place.bin != nowhere && rate < bound(place.bin)) return;
    set(channel, rate);
  }

  /// What the channel's rate is below; 0 when that is its rate.
  [[nodiscard]] double bound_of(Channel channel) const {
    const std::uint16_t bin = place_[channel].bin;
    return bin == nowhere ? 0 : bound(bin);
  }

  /// Sum of all bounds, per second.
  [[nodiscard]] double total() const { return total_; }

  /// Mean time between candidates, seconds; infinite when there is none.
  [[nodiscard]] double mean_wait() const { return mean_wait_; }

  struct Candidate {
    Channel channel;
    double within;  ///< uniform on [0, bound of the channel)
  };

  /// Chooses a candidate; `u` uniform on (0, 1]. Only when total() > 0.
  [[nodiscard]] Candidate pick(double u) const {
    double left = u * total_;
    std::size_t octave = 0;
    for (std::size_t i = 0; i < present_count_; ++i) {
      octave = present_[i];
      if (left < sum_[octave]) return pick_in(octave, left * inverse_quarter(octave));
      left -= sum_[octave];
    }
    // Rounding left a rest behind the last octave: its last quarter of a member, refused unless the rate is close to
    // the bound.
    return pick_in(octave, sum_[octave] * inverse_quarter(octave) * (1 - 0x1p-40));
  }

 private:
  static_assert(Octaves <= 256, "octaves are listed by a byte each");
  static constexpr std::size_t bins = 4 * Octaves;
  static constexpr std::uint64_t lowest = static_cast<std::uint64_t>(1023 + Lowest) << 2;
  static constexpr std::uint16_t nowhere = 0xffff;
  struct Place {
    std::uint32_t position = 0;
    std::uint16_t bin = nowhere;
  };

  /// A quarter of the octave's lower end: the unit in which its four bounds are 5, 6, 7 and 8.
  static double quarter(std::size_t octave) {
    return std::bit_cast<double>((static_cast<std::uint64_t>(1023 + Lowest - 2) + octave) << 52);
  }
  static double inverse_quarter(std::size_t octave) {
    return std::bit_cast<double>((static_cast<std::uint64_t>(1023 - Lowest + 2) - octave) << 52);
  }
  static double bound_units(std::size_t bin) { return static_cast<double>(5 + (bin & 3)); }
  static double bound(std::size_t bin) { return quarter(bin / 4) * bound_units(bin); }

  static std::uint16_t bin_of(double rate) {
    if (!(rate > 0)) return nowhere;
    const std::uint64_t key = std::bit_cast<std::uint64_t>(rate) >> 50;
    if (key < lowest) return 0;
    return static_cast<std::uint16_t>(std::min<std::uint64_t>(key - lowest, bins - 1));
  }

  /// `left` in quarters, below the sum of the octave's: what the three higher bins leave is of the lowest.
  [[nodiscard]] Candidate pick_in(std::size_t octave, double left) const {
    static constexpr std::array inverse = {1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8};
    const std::size_t highest = 4 * octave + 3;
    const auto units = [&](std::size_t i) { return units_[highest - i]; };
    const std::size_t chosen = highest - walk<3>(3, units, left);
    const std::vector<Channel>& members = members_[chosen];
    const auto member = std::min(members.size() - 1, static_cast<std::size_t>(left * inverse[chosen & 3]));
    const double before = static_cast<double>(member) * bound_units(chosen);
    return {members[member], std::max(0.0, left - before) * quarter(octave)};
  }

  void insert(Channel channel, std::uint16_t bin) {
    place_[channel] = {static_cast<std::uint32_t>(members_[bin].size()), bin};
    members_[bin].push_back(channel);
    if (sum_[bin / 4] == 0) make_present(static_cast<std::uint8_t>(bin / 4));
    units_[bin] += bound_units(bin);
    sum_[bin / 4] += bound(bin);
    total_ += bound(bin);
  }

  void remove(Channel channel) {
    const Place place = place_[channel];
    std::vector<Channel>& members = members_[place.bin];
    members[place.position] = members.back();
    place_[members.back()].position = place.position;
    members.pop_back();
    units_[place.bin] -= bound_units(place.bin);
    sum_[place.bin / 4] -= bound(place.bin);
    if (sum_[place.bin / 4] == 0) make_absent(static_cast<std::uint8_t>(place.bin / 4));
    total_ -= bound(place.bin);
    place_[channel] = Place{};
  }

  void make_present(std::uint8_t octave) {
    std::size_t i = present_count_++;
    for (; i > 0 && present_[i - 1] < octave; --i) present_[i] = present_[i - 1];
    present_[i] = octave;
  }

  void make_absent(std::uint8_t octave) {
    const auto end = present_.begin() + static_cast<std::ptrdiff_t>(present_count_--);
    const auto at = std::find(present_.begin(), end, octave);
    std::copy(at + 1, end, at);
  }

  void sum_up() {
    changes_ = 0;
    total_ = 0;
    for (std::size_t i = present_count_; i-- > 0;) total_ += sum_[present_[i]];
    summed_ = total_;
  }

  static constexpr std::uint32_t changes_between_sums = 4096;

  std::array<std::vector<Channel>, bins> members_;
  std::vector<Place> place_;
  // Whole numbers of quarters of an octave, so these are exact.
  std::array<double, bins> units_{};             ///< [bin] sum of bounds, in quarters
  std::array<double, Octaves> sum_{};            ///< [octave] sum of bounds
  std::array<std::uint8_t, Octaves> present_{};  ///< octaves with members, the highest first ...
  std::size_t present_count_ = 0;                ///< ... so many
  std::uint32_t changes_ = 0;
  double total_ = 0;
  double mean_wait_ = std::numeric_limits<double>::infinity();
  double summed_ = 0;  ///< largest total since it was summed up
};

/// Rates per second, from one in 10^30 seconds to 10^27 a second.
using RateBins = BasicBins<-100, 192>;

/// Numbers of devices.
using CountBins = BasicBins<0, 34>;

}  // namespace outbreak
