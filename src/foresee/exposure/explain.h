#pragma once
// Why a device stands where it stands: one chain for each thing that was said of it.

#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/answer.h"
#include "foresee/exposure/exposed.h"
#include "world/inventory/mitigation.h"

namespace exposure {

/// One link: what it is about, and what it says.
struct Link {
  std::string name;
  std::string text;
};

/// From the advisory to the verdict, in this order: advisory, product, matched by, range, found, therefore, remedy.
struct Chain {
  Verdict verdict = Verdict::cannot_tell;
  std::string component;  ///< "Maker Pump 4.0"
  std::vector<Link> links;
};

/// "the version is one that is named as affected"
std::string_view words_of(Reason reason);

/// A component in a few words.
std::string words_of(const inventory::Component& component);

/// Why a device that was cleared cannot be told any more on `day`: its evidence is too old.
Chain explain_age(const inventory::Fleet& fleet, const DeviceStanding& stale, std::string_view day);

/// What stands before a device that stays exposed, or may be, all the same.
Chain explain_mitigation(const inventory::Mitigation& by, Standing standing);

/// One chain an answer for what a device carries, the gravest first.
std::vector<Chain> explain(const inventory::Fleet& fleet, const Stock& stock, const Claims& claims,
                           const std::vector<ComponentAnswers>& answers, std::uint32_t device);

}  // namespace exposure
