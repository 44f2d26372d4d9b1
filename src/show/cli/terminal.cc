#include "show/cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "show/cli/status.h"
#include "show/report/words.h"

namespace cli {

bool is_terminal(int descriptor) {
  // mpirun puts a terminal of its own between its ranks and wherever its own output goes.
  if (std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr) return false;
  return isatty(descriptor) == 1;
}

bool wants_colour(int descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  if (term != nullptr && std::string_view(term) == "dumb") return false;
  return is_terminal(descriptor);
}

int width(int descriptor) {
  winsize size{};
  if (!is_terminal(descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
  return std::clamp<int>(size.ws_col, 60, 160);
}

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void print_error(const std::string& text) {
  std::fflush(stdout);  // so that the two stand in the order in which they were said
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void print_problems(const base::Problems& problems) {
  print_error(problems.to_text() +
              fmt::format("{} {}\n", report::whole(problems.total()), problems.total() == 1 ? "problem" : "problems"));
}

int refused(const base::Problems& problems) {
  print_problems(problems);
  return bad_input;
}

}  // namespace cli
