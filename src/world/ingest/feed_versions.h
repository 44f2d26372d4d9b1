#pragma once
// What feeds say of versions, written into a product so that advisory::read_range() reads it or keeps it for a person.
// Private to the readers of feeds.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/advisory/advisory.h"

namespace ingest::feeds {

/// "n/a", "unspecified", "unknown", "-", ...: where nothing is said.
bool is_unstated(std::string_view text);

/// From one version to another. Empty, "0" and "*" at the lower end: from the first; "*" at the upper: to the last;
/// "6.6.*" at the upper: to the last of the branch.
struct Stretch {
  std::string_view from;
  std::string_view to;
  bool from_excluded = false;
  bool to_included = false;
};

/// Writes a stretch into a product: as vers: when the scheme orders both ends, as a vendor's range when nobody says by
/// what scheme, in quotes for a person when the ends cannot be put in order or stand the wrong way round.
void state(advisory::Product& product, std::optional<advisory::Scheme> scheme, const Stretch& stretch);

/// One version; or, where more than one stands in its place ("All versions < V4.1", "7.0.x"), a range as it is written.
void state(advisory::Product& product, std::optional<advisory::Scheme> scheme, std::string_view version);

/// Words for a person, which no reader of ranges takes for one.
void state_for_a_person(advisory::Product& product, std::string_view what, std::string_view from, std::string_view to);

/// Where a stretch of affected versions begins or ends, as OSV writes it.
struct Event {
  enum class Kind { introduced, fixed, last_affected };
  Kind kind = Kind::introduced;
  std::string_view version;
};

/// What events mean, as OSV evaluates them: in the order of their versions, however they stand, introduced opens what
/// fixed and last_affected close. As one or more vers: texts that keep within the limits of a range (several only when
/// one would be too long). Nothing when the scheme cannot order them, or nothing is affected.
std::optional<std::vector<std::string>> vers_of(advisory::Scheme scheme, const std::vector<Event>& events);

/// The same for single versions in any order, each once. Those that the scheme cannot read are put into `unread`.
std::vector<std::string> vers_of_list(advisory::Scheme scheme, const std::vector<std::string_view>& versions,
                                      std::vector<std::string_view>& unread);

}  // namespace ingest::feeds
