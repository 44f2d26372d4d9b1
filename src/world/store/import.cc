#include <algorithm>

#include "world/store/inside.h"
#include "world/store/packing.h"
#include "world/store/sightings.h"

namespace store {

namespace {

using sql::Database;
using sql::Statement;

/// Writes advisories.
class Advisories {
 public:
  explicit Advisories(Database& database) : database_(database) {}

  Change put(const advisory::Advisory& found) {
    find_.bind(advisory::name_of(found.feed), found.publisher, found.id);
    if (!find_.step()) {
      insert(found);
      return Change::added;
    }
    const std::int64_t key = find_.number(0);
    advisory::Advisory known;
    known.revision = find_.text(1);
    known.date = find_.text(2);
    known.withdrawn = find_.number(3) != 0;
    const std::string content = find_.text(4);
    find_.bind();  // lets go of the row
    const advisory::Order order = advisory::order_of(found, known);
    if (order == advisory::Order::earlier) return Change::older;
    const auto packed = advisory_bytes(found);
    const bool equal = known.withdrawn == found.withdrawn && content == packed && head_of(key) == head_bytes(found);
    if (order == advisory::Order::same && equal) return Change::same;
    replace_.bind(found.title, found.revision, found.date, found.withdrawn ? 1 : 0, std::span(bytes_), key).run();
    put_head(found, key);
    forget_ids_.bind(key).run();
    put_ids(found, key);
    return found.withdrawn && !known.withdrawn ? Change::withdrawn : Change::changed;
  }

 private:
  std::string_view advisory_bytes(const advisory::Advisory& found) {
    bytes_ = pack(found);
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }

  void insert(const advisory::Advisory& found) {
    bytes_ = pack(found);
    insert_
        .bind(advisory::name_of(found.feed), found.publisher, found.id, found.title, found.revision, found.date,
              found.withdrawn ? 1 : 0, std::span(bytes_))
        .run();
    const std::int64_t key = database_.last_row();
    if (found.head.known()) put_head(found, key);
    put_ids(found, key);
  }

  std::string head_of(std::int64_t key) {
    std::string head = find_head_.bind(key).step() ? find_head_.text(0) : std::string();
    find_head_.bind();
    return head;
  }

  /// Of a head that is known; else none.
  static std::string head_bytes(const advisory::Advisory& found) {
    if (!found.head.known()) return {};
    const auto bytes = pack(found.head);
    return {bytes.begin(), bytes.end()};
  }

  void put_head(const advisory::Advisory& found, std::int64_t key) {
    if (!found.head.known()) {
      forget_head_.bind(key).run();
      return;
    }
    const auto bytes = pack(found.head);
    put_head_.bind(key, std::span(bytes)).run();
  }

  void put_ids(const advisory::Advisory& found, std::int64_t key) {
    put_id_.bind(found.id, key).run();
    for (const advisory::Vulnerability& one : found.vulnerabilities) {
      if (one.id != found.id) put_id_.bind(one.id, key).run();
    }
  }

  Database& database_;
  std::vector<unsigned char> bytes_;
  Statement find_{
      database_,
      "SELECT key, revision, date, withdrawn, content FROM advisory WHERE feed = ? AND publisher = ? AND id = ?"};
  Statement insert_{database_,
                    "INSERT INTO advisory (feed, publisher, id, title, revision, date, withdrawn, content) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement replace_{database_,
                     "UPDATE advisory SET title = ?, revision = ?, date = ?, withdrawn = ?, content = ? WHERE key = ?"};
  Statement find_head_{database_, "SELECT head FROM document WHERE advisory = ?"};
  Statement put_head_{database_,
                      "INSERT INTO document (advisory, head) VALUES (?, ?) "
                      "ON CONFLICT (advisory) DO UPDATE SET head = excluded.head"};
  Statement forget_head_{database_, "DELETE FROM document WHERE advisory = ?"};
  Statement forget_ids_{database_, "DELETE FROM speaks_of WHERE advisory = ?"};
  Statement put_id_{database_, "INSERT OR IGNORE INTO speaks_of (id, advisory) VALUES (?, ?)"};
};

}  // namespace

struct Import::Inside {
  explicit Inside(Store::Inside& store)
      : file(store.file), database(store.database), advisories(database), sightings(database) {}
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() {
    try {
      if (open && database.in_transaction()) database.run("ROLLBACK");
    } catch (const sql::Failure&) {  // the file rolls back by itself when it is opened next
    }
  }

