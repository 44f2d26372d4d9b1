#pragma once
// Who is exposed to one vulnerability: every device's verdict, by what all sources say together.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/answer.h"
#include "foresee/exposure/stock.h"

namespace exposure {

/// Where a device stands.
enum class Standing : std::uint8_t {
  affected,
  cannot_tell,   ///< of something that is named, or no source could have shown it
  not_affected,  ///< something that is named was found, and is not affected
  not_found,     ///< nothing that is named is among what its sources list
};
inline constexpr int standings = 4;

/// "affected", "cannot tell", "not affected", "not found"
std::string_view name_of(Standing standing);

/// Exposed, or perhaps: something is left to do.
constexpr bool is_open(Standing standing) {
  return standing == Standing::affected || standing == Standing::cannot_tell;
}

/// One device's standing.
struct DeviceStanding {
  std::uint32_t device = 0;
  Standing standing = Standing::not_found;
  std::uint32_t component = Stock::none;  ///< that decided; none for Windows and for what was not found
  bool disputed = false;                  ///< sources that name it disagree
  bool stale = false;                     ///< cannot be told only because what cleared it is too old (evidence.h)
  std::uint32_t source = Stock::none;     ///< the list that bears it, of those that do the last to become too old; none
                                          ///< before let_age(), and when there is none
};

/// What one vulnerability means for the fleet.
struct Exposed {
  std::vector<DeviceStanding> devices;  ///< every device of the fleet, in its order
  std::array<std::size_t, standings> count{};
  std::size_t stale = 0;  ///< of those of which it cannot be told
};

/// Answers of the components that the claims name, for the vulnerabilities asked for.
struct ComponentAnswers {
  std::uint32_t component = 0;
  std::vector<Answer> answers;
};

/// Whether one of the ids is that of the vulnerability or of the advisory; letters of either case.
bool is_asked_for(const advisory::Advisory& advisory, const advisory::Vulnerability& vulnerability,
                  const std::vector<std::string>& ids);

/// Every component that an advisory of `claims` may be about, with what is said of it in the vulnerabilities asked for:
/// `ids` are theirs, or those of whole advisories; letters of either case.
std::vector<ComponentAnswers> answers_for(const Claims& claims, const Stock& stock,
                                          const std::vector<std::string>& ids);

/// Of every component whether an advisory of `claims` may be about it, or it is a state of Windows: a fleet without all
/// others gives the same answers.
std::vector<bool> concerned(const Claims& claims, const std::vector<inventory::Component>& components);

/// `windows_verdicts`: of every state in Stock::windows(); empty: no table of updates speaks of this vulnerability.
Exposed exposed(const inventory::Fleet& fleet, const Stock& stock, const std::vector<ComponentAnswers>& answers,
                const std::vector<std::optional<Verdict>>& windows_verdicts);

/// All that is said of one component, as one: affected when one source says so; disputed when another that knows it by
/// an identifier says that it is not.
struct Combined {
  Verdict verdict = Verdict::not_affected;
  std::size_t deciding = 0;  ///< index into the answers
  bool disputed = false;
};
Combined combined(const std::vector<Answer>& answers);

}  // namespace exposure
