#pragma once
// Three organisations that the tests of the drill share.

#include "world/estate/estate.h"
#include "world/threat/defence.h"
#include "world/threat/threat.h"

namespace small {

//   organisation  sector  kind       region  groups (devices)            services
//   0  T1         trust   acute      north   0 pc (10), 1 scanner (2)    emergency-department at (0, 0)
//   1  T2         trust   community  south   2 pc (5)                    outpatients
//   2  G1         gp      practice   north   3 pc (4)                    -
// One network of 256 addresses, one zone each; every device has the hole; everybody may talk to everybody.
estate::Tables tables();

/// A scan that infects each of the 21 devices sooner or later, locks after 10 minutes.
threat::Threat scan();

/// Detection after the first lock, restoration of 2 devices an hour.
threat::Defence restore();

}  // namespace small
