#pragma once
// Texts that a spreadsheet shows and does not run.

#include <string>
#include <string_view>

namespace report {

/// The text as plain() gives it (so that no cell begins with a tab or a line end), with an apostrophe before whatever a
/// spreadsheet would run as a formula: = + - @ and their full-width forms, at the beginning or behind a semicolon,
/// where spreadsheets of many countries begin another cell whatever the quotes say; spaces and quotes before the sign
/// are passed over. OWASP, "CSV Injection". Every CSV that Cordon writes of texts goes through here.
std::string spreadsheet_text(std::string_view text);

}  // namespace report
