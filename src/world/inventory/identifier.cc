#include "world/inventory/identifier.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace inventory {

namespace {

constexpr std::array<std::string_view, identifier_kinds> kind_names{"serial number", "directory id", "asset id",
                                                                    "MAC address", "name"};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
}

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// What makers and tools write where they have no serial number, letters and digits alone. SMBIOS texts as boards are
/// sold with them.
constexpr auto no_serials = std::to_array<std::string_view>({
    "TOBEFILLEDBYOEM",
    "TOBEFILLEDBYOEMSTRING",
    "DEFAULTSTRING",
    "SYSTEMSERIALNUMBER",
    "SERIALNUMBER",
    "NOTSPECIFIED",
    "NOTAPPLICABLE",
    "NOTAVAILABLE",
    "UNKNOWN",
    "INVALID",
    "EMPTY",
    "SERIAL",
    "OEMSERIAL",
    "CHASSISSERIALNUMBER",
    "0123456789",
    "123456789",
    "1234567890",
    "12345678",
    "XXXXXXXXXX",
    "NONE",
    "NULL",
    "MISSING",
    "NODATA",
    "SERNUM",
});

std::string serial_of(std::string_view text) {
  constexpr std::size_t least = 5;
  std::string bare;
  for (const char c : text) {
    if (is_digit(c) || is_letter(c)) bare += upper(c);
  }
  if (bare.size() < least || bare.find_first_not_of(bare[0]) == std::string::npos) return {};
  if (std::ranges::find(no_serials, bare) != no_serials.end()) return {};
  return bare;
}

std::string directory_id_of(std::string_view text) {
  if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
  std::string id(text);
  std::ranges::transform(id, id.begin(), lower);
  if (id.find_first_not_of("0-{}") == std::string::npos) return {};
  if (id == "none" || id == "null" || id == "unknown" || id == "n/a") return {};
  return id;
}

int nibble(char c) {
  if (is_digit(c)) return c - '0';
  const char letter = lower(c);
  constexpr int ten = 10;
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + ten : -1;
}

std::string mac_of(std::string_view text) {
  constexpr std::size_t digits = 12;
  std::string bare;
  for (const char c : text) {
    if (c == ':' || c == '-' || c == '.' || c == ' ') continue;
    if (nibble(c) < 0 || bare.size() == digits) return {};
    bare += lower(c);
  }
  if (bare.size() != digits || bare.find_first_not_of(bare[0]) == std::string::npos) return {};
  constexpr int group = 1;    // IEEE 802, first octet: the address of several cards
  constexpr int made_up = 2;  // locally administered: virtual cards, and privacy addresses that change
  return (nibble(bare[1]) & (group | made_up)) == 0 ? bare : std::string();
}

bool is_address(std::string_view text) {
  const bool four = text.find_first_not_of("0123456789.") == std::string_view::npos;
  return four || (text.find(':') != std::string_view::npos &&
                  text.find_first_not_of("0123456789abcdefABCDEF:.%") == std::string_view::npos);
}

std::string host_name_of(std::string_view text) {
  if (is_address(text)) return {};
  std::string name(text.substr(0, text.find('.')));
  std::ranges::transform(name, name.begin(), lower);
  constexpr auto nobodys = std::to_array<std::string_view>({"localhost", "unknown", "none", "null", "n/a", "-"});
  if (std::ranges::find(nobodys, name) != nobodys.end()) return {};
  return name;
}

std::string asset_id_of(std::string_view text) {
  std::string id(text);
  std::ranges::transform(id, id.begin(), lower);
  return id;
}

}  // namespace

std::string_view name_of(IdentifierKind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<IdentifierKind> identifier_kind_from(std::string_view name) {
  const auto* const found = std::ranges::find(kind_names, name);
  if (found == kind_names.end()) return std::nullopt;
  return static_cast<IdentifierKind>(found - kind_names.begin());
}

std::string identifying(IdentifierKind kind, std::string_view as_given) {
  const std::string_view text = trimmed(as_given);
  switch (kind) {
    case IdentifierKind::serial: return serial_of(text);
    case IdentifierKind::directory: return directory_id_of(text);
    case IdentifierKind::asset: return asset_id_of(text);
    case IdentifierKind::mac: return mac_of(text);
    case IdentifierKind::name: return host_name_of(text);
  }
  return {};
}

}  // namespace inventory
