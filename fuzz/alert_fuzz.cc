// Any bytes as an alert: taken whole or refused with reasons, never a crash, and what is taken has its deadlines in
// order.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "world/ingest/alert.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const advisory::Alert& alert) {
  require(!alert.id.empty() && !alert.title.empty() && !alert.actions.empty());
  require(!alert.vulnerabilities.empty() || !alert.advisories.empty() || !alert.products.empty());
  require(alert.deadlines.update_days > 0);
  const std::string issued = advisory::issued_on(alert);
  require(base::day_number(issued).has_value());
  require(advisory::done_by(alert) != issued);
  require(advisory::acknowledge_by(alert).utc_s > alert.issued.utc_s);
  require(base::day_number(advisory::next_update_by(alert, issued)).has_value());
  require(advisory::advisory_of(alert).vulnerabilities.empty() == alert.products.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = ingest::parse_alert("fuzz", std::string_view(reinterpret_cast<const char*>(data), size));
  if (read) {
    check(*read);
  } else {
    require(!read.error().empty() && !read.error().to_text().empty());
  }
  return 0;
}
