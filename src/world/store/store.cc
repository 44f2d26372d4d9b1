#include "world/store/store.h"

#include "world/store/inside.h"
#include "world/store/packing.h"
#include "world/store/schema.h"

namespace store {

namespace {

constexpr int wait_ms = 5000;  ///< for another process that writes

base::Problem no_store(const std::filesystem::path& file, std::string what, std::string mend) {
  return {file.string(), "", "", std::move(what), std::move(mend)};
}

/// What stands in the header: whose file it is, and of which version. A file without tables is a new one.
base::Result<std::int64_t> version_of(const std::filesystem::path& file, sql::Database& database) {
  const std::int64_t owner = database.number("PRAGMA application_id");
  const std::int64_t version = database.number("PRAGMA user_version");
  const bool empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
  if (owner != application_id && !empty) {
    return tl::unexpected(no_store(file, "is a database of another program", "name another file"));
  }
  if (version > static_cast<std::int64_t>(migrations.size())) {
    return tl::unexpected(no_store(
        file, fmt::format("was written by a later version of Cordon (store version {})", version), "use that version"));
  }
  return version;
}

void bring_forward(sql::Database& database) {
  database.run("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
  const auto from = static_cast<std::size_t>(database.number("PRAGMA user_version"));
  for (std::size_t i = from; i < migrations.size(); ++i) database.run(migrations.at(i));
  database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT; PRAGMA foreign_keys = ON",
                           application_id, migrations.size())
                   .c_str());
}

void settle(sql::Database& database) {
  sqlite3_busy_timeout(database.handle(), wait_ms);
  database.run(
      "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536");
}

}  // namespace

Store::Store(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

base::Result<Store> Store::open(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    return tl::unexpected(
        no_store(file, "does not exist", "import advisories or inventories first, or name the store"));
  }
  auto opened = guarded(file, [&]() -> base::Result<Store> {
    // To write, where we may: what a killed import left half done is rolled back by who opens the file next.
    auto inside = std::make_unique<Inside>(file, SQLITE_OPEN_READWRITE);
    sqlite3_busy_timeout(inside->database.handle(), wait_ms);
    const auto version = version_of(file, inside->database);
    if (!version) return tl::unexpected(version.error());
    if (*version != static_cast<std::int64_t>(migrations.size())) {
      return tl::unexpected(
          no_store(file, "is of an earlier version", "import something into it: that brings it forward"));
    }
    return Store(std::move(inside));
  });
  if (!opened) return tl::unexpected(opened.error());
  return std::move(*opened);
}

base::Result<Store> Store::open_to_write(const std::filesystem::path& file) {
  auto opened = guarded(file, [&]() -> base::Result<Store> {
    auto inside = std::make_unique<Inside>(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    settle(inside->database);
    const auto version = version_of(file, inside->database);
    if (!version) return tl::unexpected(version.error());
    if (*version != static_cast<std::int64_t>(migrations.size())) bring_forward(inside->database);
    return Store(std::move(inside));
  });
  if (!opened) return tl::unexpected(opened.error());
  return std::move(*opened);
}

base::Result<Totals> Store::totals() {
  return guarded(inside_->file, [&] {
    sql::Database& database = inside_->database;
    const auto count = [&](const char* text) { return static_cast<std::size_t>(database.number(text)); };
    return Totals{count("SELECT count(*) FROM advisory"), count("SELECT count(*) FROM organisation"),
                  count("SELECT count(*) FROM device"), count("SELECT count(*) FROM component")};
  });
}

}  // namespace store
