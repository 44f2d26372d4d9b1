// Any bytes as versions of any scheme: the first byte is the scheme, a newline parts two versions. What is read
// compares with itself as the same, and both ways round alike.

#include <cstdlib>

#include "world/advisory/version.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const auto scheme = static_cast<advisory::Scheme>(data[0] % advisory::schemes);
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t line = text.find('\n');
  const auto a = advisory::parse_version(scheme, text.substr(0, line));
  const auto b = advisory::parse_version(scheme, line == std::string_view::npos ? "1" : text.substr(line + 1));
  if (!a && a.error().empty()) std::abort();
  if (!a || !b) return 0;
  if (a->key.size() > 64 + 8 * a->text.size()) std::abort();
  if (!(compare(*a, *a) == 0) || (compare(*a, *b) < 0) != (compare(*b, *a) > 0)) std::abort();
  if ((compare(*a, *b) == std::partial_ordering::unordered) != (compare(*b, *a) == std::partial_ordering::unordered)) {
    std::abort();
  }
  return 0;
}
