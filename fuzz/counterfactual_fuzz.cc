// Any text as a counterfactual: refused with a reason, or it changes a threat and an estate into what their readers
// judge.

#include <cstdlib>

#include "world/ingest/counterfactual.h"
#include "world/ingest/threat.h"

namespace {

constexpr const char* small = R"(
name = "small"
title = "Small"
start = "2026-01-05T00:00+00:00"
[[seeds]]
devices = 1
at = "1h"
[[vector]]
name = "v"
kind = "scan"
rate_per_hour = { value = 1, assumed = "a", plausible = [0, 2] }
service = "smb"
targets = { own-zone = 1 }
[course]
spreading_after = "0"
[kill_switch]
at = "3h"
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto otherwise = ingest::parse_counterfactual("c.toml", bytes);
  if (!otherwise) {
    if (otherwise.error().empty()) std::abort();
    return 0;
  }
  const auto changed = ingest::parse_threat("threat.toml", small, &*otherwise);
  if (!changed && changed.error().empty()) std::abort();
  estate::Tables tables;
  estate::Parameter opens;
  opens.name = "opens";
  opens.cases.push_back({{}, base::Distribution::fixed(0.5), estate::none});
  tables.parameters = {opens, opens};
  tables.parameters[1].name = "shuts";
  tables.joint = {{0, 1}, {{0.1, 0.2}}, {1}};
  if (ingest::change_parameters(*otherwise, tables).empty()) {
    for (const auto& row : tables.joint.rows) {
      if (row.size() != tables.joint.parameters.size()) std::abort();
    }
  }
  return 0;
}
