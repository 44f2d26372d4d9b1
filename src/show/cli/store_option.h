#pragma once
// Which store a verb works with.

#include <string>

namespace CLI {
class App;
}

namespace cli {

/// --store FILE; without it the environment's CORDON_STORE, else cordon.db in the present folder.
void add_store(CLI::App& verb, std::string& file);

}  // namespace cli
