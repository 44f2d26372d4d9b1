// Looking through advisories.

#include <algorithm>
#include <tuple>

#include "world/store/inside.h"
#include "world/store/packing.h"

namespace store {

namespace {

using advisory::Condition;
using advisory::Field;
using advisory::Filter;
using advisory::Kept;
using advisory::Listed;
using sql::Database;
using sql::Statement;

/// A moment of any offset as a number; a date that SQLite cannot read as a whole counts by its day.
constexpr std::string_view moment = "coalesce(julianday(date), julianday(substr(date, 1, 10)))";

std::vector<Condition> conditions_of(const Filter& filter) {
  std::vector<Condition> all = filter.where;
  if (!filter.product.empty()) all.push_back({Field::product, filter.product});
  return all;
}

/// One reading of the list. Heads and contents are read of those only of which they are asked for, and contents are
/// unpacked of those only whose bytes hold the text that is looked for, or that are shown: in a large store they are
/// nearly all of the file.
class Lister {
 public:
  Lister(Database& database, const Filter& filter)
      : database_(database), filter_(filter), conditions_(conditions_of(filter)) {}

  advisory::List read() {
    find();
    std::sort(found_.begin(), found_.end());
    advisory::List list;
    list.sort = filter_.sort;
    list.total = found_.size();
    list.headless = asks(Kept::head) ? headless() : 0;
    found_.resize(std::min(found_.size(), filter_.top.value_or(found_.size())));
    list.rows.reserve(found_.size());
    for (Found& one : found_) {
      fill_in(one);
      list.rows.push_back(std::move(one.line));
    }
    return list;
  }

 private:
  struct Found {
    std::int64_t key = 0;
    bool summed_up = false;
    Listed line;
    advisory::Place place;  ///< by what is sorted by
    advisory::Place date;

    friend bool operator<(const Found& a, const Found& b) {
      const auto key = [](const Found& one) {
        const advisory::Name& name = one.line.name;
        return std::tuple(advisory::name_of(name.feed), std::string_view(name.publisher), std::string_view(name.id));
      };
      return std::tie(a.place, a.date) < std::tie(b.place, b.date) ||
             (!(std::tie(b.place, b.date) < std::tie(a.place, a.date)) && key(a) < key(b));
    }
  };

  void find() {
    Statement rows(database_,
                   fmt::format("SELECT key, feed, publisher, id, title, revision, date, withdrawn, "
                               "EXISTS (SELECT 1 FROM read_mark WHERE advisory = key) AS was_read, "
                               "(SELECT count(*) FROM comment WHERE advisory = advisory.key), content FROM advisory "
                               "WHERE (?1 = '' OR feed = ?1) AND (?2 = '' OR id = ?2 COLLATE NOCASE) "
                               "AND (?3 = '' OR instr(lower(publisher), lower(?3)) > 0) "
                               "AND (?4 = '' OR key IN (SELECT advisory FROM speaks_of WHERE id = ?4)) "
                               "AND (?5 = '' OR {} >= julianday(?5)) AND (?6 = 0 OR NOT was_read)",
                               moment));
    rows.bind(filter_.feed ? advisory::name_of(*filter_.feed) : std::string_view(), filter_.id, filter_.publisher,
              filter_.cve, filter_.since, filter_.unread ? 1 : 0);
    while (rows.step()) {
      Found one;
      one.key = rows.number(0);
      read_line(rows, one);
      if (!answers(rows, one)) continue;
      one.place = advisory::place_of(scratch_, filter_.sort);
      one.date = advisory::place_of(scratch_, Field::date);
      found_.push_back(std::move(one));
    }
  }

