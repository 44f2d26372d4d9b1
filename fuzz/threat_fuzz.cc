// Any bytes as a threat: taken whole or refused with reasons, never a crash, and what is taken is in range.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "world/ingest/threat.h"
#include "world/threat/curve.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const threat::Threat& threat) {
  require(!threat.vectors.empty() && !threat.name.empty());
  for (const threat::Vector& vector : threat.vectors) {
    require(std::isfinite(vector.rate_per_s) && vector.rate_per_s > 0);
    require(vector.success.number >= 0 && vector.success.number <= 1);
    double sum = 0;
    for (const threat::Target& target : vector.targets) sum += target.share;
    require(vector.kind == threat::Vector::Kind::contact || std::abs(sum - 1) <= 1e-9);
  }
  for (const threat::Pressure& pressure : threat.pressures) {
    const double size = threat::population(pressure.population, 1e6);
    require(std::isfinite(size) && size >= 0);
    require(threat::cumulative(pressure.population, 1e6) >= 0);
    require(!std::isnan(threat::time_of_cumulative(pressure.population, 1.0)));
  }
  base::Stream stream({1, 1, base::Purpose::course, 0, 0});
  require(base::draw(threat.course.spreading_after_s, stream) >= 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = ingest::parse_threat("fuzz", std::string_view(reinterpret_cast<const char*>(data), size));
  if (read) {
    check(*read);
  } else {
    require(!read.error().empty() && !read.error().to_text().empty());
  }
  return 0;
}
