// Any text as targets, as priors and as a posterior: refused with a reason, or fit to be used.

#include <cmath>
#include <cstdlib>

#include "world/ingest/fitting.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  estate::Tables tables;
  tables.name = "small";
  estate::Parameter opens;
  opens.name = "opens";
  opens.per = estate::Parameter::Per::estate;
  opens.cases.push_back({{}, base::Distribution::fixed(0.5), estate::none});
  tables.parameters.push_back(opens);
  const auto targets = ingest::parse_targets("targets.toml", bytes);
  const auto priors = ingest::parse_priors("free.toml", bytes);
  const auto joint = ingest::parse_posterior("posterior.json", bytes, tables, "lure");
  if (!targets && targets.error().empty()) std::abort();
  if (!priors && priors.error().empty()) std::abort();
  if (!joint && joint.error().empty()) std::abort();
  if (targets && targets->empty()) std::abort();
  if (priors && priors->empty()) std::abort();
  if (joint) {
    if (joint->rows.empty() || joint->rows.size() != joint->weights.size()) std::abort();
    for (const auto& row : joint->rows) {
      if (row.size() != joint->parameters.size() || !(row[0] >= 0 && row[0] <= 1)) std::abort();
    }
  }
  return 0;
}
