#pragma once
// What CSAF documents are held against beside their standard, as the program has it.

#include "support/corpora.h"
#include "world/ingest/csaf.h"
#include "world/ingest/decision_points.h"

namespace support {

/// The reviewed table of SSVC's decision points; empty, and a test fails, when it cannot be read.
inline ingest::CsafReferences references() {
  const std::filesystem::path file = std::filesystem::path(CORDON_SOURCE_DIR) / "registries/ssvc_decision_points.csv";
  auto points = ingest::parse_decision_points(file.filename().string(), contents(file));
  EXPECT_TRUE(points) << (points ? "" : points.error().to_text());
  ingest::CsafReferences beside;
  if (points) beside.decision_points = std::move(*points);
  return beside;
}

}  // namespace support
