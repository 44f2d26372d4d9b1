#pragma once
// What is to come, in order of time: a queue of buckets that costs O(1) an entry, where a heap costs O(log n).
//
// Two wheels of 1,024 buckets: one narrow bucket after the other for what comes soon, and one wide bucket, as wide as
// all the narrow ones together, after the other for what comes later (a hierarchical timing wheel: Varghese and Lauck,
// SOSP 1987). When its turn comes, a wide bucket is spread over the narrow ones, or opened as it is when it holds
// little; a bucket is sorted when it is opened. What arrives for the bucket that is open waits in a small heap beside
// it; what lies beyond the last wide bucket waits in a list, from which both wheels are laid out anew when they have
// run empty.
//
// Order is exact: by time, and for equal times by order of pushing. Memory is kept from one use to the next.

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

#include "foresee/outbreak/append.h"

namespace outbreak {

/// `Payload` is plain data. Times are in any unit, finite, never before the time of the last entry taken out.
template <class Payload>
class TimeBuckets {
  static_assert(std::is_trivially_copyable_v<Payload> && std::is_default_constructible_v<Payload>);

 public:
  struct Entry {
    double at_s = 0;
    Payload payload{};
  };

  TimeBuckets() { reset(0, 1); }

  /// Forgets all entries. Nothing will be pushed before `start_s`; a narrow bucket is `width_s` > 0 wide.
  void reset(double start_s, double width_s) {
    open_.clear();
    next_ = 0;
    late_.clear();
    far_.clear();
    width_ = width_s;
    lay_out(start_s, width_s);
  }

  /// The width with which both wheels together reach from the start over `span`.
  static double width_for(double span) { return span / (static_cast<double>(narrows) * (wides - 1)); }

  void push(double at_s, const Payload& payload) { place({at_s, payload}); }

  /// Puts the time of the next entry into `at_s`; false when there is none.
  bool next_time(double& at_s) { return next_by(std::numeric_limits<double>::max(), at_s); }

  /// True: an entry is due by the limit, and `at_s` is the next one's time. False: none is, nor before `at_s`, which
  /// lies beyond the limit (infinite when nothing waits). A bucket is opened only when the limit has come to it: what
  /// is pushed before that is sorted with the rest of it, and need not wait in the heap.
  bool next_by(double limit_s, double& at_s) {
    for (;;) {
      if (next_ != open_.size() || !late_.empty()) {
        at_s = late_first() ? late_.front().entry.at_s : open_[next_].at_s;
        return at_s <= limit_s;
      }
      at_s = next_opening();
      if (!(at_s <= limit_s)) return false;
      open_next();
    }
  }

  /// The next entry, while none stands outside of the open bucket that may be due before it; else null. Good until the
  /// next push.
  [[nodiscard]] const Entry* next_of_open() const {
    return late_.empty() && next_ != open_.size() ? &open_[next_] : nullptr;
  }
  /// Takes that one out.
  void take_of_open() { ++next_; }

  /// Takes out the next entry. Only after next_by() said that one is due.
  Entry pop() {
    assert(next_ != open_.size() || !late_.empty());
    if (!late_first()) return open_[next_++];
    std::pop_heap(late_.begin(), late_.end(), Later{});
    const Entry entry = late_.back().entry;
    late_.pop_back();
    return entry;
  }

 private:
  static constexpr std::size_t narrows = 256;  ///< buckets of the wheels
  static constexpr std::size_t wides = 1024;
  static constexpr std::size_t insertion_most = 8;
  static constexpr std::uint32_t crowd = 24;  ///< so many entries in one slot are not left to insertion
  static constexpr std::size_t little = 256;  ///< entries of a wide bucket that is opened as it is

  struct Late {
    Entry entry;
    std::uint64_t order;
  };
  struct Later {
    bool operator()(const Late& a, const Late& b) const {
      return a.entry.at_s != b.entry.at_s ? a.entry.at_s > b.entry.at_s : a.order > b.order;
    }
  };

  /// A row of buckets that knows which of them hold anything.
  template <std::size_t buckets>
  struct Wheel {
    std::vector<std::vector<Entry>> bucket{buckets};
    std::array<std::uint64_t, buckets / 64> occupied{};
    std::uint64_t occupied_words = 0;

