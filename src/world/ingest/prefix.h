#pragma once
// Address prefixes such as 10.1.0.0/16. IPv4 only.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ingest {

struct Prefix {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  [[nodiscard]] double addresses() const { return static_cast<double>(last) - first + 1; }
};

/// What is wrong with a prefix, and its mend.
struct PrefixFault {
  std::string what;
  std::string mend;
};

/// Reads a prefix; `fault` says why when there is nothing: no IPv4 prefix, or bits set beyond its length.
std::optional<Prefix> parse_prefix(std::string_view text, PrefixFault& fault);

}  // namespace ingest
