#pragma once
// Moments as CSAF writes them (RFC 3339), comparable whatever their offset from UTC. Private to csaf*.cc and the reader of
// JSON Schema.

#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>

namespace ingest::csaf {

/// Seconds since 1970, and the digits of the fraction without trailing noughts: any number of them, where they stand in
/// the text, which outlives this.
struct Moment {
  std::int64_t seconds = 0;
  std::string_view fraction;
  friend bool operator==(const Moment&, const Moment&) = default;
  friend bool operator<(const Moment& a, const Moment& b) {
    return std::tie(a.seconds, a.fraction) < std::tie(b.seconds, b.fraction);
  }
};

/// Nothing when the text is none, or of no day that there is.
std::optional<Moment> parse_moment(std::string_view text);

}  // namespace ingest::csaf