  const std::filesystem::path& file;
  Database& database;
  Advisories advisories;
  Sightings sightings;
  bool open = true;
};

Import::Import(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Import::Import(Import&&) noexcept = default;
Import& Import::operator=(Import&&) noexcept = default;
Import::~Import() = default;

base::Result<Import> Store::import() {
  return guarded(inside_->file, [&] {
    inside_->database.run("BEGIN IMMEDIATE");
    return Import(std::make_unique<Import::Inside>(*inside_));
  });
}

base::Result<Change> Import::put(const advisory::Advisory& advisory) {
  return guarded(inside_->file, [&] { return inside_->advisories.put(advisory); });
}

base::Result<void> Import::put(const advisory::WindowsUpdates& updates) {
  return guarded(inside_->file, [&] {
    Statement supersedence(inside_->database,
                           "INSERT OR IGNORE INTO supersedence (\"update\", superseded, products) VALUES (?, ?, ?)");
    for (const advisory::Supersedence& one : updates.supersedences) {
      const std::string products = fmt::format("{}", fmt::join(one.products, "\n"));
      supersedence.bind(one.update, one.superseded, products).run();
    }
    Statement build(inside_->database, "INSERT OR IGNORE INTO update_build (\"update\", build) VALUES (?, ?)");
    for (const advisory::UpdateBuild& one : updates.builds) build.bind(one.update, one.build).run();
  });
}

base::Result<Report> Import::put(const inventory::Inventory& inventory) {
  return guarded(inside_->file, [&] { return inside_->sightings.put(inventory); });
}

namespace {

/// A device, and the sighting that what is said of it stays with: and so with whatever device that turns out to be of.
struct Place {
  std::int64_t device = 0;
  std::int64_t sighting = 0;
};

/// Problems: no such device.
base::Result<Place> place_of(Database& database, const std::string& file, const std::string& organisation,
                             const std::string& device) {
  Statement find(database,
                 "SELECT device.key, min(sighting.key) FROM device "
                 "JOIN organisation ON organisation.key = device.organisation "
                 "JOIN sighting ON sighting.device = device.key WHERE organisation.id = ? AND device.id = ? "
                 "GROUP BY device.key");
  find.bind(organisation, device);
  if (find.step()) return Place{find.number(0), find.number(1)};
  return tl::unexpected(base::Problem{file, "", organisation + " / " + device, "is no device in the store",
                                      "import its inventory first"});
}

template <class Values>
base::Result<Change> flattened(base::Result<Values> nested) {
  if (!nested) return tl::unexpected(nested.error());
  return *nested;
}

}  // namespace

base::Result<Change> Import::put(const inventory::Mark& mark) {
  return flattened(guarded(inside_->file, [&]() -> base::Result<Change> {
    inside_->sightings.settle();  // devices of this import can be marked too
    const auto place = place_of(inside_->database, inside_->file.string(), mark.organisation, mark.device);
    if (!place) return tl::unexpected(place.error());
    Statement known(inside_->database,
                    "SELECT progress = ?3 AND remedy = ?4 AND note = ?5, sighting FROM mark WHERE vulnerability = ?1 "
                    "AND sighting IN (SELECT key FROM sighting WHERE device = ?2) AND component = ?6");
    known.bind(mark.vulnerability, place->device, inventory::name_of(mark.progress), mark.remedy, mark.note,
               mark.component);
    const bool there = known.step();
    if (there && known.number(0) != 0) return Change::same;
    known.bind();
    Statement forget(inside_->database,
                     "DELETE FROM mark WHERE vulnerability = ? AND sighting IN (SELECT key FROM sighting WHERE device "
                     "= ?) AND component = ?");
    forget.bind(mark.vulnerability, place->device, mark.component).run();
    Statement put(inside_->database,
                  "INSERT INTO mark (vulnerability, sighting, component, progress, remedy, date, note) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?)");
    put.bind(mark.vulnerability, place->sighting, mark.component, inventory::name_of(mark.progress), mark.remedy,
             mark.date, mark.note)
        .run();
    return there ? Change::changed : Change::added;
  }));
}

base::Result<Change> Import::put(const inventory::Mitigation& said) {
  return flattened(guarded(inside_->file, [&]() -> base::Result<Change> {
    inside_->sightings.settle();
    const auto place = place_of(inside_->database, inside_->file.string(), said.organisation, said.device);
    if (!place) return tl::unexpected(place.error());
    Statement forget(inside_->database,
                     "DELETE FROM mitigation WHERE vulnerability = ? AND date = ? AND sighting IN (SELECT key FROM "
                     "sighting WHERE device = ?)");
    forget.bind(said.vulnerability, said.date, place->device).run();
    const bool there = inside_->database.changes() > 0;
    Statement put(inside_->database,
                  "INSERT INTO mitigation (vulnerability, sighting, kind, owner, evidence, until, date) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?)");
    put.bind(said.vulnerability, place->sighting, inventory::name_of(said.kind), said.owner, said.evidence, said.until,
             said.date)
        .run();
    return there ? Change::changed : Change::added;
  }));
}

base::Result<void> Import::commit() {
  return guarded(inside_->file, [&] {
    inside_->sightings.finish();
    inside_->database.run("COMMIT");
    inside_->open = false;
  });
}

}  // namespace store
