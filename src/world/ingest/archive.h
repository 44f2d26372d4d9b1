#pragma once
// What a user points at, file by file: a file, the files within an archive (.zip, .tar, .tar.gz, .tar.xz, .gz), a
// folder of both.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace ingest {

/// Against small archives that become large: what passes a limit ends its archive with a problem.
struct ArchiveLimits {
  std::size_t file_bytes = std::size_t{2} << 30U;         ///< of one file, unpacked
  std::size_t unpacked_bytes = std::size_t{16} << 30U;    ///< of all files within one archive
  std::size_t ratio = 1000;                               ///< unpacked bytes for each byte of the archive
  std::size_t ratio_from_bytes = std::size_t{64} << 20U;  ///< unpacked bytes up to which no ratio is asked
  std::size_t entries = 1'000'000;                        ///< of one archive
  std::size_t folder_depth = 64;                          ///< folders within folders
};

/// Calls `each` with every file: of a folder in the order of names, of an archive in its own order. `name` is the path
/// as given, with "archive.zip/inside/a.json" for what lies in an archive; `bytes` are good until the call returns.
/// Archives are known by their first bytes; one within another is handed on as it is, and so is a workbook. Links,
/// devices and folders in an archive are passed over, and links in a folder. An archive is unpacked twice, first to see
/// that it is whole: of one that is cut off, damaged, encrypted or passes a limit nothing is handed on. Problems:
/// those, and what cannot be read.
base::Problems each_file(const std::filesystem::path& path, const ArchiveLimits& limits,
                         const std::function<void(const std::string& name, std::string_view bytes)>& each);

}  // namespace ingest
