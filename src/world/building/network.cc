// Who may talk to whom, where nobody said.

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "world/building/build.h"

namespace building {

namespace {

/// A row of conduits.csv, written when zones have its purpose.
struct Boundary {
  std::string_view purpose;             ///< empty: always
  std::string_view other;               ///< another purpose that zones must have; empty: none
  std::array<std::string_view, 4> row;  ///< from, to, service, action
  std::string_view chance;              ///< name of a default; empty: always in force
};

// As in estates/nhs-england-2017: devices under their makers' control and guests stand apart at some organisations and
// at others do not; what faces the internet may be open to it; and so may the boundary to other organisations. The
// first row that fits decides, so guests come before what anyone may reach. Guests never reach medical devices
// directly: two boundaries would have to be open for that.
constexpr std::array<Boundary, 10> boundaries{{
    {"guest", "", {"purpose:guest", "purpose:guest same-organisation", "*", "allow"}, ""},
    {"guest", "medical", {"purpose:guest", "purpose:medical", "*", "deny"}, ""},
    {"guest", "", {"purpose:guest", "same-organisation", "smb", "allow"}, "guest-flat"},
    {"guest", "", {"purpose:guest", "*", "*", "deny"}, ""},
    {"guest", "", {"*", "purpose:guest same-organisation", "smb", "allow"}, "guest-flat"},
    {"guest", "", {"*", "purpose:guest", "*", "deny"}, ""},
    {"medical", "", {"purpose:medical", "purpose:medical same-organisation", "smb", "allow"}, ""},
    {"medical", "", {"*", "purpose:medical same-organisation", "smb", "allow"}, "medical-flat"},
    {"medical", "", {"*", "purpose:medical", "*", "deny"}, ""},
    {"public", "", {"internet", "purpose:public", "smb", "allow"}, "internet-open"},
}};
constexpr Boundary between{"", "", {"network:wide", "network:wide", "smb", "allow"}, "wide-open"};

void write(const Boundary& one, Draft& draft) {
  const std::string chance =
      one.chance.empty() ? "" : draft.parameter(one.chance, "boundaries that may be open, at each organisation");
  draft.add("conduits", {std::string(one.row[0]), std::string(one.row[1]), std::string(one.row[2]),
                         std::string(one.row[3]), chance, chance.empty() ? "" : "to"});
}

}  // namespace

void write_network(bool several, Draft& draft) {
  draft.add("networks", {"internet", "2^32", ""});
  draft.add("networks", {"wide", draft.assume("addresses.wide", "private network").value, "internet"});
  constexpr std::size_t network = 2, purpose = 5;  // columns of zones.csv
  std::set<std::string> purposes;
  bool wide = false;
  for (const auto& zone : draft.tables["zones"]) {
    purposes.insert(zone[purpose]);
    wide = wide || zone[network] == "wide";
  }
  for (const Boundary& one : boundaries) {
    const bool there = one.other.empty() || purposes.contains(std::string(one.other));
    if (there && purposes.contains(std::string(one.purpose))) write(one, draft);
  }
  if (several && wide) write(between, draft);
}

}  // namespace building
