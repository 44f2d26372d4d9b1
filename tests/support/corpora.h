#pragma once
// Where the corpora lie, for tests that run over real data when it is there. They are public files that are not part of
// the project: a test over one is skipped (GTEST_SKIP), and says so, where it is not, and its suite has small
// inputs of its own.

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace support {

/// The folder of an unpacked corpus, such as "cisa_csaf"; nothing when this machine does not have it. Which ones are
/// unpacked is said in tests/CMakeLists.txt.
inline std::optional<std::filesystem::path> corpus(std::string_view name) {
  const std::filesystem::path folder = std::filesystem::path(CORDON_CORPORA) / name;
  return std::filesystem::is_directory(folder) ? std::optional(folder) : std::nullopt;
}

/// The bytes of a file; empty when it cannot be read.
inline std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace support
