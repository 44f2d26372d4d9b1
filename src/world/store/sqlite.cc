#include "world/store/sqlite.h"

namespace store::sql {

namespace {

[[noreturn]] void fail(sqlite3* database) {
  throw Failure(sqlite3_extended_errcode(database), sqlite3_errmsg(database));
}

}  // namespace

Statement::Statement(Database& database, std::string_view text) : database_(database.handle()) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database_, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK) {
    fail(database_);
  }
  handle_.reset(statement);
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(handle_.get());
    return false;
  }
  Failure failure(sqlite3_extended_errcode(database_), sqlite3_errmsg(database_));
  sqlite3_reset(handle_.get());
  throw failure;
}

std::string_view Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(handle_.get(), column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
  return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

void Statement::reset() {
  sqlite3_reset(handle_.get());
}

void Statement::set(int at, std::int64_t value) {
  if (sqlite3_bind_int64(handle_.get(), at, value) != SQLITE_OK) fail(database_);
}

void Statement::set(int at, std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();  // a null pointer would bind NULL
  if (sqlite3_bind_text64(handle_.get(), at, data, value.size(), SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK) {
    fail(database_);
  }
}

void Statement::set(int at, std::span<const unsigned char> value) {
  static constexpr unsigned char nothing = 0;
  const unsigned char* data = value.data() == nullptr ? &nothing : value.data();
  if (sqlite3_bind_blob64(handle_.get(), at, data, value.size(), SQLITE_STATIC) != SQLITE_OK) fail(database_);
}

Database::Database(const std::filesystem::path& file, int flags) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, flags, nullptr);
  handle_.reset(database);
  if (code != SQLITE_OK) fail(database);
  sqlite3_extended_result_codes(database, 1);
}

void Database::run(const char* text) {
  if (sqlite3_exec(handle_.get(), text, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_.get());
}

std::int64_t Database::number(const char* text) {
  Statement statement(*this, text);
  return statement.step() ? statement.number(0) : 0;
}

}  // namespace store::sql
