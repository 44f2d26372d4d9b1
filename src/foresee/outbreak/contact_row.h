#pragma once
// Which edges of a device are used before the device stops spreading, and when each is used first.
//
// Each edge is used as a Poisson process of `rate` from infection until the device stops; only the first use can
// matter. Lay the edges one after the other on a line, each as long as its hazard h = rate * stops_after: first uses
// are the first points in each edge's piece of one Poisson process of rate 1 on this line. So one exponential variate E
// finds the next edge that is used and its time at once: E / h edges further on; the whole part of it are edges that
// are never used, the rest is the part of `stops_after` that has passed at the first use. Then the line begins anew at
// the next edge. Edges that are not used cost nothing. With unequal rates, or when nearly all edges are used, each edge
// has its own variate.

#include <Random123/philox.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/logarithm.h"
#include "base/random.h"

namespace outbreak {

/// Exponential variates (mean 1) of one keyed stream, eight at a time from one block of Philox, 32 bits each: no
/// probability is off by more than 2^-32. The loops are written so that compilers turn them into vector instructions.
class ExponentialBlocks {
 public:
  static constexpr std::size_t lanes = 8;
  using Block = std::array<double, lanes>;

  /// Starts at block number `block` of the stream.
  explicit ExponentialBlocks(const base::StreamKey& key, std::uint64_t block = 0)
      : key_{{key.seed, static_cast<std::uint64_t>(key.purpose)}},
        counter_{{block, key.replica, key.subject, key.item}} {}

  /// The next eight.
  void next(Block& out) {
    std::array<std::uint32_t, lanes> words;
    next_words(words.data());
    from_words(words.data(), out.data(), lanes);
  }

  /// The bits of the next eight; from_words makes variates of them. Apart, so that many streams can be done together.
  void next_words(std::uint32_t* words) {
    const r123::Philox4x64::ctr_type block = r123::Philox4x64()(counter_, key_);
    ++counter_[0];
    std::memcpy(words, block.data(), sizeof(block));
  }
  static void from_words(const std::uint32_t* words, double* out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = base::minus_log((static_cast<double>(words[i]) + 0.5) * 0x1p-32);
  }

  /// The same from 52 bits each, where the variates are divided by something small.
  void next_fine(Block& out) {
    for (std::size_t half = 0; half < lanes; half += 4) {
      const r123::Philox4x64::ctr_type words = r123::Philox4x64()(counter_, key_);
      ++counter_[0];
      for (std::size_t i = 0; i < 4; ++i) out[half + i] = base::exponential_of(words[i]);
    }
  }

 private:
  r123::Philox4x64::key_type key_;
  r123::Philox4x64::ctr_type counter_;
};

/// Up to eight first uses of equal edges, in the order of the row.
struct FirstUses {
  std::array<double, ExponentialBlocks::lanes> edge;  ///< number of the edge, whole, rising
  std::array<double, ExponentialBlocks::lanes> part;  ///< of the time until the source stops that has passed, in [0, 1)
};

/// The next first uses among equal edges from number `from` on (see above), given eight exponential variates. Those
/// beyond the row are to be ignored; when the last is within it, more may follow from edge.back() + 1 on.
inline void first_uses(double from, double inverse_hazard, const ExponentialBlocks::Block& exponentials,
                       FirstUses& uses) {
  constexpr double far = 0x1p40;  // beyond any row; keeps infinity out
  constexpr std::size_t lanes = ExponentialBlocks::lanes;
  std::array<double, lanes> skipped;
  for (std::size_t i = 0; i < lanes; ++i) {
    const double position = exponentials[i] * inverse_hazard;
    const double edges = position < far ? position : far;
    skipped[i] = std::floor(edges);
    uses.part[i] = edges - skipped[i];
  }
  for (std::size_t i = 0; i < lanes; ++i) {
    uses.edge[i] = from + skipped[i];
    from = uses.edge[i] + 1;
  }
}

/// Above this hazard an edge is nearly sure to be used: each edge then has its own variate, and the hazard may be
/// infinite.
inline constexpr double sure_hazard = 32;
/// Below this hazard the variates need more bits, because what is left of them after the whole part is the time.
inline constexpr double fine_hazard = 0x1p-12;

/// Calls use(edge, after) for each of `edges` equal edges that is used, at `rate` each, before `stops_after` (may be
/// infinite), with the time of the first use; in the order of the row.
template <class Use>
void each_first_use(ExponentialBlocks& variates, std::size_t edges, double rate, double stops_after, Use use) {
  constexpr std::size_t lanes = ExponentialBlocks::lanes;
  if (edges == 0 || rate <= 0 || stops_after <= 0) return;
  const double hazard = rate * stops_after;
  ExponentialBlocks::Block exponentials;
  if (hazard > sure_hazard) {
    for (std::size_t from = 0; from < edges; from += lanes) {
      variates.next(exponentials);
      for (std::size_t i = 0; i < lanes && from + i < edges; ++i) {
        if (exponentials[i] < hazard) use(from + i, exponentials[i] / rate);
      }
    }
    return;
  }
  const auto end = static_cast<double>(edges);
  FirstUses uses;
  for (double from = 0; from < end; from = uses.edge.back() + 1) {
    hazard < fine_hazard ? variates.next_fine(exponentials) : variates.next(exponentials);
    first_uses(from, 1 / hazard, exponentials, uses);
    for (std::size_t i = 0; i < lanes && uses.edge[i] < end; ++i) {
      use(static_cast<std::size_t>(uses.edge[i]), uses.part[i] * stops_after);
    }
  }
}

/// The same for edges of unequal weight: edge i is used at rate * weights[i].
template <class Use>
void each_first_use(ExponentialBlocks& variates, std::span<const float> weights, double rate, double stops_after,
                    Use use) {
  constexpr std::size_t lanes = ExponentialBlocks::lanes;
  if (rate <= 0 || stops_after <= 0) return;
  ExponentialBlocks::Block exponentials;
  for (std::size_t from = 0; from < weights.size(); from += lanes) {
    variates.next_fine(exponentials);
    for (std::size_t i = 0; i < lanes && from + i < weights.size(); ++i) {
      const double after = exponentials[i] / (rate * static_cast<double>(weights[from + i]));
      if (after < stops_after) use(from + i, after);
    }
  }
}

}  // namespace outbreak
