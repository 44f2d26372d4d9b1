// What readers do with advisories: remove, comment, mark as read.

#include "world/store/inside.h"

namespace store {

namespace {

using sql::Database;
using sql::Statement;

/// The row of an advisory, if it is there.
std::optional<std::int64_t> key_of(Database& database, const advisory::Name& name) {
  Statement find(database, "SELECT key FROM advisory WHERE feed = ? AND publisher = ? AND id = ?");
  if (!find.bind(advisory::name_of(name.feed), name.publisher, name.id).step()) return std::nullopt;
  return find.number(0);
}

}  // namespace

base::Result<advisory::Remarks> Store::remarks_on(const advisory::Name& name) {
  return guarded(inside_->file, [&] {
    advisory::Remarks remarks;
    const auto key = key_of(inside_->database, name);
    if (!key) return remarks;
    Statement read(inside_->database, "SELECT 1 FROM read_mark WHERE advisory = ?");
    remarks.read = read.bind(*key).step();
    Statement comments(inside_->database, "SELECT day, text FROM comment WHERE advisory = ? ORDER BY key");
    comments.bind(*key);
    while (comments.step()) remarks.comments.push_back({comments.text(0), comments.text(1)});
    return remarks;
  });
}

base::Result<bool> Store::remove(const advisory::Name& name) {
  return guarded(inside_->file, [&] {
    const auto key = key_of(inside_->database, name);
    if (key) Statement(inside_->database, "DELETE FROM advisory WHERE key = ?").bind(*key).run();
    return key.has_value();
  });
}

base::Result<bool> Store::comment(const advisory::Name& name, const advisory::Comment& comment) {
  return guarded(inside_->file, [&] {
    const auto key = key_of(inside_->database, name);
    if (key) {
      Statement(inside_->database, "INSERT INTO comment (advisory, day, text) VALUES (?, ?, ?)")
          .bind(*key, comment.day, comment.text)
          .run();
    }
    return key.has_value();
  });
}

base::Result<bool> Store::mark_read(const advisory::Name& name, bool read) {
  return guarded(inside_->file, [&] {
    const auto key = key_of(inside_->database, name);
    if (key) {
      Statement(inside_->database, read ? "INSERT OR IGNORE INTO read_mark (advisory) VALUES (?)"
                                        : "DELETE FROM read_mark WHERE advisory = ?")
          .bind(*key)
          .run();
    }
    return key.has_value();
  });
}

}  // namespace store
