#include "show/cli/asked.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "show/cli/exposure_inputs.h"
#include "world/advisory/id.h"
#include "world/ingest/alert.h"

namespace cli {

base::Result<std::vector<std::string>> ids_of(const advisory::Alert& alert) {
  std::vector<std::string> all = alert.vulnerabilities;
  for (const std::string& advisory : alert.advisories) {
    auto ids = ids_of(advisory);
    if (!ids) return tl::unexpected(ids.error());
    std::ranges::move(*ids, std::back_inserter(all));
  }
  if (!alert.products.empty()) all.push_back(alert.id);
  std::ranges::sort(all, {}, advisory::id_key);
  all.erase(std::unique(all.begin(), all.end(), advisory::same_id), all.end());
  return all;
}

std::vector<advisory::Advisory> Asked::own() const {
  if (!alert || alert->products.empty()) return {};
  return {advisory::advisory_of(*alert)};
}

base::Result<Asked> asked_about(const std::string& id) {
  if (!id.ends_with(".toml")) {
    auto ids = ids_of(id);
    if (!ids) return tl::unexpected(ids.error());
    return Asked{id, *std::move(ids), std::nullopt};
  }
  auto alert = ingest::read_alert(id);
  if (!alert) return tl::unexpected(alert.error());
  auto ids = ids_of(*alert);
  if (!ids) return tl::unexpected(ids.error());
  return Asked{alert->id, *std::move(ids), *std::move(alert)};
}

}  // namespace cli
