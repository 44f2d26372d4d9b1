#pragma once
// What is to come, in order of time: a queue of buckets that costs O(1) an entry, where a heap costs O(log n).
//
// Two wheels of 4,096 buckets: one narrow bucket after the other for what comes soon, and one wide bucket, as wide as
// all the narrow ones together, after the other for what comes later (a hierarchical timing wheel: Varghese and Lauck,
// SOSP 1987). A wide bucket is spread over the narrow ones when its turn comes, and a narrow one is sorted when it is
// opened. What arrives for the bucket that is open waits in a small heap beside it; what lies beyond the last wide
// bucket waits in a list, from which both wheels are laid out anew when they have run empty.
//
// Order is exact: by time, and for equal times by order of pushing. Memory is kept from one use to the next.

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

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
    size_ = 0;
    open_.clear();
    next_ = 0;
    late_.clear();
    far_.clear();
    chunks_.clear();
    free_ = no_chunk;
    width_ = width_s;
    lay_out(start_s, width_s);
  }

  /// The width with which both wheels together reach from the start over `span`.
  static double width_for(double span) { return span / (static_cast<double>(buckets) * (buckets - 1)); }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  void push(double at_s, const Payload& payload) {
    ++size_;
    place({at_s, payload});
  }

  /// Puts the time of the next entry into `at_s`; false when there is none.
  bool next_time(double& at_s) {
    if (next_ == open_.size() && late_.empty() && !open_next()) return false;
    at_s = late_first() ? late_.front().entry.at_s : open_[next_].at_s;
    return true;
  }

  /// Takes out the next entry. Only when there is one.
  Entry pop() {
    const bool some = next_ != open_.size() || !late_.empty() || open_next();
    assert(some);
    static_cast<void>(some);
    --size_;
    if (!late_first()) return open_[next_++];
    std::pop_heap(late_.begin(), late_.end(), Later{});
    const Entry entry = late_.back().entry;
    late_.pop_back();
    return entry;
  }

 private:
  static constexpr std::size_t buckets = 4096;  ///< of each wheel
  static constexpr std::size_t insertion_most = 48;
  static constexpr std::uint32_t no_chunk = 0xffffffff;

  /// A piece of a bucket: a cache line for small payloads.
  struct alignas(64) Chunk {
    static constexpr std::size_t room = std::max<std::size_t>(2, 56 / sizeof(Entry));
    std::uint32_t next;
    std::uint32_t count;
    Entry entries[room];
  };
  struct Bucket {
    std::uint32_t first = no_chunk;
    std::uint32_t last = no_chunk;
  };
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
  struct Wheel {
    std::array<Bucket, buckets> bucket;
    std::array<std::uint64_t, buckets / 64> occupied{};
    std::uint64_t occupied_words = 0;

    void clear() {
      bucket.fill(Bucket{});
      occupied.fill(0);
      occupied_words = 0;
    }
    void mark(std::size_t number) {
      occupied[number / 64] |= std::uint64_t{1} << (number % 64);
      occupied_words |= std::uint64_t{1} << (number / 64);
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
  static_assert(buckets / 64 == 64);

  /// Both wheels from `start` on, empty, no bucket open.
  void lay_out(double start, double width) {
    // Not so narrow that neighbouring times cannot be told apart or the inverse overflows.
    width = std::max({width, std::abs(start) * 0x1p-40, 0x1p-1000});
    wide_start_ = start;
    inverse_wide_ = 1 / (width * buckets);
    narrow_width_ = width;
    wide_.clear();
    narrow_.clear();
    begin_wide(0);
  }

  /// The narrow wheel now stands for this wide bucket.
  void begin_wide(std::size_t number) {
    wide_number_ = number;
    narrow_start_ = wide_start_ + static_cast<double>(number) * (narrow_width_ * buckets);
    inverse_narrow_ = 1 / narrow_width_;
    opened_ = -1;
  }

  /// The numbers of the buckets never fall when the time rises: sorting by bucket first is exact.
  void place(const Entry& entry) {
    const double wide = (entry.at_s - wide_start_) * inverse_wide_;
    if (!(wide < static_cast<double>(buckets))) {
      far_.push_back(entry);
      return;
    }
    const std::size_t number = wide > 0 ? static_cast<std::size_t>(wide) : 0;
    if (number > wide_number_) {
      append(wide_, number, entry);
      return;
    }
    const double narrow = (entry.at_s - narrow_start_) * inverse_narrow_;
    // Rounding may carry the last moment of a wide bucket past its narrow ones.
    const auto within = static_cast<std::ptrdiff_t>(std::clamp(narrow, 0.0, static_cast<double>(buckets - 1)));
    if (number < wide_number_ || within <= opened_) {
      late_.push_back({entry, order_++});
      std::push_heap(late_.begin(), late_.end(), Later{});
      return;
    }
    append(narrow_, static_cast<std::size_t>(within), entry);
  }

  void append(Wheel& wheel, std::size_t number, const Entry& entry) {
    Bucket& bucket = wheel.bucket[number];
    if (bucket.last == no_chunk) {
      bucket.first = bucket.last = new_chunk();
      wheel.mark(number);
    } else if (chunks_[bucket.last].count == Chunk::room) {
      const std::uint32_t chunk = new_chunk();
      chunks_[bucket.last].next = chunk;
      bucket.last = chunk;
    }
    Chunk& chunk = chunks_[bucket.last];
    chunk.entries[chunk.count++] = entry;
  }

  std::uint32_t new_chunk() {
    std::uint32_t chunk = free_;
    if (chunk != no_chunk) {
      free_ = chunks_[chunk].next;
    } else {
      chunk = static_cast<std::uint32_t>(chunks_.size());
      chunks_.emplace_back();
    }
    chunks_[chunk].next = no_chunk;
    chunks_[chunk].count = 0;
    return chunk;
  }

  [[nodiscard]] bool late_first() const {
    if (late_.empty()) return false;
    return next_ == open_.size() || late_.front().entry.at_s < open_[next_].at_s;
  }

  /// Opens the next narrow bucket that holds anything; false when nothing is left at all.
  bool open_next() {
    open_.clear();
    next_ = 0;
    for (;;) {
      const std::size_t narrow = narrow_.first();
      if (narrow < buckets) {
        empty_into(narrow_, narrow, open_);
        opened_ = static_cast<std::ptrdiff_t>(narrow);
        const std::size_t later = narrow_.first();
        if (later < buckets) __builtin_prefetch(&chunks_[narrow_.bucket[later].first]);
        sort_open();
        return true;
      }
      const std::size_t wide = wide_.first();
      if (wide < buckets) {
        empty_into(wide_, wide, moving_);
        begin_wide(wide);
      } else if (!far_.empty()) {
        const auto [nearest, farthest] = std::minmax_element(
            far_.begin(), far_.end(), [](const Entry& a, const Entry& b) { return a.at_s < b.at_s; });
        const double span = farthest->at_s - nearest->at_s;
        moving_.swap(far_);
        lay_out(nearest->at_s, std::max(width_, width_for(span)));
      } else {
        return false;
      }
      for (const Entry& entry : moving_) place(entry);
      moving_.clear();
    }
  }

  /// Moves the entries of a bucket to the end of a list, in order of pushing.
  void empty_into(Wheel& wheel, std::size_t number, std::vector<Entry>& to) {
    Bucket& bucket = wheel.bucket[number];
    for (std::uint32_t at = bucket.first; at != no_chunk;) {
      Chunk& chunk = chunks_[at];
      to.insert(to.end(), chunk.entries, chunk.entries + chunk.count);
      const std::uint32_t next = chunk.next;
      chunk.next = free_;
      free_ = at;
      at = next;
    }
    bucket = Bucket{};
    wheel.unmark(number);
  }

  void sort_open() {
    if (open_.size() > insertion_most) {
      std::stable_sort(open_.begin(), open_.end(), [](const Entry& a, const Entry& b) { return a.at_s < b.at_s; });
      return;
    }
    for (std::size_t i = 1; i < open_.size(); ++i) {
      const Entry entry = open_[i];
      std::size_t j = i;
      for (; j > 0 && open_[j - 1].at_s > entry.at_s; --j) open_[j] = open_[j - 1];
      open_[j] = entry;
    }
  }

  std::size_t size_ = 0;
  double width_ = 1;

  std::vector<Entry> open_;  ///< the open bucket, sorted; taken out up to next_
  std::size_t next_ = 0;
  std::vector<Late> late_;  ///< heap: arrivals for the open bucket
  std::uint64_t order_ = 0;

  Wheel narrow_;
  double narrow_start_ = 0;
  double narrow_width_ = 1;
  double inverse_narrow_ = 1;
  std::ptrdiff_t opened_ = -1;  ///< narrow bucket that is open
  Wheel wide_;
  double wide_start_ = 0;
  double inverse_wide_ = 1;
  std::size_t wide_number_ = 0;  ///< wide bucket that the narrow wheel stands for

  std::vector<Chunk> chunks_;
  std::uint32_t free_ = no_chunk;
  std::vector<Entry> far_;  ///< beyond the last wide bucket, in order of pushing
  std::vector<Entry> moving_;
};

}  // namespace outbreak
