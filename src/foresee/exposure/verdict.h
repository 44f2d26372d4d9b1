#pragma once
// Three values, never two.

#include <cstdint>
#include <string_view>

namespace exposure {

enum class Verdict : std::uint8_t { not_affected, cannot_tell, affected };

/// "not affected", "cannot tell", "affected"
std::string_view name_of(Verdict verdict);

}  // namespace exposure
