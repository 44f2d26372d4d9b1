#pragma once
// All that is known of all devices, as it is matched: every distinct component once, and for each device which it has.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "world/inventory/inventory.h"

namespace inventory {

/// Who told it, for whom and when.
struct Source {
  std::uint32_t organisation = 0;  ///< index into Fleet::organisations
  std::string tool;
  std::string file;
  Tells tells = Tells::products;
  std::string date;  ///< may be empty
  int good_for = 0;  ///< days; 0: as usual
};

/// What one source found on one device.
struct Holding {
  std::uint32_t device = 0;  ///< index into Fleet::devices
  std::uint32_t source = 0;  ///< index into Fleet::sources
  std::size_t begin = 0;     ///< into Fleet::held
  std::size_t end = 0;
};

struct FleetDevice {
  std::uint32_t organisation = 0;
  std::string id;
  std::string site;
  std::string zone;
};

struct Fleet {
  std::vector<std::string> organisations;
  std::vector<FleetDevice> devices;  ///< by organisation
  std::vector<Source> sources;
  std::vector<Component> components;  ///< each once
  std::vector<Holding> holdings;      ///< by device, then by source
  std::vector<std::uint32_t> held;    ///< indexes into `components`, rising within a holding

  [[nodiscard]] std::span<const std::uint32_t> of(const Holding& holding) const {
    return std::span(held).subspan(holding.begin, holding.end - holding.begin);
  }
};

}  // namespace inventory
