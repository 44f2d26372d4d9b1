#pragma once
// A threat: a table of rates, requirements and delays. It holds nothing that could spread.
//
// Times are seconds after the start instant of the drill. A `Quantity` names a parameter of the estate by text, because
// a threat file stands by itself; foresee/outbreak resolves it.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/distribution.h"
#include "base/instant.h"
#include "base/provenance.h"

namespace threat {

/// A number, or the name of a parameter of the estate that gives it in each replica, for each organisation.
struct Quantity {
  double number = 0;
  std::string parameter;
};

/// Which organisations, zones and device groups something is about. Each list: one of these; empty: any.
struct Selector {
  std::vector<std::string> organisations;
  std::vector<std::string> kinds;
  std::vector<std::string> sectors;
  std::vector<std::string> regions;
  std::vector<std::string> zones;
  std::vector<std::string> purposes;
  std::vector<std::string> groups;
  std::vector<std::string> platforms;
  std::vector<std::string> types;
};

// ---- entry -------------------------------------------------------------------------------------------------------

/// Devices infected at a given time. They are chosen uniformly among the devices of the selection that some vector
/// could infect (or that have all of `requires_all`, when it is not empty).
struct Seeds {
  Selector where;
  std::uint32_t organisations =
      0;  ///< draw this many organisations and put `devices` in each; 0: over the whole selection
  std::uint32_t devices = 1;
  std::vector<std::string> requires_all;
  base::Distribution at_s;  ///< one draw for each organisation drawn (or one for all)
};

/// How many infected devices the outside population has, over time.
struct Curve {
  enum class Kind : std::uint8_t { points, logistic };
  Kind kind = Kind::points;
  std::vector<std::pair<double, double>>
      points;           ///< (seconds, devices), times rising; linear between, 0 before, last value after
  double capacity = 0;  ///< logistic: N / (1 + (N / initial - 1) exp(-growth (t - from))), 0 before `from`
  double initial = 0;
  double growth_per_s = 0;
  double from_s = 0;
  double until_s = -1;  ///< from then on it stays as it was; negative: never
};

/// Attempts from the outside population, uniform over `network`. Service, requirement and success are the vector's.
/// They reach a zone of that network (or of one within it) when a conduit allows `internet` to talk to it.
struct Pressure {
  std::string vector;
  std::string network = "internet";
  double attempts_per_s = 0;  ///< of one outside device
  Curve population;
};

/// Software from a compromised supplier: each organisation of the selection gets it with a chance, on some devices.
struct Supplier {
  Selector where;
  Quantity chance{1, {}};      ///< that an organisation is a customer who takes the update
  base::Distribution devices;  ///< how many of its devices, rounded, at least 1, at most all of the selection
  base::Distribution at_s;     ///< one draw for each organisation
};

/// A lure by mail: each device of the selection is infected with a small chance, each at its own time.
struct Mail {
  Selector where;
  Quantity chance;          ///< that the user of one device falls for it and it works
  base::Distribution at_s;  ///< one draw for each device
};

// ---- vectors -----------------------------------------------------------------------------------------------------

/// Where a scan's attempts go: each is uniform over all addresses of the space, with replacement.
struct Target {
  enum class Space : std::uint8_t { own_zone, own_organisation, network };
  Space space = Space::network;
  std::string network;  ///< for Space::network
  double share = 0;     ///< of all attempts; the shares of a vector sum to 1
};

struct Vector {
  enum class Kind : std::uint8_t { scan, contact };
  std::string name;
  Kind kind = Kind::scan;
  double rate_per_s =
      0;  ///< scan: attempts per second of one spreading device; contact: uses of one contact per second
  Quantity success{
      1, {}};  ///< chance that an attempt on a susceptible device infects it; a parameter is the target organisation's
  std::string service;  ///< which a conduit must let through; empty for a contact vector: conduits do not matter
  std::vector<std::string> requires_all;  ///< vulnerabilities that the target must have
  std::vector<Target> targets;            ///< scan
  std::vector<std::string> along;         ///< contact: kinds of edges
};

// ---- course and stops ----------------------------------------------------------------------------------------------

/// From infection on. Both delays count from the infection.
struct Course {
  base::Distribution spreading_after_s;
  std::optional<base::Distribution> locked_after_s;  ///< none: it never locks
  bool locked_spreads = true;                        ///< locking does not stop spreading unless the threat says so
  bool reinfectable = false;                         ///< restored devices are susceptible again
};

/// From `at_s` on a device newly hit that can reach it is halted: counted, inert, not locked.
struct KillSwitch {
  double at_s = 0;
  Quantity reach{1, {}};       ///< chance that a device can reach it
  bool stops_running = false;  ///< also halts, at `at_s`, the devices that run and can reach it and are not locked
};

/// A signature arrives in each organisation after a delay and makes a share of its susceptible devices immune at once.
struct Signature {
  double at_s = 0;
  base::Distribution delay_s;
  Quantity share{1, {}};
};

/// From `at_s` plus a delay on, each organisation makes susceptible devices immune one after the other.
struct EmergencyPatching {
  Selector where;
  double at_s = 0;
  base::Distribution delay_s;
  double devices_per_hour = 0;  ///< of one organisation, as a rate (exponential gaps)
};

struct Threat {
  std::string name;
  std::string title;
  bool invented = false;  ///< for rehearsal; no such threat was seen
  base::Instant start;    ///< what the times count from, unless the drill says otherwise
  std::vector<Seeds> seeds;
  std::vector<Pressure> pressures;
  std::vector<Supplier> suppliers;
  std::vector<Mail> mails;
  std::vector<Vector> vectors;
  Course course;
  std::optional<KillSwitch> kill_switch;
  std::optional<Signature> signature;
  std::vector<EmergencyPatching> patching;
  std::vector<base::Provenance> inputs;  ///< every number of the file with its source, for the report
};

}  // namespace threat
