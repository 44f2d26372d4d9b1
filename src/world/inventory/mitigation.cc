#include "world/inventory/mitigation.h"

#include <array>

namespace inventory {

namespace {

constexpr std::array<std::string_view, 2> names{"mitigated", "risk accepted"};

}  // namespace

std::string_view name_of(MitigationKind kind) {
  return names[static_cast<std::size_t>(kind)];
}

std::optional<MitigationKind> mitigation_from(std::string_view name) {
  if (name == names[0]) return MitigationKind::compensating_control;
  if (name == names[1]) return MitigationKind::accepted_risk;
  return std::nullopt;
}

}  // namespace inventory
