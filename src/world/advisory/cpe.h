#pragma once
// CPE names: "cpe:2.3:o:microsoft:windows_7:-:sp1:*:*:*:*:x64:*" and the older "cpe:/o:microsoft:windows_7::sp1", and
// whether one covers another. Sources: NIST IR 7695 (naming, sections 6.1 and 6.2), NIST IR 7696 (matching, section 6).

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace advisory {

/// Longest name that is read, in bytes.
inline constexpr std::size_t cpe_bytes_most = 1024;

enum class CpeAttribute : std::uint8_t {
  part,
  vendor,
  product,
  version,
  update,
  edition,
  language,
  sw_edition,
  target_sw,
  target_hw,
  other,
};
inline constexpr std::size_t cpe_attributes = 11;

/// A name. Each value is as the 2.3 form writes it, in lower case: "*" is any, "-" is not applicable, a backslash
/// stands before each sign that is no letter, digit or "_" and is meant itself; "*" and "?" at an end stand for other
/// signs.
struct Cpe {
  std::array<std::string, cpe_attributes> values;

  [[nodiscard]] const std::string& operator[](CpeAttribute attribute) const {
    return values[static_cast<std::size_t>(attribute)];
  }
  /// The value without backslashes: "10.0.17763" for "10\.0\.17763"; empty for any and not applicable.
  [[nodiscard]] std::string plain(CpeAttribute attribute) const;

  bool operator==(const Cpe&) const = default;
};

/// Reads either form. Wrong are: another beginning, another number of attributes than eleven (2.3) or more than seven
/// (the older form), an unknown part, an empty value (2.3), a "*" or "?" inside a value, a sign that must have a
/// backslash.
base::Result<Cpe> parse_cpe(std::string_view text);

/// The 2.3 form.
std::string to_text(const Cpe& cpe);

enum class Covers : std::uint8_t { yes, no, cannot_tell };

/// Whether all that `found` may be lies in what `pattern` names. Cannot tell when some attribute of `found` is wider
/// than that of `pattern`, as a product without a version is beside one with a version, and none rules it out.
Covers covers(const Cpe& pattern, const Cpe& found);

}  // namespace advisory
