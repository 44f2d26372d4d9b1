#pragma once
// What the store and an import are made of. Private to world/store.

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "world/store/sqlite.h"
#include "world/store/store.h"

namespace store {

struct Store::Inside {
  Inside(std::filesystem::path path, int flags) : file(std::move(path)), database(file, flags) {}

  std::filesystem::path file;
  sql::Database database;
};

/// What a person makes of SQLite's words.
inline base::Problem problem_of(const std::filesystem::path& file, const sql::Failure& failure) {
  const int kind = failure.code() & 0xFF;
  std::string mend = "nothing was changed";
  if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED) mend = "another process writes to it: try again when it is done";
  if (kind == SQLITE_FULL) mend = "free some space on its disk; nothing was changed";
  if (kind == SQLITE_NOTADB || kind == SQLITE_CORRUPT) mend = "this is no store, or a damaged one: name another file";
  if (kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY) mend = "see whether its folder exists and may be written to";
  return {file.string(), "", "", failure.what(), std::move(mend)};
}

[[noreturn]] inline void damaged(std::string_view what) {
  throw sql::Failure(SQLITE_CORRUPT, fmt::format("holds {} that cannot be read", what));
}

/// Runs what speaks to SQLite and makes a problem of its failure.
template <class Work>
auto guarded(const std::filesystem::path& file, const Work& work) -> base::Result<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const sql::Failure& failure) {
    return tl::unexpected(base::Problems(problem_of(file, failure)));
  }
}

}  // namespace store
