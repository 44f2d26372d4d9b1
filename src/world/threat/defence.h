#pragma once
// What organisations do against an outbreak: detect, isolate, raise the alarm, disconnect as a precaution, restore.
// In each list the first entry whose selector matches the organisation counts; none: it does not do that.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/distribution.h"
#include "base/provenance.h"
#include "world/threat/threat.h"

namespace threat {

/// An organisation detects the outbreak a delay after its k-th locked device.
struct Detection {
  Selector where;
  std::uint32_t after_locked = 1;
  base::Distribution delay_s;
};

/// What the centre hears, and when. An organisation that no entry is about reports when it detects.
struct Reporting {
  Selector where;
  Quantity after_hours{0, {}};  ///< from detection to its report
  Quantity mistaken{0, {}};     ///< chance that one that disconnects as a precaution is reported as infected as well
};

/// What a cut goes around. Spread inside goes on.
enum class Boundary : std::uint8_t {
  organisation,  ///< every conduit between the organisation and all others, and the internet
  zone,          ///< every conduit of each of its zones, also those between its own zones
  internet,      ///< only what comes from the internet: pressure, mail, suppliers
};

/// After detection.
struct Isolation {
  Selector where;
  Quantity chance{1, {}};
  base::Distribution delay_s;
  Boundary boundary = Boundary::organisation;
  base::Distribution lasts_s;  ///< from isolation to reconnection
};

/// The national alarm: at a fixed time, or a delay after the n-th organisation reported; whichever is first.
struct Alarm {
  std::optional<double> at_s;
  std::uint32_t after_reports = 0;  ///< 0: reports do not raise it
  base::Distribution delay_s;
};

/// After the alarm, organisations that did not detect anything themselves disconnect (boundary: organisation).
struct Precaution {
  Selector where;
  Quantity chance{1, {}};
  base::Distribution delay_s;
  base::Distribution lasts_s;
};

/// Hands rebuild locked devices in order of service priority, from a delay after detection on.
/// Hands = max(least, per_1000_devices * devices / 1000); each restores `devices_per_hour`, at even intervals.
struct Restoration {
  Selector where;
  double hands_per_1000_devices = 0;
  double hands_least = 1;
  double devices_per_hour = 1;
  base::Distribution starts_after_s;
};

struct Defence {
  std::string name;
  std::vector<Detection> detection;
  std::vector<Reporting> reporting;
  std::vector<Isolation> isolation;
  std::optional<Alarm> alarm;
  std::vector<Precaution> precaution;
  std::vector<Restoration> restoration;
  std::vector<base::Provenance> inputs;
};

}  // namespace threat
