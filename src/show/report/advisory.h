#pragma once
// Advisories as they are kept, for people and for programs.

#include <string>
#include <vector>

#include "world/advisory/listing.h"

namespace report {

/// Each advisory apart: who says it, of which products, what helps, and what readers noted.
std::string advisories_text(const std::vector<advisory::Noted>& advisories, int width, bool colour);

/// Schema cordon-advisories/1: all that is kept.
std::string advisories_json(const std::vector<advisory::Noted>& advisories);

}  // namespace report
