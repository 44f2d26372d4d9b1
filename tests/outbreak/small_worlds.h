#pragma once
// Small estates drawn as text, so that a test shows its world.
//
//   network internet 4096
//   network wide 64 in internet                       # an address space within another
//   organisation alpha kind:acute sector:trust region:north
//     desk [pppp....] wide desktop                    # a zone: one character an address, "." is an empty one
//     ward [mm+30] wide medical                       # "+30": thirty empty addresses more
//   organisation beta kind:gp parent:alpha
//     room [p..] wide
//   p = windows desktop hole=0.6 admin                # what a letter stands for: platform, type, vulnerabilities
//   m = embedded monitor hole=unpatched               # a share may be a parameter
//   internet --smb--> zone:alpha.desk                 # conduits, first match wins; terms as in conduits.csv
//   kind:acute --smb--x purpose:medical same-organisation
//   * --*?0.5--> organisation:beta                    # in force with a chance, drawn by the target's side ...
//   network:wide --smb?open:from--> *                 # ... or by the source's
//   alpha.desk.p ~credential*2~> beta.room.p          # an edge with mean contacts
//   alpha.desk.p =flow*0.5=> beta.room.p              # a device edge with a weight
//   order 1 alpha.ward.m                              # a service with this order of restoration needs the group
//
// A zone is named organisation.zone, a group organisation.zone.letter. "#" begins a comment.

#include <string>
#include <vector>

#include "world/estate/estate.h"

namespace small_worlds {

/// Throws std::invalid_argument with the line that it cannot read: the mistake is the test's.
estate::Tables draw(const std::string& text, std::vector<estate::Parameter> parameters = {});

}  // namespace small_worlds