  void read_line(const Statement& row, Found& one) {
    const auto feed = advisory::feed_from(row.bytes(1));
    if (!feed) damaged("an advisory of an unknown feed");
    one.line.name = {*feed, row.text(2), row.text(3)};
    one.line.title = row.text(4);
    one.line.revision = row.text(5);
    one.line.date = row.text(6);
    one.line.withdrawn = row.number(7) != 0;
    one.line.read = row.number(8) != 0;
    one.line.comments = static_cast<std::size_t>(row.number(9));
    scratch_.publisher = one.line.name.publisher;
    scratch_.id = one.line.name.id;
    scratch_.title = one.line.title;
    scratch_.revision = one.line.revision;
    scratch_.date = one.line.date;
  }

  [[nodiscard]] bool asks(Kept where) const {
    const auto is_there = [&](const Condition& one) { return advisory::kept_in(one.field) == where; };
    return advisory::kept_in(filter_.sort) == where || std::ranges::any_of(conditions_, is_there);
  }

  /// Whether the conditions hold that are about what stands there, which was read.
  [[nodiscard]] bool holds_all(Kept where) const {
    return std::ranges::all_of(conditions_, [&](const Condition& one) {
      return advisory::kept_in(one.field) != where || advisory::answers(scratch_, one);
    });
  }

  /// Whether it has what is asked for, the cheapest first.
  bool answers(const Statement& row, Found& one) {
    if (!holds_all(Kept::line)) return false;
    if (asks(Kept::head)) {
      read_head(one.key);
      if (!holds_all(Kept::head)) return false;
    }
    return has_text_and_claims(row, one);
  }

  /// A packed text stands in the bytes as it is: what is not in the bytes is in none of the texts. Scores are no texts.
  bool has_text_and_claims(const Statement& row, Found& one) {
    const auto has_text = [&](std::string_view field) { return advisory::holds(field, filter_.text); };
    const bool outside = has_text(scratch_.id) || has_text(scratch_.title) || has_text(scratch_.publisher);
    if (outside && !asks(Kept::claims)) return true;
    const std::string_view content = row.bytes(10);
    if (!outside && !advisory::holds(content, filter_.text)) return false;
    const bool may = std::ranges::all_of(conditions_, [&](const Condition& condition) {
      const bool in_bytes = condition.field == Field::product || condition.field == Field::cve;
      return !in_bytes || advisory::holds(content, condition.text);
    });
    if (!may) return false;
    read_claims(content);
    if (!outside && !advisory::speaks_of_text(scratch_, filter_.text)) return false;
    if (!holds_all(Kept::claims)) return false;
    advisory::sum_up(scratch_, one.line);
    one.summed_up = true;
    return true;
  }

  void read_claims(std::string_view content) {
    if (!unpack(content, scratch_, Prose::left)) damaged("an advisory");
  }

  void read_head(std::int64_t key) {
    scratch_.head = {};
    if (head_.bind(key).step() && !unpack(head_.bytes(0), scratch_.head)) damaged("the head of a document");
  }

  /// What a shown line has beside what it was found by.
  void fill_in(Found& one) {
    if (!one.summed_up && content_.bind(one.key).step()) {
      read_claims(content_.bytes(0));
      advisory::sum_up(scratch_, one.line);
    }
    read_head(one.key);
    scratch_.head.history.clear();
    one.line.head = std::move(scratch_.head);
    one.line.sorted_by = std::move(one.place.value);
  }

  std::size_t headless() {
    return static_cast<std::size_t>(
        database_.number("SELECT count(*) FROM advisory WHERE feed = 'csaf' "
                         "AND NOT EXISTS (SELECT 1 FROM document WHERE advisory = advisory.key)"));
  }

  Database& database_;
  const Filter& filter_;
  std::vector<Condition> conditions_;
  std::vector<Found> found_;
  advisory::Advisory scratch_;  ///< one for all, so that its memory is asked for once
  Statement content_{database_, "SELECT content FROM advisory WHERE key = ?"};
  Statement head_{database_, "SELECT head FROM document WHERE advisory = ?"};
};

}  // namespace

base::Result<advisory::List> Store::list(const Filter& filter) {
  return guarded(inside_->file, [&] { return Lister(inside_->database, filter).read(); });
}

}  // namespace store
