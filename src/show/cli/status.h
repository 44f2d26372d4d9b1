#pragma once
// What `cordon` answers to the shell.

namespace cli {

enum Status : int {
  ok = 0,
  failed = 1,         ///< while working: a file could not be written after all
  bad_input = 2,      ///< bad input or usage; nothing was written
  interrupted = 130,  ///< stopped by Ctrl-C; a partial result was written
};

}  // namespace cli
