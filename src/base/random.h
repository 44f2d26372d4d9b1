#pragma once
// Counter-based random streams: what is drawn depends on the key alone, never on what was drawn before it elsewhere.
//
// Generator: Philox4x64-10 (Salmon, Moraes, Dror, Shaw, SC 2011), from the Random123 library.

#include <Random123/philox.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <span>

namespace base {

/// What a stream decides. Part of the key, so that two decisions never share variates.
enum class Purpose : std::uint64_t {
  events = 1,  ///< chance inside an outbreak: this and `candidates` are the streams that depend on what happened before
  parameter,   ///< an uncertain parameter of the estate: subject = parameter, item = what it is drawn for
  conduit,     ///< whether a conduit row is in force: subject = row, item = organisation
  traits,      ///< which devices of a group have which vulnerability: subject = device group, item = its number there
  seeds,       ///< places and times of entry: subject = entry, item = what it concerns
  pressure,    ///< attempts from the outside population: subject = entry, item = zone
  course,      ///< delays: subject = which, or the node of a contact graph; item = 0, or 1 + infections before it
  reaction,    ///< an organisation's reactions: subject = which reaction, item = organisation
  signature,   ///< which devices a signature protects: subject = cohort
  patching,    ///< which devices emergency patching reached: subject = organisation, item = times it was asked before
  harm,        ///< draws of the harm model
  generator,   ///< building of estates and of test cases
  fit,         ///< proposals of a fit: subject = number of the proposal; the round stands for the replica
  joint,       ///< which row of a joint table of parameters a replica takes
  contact,  ///< contacts of one device along explicit edges: subject = device, item = how many infections it had before
  candidates,  ///< when the next infection inside one outbreak may come, and from where
};

/// Which decision a stream is for.
struct StreamKey {
  std::uint64_t seed = 0;
  std::uint64_t replica = 0;
  Purpose purpose = Purpose::events;
  std::uint64_t subject = 0;
  std::uint64_t item = 0;
};

/// Layers of a ziggurat (Marsaglia and Tsang, J. Stat. Softw. 5(8), 2000), made once when the program starts.
struct Ziggurat {
  struct Layer {
    std::uint64_t inside;  ///< 53-bit numbers below this lie under the curve for certain
    double width;          ///< for a 53-bit number
  };
  std::array<Layer, 256> layer;
  std::array<double, 256> height;  ///< of the curve at the layer's right end
};
extern const Ziggurat exponential_ziggurat;
extern const Ziggurat normal_ziggurat;  ///< of the half to the right

/// Exponential with mean 1 from one word, if that is enough (97.8 % of all): answers whether.
inline bool exponential_from(std::uint64_t word, double& x) {
  const Ziggurat::Layer& layer = exponential_ziggurat.layer[word & 0xff];
  const std::uint64_t across = word >> 11;
  x = static_cast<double>(across) * layer.width;
  return across < layer.inside;
}

/// The same of the standard normal (98.5 %).
inline bool normal_from(std::uint64_t word, double& x) {
  const Ziggurat::Layer& layer = normal_ziggurat.layer[word & 0xff];
  const std::uint64_t across = word >> 11;
  const double sign = static_cast<double>(word >> 7 & 2) - 1;  // a bit that nobody can guess
  x = sign * (static_cast<double>(across) * layer.width);
  return across < layer.inside;
}

/// A stream of variates for one key. A block of Philox gives four 64-bit words; `Blocks` of them are made at a time
/// (1 for a short-lived keyed stream, more for a long one, where independent blocks overlap in the processor).
template <int Blocks>
class BasicStream {
 public:
  explicit BasicStream(const StreamKey& key)
      : key_{{key.seed, static_cast<std::uint64_t>(key.purpose)}}, counter_{{0, key.replica, key.subject, key.item}} {}

  /// The same, but for the words that come first.
  BasicStream(const StreamKey& key, std::span<const std::uint64_t> first) : BasicStream(key) {
    next_ = words_.size() - first.size();
    for (std::size_t i = 0; i < first.size(); ++i) words_[next_ + i] = first[i];
  }

