#pragma once
// A centre's alert, for people, and as a CSAF document.

#include <optional>
#include <string>

#include "foresee/exposure/overview.h"
#include "world/advisory/alert.h"

namespace report {

/// What it is about and what must be done by when. `context`: what the store knows of its vulnerabilities; nothing:
/// there is no store. A deadline later than that of the catalogue of known exploitation is told.
std::string alert_text(const advisory::Alert& alert, const std::optional<exposure::Context>& context, int width,
                       bool colour);

/// Schema cordon-alert/1 (docs/formats/alert.md).
std::string alert_json(const advisory::Alert& alert, const std::optional<exposure::Context>& context);

/// A document of CSAF 2.0, category csaf_base, since an alert names no versions that are fixed. What must be done and
/// by when stands in its notes. Dates are the alert's own.
std::string alert_csaf(const advisory::Alert& alert);

}  // namespace report
