#pragma once
// What advisories come in: files of any of the feeds, told apart by what stands in them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/advisory/advisory.h"
#include "world/advisory/windows_updates.h"

namespace ingest {

/// Largest file of a feed that is read, in bytes.
inline constexpr std::size_t feed_bytes_most = std::size_t{2} << 30U;

/// One file that was read.
struct FeedReading {
  std::string kind;  ///< what it was, for people: "CSAF 2.0", "CVE JSON 5.1", "KEV catalogue"
  std::vector<advisory::Advisory> advisories;
  advisory::WindowsUpdates updates;
  base::Problems refused;  ///< records left out, each with its place; the others are good
};

/// Whether it looks like a file of a known feed, by its first keys or its head line.
bool is_feed(std::string_view bytes);

/// Reads a file of any known feed. Problems: what is no known feed, is too large or too deep, or is broken as a whole.
base::Result<FeedReading> read_feed(const std::string& name, std::string_view bytes);

}  // namespace ingest
