#include <algorithm>

#include "world/store/inside.h"
#include "world/store/packing.h"

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
    const bool equal = known.withdrawn == found.withdrawn && content == packed;
    if (order == advisory::Order::same && equal) return Change::same;
    replace_.bind(found.title, found.revision, found.date, found.withdrawn ? 1 : 0, std::span(bytes_), key).run();
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
    put_ids(found, database_.last_row());
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
  Statement forget_ids_{database_, "DELETE FROM speaks_of WHERE advisory = ?"};
  Statement put_id_{database_, "INSERT OR IGNORE INTO speaks_of (id, advisory) VALUES (?, ?)"};
};

/// Writes inventories.
class Inventories {
 public:
  explicit Inventories(Database& database) : database_(database) {}

  Report put(const inventory::Inventory& found) {
    const std::int64_t organisation = organisation_of(found.organisation);
    put_source_.bind(organisation, found.tool, found.source, inventory::name_of(found.tells), found.date).run();
    const std::int64_t source = database_.last_row();
    std::vector<std::uint32_t> keys;
    keys.reserve(found.components.size());
    for (const inventory::Component& component : found.components) keys.push_back(component_of(component));
    Report report;
    for (const inventory::Device& device : found.devices) {
      report.add(put(device, device_of(organisation, device), found, source, keys));
    }
    if (report.of(Change::added) + report.of(Change::changed) == 0) forget_source_.bind(source).run();
    return report;
  }

 private:
  Change put(const inventory::Device& device, std::int64_t key, const inventory::Inventory& found, std::int64_t source,
             const std::vector<std::uint32_t>& keys) {
    std::vector<std::uint32_t> held;
    held.reserve(device.components.size());
    for (const std::uint32_t component : device.components) held.push_back(keys[component]);
    std::ranges::sort(held);
    held.erase(std::unique(held.begin(), held.end()), held.end());
    const std::vector<unsigned char> bytes = pack(held);
    find_holding_.bind(key, found.tool);
    if (!find_holding_.step()) {
      put_holding_.bind(key, found.tool, source, std::span(bytes)).run();
      return Change::added;
    }
    const std::string date = find_holding_.text(0);
    const bool equal =
        find_holding_.bytes(1) == std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    find_holding_.bind();
    if (found.date < date && !found.date.empty()) return Change::older;
    if (equal && found.date == date) return Change::same;
    replace_holding_.bind(source, std::span(bytes), key, found.tool).run();
    return Change::changed;
  }

  std::int64_t organisation_of(const std::string& id) {
    find_organisation_.bind(id);
    if (find_organisation_.step()) return find_organisation_.number(0);
    put_organisation_.bind(id).run();
    return database_.last_row();
  }

  std::int64_t device_of(std::int64_t organisation, const inventory::Device& device) {
    find_device_.bind(organisation, device.id);
    if (!find_device_.step()) {
      put_device_.bind(organisation, device.id, device.site, device.zone).run();
      return database_.last_row();
    }
    const std::int64_t key = find_device_.number(0);
    find_device_.bind();
    if (!device.site.empty()) put_site_.bind(device.site, key).run();
    if (!device.zone.empty()) put_zone_.bind(device.zone, key).run();
    return key;
  }

  std::uint32_t component_of(const inventory::Component& component) {
    const std::string identity = inventory::key_of(component);
    const std::span<const unsigned char> bytes{reinterpret_cast<const unsigned char*>(identity.data()),
                                               identity.size()};
    find_component_.bind(bytes);
    if (find_component_.step()) return static_cast<std::uint32_t>(find_component_.number(0));
    static const inventory::Windows none;
    const inventory::Windows& windows = component.windows ? *component.windows : none;
    const std::vector<unsigned char> updates = pack(windows.updates);
    put_component_
        .bind(bytes, component.purl, component.cpe, component.vendor, component.name, component.version,
              component.scheme ? advisory::name_of(*component.scheme) : std::string_view(), component.model,
              component.windows ? 1 : 0, windows.product, windows.build, std::span(updates))
        .run();
    return static_cast<std::uint32_t>(database_.last_row());
  }

  Database& database_;
  Statement find_organisation_{database_, "SELECT key FROM organisation WHERE id = ?"};
  Statement put_organisation_{database_, "INSERT INTO organisation (id) VALUES (?)"};
  Statement put_source_{database_, "INSERT INTO source (organisation, tool, file, tells, date) VALUES (?, ?, ?, ?, ?)"};
  Statement forget_source_{database_, "DELETE FROM source WHERE key = ?"};
  Statement find_device_{database_, "SELECT key FROM device WHERE organisation = ? AND id = ?"};
  Statement put_device_{database_, "INSERT INTO device (organisation, id, site, zone) VALUES (?, ?, ?, ?)"};
  Statement put_site_{database_, "UPDATE device SET site = ? WHERE key = ?"};
  Statement put_zone_{database_, "UPDATE device SET zone = ? WHERE key = ?"};
  Statement find_component_{database_, "SELECT key FROM component WHERE identity = ?"};
  Statement put_component_{
      database_,
      "INSERT INTO component (identity, purl, cpe, vendor, name, version, scheme, model, windows, "
      "windows_product, windows_build, windows_updates) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement find_holding_{database_,
                          "SELECT source.date, components FROM holding JOIN source ON source.key = holding.source "
                          "WHERE device = ? AND holding.tool = ?"};
  Statement put_holding_{database_, "INSERT INTO holding (device, tool, source, components) VALUES (?, ?, ?, ?)"};
  Statement replace_holding_{database_, "UPDATE holding SET source = ?, components = ? WHERE device = ? AND tool = ?"};
};

}  // namespace

struct Import::Inside {
  explicit Inside(Store::Inside& store)
      : file(store.file), database(store.database), advisories(database), inventories(database) {}
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
  Inventories inventories;
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
  return guarded(inside_->file, [&] { return inside_->inventories.put(inventory); });
}

base::Result<Change> Import::put(const inventory::Mark& mark) {
  auto put = guarded(inside_->file, [&]() -> base::Result<Change> {
    Statement find(inside_->database,
                   "SELECT device.key FROM device JOIN organisation ON organisation.key = device.organisation "
                   "WHERE organisation.id = ? AND device.id = ?");
    find.bind(mark.organisation, mark.device);
    if (!find.step()) {
      return tl::unexpected(base::Problem{inside_->file.string(), "", mark.organisation + " / " + mark.device,
                                          "is no device in the store", "import its inventory first"});
    }
    const std::int64_t device = find.number(0);
    Statement known(
        inside_->database,
        "SELECT progress = ?3 AND remedy = ?4 AND note = ?5 FROM mark WHERE vulnerability = ?1 AND device = ?2");
    known.bind(mark.vulnerability, device, inventory::name_of(mark.progress), mark.remedy, mark.note);
    const bool there = known.step();
    if (there && known.number(0) != 0) return Change::same;
    known.bind();
    Statement put(inside_->database,
                  "INSERT OR REPLACE INTO mark (vulnerability, device, progress, remedy, date, note) "
                  "VALUES (?, ?, ?, ?, ?, ?)");
    put.bind(mark.vulnerability, device, inventory::name_of(mark.progress), mark.remedy, mark.date, mark.note).run();
    return there ? Change::changed : Change::added;
  });
  if (!put) return tl::unexpected(put.error());
  return *put;
}

base::Result<void> Import::commit() {
  return guarded(inside_->file, [&] {
    inside_->database.run("COMMIT");
    inside_->open = false;
  });
}

}  // namespace store
