#include "world/ingest/folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>

namespace ingest {

namespace {

namespace fs = std::filesystem;

using Bytes = base::Result<std::optional<std::string>>;

Bytes failure(const std::string& file, std::string what, std::string mend) {
  return tl::unexpected(base::Problems(base::Problem{file, "", "", std::move(what), std::move(mend)}));
}

Bytes too_large(const std::string& file, std::size_t bytes_max) {
  return failure(file, fmt::format("is larger than {} bytes", bytes_max), "split or shorten it");
}

bool is_below(const fs::path& path, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

Bytes read_from_disk(const fs::path& root, const std::string& name, const std::string& shown, std::size_t bytes_max) {
  std::error_code error;
  const fs::path path = root / name;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return std::optional<std::string>{};
  if (error) return failure(shown, "cannot be looked at: " + error.message(), "check its access rights");
  if (status.type() != fs::file_type::regular) {
    return failure(shown, "is not a plain file", "put a file of that name there");
  }
  const fs::path real = fs::canonical(path, error);
  if (error) return failure(shown, "cannot be looked at: " + error.message(), "check its access rights");
  if (!is_below(real, fs::canonical(root, error)) || error) {
    return failure(shown, "is a link that leads out of the folder", "copy the file into the folder");
  }
  const auto size = fs::file_size(real, error);
  if (!error && size > bytes_max) return too_large(shown, bytes_max);
  std::ifstream stream(real, std::ios::binary);
  if (error || !stream) {
    return failure(shown, fmt::format("cannot be opened: {}", std::strerror(errno)), "check its access rights");
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream.bad() || static_cast<std::size_t>(stream.gcount()) != bytes.size()) {
    return failure(shown, "cannot be read to its end", "check that nothing else writes it, and the disk");
  }
  return std::optional<std::string>(std::move(bytes));
}

}  // namespace

std::string Folder::path_of(const std::string& file) const {
  if (name.empty()) return file;
  return name.back() == '/' ? name + file : name + "/" + file;
}

base::Result<Folder> disk_folder(const std::filesystem::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    return tl::unexpected(base::Problems(base::Problem{path.string(), "", "", "is not a folder that can be read",
                                                       "give the folder that holds datapackage.json"}));
  }
  Folder folder;
  folder.name = path.string();
  folder.read = [path, name = folder.name](const std::string& file, std::size_t bytes_max) {
    return read_from_disk(path, file, Folder{name, {}}.path_of(file), bytes_max);
  };
  return folder;
}

Folder memory_folder(std::map<std::string, std::string> files, const std::string& name) {
  Folder folder;
  folder.name = name;
  const auto kept = std::make_shared<const std::map<std::string, std::string>>(std::move(files));
  folder.read = [kept, name](const std::string& file, std::size_t bytes_max) -> Bytes {
    const auto found = kept->find(file);
    if (found == kept->end()) return std::optional<std::string>{};
    if (found->second.size() > bytes_max) return too_large(Folder{name, {}}.path_of(file), bytes_max);
    return std::optional<std::string>(found->second);
  };
  return folder;
}

std::optional<std::string> refusal_of_path(const std::string& path) {
  if (path.empty()) return "is empty";
  if (path.front() == '/') return "is absolute";
  if (path.find("://") != std::string::npos) return "is an address on the web";
  if (path.find('\\') != std::string::npos) return "has a backslash";
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < 0x20) return "has a control character";
  }
  if (path.size() > 255) return "is longer than 255 bytes";
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const auto part = std::string_view(path).substr(begin, end - begin);
    if (part == "..") return "leads out of the folder";
    if (part.empty() || part == ".") return "has an empty or '.' part";
    begin = end + 1;
  }
  return {};
}

}  // namespace ingest
