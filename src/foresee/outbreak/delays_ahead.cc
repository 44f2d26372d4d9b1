#include "foresee/outbreak/delays_ahead.h"

#include <bit>
#include <span>

namespace outbreak {

void DelaysAhead::reset(const base::Distribution& of, const base::StreamKey& key) {
  of_ = &of;
  key_ = key;
  words_ = base::ManyWords(key);
  drawn_ = 0;
  next_ = most;
}

/// Most delays take one word; who wants more begins with that one and has a stream of its own for the others.
[[gnu::noinline]] void DelaysAhead::draw() {
  std::array<std::uint64_t, most> words;
  words_.fill(words);
  for (std::size_t i = 0; i < most; i += base::at_once) {
    const std::span own = std::span(words).subspan(i).first<base::at_once>();
    const std::span delays = std::span(delays_).subspan(i).first<base::at_once>();
    for (unsigned lacking = base::draw_from(*of_, own, delays); lacking != 0; lacking &= lacking - 1) {
      const auto which = static_cast<std::size_t>(std::countr_zero(lacking));
      base::StreamKey key = key_;
      key.item = 1 + drawn_ + i + which;
      base::Stream variates(key, own.subspan(which, 1));
      delays[which] = base::draw(*of_, variates);
    }
  }
  drawn_ += most;
  next_ = 0;
}

}  // namespace outbreak
