#pragma once
// Pieces of JSON that all results are written with.

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "foresee/drill/drill.h"

namespace report {

/// Whole numbers without a point, other ones with the shortest digits that read back alike, what is not finite null.
nlohmann::ordered_json exact(double value);

/// {"kind": "acute", "sector": "trust"}
nlohmann::ordered_json by_json(const drill::By& by);

/// The object as text, one key a line and each item of its lists on a line of its own, so that two results can be
/// compared line by line. Bytes that are not UTF-8 are replaced. Ends with a newline.
std::string lines_of(const nlohmann::ordered_json& object);

}  // namespace report
