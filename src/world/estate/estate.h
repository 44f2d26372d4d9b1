#pragma once
// The estate: organisations, their network, devices and services. An immutable, indexed snapshot.
//
// Rows refer to each other by index into these tables; ids are for people and files. Whoever fills `Tables` answers for
// valid indices (world/ingest checks every reference and names file, row and column).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "world/estate/care.h"
#include "world/estate/uncertain.h"

namespace estate {

struct Organisation {
  std::string id;
  std::string name;
  std::string kind;    ///< "acute", "gp-practice"
  std::string sector;  ///< a coarser kind that measures can be counted by: "trust", "gp"
  std::string region;
  Index parent = none;
};

/// A named address space. An attempt is uniform over all of it, empty addresses included.
struct Network {
  std::string id;
  double addresses = 0;  ///< 2^32 for the internet
  Index within = none;   ///< a draw over `within` lands here with this network's share of its addresses
};

struct Zone {
  std::string id;
  Index organisation = none;
  Index network = none;
  double addresses = 0;  ///< addresses of `network` that the zone holds, empty ones included
  std::string purpose;   ///< "desktop", "server", "medical", "public"
};

/// Which zones a conduit row speaks of: all terms that are set must hold. Nothing set: `*`, every zone.
struct Pattern {
  bool internet = false;           ///< the outside population; then nothing else is set
  bool same_organisation = false;  ///< in `to` only: the target zone is of the source's organisation
  Index zone = none;
  Index organisation = none;
  Index network = none;
  std::string kind;
  std::string sector;
  std::string region;
  std::string purpose;
};

/// Who may talk to whom on which service. First match wins; what no row decides is denied between organisations and
/// allowed within one.
struct Conduit {
  enum class Side : std::uint8_t { to, from };
  Pattern from;
  Pattern to;
  std::string service;  ///< "smb"; "*" any
  bool allow = false;
  Quantity chance{1};        ///< probability that the row is in force
  Side drawn_by = Side::to;  ///< whose organisation that is drawn for: the target's, or the source's
};

/// A vulnerability that a device of a group has with probability `share`, independently of its other ones.
struct Vulnerability {
  Index name = none;  ///< index into Estate::vulnerabilities
  Quantity share{1};
};

/// Like devices; a single device is a group of one.
struct DeviceGroup {
  std::string id;
  Index zone = none;
  std::uint32_t count = 0;
  std::string platform;  ///< "windows-7"
  std::string type;      ///< "desktop", "server", "diagnostic"
  std::string software;  ///< software set, for people and for exposure
  std::vector<Vulnerability> vulnerabilities;
  bool count_assumed = false;     ///< nobody counted them: a typical organisation's
  bool zone_assumed = false;      ///< nothing says where they stand
  bool platform_assumed = false;  ///< nothing says what runs on them
};

/// One device of the inventories, and the group that stands for it.
struct Member {
  std::string device;  ///< its id in the inventories of the organisation that the group's zone is of
  Index group = none;
};

/// Contacts of like devices, for contact vectors. A spreading device of `from` makes contacts / unit of the vector's
/// rate with devices of `to` chosen uniformly.
struct Edge {
  Index from = none;
  Index to = none;
  std::string kind;     ///< "flow", "credential", "trust"
  double contacts = 0;  ///< mean contacts that one device of `from` has in `to`
};

/// One directed contact between two groups of one.
struct DeviceEdge {
  Index from = none;
  Index to = none;
  Index kind = none;  ///< index into Estate::edge_kinds
  float weight = 1;   ///< multiplies the vector's rate
};

/// What the rows say, as read.
struct Tables {
  std::string name;  ///< of the data package
  std::string title;
  std::vector<Organisation> organisations;
  std::vector<Network> networks;
  std::vector<Zone> zones;
  std::vector<Conduit> conduits;
  std::vector<std::string> vulnerabilities;
  std::vector<DeviceGroup> groups;
  std::vector<Member> members;  ///< of groups that were made of inventories; none: nobody said
  std::vector<Edge> edges;
  std::vector<std::string> edge_kinds;
  std::vector<DeviceEdge> device_edges;
  Care care;
  std::vector<Parameter> parameters;
  Joint joint;  ///< empty: each parameter is drawn by itself
  std::vector<Published> published;
  std::vector<PublishedPoint> published_points;
};

/// The rows of one table that belong to one row of another, as a range of indices.
class Grouping {
 public:
  Grouping() = default;
  /// `owner_of[i]` in [0, owners) or none.
  Grouping(std::size_t owners, std::span<const Index> owner_of);
  [[nodiscard]] std::span<const Index> of(Index owner) const {
    return std::span(members_).subspan(first_[owner], first_[owner + 1] - first_[owner]);
  }

 private:
  std::vector<Index> first_{0};
  std::vector<Index> members_;
};

/// The snapshot: the rows and the ways through them.
class Estate : private Tables {
 public:
  explicit Estate(Tables tables);
  /// The rows as they were given: to make a changed estate of.
  [[nodiscard]] const Tables& tables() const { return *this; }

  using Tables::care;
  using Tables::conduits;
  using Tables::device_edges;
  using Tables::edge_kinds;
  using Tables::edges;
  using Tables::groups;
  using Tables::joint;
  using Tables::members;
  using Tables::name;
  using Tables::networks;
  using Tables::organisations;
  using Tables::parameters;
  using Tables::published;
  using Tables::published_points;
  using Tables::title;
  using Tables::vulnerabilities;
  using Tables::zones;

  [[nodiscard]] std::span<const Index> zones_of(Index organisation) const { return zones_of_.of(organisation); }
  [[nodiscard]] std::span<const Index> groups_of(Index zone) const { return groups_of_.of(zone); }
  [[nodiscard]] std::span<const Index> services_of(Index organisation) const { return services_of_.of(organisation); }
  [[nodiscard]] Index organisation_of(Index group) const { return zones[groups[group].zone].organisation; }
  /// The organisation itself when it has no parent, else the one on top of its chain of parents.
  [[nodiscard]] Index top_of(Index organisation) const { return top_of_[organisation]; }
  [[nodiscard]] std::uint64_t devices() const { return devices_; }
  [[nodiscard]] std::uint64_t devices_of(Index organisation) const { return devices_of_[organisation]; }
  /// For each group the smallest `order` of the services that need it, directly or through other services; none: last.
  [[nodiscard]] std::uint32_t restoration_class(Index group) const { return restoration_class_[group]; }
  /// Services in an order in which each comes after all that it needs.
  [[nodiscard]] std::span<const Index> services_in_order() const { return services_in_order_; }

 private:
  Grouping zones_of_;
  Grouping groups_of_;
  Grouping services_of_;
  std::vector<Index> top_of_;
  std::vector<std::uint64_t> devices_of_;
  std::vector<std::uint32_t> restoration_class_;
  std::vector<Index> services_in_order_;
  std::uint64_t devices_ = 0;
};

/// The kinds of services, each once, in the order in which they first stand.
std::vector<std::string> service_kinds(std::span<const Service> services);

/// The services of one cycle (each needs the next, the last the first); empty when there is none.
std::vector<Index> find_cycle(std::span<const Service> services);

/// The organisations of one cycle of parents; empty when there is none.
std::vector<Index> find_parent_cycle(std::span<const Organisation> organisations);

}  // namespace estate
