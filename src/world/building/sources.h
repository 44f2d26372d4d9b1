#pragma once
// What an estate is built from: rows of other people's lists, as they were read.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace building {

/// A row of the network team's list of prefixes.
struct Subnet {
  std::string organisation;  ///< id; empty: the row does not say, and there are several
  std::string site;          ///< empty: not known
  std::string vlan;          ///< for people
  std::string use;           ///< "desktop", "Medical devices"; empty: not known
  std::string cidr;          ///< "10.1.0.0/16"
  std::uint32_t first = 0;   ///< address
  std::uint32_t last = 0;
  std::size_t row = 0;  ///< in its file
};

/// A row of a list of services.
struct ServiceRow {
  std::string organisation;  ///< id; empty: the row does not say, and there are several
  std::string name;
  std::string kind;                  ///< empty: not known
  std::optional<double> recovery_s;  ///< within how long it has to be back
  std::vector<std::string> systems;  ///< that it needs: devices, sites, uses, groups, zones, other services
  std::optional<double> fallback;    ///< capacity on paper, [0, 1]
  std::size_t row = 0;
};

/// A row of a list of organisations, or the one that was named.
struct OrganisationRow {
  std::string id;
  std::string name;
  std::string kind;    ///< as the list writes it: "RO197", "NHS trust", "acute"; empty: not known
  std::string parent;  ///< id of another row; empty: none
  std::string region;
  std::size_t row = 0;
};

/// A device as the inventories have it. Empty texts: none of them says.
struct Device {
  std::string organisation;
  std::string id;  ///< unique in its organisation
  std::string site;
  std::string zone;
  std::string kind;      ///< "server", "infusion pump"
  std::string address;   ///< one IP address, or several
  std::string platform;  ///< of platform_of()
};

/// A group of devices of a typical organisation of a kind.
struct TypicalGroup {
  std::string kind;
  std::string group;
  std::string use;
  std::string platform;
  std::string type;
  std::uint32_t count = 0;
  double low = 0;  ///< range thought plausible
  double high = 0;
  std::string basis;  ///< where the number comes from, or why it is assumed
};

/// A service of a typical organisation of a kind.
struct TypicalService {
  std::string kind;
  std::string service;
  std::string service_kind;
  std::string needs;     ///< an expression; building::parts_of_needs()
  std::string fallback;  ///< name of a default
  std::uint32_t order = 1;
};

struct Typical {
  std::vector<TypicalGroup> groups;
  std::vector<TypicalService> services;
};

}  // namespace building
