// Zones and their addresses on N3 and in the internet.

#include <cmath>

#include "nation.h"

namespace nhs {

void lay_network(Nation& nation) {
  const Aggregates& n = nation.numbers;
  Table& zones = nation.tables["zones"];
  double used = 0;
  const auto add = [&](const Body& body, const std::string& purpose, double addresses) {
    zones.add(body.id + "/" + purpose, body.id, "wide", addresses, std::string(), purpose);
    used += addresses;
  };
  for (const Body& body : nation.bodies) {
    const double addresses = std::ceil(static_cast<double>(body.devices) * n["addresses_per_device"]);
    if (body.sector == "gp") {
      add(body, "desktop", std::max(n["practice.addresses"], addresses));
    } else if (body.sector == "trust") {
      for (const char* purpose : {"desktop", "server", "medical"}) {
        add(body, purpose, std::ceil(addresses * n[std::string("zone.") + purpose]));
      }
      zones.add(body.id + "/public", body.id, "internet", n["public.addresses"], std::string(), "public");
    } else {
      add(body, "desktop", addresses);
    }
  }
  if (used > n["wide.addresses"]) {
    n.problems.add({"aggregates.csv", "", fmt::format("{}", used), "is more than N3 has addresses",
                    "lower addresses_per_device or practice.addresses"});
  }
}

}  // namespace nhs
