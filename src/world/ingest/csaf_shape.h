#pragma once
// The shape of a CSAF document: which fields there must and may be, and what they hold, as tables. Private to csaf*.cc.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace ingest::csaf {

enum class Must : std::uint8_t { no, yes };
enum class Many : std::uint8_t { one, list, set, set_of_two };  ///< lists hold something; sets nothing twice
enum class Is : std::uint8_t {
  text,  ///< not empty
  uri,
  moment,
  version,
  language,
  category,  ///< begins and ends with neither blank nor - _ .
  trimmed,   ///< begins and ends without a blank
  cve,
  weakness,
  weakness_list,  ///< version of the list of weaknesses: "4.13"
  uuid,
  share,       ///< "0.975570000", from 0 to 1
  hash,        ///< at least 32 hexadecimal digits
  small_hash,  ///< the same, in small letters
  algorithm,   ///< small letters, digits and -
  cpe,
  purl,
  word,    ///< one of Field::words
  object,  ///< of Field::shape; without one: any
};

struct Shape;

struct Field {
  std::string_view name;
  Must must = Must::no;
  Many many = Many::one;
  Is is = Is::text;
  const Shape* shape = nullptr;
  std::string_view words = {};  ///< with a blank between them
};

struct Shape {
  std::span<const Field> fields;
  std::size_t least = 0;  ///< fields that there are
  std::size_t most = static_cast<std::size_t>(-1);
  bool closed = false;  ///< no other fields may be
};

extern const Shape root_2_0;
extern const Shape root_2_1;

}  // namespace ingest::csaf
