#pragma once
// Percent-coding (RFC 3986, section 2.1).

#include <optional>
#include <string>
#include <string_view>

namespace advisory {

/// "%2B" is "+". Nothing when a "%" is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);

/// Codes every byte but letters, digits, - . _ ~ and those in `plain`.
std::string percent_encoded(std::string_view text, std::string_view plain);

}  // namespace advisory
