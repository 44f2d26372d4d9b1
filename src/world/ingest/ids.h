#pragma once
// Which row an id stands for, and which id was perhaps meant.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "world/estate/uncertain.h"

namespace ingest {

/// The ids of one table.
class Ids {
 public:
  /// False when it is there already.
  bool add(std::string_view id, estate::Index index) { return index_of_.emplace(id, index).second; }

  /// Notes an id whose row could not be read: it exists, but stands for nothing.
  void add_unread(std::string_view id) {
    index_of_.emplace(id, estate::none);
    has_unread = true;
  }

  /// `estate::none` when it is not there or could not be read.
  [[nodiscard]] estate::Index find(std::string_view id) const {
    const auto found = index_of_.find(id);
    return found == index_of_.end() ? estate::none : found->second;
  }

  /// False only when no row has the id: neither a row that was read nor, for all that is known, one that was not.
  [[nodiscard]] bool may_exist(std::string_view id) const { return !complete || index_of_.contains(id); }

  /// Index of a name that is added when it is new.
  estate::Index intern(std::string_view name);

  /// An id so close that it was probably meant: at most one change in three characters, two at most. Reads all ids.
  [[nodiscard]] std::optional<std::string> nearest(std::string_view id) const;

  /// The ids in the order of their indices; only for ids that were all interned.
  [[nodiscard]] std::vector<std::string> names() const;

  [[nodiscard]] std::size_t size() const { return index_of_.size(); }
  void reserve(std::size_t ids) { index_of_.reserve(ids); }

  /// False when rows could not be read, so that an id that is not here may yet exist.
  bool complete = true;
  bool has_unread = false;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, estate::Index, Hash, std::equal_to<>> index_of_;
};

}  // namespace ingest
