#pragma once
// What stands at the other end of stdout and stderr.

#include <string>

#include "base/problem.h"

namespace cli {

/// Whether a file descriptor (1 or 2) is a terminal. Never under mpirun.
bool is_terminal(int descriptor);

/// Colour only on a terminal, and not when NO_COLOR is set (https://no-color.org) or TERM is "dumb".
bool wants_colour(int descriptor);

/// Columns of the terminal, from 60 to 160; 100 when there is none.
int width(int descriptor);

void print(const std::string& text);        ///< to stdout
void print_error(const std::string& text);  ///< to stderr

/// Each problem on its line, then how many there are.
void print_problems(const base::Problems& problems);
/// The same, and the exit status of bad input.
int refused(const base::Problems& problems);

}  // namespace cli
