// Any bytes as a file of a feed: read or refused. What is read refers only to what is there, and every range that was
// written in a scheme is one.

#include <cstdlib>

#include "world/advisory/vendor_range.h"
#include "world/ingest/feed.h"

namespace {

void check_product(const advisory::Product& product) {
  if (product.versions != advisory::Versions::range) return;
  if (product.version.empty()) std::abort();
  if (!product.scheme) return;
  if (advisory::read_range(product.version).reading != advisory::Reading::exact) std::abort();
}

void check(const advisory::Advisory& advisory) {
  if (advisory.id.empty() || advisory.publisher.empty() || advisory.vulnerabilities.empty()) std::abort();
  for (const advisory::Product& product : advisory.products) check_product(product);
  for (const advisory::Vulnerability& flaw : advisory.vulnerabilities) {
    if (flaw.id.empty()) std::abort();
    for (const advisory::Statement& statement : flaw.statements) {
      if (statement.product >= advisory.products.size()) std::abort();
    }
    for (const advisory::Score& score : flaw.scores) {
      if (score.tenths < 0 || score.tenths > 100) std::abort();
      for (const std::uint32_t product : score.products) {
        if (product >= advisory.products.size()) std::abort();
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto reading = ingest::read_feed("feed.json", {reinterpret_cast<const char*>(data), size});
  if (!reading) {
    if (reading.error().empty()) std::abort();
    return 0;
  }
  if (reading->kind.empty()) std::abort();
  for (const advisory::Advisory& advisory : reading->advisories) check(advisory);
  for (const base::Problem& problem : reading->refused.kept()) {
    if (problem.what.empty() || problem.mend.empty()) std::abort();
  }
  return 0;
}
