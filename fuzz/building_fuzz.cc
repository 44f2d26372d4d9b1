// Any bytes as the lists that an estate is built from: prefixes never overlap within an organisation, names are unique,
// and what is refused says why.

#include <cstdlib>
#include <string_view>

#include "world/ingest/building_lists.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size > 1U << 16U) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto subnets = ingest::read_subnets("s.csv", bytes)) {
    if (subnets->empty()) std::abort();
    for (std::size_t i = 0; i < subnets->size() && i < 64; ++i) {
      const building::Subnet& a = (*subnets)[i];
      if (a.first > a.last) std::abort();
      for (std::size_t j = 0; j < i; ++j) {
        const building::Subnet& b = (*subnets)[j];
        if (a.organisation == b.organisation && a.first <= b.last && b.first <= a.last) std::abort();
      }
    }
  } else if (subnets.error().empty()) {
    std::abort();
  }
  if (const auto services = ingest::read_service_list("v.csv", bytes)) {
    for (const building::ServiceRow& one : *services) {
      if (one.name.empty() || one.systems.empty()) std::abort();
      if (one.fallback && !(*one.fallback >= 0 && *one.fallback <= 1)) std::abort();
    }
  } else if (services.error().empty()) {
    std::abort();
  }
  const auto organisations = ingest::read_organisation_list("o.csv", bytes);
  if (organisations ? organisations->empty() : organisations.error().empty()) std::abort();
  return 0;
}
