#include "show/cli/input_files.h"

#include <algorithm>
#include <system_error>

#include "world/ingest/feed.h"
#include "world/ingest/toml_tree.h"

namespace cli {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(const fs::path& folder, base::Problems& problems) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    if (at->is_regular_file(error)) files.push_back(at->path());
  }
  if (error) problems.add({folder.string(), "", "", "cannot be read: " + error.message(), "check its permissions"});
  std::ranges::sort(files);
  return files;
}

}  // namespace

base::Problems each_input(const std::vector<std::string>& paths, const std::function<void(const InputFile&)>& each,
                          const std::function<bool(const std::filesystem::path&)>& whole) {
  base::Problems problems;
  const auto take = [&](const fs::path& file, bool asked_for) {
    const auto bytes = ingest::read_bytes(file, ingest::feed_bytes_most);
    if (bytes) {
      each({file.string(), *bytes, asked_for});
    } else {
      problems.add(bytes.error());
    }
  };
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      take(path, true);
      continue;
    }
    if (whole && whole(path)) continue;
    for (const fs::path& file : files_below(path, problems)) take(file, false);
  }
  return problems;
}

}  // namespace cli
