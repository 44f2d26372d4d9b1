#pragma once
// The next candidates of all channels, drawn many at a time: when each comes, and by which bound it was chosen.
//
// Candidates are the points of a Poisson process over time and the line of all bounds (rate_bins.h), which nothing that
// happens can change. What changes is which piece of the line belongs to which channel, and that is looked up when a
// candidate's time has come: a point in a slot that stands empty by then is nobody's. A channel that goes to a slot
// that was not there when the candidates were drawn brings the points of that slot with it, drawn when it comes. So
// nothing is thrown away, the processor works on many draws at once, and the next channel is known early.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/many_words.h"
#include "base/random.h"
#include "foresee/outbreak/rate_bins.h"

namespace outbreak {

class CandidatesAhead {
 public:
  using Channel = RateBins::Channel;

  /// Forgets everything; channels 0 ... count - 1 have rate 0.
  void reset(std::size_t count, const base::StreamKey& key);

  /// States that the channel's rate is at most `rate` (per second) from `now` on.
  void set(Channel channel, double rate, double now);

  /// The same, when the rate rose: does nothing while the present bound covers it.
  void raise(Channel channel, double rate, double now) {
    if (!(rate < bound_of(channel))) set(channel, rate, now);
  }

  /// What the channel's rate is below; 0 when that is its rate.
  [[nodiscard]] double bound_of(Channel channel) const { return RateBins::bound(bins_.bin_of(channel)); }

  /// When the next candidate comes; infinite when none is drawn and all rates are 0. `now`: nothing happened since.
  [[nodiscard]] double next_s(double now) {
    if (next_ == end_ && !bins_.empty()) draw(now);
    return next_ == end_ ? std::numeric_limits<double>::infinity() : at_s_[next_];
  }

  struct Candidate {
    Channel channel;
    double within;  ///< uniform on [0, bound of the channel)
  };

  /// Takes it; false: it is nobody's.
  bool take(Candidate& candidate) {
    const RateBins::Point& next = points_[next_++];
    const std::vector<Channel>& members = bins_.members(next.bin);
    if (next.slot >= members.size()) return false;
    candidate = {members[next.slot], next.within};
    return true;
  }

 private:
  static constexpr std::size_t most = 64;
  struct Covered {
    std::uint64_t batch = 0;
    std::size_t slots = 0;
  };

  void draw(double now);
  std::size_t& covered(RateBins::Bin bin);
  void cover(RateBins::Bin bin, std::uint32_t slot, double now);
  void put(double at_s, const RateBins::Point& point);

  RateBins bins_;
  base::ManyWords words_{base::StreamKey{}};    ///< for those drawn many at a time ...
  base::LongStream stream_{base::StreamKey{}};  ///< ... and for what else is drawn
  std::array<double, most> at_s_{};             ///< from next_ to end_: when candidates come ...
  std::array<RateBins::Point, most> points_{};  ///< ... and from where
  std::size_t next_ = 0;
  std::size_t end_ = 0;
  std::uint64_t batch_ = 0;                        ///< number of what is drawn ahead now
  std::array<Covered, RateBins::bins> covered_{};  ///< [bin] as of its batch; in a later one, what members it has now
};

}  // namespace outbreak
