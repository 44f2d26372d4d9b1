// Any bytes as a CSAF document: checked or refused; each finding names "schema" or a mandatory test, and a place.

#include <cstdlib>

#include "world/ingest/csaf.h"
#include "world/ingest/decision_points.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const ingest::CsafReferences beside = [] {
    const auto points = ingest::parse_decision_points("points.csv",
                                                      "namespace,key,version,name,values,as_of,source\n"
                                                      "ssvc,E,1.1.0,Exploitation,N P A,2026-06,registry\n");
    if (!points) std::abort();
    return ingest::CsafReferences{*points, nullptr};
  }();
  const auto report = ingest::parse_csaf("fuzz.json", {reinterpret_cast<const char*>(data), size}, beside);
  if (!report && report.error().empty()) std::abort();
  if (!report) return 0;
  for (const ingest::CsafFinding& finding : report->findings) {
    if (finding.test != "schema" && !finding.test.starts_with("6.1.")) std::abort();
    if (finding.what.empty()) std::abort();
    if (!finding.place.empty() && finding.place[0] != '/') std::abort();
  }
  return 0;
}
