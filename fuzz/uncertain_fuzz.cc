// Any text as uncertain.toml: what is read can be drawn from.

#include <cmath>
#include <cstdlib>

#include "world/ingest/uncertain.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  ingest::Ids organisations, kinds, sectors, regions;
  organisations.intern("T1");
  kinds.intern("acute");
  sectors.intern("trust");
  regions.intern("north");
  const auto parameters = ingest::read_uncertain({reinterpret_cast<const char*>(data), size}, "uncertain.toml",
                                                 {organisations, kinds, sectors, regions});
  if (!parameters) {
    if (parameters.error().empty()) std::abort();
    return 0;
  }
  for (const estate::Parameter& parameter : *parameters) {
    if (parameter.name.empty() || parameter.cases.empty() || !parameter.cases.back().when.empty()) std::abort();
    for (const estate::Case& one : parameter.cases) {
      base::Stream stream({.seed = 1});
      if (std::isnan(base::draw(one.distribution, stream))) std::abort();
    }
  }
  return 0;
}
