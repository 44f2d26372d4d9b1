#pragma once
// Who is exposed to one vulnerability: every device's verdict, by what all sources say together.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/answer.h"
#include "foresee/exposure/scope.h"
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

/// What decided.
enum class Decided : std::uint8_t {
  by_absence,  ///< nothing that is named is among what its lists have
  by_component,
  by_system,       ///< the state of its Windows
  by_no_list,      ///< no list could have shown it
  by_no_advisory,  ///< no advisory names anything that has the vulnerability
};

/// One device's standing. There are millions of them in an answer, so that it is 16 bytes.
struct DeviceStanding {
  std::uint32_t device = 0;
  Standing standing = Standing::not_found;
  Decided decided = Decided::by_absence;
  bool disputed : 1 = false;              ///< sources that name it disagree
  bool stale : 1 = false;                 ///< cannot be told only because what cleared it is too old (evidence.h)
  bool on_products : 1 = false;           ///< that something is not on it rests on lists of its products
  bool on_system : 1 = false;             ///< ... that it is cleared rests on lists that name its operating system
  std::uint32_t component = Stock::none;  ///< that decided, by_component
  std::uint32_t source = Stock::none;     ///< the list that bears it; none before let_age(), and when there is none
};

/// What one component of a device says of one vulnerability.
struct Said {
  std::uint32_t vulnerability = 0;  ///< number in Claims::ids()
  std::uint32_t component = 0;
  Verdict verdict = Verdict::not_affected;
  bool disputed = false;  ///< sources disagree
};

/// What some vulnerabilities mean for the fleet, all together: the gravest counts.
struct Exposed {
  std::vector<DeviceStanding> devices;  ///< every device of the fleet, in its order
  std::array<std::size_t, standings> count{};
  std::size_t stale = 0;           ///< of those of which it cannot be told
  std::vector<Said> said;          ///< by device, then vulnerability, then component
  std::vector<std::size_t> first;  ///< where in `said` each device begins, and its end

  [[nodiscard]] std::span<const Said> said_of(std::uint32_t device) const {
    return std::span(said).subspan(first[device], first[device + 1] - first[device]);
  }
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

/// [i][state] what state `state` of Stock::windows() says of vulnerability Scope::systems[i].
using WindowsVerdicts = std::vector<std::vector<Verdict>>;

/// A device is cleared of a vulnerability by what is named on it and is not affected, or by a list that could have
/// shown what is named: of its products, or of its operating system, as `scope` has it. Without either nobody can tell.
Exposed exposed(const inventory::Fleet& fleet, const Stock& stock, const Claims& claims, const Scope& scope,
                const std::vector<ComponentAnswers>& answers, const WindowsVerdicts& windows);

/// Where a device stands with one vulnerability of the scope; its age does not count.
Standing standing_with(const Exposed& exposed, const Stock& stock, const Scope& scope, const WindowsVerdicts& windows,
                       std::uint32_t device, std::uint32_t vulnerability);

/// All that is said of one component, as one: affected when one source says so; disputed when another that knows it by
/// an identifier says that it is not.
struct Combined {
  Verdict verdict = Verdict::not_affected;
  std::size_t deciding = 0;  ///< index into the answers
  bool disputed = false;
};
/// Of one vulnerability.
Combined combined(const std::vector<Answer>& answers);

}  // namespace exposure
