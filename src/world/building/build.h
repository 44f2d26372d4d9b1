#pragma once
// An estate from what was imported: prefixes, devices and services of real organisations, and typical ones in place of
// those of which only their row in a list is known. Pure: the same lists give the same rows, in any order of devices.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/building/care.h"
#include "world/building/draft.h"
#include "world/building/sources.h"

namespace building {

struct Sources {
  std::vector<OrganisationRow> organisations;  ///< at least one
  bool list = false;  ///< they come from a list: typical ones stand in for those of which nothing is known
  std::vector<Subnet> subnets;
  std::vector<Device> devices;
  std::vector<ServiceRow> services;
  Typical typical;
  // Names of files, as problems call them.
  std::string organisations_file, subnets_file, services_file, store;
  Nearest nearest;  ///< for names that there are not
};

/// An organisation with prefixes and devices is built from these; of a list any other is typical of its kind. Problems:
/// a single organisation that lacks either; services of one that does; systems that there are not; more addresses than
/// the private ranges have.
base::Result<Draft> build(const Sources& sources, const Defaults& defaults);

/// What kind of organisation it is: what its row says, by a word that the defaults know; of a trust that may be any
/// what its name says; else a default. The kind of a single organisation may be any word.
std::string kind_of(const OrganisationRow& row, bool of_list, Draft& draft);

/// A piece of the expression that a typical service needs.
struct TypicalPart {
  enum class Kind : unsigned char {
    plain,
    share,  ///< "{needs.kit}": the name of a default
    id,     ///< "{id}/imaging-kit", "{id}-scans": what stands behind {id}, a group or a service of the organisation
  };
  Kind kind = Kind::plain;
  std::string_view text;  ///< of the expression, without braces
};
std::vector<TypicalPart> parts_of_needs(std::string_view text);

/// Writes zones, groups and services of a typical organisation of the kind, as many devices as such have. Answers the
/// addresses that it takes in the private network.
double write_typical(const OrganisationRow& row, const std::string& kind, const Typical& typical, Draft& draft);

/// Writes networks and conduits for the zones that the draft has. Of several organisations the boundary between them is
/// a row too.
void write_network(bool several, Draft& draft);

}  // namespace building
