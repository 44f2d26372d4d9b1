#include "world/ingest/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "world/ingest/text.h"
#include "world/ingest/toml_tree.h"
#include "world/ingest/workbook.h"

namespace ingest {

namespace {

namespace fs = std::filesystem;
using Each = std::function<void(const std::string& name, std::string_view bytes)>;

struct Close {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using Opened = std::unique_ptr<archive, Close>;

enum class Packed { no, archive, one_file };

/// By the first bytes; a tar has its mark further on.
Packed packed(std::string_view bytes) {
  constexpr std::size_t tar_mark = 257;
  if (is_workbook(bytes)) return Packed::no;  // a zip that is one document
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with(std::string_view("PK\x05\x06"))) return Packed::archive;
  if (bytes.size() > tar_mark && bytes.substr(tar_mark).starts_with("ustar")) return Packed::archive;
  if (bytes.starts_with("\x1F\x8B") || bytes.starts_with(std::string_view("\xFD"
                                                                          "7zXZ\0",
                                                                          6)))
    return Packed::one_file;
  return Packed::no;
}

/// A name as it may be printed.
std::string printable(std::string_view text) {
  constexpr std::size_t bytes_most = 4096;
  std::string out(text.substr(0, bytes_most));
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = '?';
  }
  return is_utf8(out) ? out : shown(out);
}

bool is_tar(int format) {
  return (format & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
}

/// A tar ends with two blocks of zeros; the library takes one that was cut off between two files for whole.
bool ends_as_tar(std::string_view bytes) {
  constexpr std::size_t end = 1024;
  return bytes.size() >= end && bytes.substr(bytes.size() - end).find_first_not_of('\0') == std::string_view::npos;
}

/// The files within one archive.
class Unpacking {
 public:
  Unpacking(const std::string& name, std::string_view bytes, Packed what, const ArchiveLimits& limits, const Each& each)
      : name_(name), packed_bytes_(bytes), what_(what), limits_(limits), each_(each) {}

  base::Problems run() {
    open();
    if (problems_.empty()) take_all();
    return std::move(problems_);
  }

 private:
  void open() {
    opened_.reset(archive_read_new());
    if (!opened_) return wrong("cannot be unpacked: no memory", "free some");
    archive_read_support_format_tar(opened_.get());
    if (what_ == Packed::archive) {
      archive_read_support_format_zip_seekable(opened_.get());  // by its directory: one that is cut off has none
    } else {
      archive_read_support_filter_gzip(opened_.get());
      archive_read_support_filter_xz(opened_.get());
      archive_read_support_format_raw(opened_.get());
      archive_read_support_format_empty(opened_.get());
    }
    if (archive_read_open_memory(opened_.get(), packed_bytes_.data(), packed_bytes_.size()) != ARCHIVE_OK) damaged();
  }

  void take_all() {
    archive_entry* entry = nullptr;
    for (std::size_t entries = 0;; ++entries) {
      const int result = archive_read_next_header(opened_.get(), &entry);
      if (result == ARCHIVE_EOF) break;
      if (result < ARCHIVE_WARN) return damaged();
      if (entries == limits_.entries) {
        return wrong(fmt::format("has more than {} entries", limits_.entries), "split it");
      }
      if (!take(entry)) return;
    }
    const bool plain_tar = what_ == Packed::archive && is_tar(archive_format(opened_.get()));
    if (plain_tar && !ends_as_tar(packed_bytes_)) wrong("is a tar without its end", "get it again: it may be cut off");
  }

  void wrong(std::string what, std::string mend) {
    problems_.add({inside_.empty() ? name_ : inside_, "", "", std::move(what), std::move(mend)});
  }
  void damaged() {
    const char* why = archive_error_string(opened_.get());
    wrong(fmt::format("cannot be unpacked: {}", shown(why == nullptr ? "unknown reason" : why)),
          "get the archive again: it may be cut off");
  }

  /// What lies in the archive, as problems and readers call it.
  [[nodiscard]] std::string name_of(archive_entry* entry) const {
    if (what_ == Packed::one_file && archive_format(opened_.get()) == ARCHIVE_FORMAT_RAW) {  // "list.csv.gz"
      return fs::path(name_).has_extension() ? fs::path(name_).replace_extension().string() : name_;
    }
    const char* path = archive_entry_pathname_utf8(entry);
    if (path == nullptr) path = archive_entry_pathname(entry);
    return name_ + "/" + (path == nullptr ? "?" : printable(path));
  }

  bool take(archive_entry* entry) {
    inside_ = name_of(entry);
    const bool raw = archive_format(opened_.get()) == ARCHIVE_FORMAT_RAW;
    const bool plain = raw || (archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr);
    if (!plain) {
      inside_.clear();
      return true;
    }
    if (archive_entry_is_encrypted(entry) != 0) {
      wrong("is encrypted", "unpack it yourself first");
      return false;
    }
    if (!unpack()) return false;
    each_(inside_, bytes_);
    inside_.clear();
    return true;
  }

  /// All bytes of an entry; the limits are looked at before memory is taken, whatever sizes the archive claims.
  bool unpack() {
    bytes_.clear();
    for (;;) {
      const void* block = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int result = archive_read_data_block(opened_.get(), &block, &size, &offset);
      if (result == ARCHIVE_EOF) return true;
      if (result < ARCHIVE_OK) {
        damaged();
        return false;
      }
      const auto begin = static_cast<std::size_t>(std::max<la_int64_t>(offset, 0));
      if (begin < bytes_.size() || begin > limits_.file_bytes || size > limits_.file_bytes - begin) {
        wrong(fmt::format("is larger than {} bytes", limits_.file_bytes), "unpack and split it");
        return false;
      }
      const std::size_t grown = begin + size - bytes_.size();  // a sparse file has holes
      if (!fits(grown)) return false;
      bytes_.resize(begin, '\0');
      bytes_.append(static_cast<const char*>(block), size);
    }
  }

  bool fits(std::size_t grown) {
    unpacked_ += grown;
    if (unpacked_ > limits_.unpacked_bytes) {
      wrong(fmt::format("brings the archive above {} bytes unpacked", limits_.unpacked_bytes), "split the archive");
      return false;
    }
    if (unpacked_ > limits_.ratio_from_bytes && unpacked_ / packed_bytes_.size() >= limits_.ratio) {
      wrong(fmt::format("makes more than {} bytes of each byte of the archive", limits_.ratio),
            "unpack it yourself, if you trust it");
      return false;
    }
    return true;
  }

  const std::string& name_;
  const std::string_view packed_bytes_;
  const Packed what_;
  const ArchiveLimits& limits_;
  const Each each_;
  Opened opened_;
  std::string inside_;  ///< the entry that is being read
  std::string bytes_;
  std::size_t unpacked_ = 0;
  base::Problems problems_;
};

base::Problems one_file(const fs::path& path, const ArchiveLimits& limits, const Each& each) {
  const auto bytes = read_bytes(path, limits.file_bytes);
  if (!bytes) return bytes.error();
  const std::string name = path.string();
  const Packed what = packed(*bytes);
  if (what == Packed::no) {
    each(name, *bytes);
    return {};
  }
  // Once to see that it is whole: nothing of an archive that is cut off or a bomb is handed on.
  auto problems = Unpacking(name, *bytes, what, limits, [](const std::string&, std::string_view) {}).run();
  if (!problems.empty()) return problems;
  return Unpacking(name, *bytes, what, limits, each).run();
}

base::Problems whole_folder(const fs::path& folder, std::size_t depth, const ArchiveLimits& limits, const Each& each) {
  const auto wrong = [&](std::string what, std::string mend) {
    return base::Problem{folder.string(), "", "", std::move(what), std::move(mend)};
  };
  if (depth > limits.folder_depth) {
    return wrong(fmt::format("lies deeper than {} folders", limits.folder_depth), "name it by itself");
  }
  std::error_code error;
  std::vector<fs::path> inside;
  for (auto at = fs::directory_iterator(folder, error); !error && at != fs::directory_iterator(); at.increment(error)) {
    inside.push_back(at->path());
  }
  if (error) return wrong("cannot be read: " + error.message(), "check its access rights");
  std::ranges::sort(inside);
  base::Problems problems;
  for (const fs::path& path : inside) {
    const auto status = fs::symlink_status(path, error);
    if (fs::is_directory(status)) problems.add(whole_folder(path, depth + 1, limits, each));
    if (fs::is_regular_file(status)) problems.add(one_file(path, limits, each));
  }
  return problems;
}

}  // namespace

base::Problems each_file(const fs::path& path, const ArchiveLimits& limits, const Each& each) {
  std::error_code error;
  return fs::is_directory(path, error) ? whole_folder(path, 1, limits, each) : one_file(path, limits, each);
}

}  // namespace ingest
