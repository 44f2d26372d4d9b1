#pragma once
// What the estate is for: services, what they do in a week, what its loss costs, and what was published about it.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "world/estate/needs.h"
#include "world/estate/uncertain.h"

namespace estate {

/// A clinical (or any other) service of one organisation.
/// Capacity at any time = max(fallback, min(value of needs, offline while the organisation is disconnected, else 1)).
struct Service {
  std::string id;
  Index organisation = none;
  std::string kind;
  Needs needs;
  bool needs_assumed = false;  ///< not given: in proportion to all devices of its organisation
  Quantity fallback;           ///< capacity on paper, [0, 1]
  Quantity offline{1};         ///< capacity while the organisation is disconnected and its devices work, [0, 1]
  std::uint32_t order = 0;     ///< order of restoration, 1 first
  bool needs_guessed = false;  ///< given, and marked as assumed
  double x_km = 0;  ///< place, for the nearest open emergency department; kilometres east and north of any origin
  double y_km = 0;
};

/// How a week's activity falls on the hours of the week; hour 0 begins on Monday 00:00; shares sum to 1.
struct Profile {
  std::string id;
  std::array<double, 168> share{};
};

/// What a service does in a normal week.
struct Activity {
  Index service = none;
  Index measure = none;  ///< index into Care::measures
  double per_week = 0;
  Index profile = none;
};

/// A kind of activity and what becomes of it when capacity is lacking.
struct ActivityMeasure {
  std::string name;      ///< "first_appointments"
  std::string unit;      ///< "appointments"
  double displaced = 0;  ///< share of what is not done here that is done elsewhere meanwhile; the rest is cancelled
  double cost = 0;       ///< pounds of lost output for one that is cancelled
  std::string source;
};

/// An emergency department whose capacity stays below a threshold for a time sends its load to the nearest that is
/// open.
struct Diversion {
  std::string service_kind;     ///< "emergency-department"; empty: nothing diverts
  double below = 0;             ///< capacity under which the clock starts, [0, 1]
  double after_s = 0;           ///< how long below before it diverts, seconds
  double reopens_at = 1;        ///< capacity at which it opens again, [below, 1]
  double spare = 0;             ///< load that a receiver can take, as a share of its own normal load
  std::vector<Index> measures;  ///< the activity that moves (attendances, conveyances)
  std::string source;
};

/// Money beside lost output.
struct ResponseCost {
  double per_hand_hour = 0;  ///< pounds for an hour of restoration work
  double per_device = 0;     ///< pounds of material for each device restored
  std::string source;
};

struct Care {
  std::vector<Service> services;
  std::vector<Profile> profiles;
  std::vector<Activity> activity;  ///< sorted by service
  std::vector<ActivityMeasure> measures;
  Diversion diversion;
  ResponseCost response;
};

/// A published number to stand beside the simulated one.
struct Published {
  std::string measure;
  std::vector<std::pair<std::string, std::string>> by;  ///< ("sector", "trust"), sorted by key; may be empty
  double value = 0;
  std::string relation;  ///< equal, at_least, at_most
  std::string role;      ///< fitted, hand-set, predicted, derived, context, unfitted
  std::string source;
  std::string note;
};

struct PublishedPoint {
  std::string curve;
  std::vector<std::pair<std::string, std::string>> by;
  base::Instant at;
  double value = 0;
  std::string source;
};

}  // namespace estate
