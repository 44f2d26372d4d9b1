// Any text as an expression of needs: it is read or refused, and what is read has a value in [0, 1].

#include <cstdlib>

#include "world/estate/needs.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto find = [](std::string_view name) -> std::optional<estate::NeedsName> {
    if (name.front() == 'g') return estate::NeedsName{estate::Needs::Kind::group, 0};
    if (name.front() == 's') return estate::NeedsName{estate::Needs::Kind::service, 0};
    return {};
  };
  const auto needs = estate::parse_needs(text, find);
  if (!needs) {
    if (needs.error().empty()) std::abort();
    return 0;
  }
  const double value = estate::value_of(
      *needs, [](std::uint32_t) { return 0.25; }, [](std::uint32_t) { return 3; }, [](std::uint32_t) { return 0.75; });
  if (!(value >= 0 && value <= 1)) std::abort();
  return 0;
}