    void clear() {
      for (std::size_t number = first(); number < buckets; number = first()) {
        bucket[number].clear();
        unmark(number);
      }
    }
    void push(std::size_t number, const Entry& entry) {
      if (bucket[number].empty()) {
        occupied[number / 64] |= std::uint64_t{1} << (number % 64);
        occupied_words |= std::uint64_t{1} << (number / 64);
      }
      append(bucket[number], entry);
    }
    void unmark(std::size_t number) {
      occupied[number / 64] &= ~(std::uint64_t{1} << (number % 64));
      if (occupied[number / 64] == 0) occupied_words &= ~(std::uint64_t{1} << (number / 64));
    }
    /// The first bucket that holds anything; `buckets` when none does.
    [[nodiscard]] std::size_t first() const {
      if (occupied_words == 0) return buckets;
      const auto word = static_cast<std::size_t>(std::countr_zero(occupied_words));
      return word * 64 + static_cast<std::size_t>(std::countr_zero(occupied[word]));
    }
  };
  static_assert(narrows % 64 == 0 && wides % 64 == 0 && wides <= 64 * 64);

  /// Both wheels from `start` on, empty, no bucket open.
  void lay_out(double start, double width) {
    // Not so narrow that neighbouring times cannot be told apart or the inverse overflows.
    width = std::max({width, std::abs(start) * 0x1p-40, 0x1p-1000});
    wide_start_ = start;
    inverse_wide_ = 1 / (width * narrows);
    narrow_width_ = width;
    wide_.clear();
    narrow_.clear();
    begin_wide(0);
  }

  /// The narrow wheel now stands for this wide bucket.
  void begin_wide(std::size_t number) {
    wide_number_ = number;
    narrow_start_ = wide_start_ + static_cast<double>(number) * (narrow_width_ * narrows);
    inverse_narrow_ = 1 / narrow_width_;
    opened_ = -1;
  }

  /// The numbers of the buckets never fall when the time rises: sorting by bucket first is exact.
  void place(const Entry& entry) {
    const double wide = (entry.at_s - wide_start_) * inverse_wide_;
    if (!(wide < static_cast<double>(wides))) return far_.push_back(entry);
    const std::size_t number = wide > 0 ? static_cast<std::size_t>(wide) : 0;
    if (number > wide_number_) {
      wide_.push(number, entry);
      return;
    }
    const std::size_t within = narrow_of(entry);
    if (number < wide_number_ || static_cast<std::ptrdiff_t>(within) <= opened_) return place_late(entry);
    narrow_.push(within, entry);
  }

  /// Which narrow bucket is the entry's, if the wide one is. Rounding may carry the last moment past all of them.
  [[nodiscard]] std::size_t narrow_of(const Entry& entry) const {
    const double narrow = (entry.at_s - narrow_start_) * inverse_narrow_;
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(std::clamp(narrow, 0.0, double{narrows - 1})));
  }

  // Seldom: out of the way of the rest.
  [[gnu::noinline]] void place_late(const Entry& entry) {
    late_.push_back({entry, order_++});
    std::push_heap(late_.begin(), late_.end(), Later{});
  }

  [[nodiscard]] bool late_first() const {
    if (late_.empty()) return false;
    return next_ == open_.size() || late_.front().entry.at_s < open_[next_].at_s;
  }

  /// Where the next bucket with anything in it begins, or sooner; infinite when nothing is left at all. What rounding
  /// put into a bucket early is allowed for.
  [[nodiscard]] double next_opening() const {
    const std::size_t narrow = narrow_.first();
    if (narrow < narrows) return narrow_start_ + (static_cast<double>(narrow) - 0x1p-8) * narrow_width_;
    const std::size_t wide = wide_.first();
    if (wide < wides) return wide_start_ + (static_cast<double>(wide) - 0x1p-8) * (narrow_width_ * narrows);
    return far_.empty() ? std::numeric_limits<double>::infinity() : wheels_end();
  }

  [[nodiscard]] double wheels_end() const {
    return wide_start_ + static_cast<double>(wides) * (narrow_width_ * narrows);
  }

