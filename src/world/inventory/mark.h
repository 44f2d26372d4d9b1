#pragma once
// What an organisation says that it has done about a vulnerability on a device, or in one of its components: a claim,
// not evidence. The words are those of CSAF 2.1's conformance targets "CSAF Asset Matching System" and "CSAF SBOM
// Matching System".

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inventory {

enum class Progress : std::uint8_t { not_remediated, in_progress, done };
inline constexpr int progresses = 3;

/// "not remediated", "in progress", "done"
std::string_view name_of(Progress progress);
std::optional<Progress> progress_from(std::string_view name);

/// What several marks together say of what has `all` vulnerabilities: done when each is marked so, in progress when any
/// is. `of`: how many marks of each progress.
Progress together(const std::array<std::size_t, progresses>& of, std::size_t all);

struct Mark {
  std::string organisation;
  std::string device;
  std::string vulnerability;  ///< letters of either case
  Progress progress = Progress::not_remediated;
  std::string remedy;       ///< what was advised at that time (exposure::Remedies): when it changes, the mark lapses
  std::string date;         ///< "2026-11-23"
  std::string note;         ///< may be empty
  std::string component{};  ///< exposure::words_of() of the component, "Maker Pump 4.0"; empty: the whole device
};

}  // namespace inventory
