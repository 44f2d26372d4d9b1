#pragma once
// The queue of the contact engine: 8 bytes an entry, time as a bucket and a part of it, and no order inside a bucket
// until it is opened. Leaner than TimeBuckets, which serves any payload and any width.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outbreak {

/// Part of the bucket in units of 2^-32 of its width (high half), node (low half): sorts by time within a bucket.
using BucketEntry = std::uint64_t;

inline std::uint32_t node_of(BucketEntry entry) {
  return static_cast<std::uint32_t>(entry);
}
inline double part_of(BucketEntry entry) {
  return static_cast<double>(static_cast<std::int64_t>(entry >> 32)) * 0x1p-32;
}
inline BucketEntry entry_of(double part, std::uint32_t node) {
  return static_cast<std::uint64_t>(static_cast<std::int64_t>(part * 0x1p32)) << 32 | node;
}

class ContactBuckets {
 public:
  /// Buckets ahead of the open one that are kept apart; what is later waits in one list.
  static constexpr std::uint32_t window = 2048;

  /// Forgets all; the open bucket is number 0.
  void clear() {
    // Chunk 0 is never used: an empty bucket's end points at its last word, where a chunk counts as full.
    words_.resize(std::max<std::size_t>(words_.size(), chunk_words));
    used_ = chunk_words;
    free_ = 0;
    ends_.assign(window, chunk_words - 1);
    occupied_.assign(window / 64, 0);
    far_.clear();
    far_first_ = never;
    number_ = 0;
  }

  /// Number of the open bucket.
  [[nodiscard]] std::uint64_t number() const { return number_; }

  /// Adds an entry `ahead` buckets after the open one, 0 < ahead < window, when `really`. A write that does not count
  /// is cheaper than a branch that is guessed wrongly.
  void push(std::uint32_t ahead, BucketEntry entry, bool really) {
    const std::uint32_t slot = static_cast<std::uint32_t>(number_ + ahead) % window;
    std::uint32_t end = ends_[slot];
    if (end % chunk_words == chunk_words - 1) [[unlikely]] {
      if (!really) return;
      end = grow(slot, end);
    }
    words_[end] = entry;
    ends_[slot] = end + (really ? 1 : 0);
  }

  /// Adds an entry of a later time: `at` counted in buckets from number 0, at >= number() + window. Beyond 2^53 buckets
  /// entries of one bucket lose their order, beyond 2^62 all are taken as simultaneous.
  void push_far(double at, std::uint32_t node) {
    at = std::min(at, 0x1p62);
    far_.push_back({at, node});
    far_first_ = std::min(far_first_, at);
  }

  /// Opens the next bucket that holds anything; false when none does.
  bool open_next() {
    for (;;) {
      const std::uint32_t ahead = next_occupied();
      const bool some = ahead != 0;
      if (some && far_first_ >= static_cast<double>(number_ + ahead) + 1) {
        number_ += ahead;
        return true;
      }
      if (!some && far_.empty()) return false;
      // The list holds something for the next bucket or for one before it: go to where the window reaches that.
      number_ = std::max(number_, static_cast<std::uint64_t>(far_first_) - 1);
      fetch_far();
    }
  }

  /// Gives each entry of the open bucket to `take`, in no order, and empties it.
  template <class Take>
  void drain(Take take) {
    const auto slot = static_cast<std::uint32_t>(number_ % window);
    std::uint32_t end = ends_[slot];
    while (end >= chunk_words) {
      const std::uint32_t chunk = end - end % chunk_words;
      const std::uint64_t link = words_[chunk + chunk_words - 1];
      for (std::uint32_t i = chunk; i < end; ++i) take(words_[i]);
      words_[chunk + chunk_words - 1] = free_;
      free_ = chunk;
      end = static_cast<std::uint32_t>(link);
    }
    ends_[slot] = chunk_words - 1;
    occupied_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
  }

 private:
  static constexpr std::uint32_t chunk_words = 32;  ///< the last one links to the chunk before
  static constexpr double never = 1e300;
  struct Far {
    double at;
    std::uint32_t node;
  };

