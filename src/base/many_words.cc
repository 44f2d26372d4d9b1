#include "base/many_words.h"

namespace base {

namespace {

using Fill = void (*)(WordSource&, std::uint64_t*, std::size_t);

/// As wide as the processor has registers.
Fill widest() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f")) return fill_avx512;
  if (__builtin_cpu_supports("avx2")) return fill_avx2;
#endif
  return fill_plain;
}

}  // namespace

ManyWords::ManyWords(const StreamKey& key) {
  // The last block of Stream's counter, to which no stream comes.
  const auto made = r123::Philox4x64()({{~std::uint64_t{0}, key.replica, key.subject, key.item}},
                                       {{key.seed, static_cast<std::uint64_t>(key.purpose)}});
  source_ = {made[0], made[1], 0};
}

void ManyWords::fill(std::span<std::uint64_t> words) {
  static const Fill by_the_widest = widest();
  by_the_widest(source_, words.data(), words.size());
}

}  // namespace base
