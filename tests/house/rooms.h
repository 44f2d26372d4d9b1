#pragma once
// The rooms of ARCHITECTURE.md and who may include whom.

#include <map>
#include <set>
#include <string>
#include <vector>

namespace house {

/// Room ("world/estate/") -> the rooms that it may include, itself among them.
using Rooms = std::map<std::string, std::set<std::string>>;

/// Reads the table: rows "| floor | `room/` | job | `room/` `room/` |". A row that allows a room which does not stand
/// before it is an arrow up and left out with a word in `problems`.
Rooms read_rooms(const std::string& architecture, std::vector<std::string>& problems);

/// The room of a path below src/; empty: none.
std::string room_of(const Rooms& rooms, const std::string& path);

/// What is wrong with the includes of one file: each that no row allows, with its line.
std::vector<std::string> forbidden_includes(const Rooms& rooms, const std::string& path, const std::string& text);

}  // namespace house
