// PKWARE's APPNOTE 6.3: local headers with their bytes, then the central directory. Method 0, stored.

#include "show/pack/zip.h"

#include <cstdint>

namespace pack {

namespace {

std::uint32_t crc_of(const std::string& bytes) {
  std::uint32_t crc = 0xffffffffU;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

void put(std::string& out, std::size_t value, int bytes) {  // low byte first
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * static_cast<unsigned>(i))) & 0xffU);
}

/// What both headers say of an entry: version needed, flags (names are UTF-8), method, time and day (1 January 1980).
void put_common(std::string& out, const Entry& entry) {
  put(out, 20, 2);
  put(out, 0x800, 2);
  put(out, 0, 2);
  put(out, 0, 2);
  put(out, 0x21, 2);
  put(out, crc_of(entry.bytes), 4);
  put(out, entry.bytes.size(), 4);
  put(out, entry.bytes.size(), 4);
  put(out, entry.name.size(), 2);
  put(out, 0, 2);  // no extra field
}

}  // namespace

std::string zip(const std::vector<Entry>& entries) {
  std::string out;
  std::string directory;
  for (const Entry& entry : entries) {
    const std::size_t at = out.size();
    put(out, 0x04034b50, 4);
    put_common(out, entry);
    out += entry.name + entry.bytes;
    put(directory, 0x02014b50, 4);
    put(directory, 20, 2);  // made by
    put_common(directory, entry);
    put(directory, 0, 2);  // comment
    put(directory, 0, 2);  // disk
    put(directory, 0, 2);  // internal attributes
    put(directory, 0, 4);  // external attributes
    put(directory, at, 4);
    directory += entry.name;
  }
  const std::size_t begins = out.size();
  out += directory;
  put(out, 0x06054b50, 4);
  put(out, 0, 4);  // disks
  put(out, entries.size(), 2);
  put(out, entries.size(), 2);
  put(out, directory.size(), 4);
  put(out, begins, 4);
  put(out, 0, 2);  // comment
  return out;
}

}  // namespace pack
