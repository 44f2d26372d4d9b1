// Any bytes as a drill's result: taken whole or refused with reasons, never a crash; what is taken can be compared.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "foresee/comparison/side_by_side.h"
#include "show/cli/drill_json.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const drill::Result& result) {
  require(result.horizon_s > 0);
  bool any = false;
  for (const drill::Measure& measure : result.measures) {
    require(measure.replicas.empty() || measure.replicas.size() == result.replicas);
    for (const double value : measure.replicas) require(!std::isnan(value));
    any = any || !measure.replicas.empty();
  }
  const std::vector<drill::Result> drills = {result, result};
  const std::vector<comparison::Which> which = comparison::headline(result);
  require(any == !which.empty());
  if (which.empty()) return;
  const comparison::Table table = comparison::side_by_side(drills, which, 0);
  for (const comparison::Compared& measure : table.others[0].measures) {
    require(!measure.told_apart);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = cli::parse_drill_json("fuzz", std::string_view(reinterpret_cast<const char*>(data), size));
  if (read) {
    check(*read);
  } else {
    require(!read.error().empty() && !read.error().to_text().empty());
  }
  return 0;
}
