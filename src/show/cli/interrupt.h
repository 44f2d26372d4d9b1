#pragma once
// Ctrl-C: once to stop and keep what there is, twice to quit at once. SIGTERM, which mpirun sends on Ctrl-C, stops too.

namespace cli {

void catch_interrupts();
bool was_interrupted();

}  // namespace cli
