#pragma once
// Whether a text is a URI.

#include <string_view>

namespace ingest {

/// RFC 3986: a scheme, and no character that a URI has only as %xx. The finer grammar is not looked at.
bool is_uri(std::string_view text);

}  // namespace ingest
