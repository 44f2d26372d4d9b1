// Looking through advisories, and what readers do with them: remove, comment, mark as read.

#include <algorithm>

#include "world/store/inside.h"
#include "world/store/packing.h"

namespace store {

namespace {

using advisory::Filter;
using advisory::Listed;
using advisory::SortBy;
using sql::Database;
using sql::Statement;

/// A moment of any offset as a number; a date that SQLite cannot read as a whole counts by its day.
constexpr std::string_view moment = "coalesce(julianday(date), julianday(substr(date, 1, 10)))";

/// What SQL can sort by; the rest stands in packed contents and is sorted afterwards.
std::string order_by(SortBy sort) {
  std::string rest = fmt::format("{} DESC, feed, publisher, id", moment);
  switch (sort) {
    case SortBy::id: return "id COLLATE NOCASE, " + rest;
    case SortBy::title: return "title = '', title COLLATE NOCASE, " + rest;
    case SortBy::publisher: return "publisher COLLATE NOCASE, " + rest;
    default: return rest;
  }
}

bool is_packed(SortBy sort) {
  return sort == SortBy::cvss || sort == SortBy::cve || sort == SortBy::product;
}

void unpack_or_throw(std::string_view bytes, advisory::Advisory& into) {
  if (!unpack(bytes, into, Prose::left)) throw sql::Failure(SQLITE_CORRUPT, "holds an advisory that cannot be read");
}

/// One reading of the list. Contents are unpacked of those only whose bytes hold the text that is looked for, or, where
/// nothing in them is asked for, of those that are shown: in a large store they are nearly all of the file.
class Lister {
 public:
  Lister(Database& database, const Filter& filter) : database_(database), filter_(filter) {}

  advisory::List read() {
    find();
    sort();
    advisory::List list;
    list.total = found_.size();
    found_.resize(std::min(found_.size(), filter_.top.value_or(found_.size())));
    Statement content(database_, "SELECT content FROM advisory WHERE key = ?");
    for (Found& one : found_) {
      if (!one.summed_up && content.bind(one.key).step()) {
        unpack_or_throw(content.bytes(0), scratch_);
        advisory::sum_up(scratch_, one.line);
      }
      list.rows.push_back(std::move(one.line));
    }
    return list;
  }

 private:
  struct Found {
    std::int64_t key = 0;
    bool summed_up = false;
    Listed line;
  };

  void find() {
    Statement rows(database_,
                   fmt::format("SELECT key, feed, publisher, id, title, revision, date, withdrawn, "
                               "EXISTS (SELECT 1 FROM read_mark WHERE advisory = key) AS was_read, "
                               "(SELECT count(*) FROM comment WHERE advisory = advisory.key), content FROM advisory "
                               "WHERE (?1 = '' OR feed = ?1) AND (?2 = '' OR id = ?2 COLLATE NOCASE) "
                               "AND (?3 = '' OR instr(lower(publisher), lower(?3)) > 0) "
                               "AND (?4 = '' OR key IN (SELECT advisory FROM speaks_of WHERE id = ?4)) "
                               "AND (?5 = '' OR {0} >= julianday(?5)) AND (?6 = 0 OR NOT was_read) ORDER BY {1}",
                               moment, order_by(filter_.sort)));
    rows.bind(filter_.feed ? advisory::name_of(*filter_.feed) : std::string_view(), filter_.id, filter_.publisher,
              filter_.cve, filter_.since, filter_.unread ? 1 : 0);
    while (rows.step()) {
      Found one = line_of(rows);
      if (answers(rows, one)) found_.push_back(std::move(one));
    }
  }

  static Found line_of(const Statement& row) {
    const auto feed = advisory::feed_from(row.bytes(1));
    if (!feed) throw sql::Failure(SQLITE_CORRUPT, "holds an advisory of an unknown feed");
    Found one;
    one.key = row.number(0);
    one.line.name = {*feed, row.text(2), row.text(3)};
    one.line.title = row.text(4);
    one.line.revision = row.text(5);
    one.line.date = row.text(6);
    one.line.withdrawn = row.number(7) != 0;
    one.line.read = row.number(8) != 0;
    one.line.comments = static_cast<std::size_t>(row.number(9));
    return one;
  }

  /// Whether it has the texts that are asked for. A packed text stands in the bytes as it is: what is not in the bytes
  /// is in none of the texts.
  bool answers(const Statement& row, Found& one) {
    const Listed& line = one.line;
    const auto has_text = [&](std::string_view field) { return advisory::holds(field, filter_.text); };
    const bool outside = has_text(line.name.id) || has_text(line.title) || has_text(line.name.publisher);
    const bool looks_in = !outside || !filter_.product.empty() || is_packed(filter_.sort);
    if (!looks_in) return true;
    const std::string_view content = row.bytes(10);
    if (!outside && !advisory::holds(content, filter_.text)) return false;
    if (!advisory::holds(content, filter_.product)) return false;
    unpack_or_throw(content, scratch_);
    scratch_.id = line.name.id;
    scratch_.title = line.title;
    scratch_.publisher = line.name.publisher;
    if (!outside && !advisory::speaks_of_text(scratch_, filter_.text)) return false;
    if (!filter_.product.empty() && !advisory::names_product(scratch_, filter_.product)) return false;
    advisory::sum_up(scratch_, one.line);
    one.summed_up = true;
    return true;
  }

  /// By what SQL could not sort by; among equals its order stays.
  void sort() {
    if (!is_packed(filter_.sort)) return;
    std::stable_sort(found_.begin(), found_.end(), [&](const Found& a, const Found& b) {
      if (filter_.sort == SortBy::cvss) return a.line.tenths.value_or(-1) > b.line.tenths.value_or(-1);
      const auto text = [&](const Listed& line) {
        if (filter_.sort == SortBy::product) return line.product;
        const auto first = std::min_element(line.vulnerabilities.begin(), line.vulnerabilities.end());
        return first == line.vulnerabilities.end() ? std::string() : *first;
      };
      const std::string left = text(a.line);
      const std::string right = text(b.line);
      return !left.empty() && (right.empty() || left < right);
    });
  }

  Database& database_;
  const Filter& filter_;
  std::vector<Found> found_;
  advisory::Advisory scratch_;  ///< one for all, so that its memory is asked for once
};

/// The row of an advisory, if it is there.
std::optional<std::int64_t> key_of(Database& database, const advisory::Name& name) {
  Statement find(database, "SELECT key FROM advisory WHERE feed = ? AND publisher = ? AND id = ?");
  if (!find.bind(advisory::name_of(name.feed), name.publisher, name.id).step()) return std::nullopt;
  return find.number(0);
}

}  // namespace

base::Result<advisory::List> Store::list(const Filter& filter) {
  return guarded(inside_->file, [&] { return Lister(inside_->database, filter).read(); });
}

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
