#pragma once
// Files that a verb writes: what stands in the way is found before the work, and what is written appears whole or not
// at all.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace cli {

/// Space that must be free before a drill begins: several times what a national result takes.
inline constexpr std::uintmax_t free_bytes_least = std::uintmax_t{64} << 20U;

/// A folder to write into. It is made with its parents when it is not there; what was made goes away again unless
/// `keep` is called.
class OutputFolder {
 public:
  explicit OutputFolder(std::filesystem::path folder);
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  ~OutputFolder();

  /// Makes the folder, tries to write a file in it (and removes that), and looks at the space that is left. `option`:
  /// what problems name as their place, such as "--out".
  base::Problems prepare(const std::string& option, std::uintmax_t free_least = free_bytes_least);
  void keep() { made_.clear(); }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

 private:
  std::filesystem::path folder_;
  std::vector<std::filesystem::path> made_;  ///< outermost first
};

/// Whether a file can be written: its folder is there, takes files and has space, and it is no folder itself.
base::Problems check_file(const std::filesystem::path& file, const std::string& option);

struct Content {
  std::filesystem::path path;
  std::string text;
};

/// Writes each under a temporary name beside its place, and only when all are on the disk renames them. What went
/// wrong, in words; then nothing was changed (unless the renaming itself failed).
std::optional<std::string> write_all(const std::vector<Content>& contents);

}  // namespace cli
