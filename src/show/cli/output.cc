#include "show/cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace cli {

namespace {

namespace fs = std::filesystem;

fs::path temporary_beside(const fs::path& path) {
  return path.parent_path() / fmt::format(".{}.{}.part", path.filename().string(), getpid());
}

/// A file that is gone again when this goes, unless it was renamed.
class Temporary {
 public:
  explicit Temporary(fs::path path) : path_(std::move(path)) {}
  Temporary(Temporary&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Temporary& operator=(Temporary&&) = delete;
  ~Temporary() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }

  /// Why it could not be written; empty when it is on the disk.
  [[nodiscard]] std::string write(std::string_view text) const {
    const int descriptor = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) return std::strerror(errno);
    std::string why;
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        why = std::strerror(errno);
        break;
      }
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (why.empty() && fsync(descriptor) != 0) why = std::strerror(errno);
    if (close(descriptor) != 0 && why.empty()) why = std::strerror(errno);
    return why;
  }

  std::error_code rename_to(const fs::path& path) {
    std::error_code error;
    fs::rename(path_, path, error);
    if (!error) path_.clear();
    return error;
  }

 private:
  fs::path path_;
};

base::Problems check_folder(const fs::path& folder, const std::string& option, std::uintmax_t free_least) {
  const Temporary probe(folder / fmt::format(".cordon.{}.probe", getpid()));
  const std::string why = probe.write("probe");
  if (!why.empty()) {
    return base::Problem{"", option, folder.string(), fmt::format("is a folder that cannot be written to ({})", why),
                         "name one that you may write to"};
  }
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (!error && space.available < free_least) {
    return base::Problem{
        "", option, folder.string(),
        fmt::format("has only {} MB of space left, {} MB are needed", space.available / 1000000, free_least / 1000000),
        "make room, or name a folder on another disk"};
  }
  return {};
}

fs::path folder_of(const fs::path& file) {
  return file.parent_path().empty() ? fs::path(".") : file.parent_path();
}

}  // namespace

OutputFolder::OutputFolder(fs::path folder) : folder_(std::move(folder)) {}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  for (auto made = made_.rbegin(); made != made_.rend(); ++made) fs::remove(*made, ignored);  // only when empty
}

base::Problems OutputFolder::prepare(const std::string& option, std::uintmax_t free_least) {
  std::vector<fs::path> missing;
  std::error_code error;
  for (fs::path at = fs::absolute(folder_).lexically_normal(); !fs::exists(at, error) && at.has_relative_path();
       at = at.parent_path()) {
    if (!at.filename().empty()) missing.insert(missing.begin(), at);
  }
  if (missing.empty() && !fs::is_directory(folder_, error)) {
    return base::Problem{"", option, folder_.string(), "is not a folder",
                         "name a folder, or one that is not there yet"};
  }
  for (const fs::path& folder : missing) {
    if (!fs::create_directory(folder, error) || error) {
      return base::Problem{"", option, folder_.string(), fmt::format("cannot be made ({})", error.message()),
                           "name a folder where you may write"};
    }
    made_.push_back(folder);
  }
  return check_folder(folder_, option, free_least);
}

base::Problems check_file(const fs::path& file, const std::string& option) {
  std::error_code error;
  if (fs::is_directory(file, error)) {
    return base::Problem{"", option, file.string(), "is a folder", "name a file"};
  }
  if (!fs::is_directory(folder_of(file), error)) {
    return base::Problem{"", option, file.string(), "is in a folder that is not there", "make the folder first"};
  }
  return check_folder(folder_of(file), option, free_bytes_least);
}

std::optional<std::string> write_all(const std::vector<Content>& contents) {
  std::vector<Temporary> written;
  for (const Content& content : contents) {
    written.emplace_back(temporary_beside(content.path));
    const std::string why = written.back().write(content.text);
    if (!why.empty()) return fmt::format("{} could not be written: {}", content.path.string(), why);
  }
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const std::error_code error = written[i].rename_to(contents[i].path);
    if (error) return fmt::format("{} could not be written: {}", contents[i].path.string(), error.message());
  }
  return std::nullopt;
}

}  // namespace cli
