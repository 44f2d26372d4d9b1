#pragma once
// Ways of counting organisations or devices apart: by sector, kind, region, platform, type, or several at once.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "foresee/drill/drill.h"
#include "world/estate/estate.h"

namespace drill {

using estate::Index;

/// Most values of a column that are all counted apart without being asked for by name.
inline constexpr std::size_t values_most = 64;

/// Members (organisations or device groups), each in some slots. Slot 0 is everything; a slot is one `By`.
class Groupings {
 public:
  [[nodiscard]] std::size_t size() const { return slots_.size(); }
  [[nodiscard]] const By& by(std::size_t slot) const { return slots_[slot]; }
  [[nodiscard]] std::span<const Index> of(Index member) const {
    return std::span(slots_of_).subspan(first_[member], first_[member + 1] - first_[member]);
  }
  [[nodiscard]] Index find(const By& by) const;  ///< estate::none when there is no such slot

  /// Organisations by each of `keys` (of sector, kind, region; blank ones are in none), and by each of `asked`, whose
  /// keys may also be `organisation` (its id) and `size` (its quarter of its sector by devices: 1 the smallest, 4).
  static Groupings of_organisations(const estate::Estate& estate, const std::vector<std::string>& keys,
                                    const std::vector<By>& asked);
  /// Device groups likewise; keys may also be `platform`, `type` and `assumed` ("yes", "no"), which is by `assumed`, a
  /// group each; empty: by none.
  static Groupings of_devices(const estate::Estate& estate, const std::vector<std::string>& keys,
                              const std::vector<By>& asked, const std::vector<bool>& assumed);

 private:
  template <class Column>
  void fill(std::size_t members, const std::vector<std::string>& keys, const std::vector<By>& asked,
            const Column& column);

  std::vector<By> slots_;
  std::vector<std::size_t> first_;
  std::vector<Index> slots_of_;
};

/// Whether organisations (or, with `devices`, device groups) can be counted by this key.
bool counts_by(const std::string& key, bool devices);

}  // namespace drill
