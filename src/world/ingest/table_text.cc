#include "world/ingest/table_text.h"

#include <utility>

#include "world/ingest/lines.h"
#include "world/ingest/utf16.h"

namespace ingest {

namespace {

void take_lines_before(TableText& table) {
  for (;;) {
    const std::size_t end = table.text.find('\n');
    const std::string_view line = trimmed(table.text.substr(0, end));
    const bool separator = line.size() == 5 && line.starts_with("sep=");
    if (end == std::string_view::npos || (!separator && !line.starts_with("#TYPE"))) return;
    if (separator) table.delimiter = line.back();
    table.text.remove_prefix(end + 1);
    ++table.rows_before;
  }
}

}  // namespace

char delimiter_of(std::string_view text) {
  bool quoted = false;
  for (const char c : text.substr(0, text.find_first_of("\r\n"))) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == ',' || c == ';' || c == '\t')) return c;
  }
  return ',';
}

std::optional<TableText> table_text(std::string_view bytes) {
  TableText table;
  if (is_utf16(bytes)) {
    auto text = utf8_of_utf16(bytes);
    if (!text) return std::nullopt;
    table.decoded = std::make_shared<const std::string>(*std::move(text));
    table.text = *table.decoded;
  } else {
    table.text = bytes;
  }
  if (table.text.starts_with("\xEF\xBB\xBF")) table.text.remove_prefix(3);
  take_lines_before(table);
  return table;
}

}  // namespace ingest
