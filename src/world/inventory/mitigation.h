#pragma once
// What stands between a device that is exposed and whoever would use it, where it is not patched. It does not make the
// device any less exposed: it has an owner, evidence and an end.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inventory {

enum class MitigationKind : std::uint8_t {
  compensating_control,  ///< something else keeps the vulnerability from being reached (IEC 62443-4-1)
  accepted_risk,         ///< nothing does, and somebody answers for it
};

/// "mitigated", "risk accepted"
std::string_view name_of(MitigationKind kind);
std::optional<MitigationKind> mitigation_from(std::string_view name);

struct Mitigation {
  std::string organisation;
  std::string device;
  std::string vulnerability;  ///< letters of either case
  MitigationKind kind = MitigationKind::compensating_control;
  std::string owner;     ///< who answers for it
  std::string evidence;  ///< where it can be seen: "firewall change 4711"
  std::string until;     ///< the last day on which it holds, "2017-06-30"
  std::string date;      ///< when it was said
};

}  // namespace inventory
