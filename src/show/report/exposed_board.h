#pragma once
// All organisations in one picture, and then one by one. Private to show/report.

#include <string>

#include "show/report/exposed.h"

namespace report {

/// One bar of all organisations: exposed, clear by evidence and cannot tell, and behind them, as long as there are
/// organisations, those of which nothing was received. Where an earlier day is asked about, its bar stands behind,
/// paler and wider.
std::string board(const ExposedAnswer& answer);

/// Every organisation with the evidence that it stands on.
std::string coverage_section(const ExposedAnswer& answer);

/// Who moved since a day.
std::string movement_section(const ExposedAnswer& answer);

}  // namespace report
