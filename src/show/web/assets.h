#pragma once
// What the page needs beside its numbers, built into the program.

#include <string_view>

namespace report {

extern const std::string_view page_style;        ///< CSS
extern const std::string_view page_script;       ///< JavaScript that draws the charts; empty when built without
extern const std::string_view page_script_hash;  ///< its SHA-256 in base64, for the page's security policy

}  // namespace report
