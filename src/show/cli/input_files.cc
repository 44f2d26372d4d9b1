#include "show/cli/input_files.h"

#include <system_error>

#include "world/ingest/archive.h"

namespace cli {

namespace {

namespace fs = std::filesystem;

}  // namespace

base::Problems each_input(const std::vector<std::string>& paths, const std::function<void(const InputFile&)>& each,
                          const std::function<bool(const std::filesystem::path&)>& whole) {
  base::Problems problems;
  for (const std::string& path : paths) {
    std::error_code error;
    const bool folder = fs::is_directory(path, error);
    if (folder && whole && whole(path)) continue;
    bool any = false;
    base::Problems found = ingest::each_file(path, {}, [&](const std::string& name, std::string_view bytes) {
      any = true;
      each({name, bytes, !folder && name == path});
    });
    if (!any && found.empty()) found.add({path, "", "", "holds no file", "check the path"});
    problems.add(found);
  }
  return problems;
}

}  // namespace cli
