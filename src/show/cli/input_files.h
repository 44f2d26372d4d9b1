#pragma once
// Files that an import reads: those named, and all that lie in the folders and archives named.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace cli {

/// One of them, while the callback runs.
struct InputFile {
  std::string name;  ///< as problems call it
  std::string_view bytes;
  bool asked_for = false;  ///< named by the user, and not just found in a folder or an archive
};

/// Calls `each` for every file, those of a folder in the order of their names, those of an archive in its own. Files
/// that cannot be read are problems, and so is a path that holds none. A folder that `whole` takes (answers true for)
/// is not looked into; none: all are.
base::Problems each_input(const std::vector<std::string>& paths, const std::function<void(const InputFile&)>& each,
                          const std::function<bool(const std::filesystem::path&)>& whole = nullptr);

}  // namespace cli
