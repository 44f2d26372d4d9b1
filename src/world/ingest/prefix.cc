#include "world/ingest/prefix.h"

#include <fmt/format.h>

#include "base/ipv4.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

std::string dotted(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
}

/// A number without leading zeros (some tools read those as octal), at most `high`.
std::optional<std::uint32_t> small_number(std::string_view text, std::uint32_t high) {
  if (text.size() > 1 && text.front() == '0') return {};
  const auto value = parse_whole(text);
  if (!value || *value > high) return {};
  return static_cast<std::uint32_t>(*value);
}

}  // namespace

std::optional<Prefix> parse_prefix(std::string_view text, PrefixFault& fault) {
  if (text.find(':') != std::string_view::npos) {
    fault = {"is an IPv6 prefix; only IPv4 is read", "give the zone's number of addresses instead"};
    return {};
  }
  const std::size_t slash = text.find('/');
  const auto address = slash == std::string_view::npos ? std::nullopt : base::parse_ipv4(text.substr(0, slash));
  const auto length = slash == std::string_view::npos ? std::nullopt : small_number(text.substr(slash + 1), 32);
  if (!address || !length) {
    fault = {"is not an IPv4 prefix", "write four numbers and a length, such as 10.1.0.0/16"};
    return {};
  }
  const std::uint32_t host = *length == 32 ? 0 : 0xffffffffU >> *length;
  if ((*address & host) != 0) {
    fault = {"has bits set beyond its length", fmt::format("write {}/{}", dotted(*address & ~host), *length)};
    return {};
  }
  return Prefix{*address, *address | host};
}

}  // namespace ingest
