#include "show/cli/store_option.h"

#include <CLI/CLI.hpp>

namespace cli {

void add_store(CLI::App& verb, std::string& file) {
  file = "cordon.db";
  verb.add_option("--store", file, "File that keeps advisories and inventories (cordon.db)")
      ->envname("CORDON_STORE")
      ->type_name("FILE");
}

}  // namespace cli
