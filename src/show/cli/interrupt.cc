#include "show/cli/interrupt.h"

#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <string_view>

#include "show/cli/status.h"

namespace cli {

namespace {

// A signal handler has nothing else to leave a note on.
volatile std::sig_atomic_t interrupts = 0;

extern "C" void on_interrupt(int signal) {
  // mpirun passes Ctrl-C on as SIGTERM, more than once: only a second Ctrl-C means it.
  if (interrupts != 0 && signal == SIGINT) _exit(interrupted);
  if (interrupts != 0) return;
  interrupts = 1;
  constexpr std::string_view message = "\nstopping; press Ctrl-C again to quit at once\n";
  if (write(STDERR_FILENO, message.data(), message.size()) < 0) return;  // nobody reads: then nobody misses it
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool was_interrupted() {
  return interrupts != 0;
}

}  // namespace cli
