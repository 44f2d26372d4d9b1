#pragma once
// Words and ids of an estate, made of what people write.

#include <string>
#include <string_view>
#include <vector>

namespace building {

/// Small letters and digits with - between them: "CT scanner (East)" is "ct-scanner-east". At most `most` bytes; empty
/// when the text has neither a letter nor a digit of ASCII. For ids and words of the tables: different texts may have
/// the same, so nothing is told apart by it.
std::string word_of(std::string_view text, std::size_t most = 40);

/// What two spellings of one name share: letters of either case, spaces, - and _ are alike. All else counts.
std::string spelling_of(std::string_view text);

/// The text in small letters, with - for all signs of ASCII: the words that people write, of any script.
std::string words_of(std::string_view text);

/// The parts of a word between its hyphens.
std::vector<std::string_view> parts_of(std::string_view word);

/// A share as expressions of needs have it: "70%".
std::string percent(double share);

/// An id that is short enough for the tables (100 bytes): what is longer is cut, and told apart by a number made of all
/// of it.
std::string fitted(const std::string& id);

}  // namespace building
