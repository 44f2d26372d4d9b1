#pragma once
// The folder of an estate as it is written: for estate new and estate build.

#include <map>
#include <string>

#include "base/problem.h"
#include "show/cli/output.h"
#include "world/building/draft.h"

namespace cli {

/// Makes the folder, which is to be written as a whole. Problem: it is there and has something in it.
base::Problems prepare_new(OutputFolder& folder);

/// What a built estate is called.
struct EstateNames {
  std::string name;   ///< of the data package
  std::string title;  ///< for people
};

/// The files of a built estate by their names: its tables with datapackage.json, uncertain.toml, a defence and a
/// rehearsal, and what was assumed, for people (README.md) and as a table (assumptions.csv).
std::map<std::string, std::string> files_of(const building::Draft& draft, const EstateNames& names);

}  // namespace cli
