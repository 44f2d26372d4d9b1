#pragma once
// Whether a selector is about an organisation or a device group. All lists that are set must hold.

#include "world/estate/estate.h"
#include "world/threat/threat.h"

namespace threat {

/// Looks at organisations, kinds, sectors and regions only: the selector may leave out some of its devices.
bool matches_organisation(const Selector& selector, const estate::Organisation& organisation);

/// Looks at everything.
bool matches_group(const Selector& selector, const estate::Estate& estate, estate::Index group);

}  // namespace threat
