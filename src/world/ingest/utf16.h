#pragma once
// Text as Windows' tools save it.

#include <optional>
#include <string>
#include <string_view>

namespace ingest {

/// Whether it begins with a byte order mark of UTF-16.
bool is_utf16(std::string_view bytes);

/// Such a text as UTF-8, without its mark; nothing when it has an odd byte or half a pair of surrogates.
std::optional<std::string> utf8_of_utf16(std::string_view bytes);

}  // namespace ingest
