#pragma once
// Whether an installation of Windows has the updates that a vulnerability asks for. docs/windows.md gives the method.
//
// Two witnesses: the build with its revision, where updates are cumulative, is the first; the list of updates, closed
// over what replaces what, is the second. A number that a list lacks proves nothing where the list shows the last
// updates only.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "foresee/exposure/explain.h"
#include "foresee/exposure/stock.h"
#include "foresee/exposure/verdict.h"
#include "world/advisory/advisory.h"
#include "world/advisory/windows_updates.h"

namespace exposure {

enum class WindowsReason : std::uint8_t {
  not_named,        ///< the tables do not name this system
  build_reached,    ///< the build is that of the update, or later
  build_below,      ///< the build is earlier than that of the update
  update_found,     ///< the update is in the list
  replaced_by,      ///< one that contains it is in the list
  not_in_list,      ///< neither it nor one that contains it is in the whole list
  no_update,        ///< no update mends it
  list_cumulative,  ///< not found, but such lists show the last updates only
  list_partial,     ///< not found, but the list may not be whole
  list_newer,       ///< not found, but the list has updates that are newer than the tables
  some_found,       ///< several parts of the system are mended apart, or in steps, and not all of it was found
  part_not_known,   ///< not found, but it mends a part that may not be installed
  unsupported,      ///< not named, but support had ended: nobody says
  unknown_system,   ///< which system it is was not found
};

/// What holds for one installation and one vulnerability.
struct WindowsRuling {
  Verdict verdict = Verdict::cannot_tell;
  WindowsReason reason = WindowsReason::unknown_system;
  std::uint32_t asked = 0;  ///< KB number that mends it; 0: none
  bool disputed = false;    ///< the two witnesses disagree
};

/// The same in short.
struct WindowsStanding {
  Verdict verdict = Verdict::cannot_tell;
  WindowsReason reason = WindowsReason::unknown_system;
};

/// The same with its evidence.
struct WindowsAnswer : WindowsRuling {
  std::vector<std::uint32_t> chain;  ///< of replaced_by: from what was found to what is asked for
};

/// The tables, ready to be asked.
class WindowsRules {
 public:
  WindowsRules(const std::vector<const advisory::Advisory*>& microsoft, const advisory::WindowsUpdates& updates);

  /// Vulnerabilities that the tables speak of, each once.
  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }
  [[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view id) const;

  [[nodiscard]] WindowsAnswer check(const WindowsFound& found, std::uint32_t id) const;
  /// Of every vulnerability in the order of ids(): the same verdicts, in one pass.
  [[nodiscard]] std::vector<Verdict> check_all(const WindowsFound& found) const;
  /// The same with reasons; where a build or a list has the update, the reason may be another of those that clear it.
  [[nodiscard]] std::vector<WindowsStanding> stand_all(const WindowsFound& found) const;
  /// Of every vulnerability that `scope` has of systems, for each state.
  [[nodiscard]] WindowsVerdicts verdicts(const Claims& claims, const Scope& scope,
                                         const std::vector<WindowsFound>& states) const;
  /// Whether a state has none of them.
  [[nodiscard]] bool clears(const Claims& claims, const Scope& scope, const WindowsFound& found) const;

 private:
  /// One update of those that mend a part of a system. Parts are what an advisory has as products of their own.
  struct Need {
    std::uint32_t id = 0;      ///< vulnerability
    std::uint32_t part = 0;    ///< of the system, as parts_ counts them
    std::uint32_t update = 0;  ///< KB number; 0: none
    std::uint32_t place = 0;   ///< of the number in System::updates
    bool enough = true;        ///< it alone; else all of the part that are not enough alone are needed
    bool apart = false;        ///< the part may not be installed
  };
  /// The needs of one vulnerability.
  struct Range {
    std::uint32_t id = 0;
    std::uint32_t begin = 0;  ///< into System::needs
    std::uint32_t end = 0;
    bool plain = false;   ///< one part, which always comes with the system, and any of its updates is enough
    bool mended = false;  ///< there is an update
  };
  struct System {
    std::string key;
    bool cumulative = false;
    std::uint32_t rollups_since = 0;     ///< as 20161011
    std::vector<Need> needs;             ///< by id, part and update
    std::vector<Range> ranges;           ///< of `needs`, by id
    std::vector<std::uint32_t> updates;  ///< all KB numbers that the tables have for it, rising
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        edges;                         ///< update and one that it replaces; by place once indexed
    std::vector<std::uint32_t> first;  ///< edges of each place
  };
  struct Reach;
  struct Part;

  System* system_named(std::string_view product);
  void add(const advisory::Advisory& one, const advisory::Vulnerability& flaw);
  void index(System& system) const;
  [[nodiscard]] const System* system_of(const WindowsFound& found) const;
  [[nodiscard]] Reach reach_of(const System& system, const WindowsFound& found) const;
  /// For needs `begin` to `end` of the system.
  [[nodiscard]] WindowsRuling judge(const System& system, const Reach& reach, const WindowsFound& found,
                                    std::size_t begin, std::size_t end) const;
  [[nodiscard]] static WindowsRuling lacking(const System& system, const Reach& reach, const WindowsFound& found,
                                             std::uint32_t update);
  /// For needs `begin` to `end`, all of one part.
  [[nodiscard]] Part part_of(const System& system, const Reach& reach, std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::optional<bool> by_build(const Reach& reach, std::uint32_t update) const;

  /// Day on which the support of a system ended, as 20140408; nothing when it is not known.
  [[nodiscard]] std::optional<std::uint32_t> support_of(const WindowsFound& found) const;
  /// Of a system that the tables do not name for this vulnerability.
  [[nodiscard]] WindowsRuling unnamed(const WindowsFound& found, std::optional<std::uint32_t> ended,
                                      std::uint32_t id) const;

  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::uint32_t> number_of_id_;
  std::vector<std::uint32_t> dates_;  ///< of the latest word on each vulnerability, as 20170314; 0: it names no Windows
  std::vector<std::vector<std::uint32_t>> updates_of_;  ///< of each vulnerability on any system, rising
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> mended_by_;  ///< the same by update
  std::unordered_map<std::string, std::uint32_t> support_;  ///< system -> day on which its support ended
  std::vector<System> systems_;
  std::uint32_t parts_ = 0;  ///< products of all advisories so far
  std::unordered_map<std::string, std::uint32_t> number_of_system_;
  std::unordered_map<std::uint32_t, std::uint32_t> first_days_;  ///< on which the tables name an update, as 20170314
  std::unordered_map<std::uint32_t, std::string> builds_;        ///< of updates
  std::uint32_t newest_ = 0;                                     ///< highest KB number in the tables
};

/// "neither it nor one that contains it is in the whole list"
std::string_view words_of(WindowsReason reason);

/// The chain of evidence; `sources` says where the state of Windows was found.
Chain explain_windows(const WindowsFound& found, const WindowsAnswer& answer, const std::string& id,
                      const std::string& sources);

}  // namespace exposure