  /// A fresh chunk for the bucket whose last one is full.
  std::uint32_t grow(std::uint32_t slot, std::uint32_t end) {
    auto chunk = static_cast<std::uint32_t>(free_);
    if (chunk != 0) {
      free_ = words_[chunk + chunk_words - 1];
    } else {
      chunk = static_cast<std::uint32_t>(used_);
      used_ += chunk_words;
      if (used_ > words_.size()) words_.resize(used_ * 3 / 2 / chunk_words * chunk_words);
    }
    // The end of the chunk before is its last word: draining then finds all its other words full. The first chunk
    // links to the end of chunk 0, where draining stops.
    words_[chunk + chunk_words - 1] = end;
    occupied_[slot / 64] |= std::uint64_t{1} << (slot % 64);
    return chunk;
  }

  /// How far ahead the next bucket is that holds anything; 0: none in the window.
  [[nodiscard]] std::uint32_t next_occupied() const {
    const auto from = static_cast<std::uint32_t>((number_ + 1) % window);
    for (std::uint32_t step = 0; step <= window / 64; ++step) {
      const std::uint32_t word = (from / 64 + step) % (window / 64);
      std::uint64_t bits = occupied_[word];
      if (step == 0) bits &= ~std::uint64_t{0} << (from % 64);
      if (step == window / 64) bits &= ~(~std::uint64_t{0} << (from % 64));
      if (bits != 0) {
        const std::uint32_t slot = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
        return (slot - from) % window + 1;
      }
    }
    return 0;
  }

  /// Moves what is within the window now from the list to the buckets.
  void fetch_far() {
    far_first_ = never;
    std::size_t kept = 0;
    for (const Far& far : far_) {
      const double ahead = far.at - static_cast<double>(number_);
      if (ahead < window) {
        const auto whole = static_cast<std::uint64_t>(ahead);
        const auto part = static_cast<std::uint64_t>((ahead - static_cast<double>(whole)) * 0x1p32);
        push(static_cast<std::uint32_t>(whole), part << 32 | far.node, true);
      } else {
        far_first_ = std::min(far_first_, far.at);
        far_[kept++] = far;
      }
    }
    far_.resize(kept);
  }

  std::vector<std::uint64_t> words_;  ///< chunks of all buckets
  std::size_t used_ = 0;
  std::uint64_t free_ = 0;           ///< first word of the first free chunk; 0: none
  std::vector<std::uint32_t> ends_;  ///< where the next entry of each bucket goes
  std::vector<std::uint64_t> occupied_;
  std::vector<Far> far_;
  double far_first_ = never;
  std::uint64_t number_ = 0;
};

/// Sorts the entries of one bucket: counting into about as many slots as there are entries, then insertion.
class BucketSort {
 public:
  /// `entries` in any order; the result is good until the next call and may be `entries` itself.
  std::span<BucketEntry> sort(std::vector<BucketEntry>& entries) {
    const std::size_t count = entries.size();
    std::span<BucketEntry> sorted = entries;
    if (count > 24) {
      const int bits = static_cast<int>(std::bit_width(count - 1));
      const std::size_t slots = std::size_t{1} << bits;
      const int shift = 64 - bits;
      ends_.assign(slots + 1, 0);
      for (const BucketEntry entry : entries) ++ends_[(entry >> shift) + 1];
      for (std::size_t i = 1; i <= slots; ++i) ends_[i] += ends_[i - 1];
      sorted_.resize(count);
      for (const BucketEntry entry : entries) sorted_[ends_[entry >> shift]++] = entry;
      sorted = sorted_;
    }
    for (std::size_t i = 1; i < count; ++i) {
      const BucketEntry entry = sorted[i];
      std::size_t j = i;
      for (; j > 0 && sorted[j - 1] > entry; --j) sorted[j] = sorted[j - 1];
      sorted[j] = entry;
    }
    return sorted;
  }

 private:
  std::vector<std::uint32_t> ends_;
  std::vector<BucketEntry> sorted_;
};

}  // namespace outbreak
