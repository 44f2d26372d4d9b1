#pragma once
// Which absent field, asked of whom, would settle most: for a terminal, and as JSON.

#include <cstddef>
#include <string>

#include "foresee/exposure/missing.h"

namespace report {

/// A sentence, and a table of the first `top` rows.
std::string missing_text(const exposure::MissingFields& fields, std::size_t top, int width, bool colour);

/// Schema cordon-missing/1 (docs/exposed.md). `day`: of the question.
std::string missing_json(const exposure::MissingFields& fields, const std::string& day, std::size_t top);

}  // namespace report