  /// 64 uniform random bits.
  std::uint64_t bits() {
    if (next_ == words_.size()) refill();
    return words_[next_++];
  }

  /// Uniform on (0, 1], 53 bits.
  double uniform() { return uniform(bits()); }
  static double uniform(std::uint64_t word) { return static_cast<double>((word >> 11) + 1) * 0x1p-53; }

  /// True with probability p.
  bool chance(double p) { return uniform() <= p; }

  /// So many words at once: whole blocks, which bits() will not give. Their number is a multiple of 4.
  void fill(std::span<std::uint64_t> words) {
    for (std::size_t i = 0; i < words.size(); i += 4) {
      const auto block = r123::Philox4x64()(counter_, key_);
      ++counter_[0];
      for (std::size_t k = 0; k < 4; ++k) words[i + k] = block[k];
    }
  }

  /// Exponential with mean 1, by the ziggurat.
  double exponential() { return exponential(bits()); }

  /// The same, beginning with a word that was drawn before.
  double exponential(std::uint64_t word) {
    double x = 0;
    return exponential_from(word, x) ? x : exponential_beyond(word);
  }

  /// Uniform whole number in [0, n), n > 0, without bias (Lemire, ACM TOMACS 29(1), 2019).
  std::uint64_t below(std::uint64_t n) {
    unsigned __int128 product = static_cast<unsigned __int128>(bits()) * n;
    if (static_cast<std::uint64_t>(product) < n) {
      const std::uint64_t threshold = (0 - n) % n;
      while (static_cast<std::uint64_t>(product) < threshold) product = static_cast<unsigned __int128>(bits()) * n;
    }
    return static_cast<std::uint64_t>(product >> 64);
  }

 private:
  static constexpr double exponential_tail = 7.69711747013104972;  ///< right end of the lowest layer

  /// The rest of exponential(), which is seldom needed: out of the way of the loops that draw many.
  [[gnu::noinline]] double exponential_beyond(std::uint64_t word) {
    double beyond = 0;
    for (double x = 0;; word = bits()) {
      if (exponential_from(word, x)) return beyond + x;
      const std::size_t layer = word & 0xff;
      if (layer == 0) {
        beyond += exponential_tail;  // what lies beyond the last layer is exponential again
        continue;
      }
      const double low = exponential_ziggurat.height[layer];
      const double high = exponential_ziggurat.height[layer - 1];
      if (low + uniform() * (high - low) < std::exp(-x)) return beyond + x;
    }
  }

  void refill() {
    using Philox = r123::Philox4x64;
    for (int block = 0; block < Blocks; ++block) {
      Philox::ctr_type counter = counter_;
      counter[0] += static_cast<std::uint64_t>(block);
      const Philox::ctr_type out = Philox()(counter, key_);
      for (std::size_t i = 0; i < 4; ++i) words_[4 * static_cast<std::size_t>(block) + i] = out[i];
    }
    counter_[0] += Blocks;
    next_ = 0;
  }

  r123::Philox4x64::key_type key_;
  r123::Philox4x64::ctr_type counter_;
  std::array<std::uint64_t, 4 * Blocks> words_;
  std::size_t next_ = 4 * Blocks;
};

using Stream = BasicStream<1>;
using LongStream = BasicStream<4>;

/// Standard normal, by the ziggurat.
double normal(Stream& stream);

/// Gamma with the given shape > 0 and scale 1 (Marsaglia and Tsang, ACM TOMS 26(3), 2000).
double gamma(double shape, Stream& stream);

/// Beta with parameters alpha, beta > 0, as a ratio of gammas.
double beta(double alpha, double beta, Stream& stream);

/// Successes in n trials of probability p in [0, 1]: inversion when n*min(p, 1-p) < 10, else BTRS
/// (Hormann, J. Stat. Comput. Simul. 46, 1993).
std::uint64_t binomial(std::uint64_t n, double p, Stream& stream);

/// Poisson with the given mean >= 0: by exponential gaps below 30, else PTRS (Hormann, Insur. Math. Econ. 12, 1993).
std::uint64_t poisson(double mean, Stream& stream);

}  // namespace base
