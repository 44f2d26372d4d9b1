#pragma once
// What CSAF documents say of themselves, for programs. Private to show/report.

#include <nlohmann/json_fwd.hpp>

#include "world/advisory/advisory.h"

namespace report {

/// Each field that says something, by its name, and the history where there is one; null: nothing is known.
nlohmann::ordered_json document_json(const advisory::Head& head);

}  // namespace report
