#pragma once
// Logarithms of many numbers: without branches, calls or tables, so that a compiler turns loops over them into vector
// instructions.

#include <bit>
#include <cstdint>

namespace base {

/// A whole number below 2^52, exactly, without a conversion instruction that old vector units lack.
inline double below_2_52(std::uint64_t whole) {
  return std::bit_cast<double>(whole | 0x4330000000000000U) - 0x1p52;
}

/// -log(x) for normal x > 0, relative error below 1e-12 of the larger of the two parts.
inline double minus_log(double x) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcdU;
  // x = 2^(exponent - 1024) * m with m between root of a half and root of two.
  const std::uint64_t exponent = (bits - root_half + (std::uint64_t{1024} << 52)) >> 52;
  const double m = std::bit_cast<double>(bits - ((exponent - 1024) << 52));
  const double s = (m - 1) / (m + 1);
  const double t = s * s;
  // log m = 2 artanh s, |s| < 0.1716.
  double sum = 2.0 / 15;
  sum = sum * t + 2.0 / 13;
  sum = sum * t + 2.0 / 11;
  sum = sum * t + 2.0 / 9;
  sum = sum * t + 2.0 / 7;
  sum = sum * t + 2.0 / 5;
  sum = sum * t + 2.0 / 3;
  sum = sum * t + 2.0;
  return (1024 - below_2_52(exponent)) * 0.69314718055994530942 - s * sum;
}

/// Exponential with mean 1 from the upper 52 bits of a word.
inline double exponential_of(std::uint64_t word) {
  return minus_log((below_2_52(word >> 12) + 0.5) * 0x1p-52);
}

}  // namespace base
