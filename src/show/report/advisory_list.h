#pragma once
// The list of advisories, for people and for programs.

#include <string>

#include "world/advisory/listing.h"

namespace report {

std::string advisory_list_text(const advisory::List& list, int width, bool colour);

/// Schema cordon-advisory-list/1.
std::string advisory_list_json(const advisory::List& list);

/// A row an advisory.
std::string advisory_list_csv(const advisory::List& list);

}  // namespace report
