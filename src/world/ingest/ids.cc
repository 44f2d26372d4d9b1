#include "world/ingest/ids.h"

#include <algorithm>

#include "world/ingest/text.h"

namespace ingest {

estate::Index Ids::intern(std::string_view name) {
  const estate::Index known = find(name);
  if (known != estate::none) return known;
  const auto index = static_cast<estate::Index>(index_of_.size());
  index_of_.emplace(name, index);
  return index;
}

std::vector<std::string> Ids::names() const {
  std::vector<std::string> names(index_of_.size());
  for (const auto& [name, index] : index_of_) names[index] = name;
  return names;
}

std::optional<std::string> Ids::nearest(std::string_view id) const {
  std::size_t best = std::min<std::size_t>(2, id.size() / 3) + 1;
  std::optional<std::string> found;
  for (const auto& [known, index] : index_of_) {
    const std::size_t distance = edit_distance(id, known, best);
    // Of equally near ones the first by the alphabet, so that the message does not depend on the order of the map.
    if (distance > best || (distance == best && (!found || known >= *found))) continue;
    best = distance;
    found = known;
  }
  return found;
}

}  // namespace ingest
