#pragma once
// The seam between readers and the disk: a folder that files are read from, or its twin in memory.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"

namespace ingest {

/// A folder of input files.
struct Folder {
  /// As the user gave it; stands before file names in problems. Empty: names stand alone.
  std::string name;
  /// Bytes of the file at a path relative to the folder; nothing when there is no such file. Problems: it cannot be
  /// read, is larger than `bytes_max`, is not a plain file, or lies outside the folder by way of a link.
  std::function<base::Result<std::optional<std::string>>(const std::string& path, std::size_t bytes_max)> read;

  /// "estates/example/zones.csv"
  [[nodiscard]] std::string path_of(const std::string& file) const;
};

/// Problem: there is no such folder.
base::Result<Folder> disk_folder(const std::filesystem::path& path);

/// For tests, fuzzers and whatever has the bytes already.
Folder memory_folder(std::map<std::string, std::string> files, const std::string& name = "");

/// Why a path of a file of the folder is refused ("is absolute", "leads out of the folder", ...); nothing when it is
/// fine: relative, with forward slashes, no empty, `.` or `..` part.
std::optional<std::string> refusal_of_path(const std::string& path);

}  // namespace ingest
