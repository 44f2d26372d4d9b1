#pragma once
// Which of many things happens next, and when: composition-rejection over channels whose rates change all the time.
//
// Composition-rejection: Slepoy, Thompson, Plimpton, J. Chem. Phys. 128, 205101 (2008). A channel with rate r stands in
// the bin with bound 2^e > r; bins are chosen in proportion to members * 2^e, members uniformly, and the caller keeps
// the candidate with probability r / 2^e by comparing its present rate with `within`. A channel's rate may fall at any
// time without a word here (the candidate is then refused); it must be `set` before it rises above its bound. So the
// cost of an event does not depend on the number of channels.

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace outbreak {

/// Bounds 2^Lowest, 2^(Lowest + 1), ... ; a smaller rate stands in the smallest bin, a larger one is not allowed.
template <int Lowest, int Count>
class BasicBins {
 public:
  using Channel = std::uint32_t;

  /// Forgets all rates; channels 0 ... count - 1 have rate 0.
  void reset(std::size_t count) {
    for (std::size_t bin = 0; bin < bins; ++bin) members_[bin].clear();
    place_.assign(count, Place{});
    active_.fill(0);
    total_ = 0;
  }

  /// States that the channel's rate is at most `rate` (per second) from now on.
  void set(Channel channel, double rate) {
    const std::uint8_t bin = bin_of(rate);
    Place& place = place_[channel];
    if (place.bin == bin) return;
    if (place.bin != nowhere) remove(channel);
    if (bin != nowhere) insert(channel, bin);
    sum_up();
  }

  /// The same, when the rate rose: does nothing while the present bound covers it.
  void raise(Channel channel, double rate) {
    const Place& place = place_[channel];
    if (place.bin != nowhere && rate < bound(place.bin)) return;
    set(channel, rate);
  }

  /// Sum of all bounds, per second.
  [[nodiscard]] double total() const { return total_; }

  struct Candidate {
    Channel channel;
    double within;  ///< uniform on [0, bound of the channel)
  };

  /// Chooses a candidate; `u` uniform on (0, 1]. Only when total() > 0.
  [[nodiscard]] Candidate pick(double u) const {
    double left = u * total_;
    std::size_t last = 0;
    for (std::size_t word = active_.size(); word-- > 0;) {
      for (std::uint64_t bits = active_[word]; bits != 0;) {
        const auto top = static_cast<std::size_t>(63 - std::countl_zero(bits));
        bits &= ~(std::uint64_t{1} << top);
        last = word * 64 + top;
        const double each = bound(last);
        const auto count = members_[last].size();
        const double all = each * static_cast<double>(count);
        if (left < all) {
          const auto member = static_cast<std::size_t>(left * inverse_bound(last));
          return {members_[last][member], left - static_cast<double>(member) * each};
        }
        left -= all;
      }
    }
    // Rounding left a rest behind the last bin: its last member, refused by any rate below the bound.
    return {members_[last].back(), bound(last)};
  }

 private:
  static constexpr std::size_t bins = Count;
  static constexpr int lowest = Lowest;
  static constexpr std::uint8_t nowhere = 255;
  struct Place {
    std::uint32_t position = 0;
    std::uint8_t bin = nowhere;
  };

  static double power(int exponent) { return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52); }
  static double bound(std::size_t bin) { return power(static_cast<int>(bin) + lowest); }
  static double inverse_bound(std::size_t bin) { return power(-static_cast<int>(bin) - lowest); }

  static std::uint8_t bin_of(double rate) {
    if (!(rate > 0)) return nowhere;
    const int exponent =
        static_cast<int>((std::bit_cast<std::uint64_t>(rate) >> 52) & 0x7ff) - 1022;  // 2^exponent > rate
    const int bin = exponent - lowest;
    if (bin < 0) return 0;
    return static_cast<std::uint8_t>(bin < static_cast<int>(bins) ? bin : static_cast<int>(bins) - 1);
  }

  void insert(Channel channel, std::uint8_t bin) {
    place_[channel] = {static_cast<std::uint32_t>(members_[bin].size()), bin};
    members_[bin].push_back(channel);
    active_[bin / 64] |= std::uint64_t{1} << (bin % 64);
  }

  void remove(Channel channel) {
    const Place place = place_[channel];
    std::vector<Channel>& members = members_[place.bin];
    members[place.position] = members.back();
    place_[members.back()].position = place.position;
    members.pop_back();
    if (members.empty()) active_[place.bin / 64] &= ~(std::uint64_t{1} << (place.bin % 64));
    place_[channel] = Place{};
  }

  void sum_up() {
    total_ = 0;
    for (std::size_t word = 0; word < active_.size(); ++word) {
      for (std::uint64_t bits = active_[word]; bits != 0; bits &= bits - 1) {
        const std::size_t bin = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
        total_ += bound(bin) * static_cast<double>(members_[bin].size());
      }
    }
  }

  std::array<std::vector<Channel>, bins> members_;
  std::vector<Place> place_;
  std::array<std::uint64_t, (bins + 63) / 64> active_{};
  double total_ = 0;
};

/// Rates per second, from one in 10^30 seconds to 10^27 a second.
using RateBins = BasicBins<-100, 192>;

/// Numbers of devices.
using CountBins = BasicBins<0, 34>;

}  // namespace outbreak
