#pragma once
// Ids of a document, each with a number: a hash table that takes no memory of its own while it is small, as it is for
// nearly all documents. Private to csaf*.cc.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "world/ingest/short_text.h"

namespace ingest::csaf {

class Ids {
 public:
  struct Entry {
    const char* text = nullptr;  ///< none: the slot is free
    std::uint32_t size = 0;
    std::uint32_t kind = 0;
    std::uint32_t number = 0;
  };

  /// The number that the text has within its kind, and whether it is new, in which case it is given `number`. The text
  /// outlives the table.
  std::pair<std::uint32_t, bool> put(std::string_view text, std::uint32_t number = 0, std::uint32_t kind = 0) {
    Entry& at = slot(slots_, text, kind);
    if (at.text != nullptr) return {at.number, false};
    at = {text.data() == nullptr ? "" : text.data(), static_cast<std::uint32_t>(text.size()), kind, number};
    if (++used_ * 2 > slots_.size()) grow();
    return {number, true};
  }

  Ids() = default;
  Ids(const Ids&) = delete;
  Ids& operator=(const Ids&) = delete;

 private:
  static std::size_t hash(std::string_view text, std::uint32_t kind) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::uint64_t sum = (text.size() + (std::uint64_t{kind} << 32U)) * odd;
    const auto mix = [&](std::uint64_t word) {
      const auto product = static_cast<unsigned __int128>(sum ^ word) * odd;
      sum = static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    };
    while (text.size() > 8) {
      mix(eight_bytes(text.data()));
      text.remove_prefix(8);
    }
    mix(last_word(text));
    return sum;
  }

  /// Of at most 8 bytes, in halves that may overlap; their number is hashed too.
  static std::uint64_t last_word(std::string_view text) {
    const std::size_t size = text.size();
    if (size == 8) return eight_bytes(text.data());
    if (size >= 4) {
      return four_bytes(text.data()) | std::uint64_t{four_bytes(text.data() + size - 4)} << 32U;
    }
    std::uint64_t word = 0;
    for (const char c : text) word = word << 8U | static_cast<unsigned char>(c);
    return word;
  }

  /// Where the text stands or would stand; there is always a free slot.
  static Entry& slot(std::span<Entry> slots, std::string_view text, std::uint32_t kind) {
    for (std::size_t at = hash(text, kind);; ++at) {
      Entry& here = slots[at & (slots.size() - 1)];
      if (here.text == nullptr) return here;
      if (here.kind == kind && here.size == text.size() && same_bytes(here.text, text.data(), text.size())) return here;
    }
  }

  void grow() {
    std::vector<Entry> larger(slots_.size() * 4);
    for (const Entry& one : slots_) {
      if (one.text != nullptr) slot(larger, {one.text, one.size}, one.kind) = one;
    }
    many_ = std::move(larger);
    slots_ = many_;
  }

  std::array<Entry, 64> few_{};
  std::vector<Entry> many_;
  std::span<Entry> slots_ = few_;
  std::size_t used_ = 0;
};

}  // namespace ingest::csaf
