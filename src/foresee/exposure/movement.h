#pragma once
// Who moved between two days, which way, and on what evidence.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "foresee/exposure/coverage.h"

namespace exposure {

/// A device that stands elsewhere than it did.
struct DeviceMove {
  std::string organisation;
  std::string device;
  std::optional<DeviceStanding> was;  ///< numbers are of the earlier fleet; nothing: it was not known
  std::optional<DeviceStanding> is;   ///< numbers are of the later fleet; nothing: it is no longer
};

/// What happened in an organisation.
struct OrganisationMove {
  std::string id;
  std::optional<Position> was;  ///< nothing: it was not in the answer
  std::optional<Position> is;
  std::size_t closed = 0;  ///< devices that were exposed and are not affected now, or nothing that is named is on them
  std::size_t opened = 0;  ///< devices that are exposed and were not, or were not known
  std::size_t other = 0;   ///< devices that moved some other way
  std::string newest;      ///< day of the newest list that bears a move; empty: none
};

struct Movement {
  std::array<std::size_t, positions> was{};     ///< organisations on the earlier day, by position
  std::vector<OrganisationMove> organisations;  ///< those that moved, or whose devices did; by id
  std::vector<DeviceMove> devices;              ///< by organisation and device
};

/// Devices are the same when their ids are.
struct View {
  const inventory::Fleet& fleet;
  const Exposed& exposed;
  const Coverage& coverage;
};
Movement movement(const View& was, const View& is);

}  // namespace exposure
