#pragma once
// What is to come, in order of time: a queue of buckets that costs O(1) an entry, where a heap costs O(log n).
//
// Time is cut into buckets of equal width, unsorted until their turn comes; a bucket is sorted when it is opened. What
// arrives for the bucket that is open waits in a small heap beside it; what lies beyond the last bucket waits in a list
// without order. When the buckets are used up, or have become too full, the nearer half of what waits is spread over
// new ones, whose width follows from it (the idea of the ladder queue: Tang, Goh, Thng, ACM TOMACS 15(3), 2005). So no
// width needs to be known beforehand, and times may differ by many orders of magnitude.
//
// Order is exact: by time, and for equal times by order of pushing. Memory is kept from one use to the next.

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
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

  /// Forgets all entries. Nothing will be pushed before `start_s`; a bucket is `width_hint_s` > 0 wide at first.
  void reset(double start_s, double width_hint_s) {
    size_ = 0;
    open_.clear();
    next_ = 0;
    late_.clear();
    far_.clear();
    chunks_.clear();
    free_ = no_chunk;
    width_hint_ = width_hint_s;
    lay_out(start_s, width_hint_s, buckets_least);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  void push(double at_s, const Payload& payload) {
    ++size_;
    place({at_s, payload});
  }

  /// Puts the time of the next entry into `at_s`; false when there is none.
  bool next_time(double& at_s) {
    if (!ready()) return false;
    at_s = late_first() ? late_.front().entry.at_s : open_[next_].at_s;
    return true;
  }

  /// Takes out the next entry. Only when there is one.
  Entry pop() {
    const bool some = ready();
    assert(some);
    static_cast<void>(some);
    --size_;
    ++taken_since_spread_;
    if (!late_first()) return open_[next_++];
    std::pop_heap(late_.begin(), late_.end(), Later{});
    const Entry entry = late_.back().entry;
    late_.pop_back();
    return entry;
  }

 private:
  static constexpr std::size_t buckets_least = 64;
  static constexpr std::size_t buckets_most = std::size_t{1} << 16;
  static constexpr std::size_t per_bucket = 8;  ///< entries in a new bucket, about
  static constexpr std::size_t too_many = 64;   ///< entries in an open bucket that make narrower buckets worth while
  static constexpr std::size_t insertion_most = 32;
  static constexpr std::uint32_t no_chunk = 0xffffffff;

  /// A piece of a bucket.
  struct Chunk {
    static constexpr std::size_t room = std::max<std::size_t>(2, 184 / sizeof(Entry));
    std::uint32_t next;
    std::uint32_t count;
    Entry entries[room];
  };
  struct Bucket {
    std::uint32_t first;
    std::uint32_t last;
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

  /// Buckets from `start` on, all empty, none open.
  void lay_out(double start, double width, std::size_t count) {
    start_ = start;
    // Not so narrow that neighbouring times cannot be told apart or the inverse overflows.
    width = std::max({width, std::abs(start) * 0x1p-50, 0x1p-1000});
    inverse_width_ = 1 / width;
    buckets_.assign(count, Bucket{no_chunk, no_chunk});
    occupied_.assign(count / 64, 0);
    limit_ = static_cast<double>(count);
    opened_ = -1;
    taken_since_spread_ = 0;
  }

  /// The number of the bucket never falls when the time rises: sorting by bucket first is exact.
  void place(const Entry& entry) {
    const double position = (entry.at_s - start_) * inverse_width_;
    if (!(position < limit_)) {
      far_.push_back(entry);
      return;
    }
    const std::ptrdiff_t number = position > 0 ? static_cast<std::ptrdiff_t>(position) : 0;
    if (number <= opened_) {
      late_.push_back({entry, order_++});
      std::push_heap(late_.begin(), late_.end(), Later{});
      return;
    }
    append(static_cast<std::size_t>(number), entry);
  }

  void append(std::size_t number, const Entry& entry) {
    Bucket& bucket = buckets_[number];
    if (bucket.last == no_chunk) {
      bucket.first = bucket.last = new_chunk();
      occupied_[number / 64] |= std::uint64_t{1} << (number % 64);
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

  /// Sees to it that the open bucket, or the heap beside it, holds the next entry.
  bool ready() {
    if (late_.size() > too_many && taken_since_spread_ > size_) respread();
    while (next_ == open_.size() && late_.empty()) {
      if (size_ == 0) return false;
      if (!open_next()) spread();
    }
    return true;
  }

  /// Opens the next bucket that holds anything; false when none does.
  bool open_next() {
    auto from = static_cast<std::size_t>(opened_ + 1);
    if (from >= buckets_.size()) return false;
    std::size_t word = from / 64;
    std::uint64_t bits = occupied_[word] & (~std::uint64_t{0} << (from % 64));
    while (bits == 0) {
      if (++word == occupied_.size()) {
        opened_ = static_cast<std::ptrdiff_t>(buckets_.size()) - 1;
        return false;
      }
      bits = occupied_[word];
    }
    const std::size_t number = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
    open_.clear();
    next_ = 0;
    empty_into(number, open_);
    opened_ = static_cast<std::ptrdiff_t>(number);
    fetch_ahead(number + 1);
    if (open_.size() > too_many && taken_since_spread_ > size_) {
      respread();
      return true;
    }
    sort_open();
    return true;
  }

  /// Has the memory of the bucket that will probably be opened next fetched meanwhile.
  void fetch_ahead(std::size_t number) const {
    if (number >= buckets_.size() || buckets_[number].first == no_chunk) return;
    const auto* chunk = reinterpret_cast<const char*>(&chunks_[buckets_[number].first]);
    for (std::size_t line = 0; line < sizeof(Chunk); line += 64) __builtin_prefetch(chunk + line);
  }

  /// Moves the entries of a bucket to the end of a list, in order of pushing.
  void empty_into(std::size_t number, std::vector<Entry>& to) {
    Bucket& bucket = buckets_[number];
    for (std::uint32_t at = bucket.first; at != no_chunk;) {
      Chunk& chunk = chunks_[at];
      to.insert(to.end(), chunk.entries, chunk.entries + chunk.count);
      const std::uint32_t next = chunk.next;
      chunk.next = free_;
      free_ = at;
      at = next;
    }
    bucket = {no_chunk, no_chunk};
    occupied_[number / 64] &= ~(std::uint64_t{1} << (number % 64));
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

  /// Throws everything together and spreads it anew. Entries of equal time keep their order: they stand together.
  void respread() {
    far_.insert(far_.end(), open_.begin() + static_cast<std::ptrdiff_t>(next_), open_.end());
    open_.clear();
    next_ = 0;
    std::sort(late_.begin(), late_.end(), [](const Late& a, const Late& b) { return a.order < b.order; });
    for (const Late& late : late_) far_.push_back(late.entry);
    late_.clear();
    for (std::size_t word = 0; word < occupied_.size(); ++word) {
      while (occupied_[word] != 0) {
        empty_into(word * 64 + static_cast<std::size_t>(std::countr_zero(occupied_[word])), far_);
      }
    }
    spread();
  }

  /// Lays out new buckets so that the nearer half of the list fills them, and moves that half. The list is not empty.
  void spread() {
    times_.clear();
    for (const Entry& entry : far_) times_.push_back(entry.at_s);
    const auto middle = times_.begin() + static_cast<std::ptrdiff_t>(times_.size() / 2);
    std::nth_element(times_.begin(), middle, times_.end());
    const double nearest = *std::min_element(times_.begin(), middle + 1);
    const double span = *middle - nearest;
    const std::size_t count = std::clamp(std::bit_ceil(times_.size() / (2 * per_bucket)), buckets_least, buckets_most);
    lay_out(nearest, span > 0 ? span / static_cast<double>(count - 1) : width_hint_, count);
    moving_.swap(far_);
    far_.clear();
    for (const Entry& entry : moving_) place(entry);
    moving_.clear();
  }

  std::size_t size_ = 0;
  double width_hint_ = 1;

  std::vector<Entry> open_;  ///< the open bucket, sorted; taken out up to next_
  std::size_t next_ = 0;
  std::vector<Late> late_;  ///< heap: arrivals for the open bucket
  std::uint64_t order_ = 0;

  double start_ = 0;
  double inverse_width_ = 1;
  double limit_ = 0;  ///< number of buckets
  std::ptrdiff_t opened_ = -1;
  std::vector<Bucket> buckets_;
  std::vector<std::uint64_t> occupied_;  ///< a bit for each bucket that holds anything
  std::vector<Chunk> chunks_;
  std::uint32_t free_ = no_chunk;

  std::vector<Entry> far_;  ///< beyond the last bucket, in order of pushing
  std::vector<Entry> moving_;
  std::vector<double> times_;
  std::size_t taken_since_spread_ = 0;
};

}  // namespace outbreak
