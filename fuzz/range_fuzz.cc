// Any bytes as a range, of vers or a vendor's: what is read answers, what is not says why; a vers writes back as
// itself.

#include <cstdlib>

#include "world/advisory/vendor_range.h"
#include "world/advisory/vers.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const auto version = *advisory::parse_version(advisory::Scheme::vendor, "V14 SP1 Upd 9");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto reading = advisory::read_range(text);
  if (reading.note.empty() != (reading.reading == advisory::Reading::exact)) std::abort();
  const auto contains = reading.check(version);
  if (reading.reading == advisory::Reading::for_a_person && contains != advisory::Contains::cannot_tell) std::abort();
  const auto vers = advisory::parse_vers(text);
  if (!vers) return 0;
  const auto again = advisory::parse_vers(to_text(*vers));
  if (!again || to_text(*again) != to_text(*vers)) std::abort();
  return 0;
}
