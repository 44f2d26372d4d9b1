#pragma once
// SQLite without its C handles. Private to world/store: what fails throws Failure, and the room's doors make a Problem
// of it.

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace store::sql {

/// SQLite's own words, and its code.
class Failure : public std::runtime_error {
 public:
  Failure(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
  [[nodiscard]] int code() const { return code_; }

 private:
  int code_;
};

class Database;

/// A prepared statement. Used again and again: bind, step until it answers false, bind anew.
class Statement {
 public:
  Statement(Database& database, std::string_view text);

  /// Binds values from the first on and forgets the last run. Texts and bytes must live until the last step.
  template <class... Values>
  Statement& bind(const Values&... values) {
    reset();
    int at = 0;
    (set(++at, values), ...);
    return *this;
  }
  /// True: there is a row to read.
  bool step();
  /// Runs to the end; for what answers no rows.
  void run() {
    while (step()) continue;
  }

  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  /// Text or bytes of this row; until the next step.
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string(bytes(column)); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void reset();
  void set(int at, std::int64_t value);
  void set(int at, std::uint32_t value) { set(at, static_cast<std::int64_t>(value)); }
  void set(int at, int value) { set(at, static_cast<std::int64_t>(value)); }
  void set(int at, std::string_view value);
  void set(int at, std::span<const unsigned char> value);

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// A connection. Moves; the statements made of it stay good.
class Database {
 public:
  /// `flags` are those of sqlite3_open_v2.
  Database(const std::filesystem::path& file, int flags);

  void run(const char* text);
  [[nodiscard]] std::int64_t number(const char* text);
  [[nodiscard]] std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }
  [[nodiscard]] int changes() const { return sqlite3_changes(handle_.get()); }
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace store::sql
