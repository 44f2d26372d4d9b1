#pragma once
// Where every organisation stands, those too of which nothing was heard.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/mitigations.h"
#include "foresee/exposure/witnesses.h"
#include "world/estate/estate.h"
#include "world/inventory/testimony.h"

namespace exposure {

enum class Position : std::uint8_t {
  exposed,           ///< one of its devices is, whatever stands before it
  cannot_tell,       ///< none is known to be, and of some it cannot be told, or too few were seen
  nothing_received,  ///< no inventory of it was
  clear,             ///< by evidence: its devices were seen, lately, and none is exposed
};
inline constexpr int positions = 4;

/// "exposed", "cannot tell", "no inventory received", "clear by evidence"
std::string_view name_of(Position position);

/// Least share of the devices that an organisation is thought to have which must have been seen before it can be clear.
/// Assumed: registers of devices are themselves wrong by some per cent. Rows that could not be understood count as
/// devices that were not seen.
inline constexpr double seen_least = 0.95;

struct OrganisationCoverage {
  std::string id;
  Position position = Position::nothing_received;
  std::size_t seen = 0;                        ///< devices
  std::optional<std::size_t> expected;         ///< devices, by the estate; nothing: nobody says
  std::size_t refused = 0;                     ///< rows that could not be understood
  std::array<std::size_t, standings> count{};  ///< devices, by standing
  std::size_t mitigated = 0;                   ///< devices, of those that are exposed
  std::string mitigated_until;                 ///< the first day on which one of these ends
  std::size_t stale = 0;                       ///< devices, of those of which it cannot be told
  std::size_t disagreed = 0;                   ///< devices on which another tool disagrees
  std::string newest;                          ///< day of the newest list; empty: none has a date
};

/// Whether enough of an organisation's devices were seen that it can be clear; when nobody says how many there are,
/// those that were seen are all.
bool enough_seen(const OrganisationCoverage& one);

struct Coverage {
  /// By position, then most exposed first, then by id.
  std::vector<OrganisationCoverage> organisations;
  std::array<std::size_t, positions> count{};
  std::size_t refused_of_nobody = 0;  ///< rows of which nobody can say whose they are
};

/// `around`: the estate, whose organisations all stand in the answer, and whose groups say how many devices each has;
/// nullptr: only organisations with an inventory. `only`: this organisation alone; empty: all.
Coverage coverage(const inventory::Fleet& fleet, const Exposed& exposed, const Mitigated& mitigated,
                  const std::vector<Witness>& witnesses, const std::vector<inventory::Refusals>& refusals,
                  const estate::Estate* around, std::string_view only = {});

}  // namespace exposure
