#include "foresee/outbreak/candidates_ahead.h"

#include "base/logarithm.h"

namespace outbreak {

void CandidatesAhead::reset(std::size_t count, const base::StreamKey& key) {
  bins_.reset(count);
  words_ = base::ManyWords(key);
  stream_ = base::LongStream(key);
  next_ = end_ = 0;
  ++batch_;
}

void CandidatesAhead::set(Channel channel, double rate, double now) {
  const RateBins::Bin from = bins_.bin_of(channel);
  const RateBins::Bin to = RateBins::bin_for(rate);
  if (from == to) return;
  if (from != RateBins::nowhere) covered(from);
  if (to == RateBins::nowhere) return bins_.move(channel, to);
  std::size_t& slots = covered(to);
  bins_.move(channel, to);
  if (bins_.members(to).size() > slots) cover(to, static_cast<std::uint32_t>(slots++), now);
}

void CandidatesAhead::draw(double now) {
  next_ = 0;
  end_ = most;
  ++batch_;
  const double length = bins_.lay_out();
  std::array<std::uint64_t, 2 * most> words;
  words_.fill(words);
  const double mean = 1 / length;
  std::array<double, most> from_begin;
  for (std::size_t i = 0; i < most; ++i) at_s_[i] = base::exponential_of(words[i]);
  for (double& at_s : at_s_) at_s = now += at_s * mean;
  for (std::size_t i = 0; i < most; ++i) from_begin[i] = base::LongStream::uniform(words[most + i]) * length;
  bins_.find_points(from_begin, points_);
}

/// Slots of the bin in which the candidates drawn can lie.
std::size_t& CandidatesAhead::covered(RateBins::Bin bin) {
  Covered& of = covered_[bin];
  if (of.batch != batch_) of = {batch_, bins_.members(bin).size()};
  return of.slots;
}

/// Draws the candidates in one more slot, from now to the last one drawn.
void CandidatesAhead::cover(RateBins::Bin bin, std::uint32_t slot, double now) {
  if (next_ == end_) return;
  const double bound = RateBins::bound(bin);
  for (double at_s = now + stream_.exponential() / bound; at_s < at_s_[end_ - 1];
       at_s += stream_.exponential() / bound) {
    put(at_s, {stream_.uniform() * bound, slot, bin});
  }
}

/// Among the others: in place of one that was taken, or else of the last one. Nothing is known then of what comes after
/// the one before it.
void CandidatesAhead::put(double at_s, const RateBins::Point& point) {
  std::size_t at = 0;
  if (next_ > 0) {
    for (at = --next_; at + 1 < end_ && at_s_[at + 1] <= at_s; ++at) {
      at_s_[at] = at_s_[at + 1];
      points_[at] = points_[at + 1];
    }
  } else {
    for (at = end_ - 1; at > 0 && at_s_[at - 1] > at_s; --at) {
      at_s_[at] = at_s_[at - 1];
      points_[at] = points_[at - 1];
    }
  }
  at_s_[at] = at_s;
  points_[at] = point;
}

}  // namespace outbreak
