#pragma once
// Values as bytes, for columns that nobody asks for by a part of them. Private to world/store. Numbers are LEB128,
// texts have their length before them; whoever reads checks, since a file may be damaged.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "world/advisory/advisory.h"
#include "world/inventory/identifier.h"

namespace store {

/// What an advisory says: its products and vulnerabilities, and behind them what it says for people.
std::vector<unsigned char> pack(const advisory::Advisory& advisory);

/// Whether notes, references and acknowledgements are put back too: who asks what is claimed needs none of them.
enum class Prose : bool { left, read };

/// Puts them back; false when the bytes are none of pack()'s.
bool unpack(std::string_view bytes, advisory::Advisory& advisory, Prose prose = Prose::read);

/// What a document says of itself; and back, false when the bytes are none of these.
std::vector<unsigned char> pack(const advisory::Head& head);
bool unpack(std::string_view bytes, advisory::Head& head);

/// Identifiers, as lines of a kind's number and a value; and back, false when the text is none of these.
std::string pack(std::span<const inventory::Identifier> identifiers);
bool unpack(std::string_view text, std::vector<inventory::Identifier>& identifiers);

/// Numbers that rise, as their differences.
std::vector<unsigned char> pack(std::span<const std::uint32_t> rising);

/// Puts them back behind those that are there; false as above.
bool unpack(std::string_view bytes, std::vector<std::uint32_t>& rising);

/// Calls `what(number)` for each; false as above. Most differences have one byte, and there are hundreds of millions.
template <class What>
bool unpack_each(std::string_view bytes, const What& what) {
  std::uint64_t last = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    std::uint64_t step = 0;
    for (unsigned shift = 0;; shift += 7) {
      if (at == bytes.size() || shift > 28) return false;
      const auto byte = static_cast<unsigned char>(bytes[at++]);
      step |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) break;
    }
    last += step;
    if (last > 0xFFFFFFFF) return false;
    what(static_cast<std::uint32_t>(last));
  }
  return true;
}

}  // namespace store