  /// Opens the next narrow bucket with anything in it, or brings what waits further out one step nearer.
  void open_next() {
    open_.clear();
    next_ = 0;
    if (const std::size_t narrow = narrow_.first(); narrow < narrows) {
      opened_ = static_cast<std::ptrdiff_t>(narrow);
      open_.swap(narrow_.bucket[narrow]);
      narrow_.unmark(narrow);
      sort_open(narrow_start_ + static_cast<double>(narrow) * narrow_width_, inverse_narrow_);
    } else if (const std::size_t wide = wide_.first(); wide < wides) {
      begin_wide(wide);
      wide_.unmark(wide);
      if (wide_.bucket[wide].size() <= little) {
        opened_ = narrows - 1;
        open_.swap(wide_.bucket[wide]);
        sort_open(narrow_start_, inverse_wide_);
      } else {
        for (const Entry& entry : wide_.bucket[wide]) narrow_.push(narrow_of(entry), entry);
        wide_.bucket[wide].clear();
      }
    } else if (!far_.empty()) {
      const auto farthest =
          std::max_element(far_.begin(), far_.end(), [](const Entry& a, const Entry& b) { return a.at_s < b.at_s; });
      const double end = wheels_end();
      moving_.swap(far_);
      lay_out(end, std::max(width_, width_for(farthest->at_s - end)));
      for (const Entry& entry : moving_) place(entry);
      moving_.clear();
    }
  }

  /// By time, and equal times as they came: by counting into twice as many slots as there are entries, then by
  /// insertion, which has little left to do unless they crowd. The bucket begins at `start`.
  void sort_open(double start, double inverse_width) {
    constexpr auto sooner = [](const Entry& a, const Entry& b) { return a.at_s < b.at_s; };
    if (open_.size() > insertion_most && !spread_open(start, inverse_width)) {
      std::stable_sort(open_.begin(), open_.end(), sooner);
      return;
    }
    for (std::size_t i = 1; i < open_.size(); ++i) {
      const Entry entry = open_[i];
      std::size_t j = i;
      for (; j > 0 && open_[j - 1].at_s > entry.at_s; --j) open_[j] = open_[j - 1];
      open_[j] = entry;
    }
  }

  /// Sorts the open bucket by slots of time; false: many would stand in one, and nothing was done.
  bool spread_open(double start, double inverse_width) {
    const std::size_t count = open_.size();
    const double last = 2 * static_cast<double>(count) - 1;
    const double scale = 2 * static_cast<double>(count) * inverse_width;
    slots_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      slots_[i] = static_cast<std::int32_t>(std::clamp((open_[i].at_s - start) * scale, 0.0, last));
    }
    places_.assign(2 * count, 0);
    for (const std::int32_t slot : slots_) ++places_[static_cast<std::size_t>(slot)];
    std::uint32_t before = 0;
    std::uint32_t most = 0;
    for (std::uint32_t& place : places_) {
      most = std::max(most, place);
      before += std::exchange(place, before);
    }
    if (most > crowd) return false;
    sorted_.resize(count);
    for (std::size_t i = 0; i < count; ++i) sorted_[places_[static_cast<std::size_t>(slots_[i])]++] = open_[i];
    open_.swap(sorted_);
    return true;
  }

  double width_ = 1;

  std::vector<Entry> open_;  ///< the open bucket, sorted; taken out up to next_
  std::size_t next_ = 0;
  std::vector<Entry> sorted_;          ///< scratch of spread_open
  std::vector<std::int32_t> slots_;    ///< [entry] the same
  std::vector<std::uint32_t> places_;  ///< [slot] the same
  std::vector<Late> late_;             ///< heap: arrivals for the open bucket
  std::uint64_t order_ = 0;

  Wheel<narrows> narrow_;
  double narrow_start_ = 0;
  double narrow_width_ = 1;
  double inverse_narrow_ = 1;
  std::ptrdiff_t opened_ = -1;  ///< narrow bucket that is open
  Wheel<wides> wide_;
  double wide_start_ = 0;
  double inverse_wide_ = 1;
  std::size_t wide_number_ = 0;  ///< wide bucket that the narrow wheel stands for

  std::vector<Entry> far_;  ///< beyond the last wide bucket, in order of pushing
  std::vector<Entry> moving_;
};

}  // namespace outbreak
