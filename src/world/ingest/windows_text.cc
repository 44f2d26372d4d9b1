#include "world/ingest/windows_text.h"

#include <algorithm>

#include "world/ingest/text.h"
#include "world/ingest/utf16.h"

namespace ingest::windows {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// UTF-16 without a mark, as when two outputs were joined: every second byte of the beginning is zero.
bool looks_like_utf16(std::string_view bytes) {
  const std::size_t end = std::min<std::size_t>(bytes.size(), 200) / 2 * 2;
  std::size_t zeros = 0;
  for (std::size_t i = 1; i < end; i += 2) zeros += bytes[i] == '\0' ? 1 : 0;
  return end >= 8 && zeros * 4 > end / 2 * 3;
}

}  // namespace

std::string decoded(std::string_view bytes) {
  // A beginning that was cut off may end inside a character: whole pairs of bytes are read.
  if (is_utf16(bytes)) return utf8_of_utf16(bytes.substr(0, bytes.size() / 2 * 2)).value_or("");
  if (looks_like_utf16(bytes)) {
    return utf8_of_utf16("\xFF\xFE" + std::string(bytes.substr(0, bytes.size() / 2 * 2))).value_or("");
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string text(bytes);
  if (is_utf8(text)) return text;
  for (char& c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  }
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  lines.reserve(static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    while (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::uint32_t> updates_in(std::string_view text) {
  std::vector<std::uint32_t> updates;
  for (std::size_t i = 0; i + 6 < text.size(); ++i) {
    const bool begins = i == 0 || !(is_letter(text[i - 1]) || is_digit(text[i - 1]));
    const std::string_view rest = text.substr(i);
    const bool kb = rest.starts_with("KB") || rest.starts_with("kb");
    if (!begins || !(kb || rest.starts_with('Q'))) continue;
    std::size_t at = i + (kb ? 2 : 1);
    std::uint32_t number = 0;
    const std::size_t first = at;
    while (at < text.size() && is_digit(text[at]) && at - first < 8)
      number = number * 10 + static_cast<std::uint32_t>(text[at++] - '0');
    if (at - first >= 6) updates.push_back(number);
    i = at - 1;
  }
  std::ranges::sort(updates);
  updates.erase(std::unique(updates.begin(), updates.end()), updates.end());
  return updates;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace ingest::windows
