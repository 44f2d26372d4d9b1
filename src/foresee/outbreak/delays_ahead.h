#pragma once
// Delays of one kind, in the order in which infections ask for them, drawn many at a time: the processor works on
// several at once.

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/distribution.h"
#include "base/many_words.h"

namespace outbreak {

class DelaysAhead {
 public:
  /// From here on delays of this distribution, which must live as long, keyed by (key, number of the delay). `key` has
  /// item 0.
  void reset(const base::Distribution& of, const base::StreamKey& key);

  double next() {
    if (next_ == most) draw();
    return delays_[next_++];
  }

 private:
  static constexpr std::size_t most = 64;

  void draw();

  const base::Distribution* of_ = nullptr;
  base::StreamKey key_;
  base::ManyWords words_{base::StreamKey{}};
  std::uint64_t drawn_ = 0;
  std::array<double, most> delays_{};
  std::size_t next_ = most;
};

}  // namespace outbreak
