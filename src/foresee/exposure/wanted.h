#pragma once
// Which absent field would settle what cannot be told, and who would have to say it. docs/exposed.md has the table.
// Private to foresee/exposure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/answer.h"
#include "foresee/exposure/missing.h"
#include "foresee/exposure/windows.h"

namespace exposure {

/// A field that is absent, whatever device it is absent of.
struct Wanted {
  Whom whom = Whom::tool;
  std::string publisher;  ///< of Whom::publisher
  std::string field;

  friend bool operator==(const Wanted&, const Wanted&) = default;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang 14 takes the 0 that a default comparison compares with for a pointer
  friend auto operator<=>(const Wanted&, const Wanted&) = default;
};

/// Of an answer that is *cannot tell*: all fields that must come before it can be anything else, at least one. One that
/// only the product's name agrees with may lack its version too, and then both are wanted.
std::vector<Wanted> wanted(const Claims& claims, const Answer& answer, const inventory::Component& component,
                           const Asked& asked);

/// The same of a state of Windows.
Wanted wanted(WindowsReason reason);

/// A component in a few words, without its version: "Maker Pump".
std::string product_words(const inventory::Component& component);

}  // namespace exposure
