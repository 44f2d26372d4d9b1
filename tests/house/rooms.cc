#include "house/rooms.h"

#include <sstream>

namespace house {

namespace {

/// The texts between backticks.
std::vector<std::string> quoted(const std::string& cell) {
  std::vector<std::string> found;
  std::size_t begin = 0;
  while ((begin = cell.find('`', begin)) != std::string::npos) {
    const std::size_t end = cell.find('`', begin + 1);
    if (end == std::string::npos) break;
    found.push_back(cell.substr(begin + 1, end - begin - 1));
    begin = end + 1;
  }
  return found;
}

std::vector<std::string> cells(const std::string& row) {
  std::vector<std::string> found;
  std::istringstream stream(row.substr(1));
  for (std::string cell; std::getline(stream, cell, '|');) found.push_back(cell);
  return found;
}

}  // namespace

Rooms read_rooms(const std::string& architecture, std::vector<std::string>& problems) {
  Rooms rooms;
  std::istringstream lines(architecture);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("|")) continue;
    const auto columns = cells(line);
    if (columns.size() < 4) continue;
    const auto name = quoted(columns[1]);
    if (name.size() != 1 || !name[0].ends_with('/')) continue;
    std::set<std::string> allowed{name[0]};
    for (const std::string& other : quoted(columns[3])) {
      if (rooms.contains(other)) {
        allowed.insert(other);
      } else {
        problems.push_back(name[0] + " may include " + other + ", which does not stand before it in the table");
      }
    }
    rooms[name[0]] = allowed;
  }
  return rooms;
}

std::string room_of(const Rooms& rooms, const std::string& path) {
  for (const auto& [room, allowed] : rooms) {
    if (path.starts_with(room)) return room;
  }
  return {};
}

std::vector<std::string> forbidden_includes(const Rooms& rooms, const std::string& path, const std::string& text) {
  std::vector<std::string> found;
  const std::string own = room_of(rooms, path);
  if (own.empty()) return {path + ": stands in no room of ARCHITECTURE.md"};
  std::istringstream lines(text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string::npos || line[at] != '#') continue;
    at = line.find_first_not_of(" \t", at + 1);
    if (at == std::string::npos || line.compare(at, 7, "include") != 0) continue;
    const std::size_t open = line.find('"', at);
    const std::size_t close = line.find('"', open + 1);
    if (open == std::string::npos || close == std::string::npos) continue;
    const std::string included = line.substr(open + 1, close - open - 1);
    const std::string room = room_of(rooms, included);
    const std::string place = path + ":" + std::to_string(number) + ": ";
    if (room.empty()) {
      found.push_back(place + "\"" + included + "\" is in no room: name the header from src/ on");
    } else if (!rooms.at(own).contains(room)) {
      found.push_back(place + own + " may not include " + room + " (\"" + included + "\")");
    }
  }
  return found;
}

}  // namespace house
