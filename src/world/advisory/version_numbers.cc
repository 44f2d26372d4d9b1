// Schemes that are numbers and nothing else: CRAN, Hackage, Windows builds. Sources: R's package_version; the Haskell
// package versioning policy; Microsoft's build numbers (10.0.17763.737).

#include "world/advisory/version_key.h"

namespace advisory {

namespace {

constexpr unsigned char end = 1;

enum class Zeros { count, trailing_ones_do_not };

/// Numbers with one of `separators` between them; a longer one comes after what it begins with.
std::optional<std::string> key_of(std::string_view text, std::string_view separators, Zeros zeros,
                                  std::size_t numbers_most) {
  KeyWriter key;
  std::size_t held_back = 0;
  for (std::size_t n = 1;; ++n) {
    const std::string_view digits = take_digits(text);
    if (digits.empty() || n > numbers_most) return std::nullopt;
    if (zeros == Zeros::trailing_ones_do_not && significant(digits).empty()) {
      ++held_back;
    } else {
      for (; held_back > 0; --held_back) key.number("");
      key.number(digits);
    }
    if (text.empty()) break;
    if (separators.find(text.front()) == std::string_view::npos) return std::nullopt;
    text.remove_prefix(1);
  }
  key.mark(end);
  return key.take();
}

}  // namespace

std::optional<std::string> cran_key(std::string_view text) {
  return key_of(text, ".-", Zeros::count, version_bytes_most);
}

std::optional<std::string> hackage_key(std::string_view text) {
  return key_of(text, ".", Zeros::count, version_bytes_most);
}

std::optional<std::string> windows_key(std::string_view text) {
  constexpr std::size_t numbers_most = 5;  // systeminfo writes "10.0.17763 Build 17763"; updates of .NET have five
  return key_of(text, ".", Zeros::trailing_ones_do_not, numbers_most);
}

}  // namespace advisory
