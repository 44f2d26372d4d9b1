#pragma once
// Advisories as they are kept, for people and for programs.

#include <string>
#include <vector>

#include "world/advisory/advisory.h"

namespace report {

/// Each advisory apart: who says it, of which products, and what helps.
std::string advisories_text(const std::vector<advisory::Advisory>& advisories, int width, bool colour);

/// Schema cordon-advisories/1: all that is kept.
std::string advisories_json(const std::vector<advisory::Advisory>& advisories);

}  // namespace report
