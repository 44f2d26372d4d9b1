// Any bytes as a defence: taken whole or refused with reasons, never a crash, and what is taken is in range.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "world/ingest/defence.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const threat::Defence& defence) {
  base::Stream stream({1, 1, base::Purpose::reaction, 0, 0});
  for (const threat::Detection& detection : defence.detection) {
    require(detection.after_locked >= 1 && base::draw(detection.delay_s, stream) >= 0);
  }
  for (const threat::Isolation& isolation : defence.isolation) {
    require(isolation.chance.number >= 0 && isolation.chance.number <= 1);
    require(base::draw(isolation.lasts_s, stream) >= 0);
  }
  for (const threat::Restoration& restoration : defence.restoration) {
    require(std::isfinite(restoration.devices_per_hour) && restoration.devices_per_hour > 0);
    require(restoration.hands_least > 0 || restoration.hands_per_1000_devices > 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = ingest::parse_defence("fuzz", std::string_view(reinterpret_cast<const char*>(data), size));
  if (read) {
    check(*read);
  } else {
    require(!read.error().empty() && !read.error().to_text().empty());
  }
  return 0;
}
