#pragma once
// A TOML text as a tree of plain values with line numbers. The one place that knows the TOML library.
//
// Limits and traps (toml_traps.h) are checked before the library sees the text: without that a small file of brackets
// exhausts the stack.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ingest {

inline constexpr std::size_t toml_bytes_max = 4U << 20U;  ///< longest text that is read
inline constexpr std::size_t toml_items_max = 10000;      ///< most items of one list, and keys of one table

struct TomlValue {
  enum class Kind : std::uint8_t { table, list, text, whole, number, boolean, date };
  Kind kind = Kind::table;
  std::size_t line = 0;  ///< first is 1
  std::string text;      ///< for text
  double number = 0;     ///< for number and whole
  std::int64_t whole = 0;
  bool boolean = false;
  std::vector<std::string> keys;  ///< of a table, in the order of the file
  std::vector<TomlValue> items;   ///< of a list; of a table, one for each key
};

/// Reads a text; `name` is what problems call the file. A syntax problem has its place as "line 3, column 7"; there is
/// at most one of them, because what follows the first cannot be told.
base::Result<TomlValue> parse_toml(const std::string& name, std::string_view bytes);

/// The bytes of a file; a problem when it cannot be read or is longer than `bytes_max`.
base::Result<std::string> read_bytes(const std::filesystem::path& path, std::size_t bytes_max);

/// As people write it, cut to some 60 characters: "{ uniform = [0, 1] }".
std::string to_text(const TomlValue& value);

}  // namespace ingest
