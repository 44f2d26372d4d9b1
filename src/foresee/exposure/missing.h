#pragma once
// Which absent field, asked of whom, would settle most of what cannot be told.
//
// A *question* is a device and a vulnerability of which some advisory names a product or a system; it is open when
// `exposed` would answer *cannot tell*. A field settles a question when nothing else is absent there: what the answer
// then is, affected or not, nobody knows before.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/coverage.h"
#include "foresee/exposure/windows.h"
#include "world/inventory/fleet.h"

namespace exposure {

/// Who would have to say it.
enum class Whom : std::uint8_t {
  tool,       ///< the source that has the device
  publisher,  ///< of the advisory: once for all organisations
  nobody,     ///< no source has it yet
};

struct Missing {
  std::string organisation;  ///< empty: it would settle questions of every organisation
  Whom whom = Whom::tool;
  std::string of;                  ///< tool or publisher; empty: nobody
  std::vector<std::string> files;  ///< of a tool, in order, each once
  std::string field;               ///< "version of Maker Pump", "a newer list"
  std::size_t settles = 0;         ///< questions in which this alone is absent
  std::size_t with_others = 0;     ///< questions in which other fields are absent too
  std::size_t devices = 0;         ///< with one of either
};

struct MissingFields {
  /// Most settled first, then most with others, then most devices, then by organisation, whom and field.
  std::vector<Missing> rows;
  std::size_t questions = 0;        ///< open, of devices that are known; each once
  std::size_t vulnerabilities = 0;  ///< that were asked about
};

/// What is asked.
struct MissingQuestion {
  std::vector<std::string> vulnerabilities;  ///< in capitals, as vulnerabilities_of() answers them; empty: all
  std::string_view day;                      ///< on which evidence must still be good, "2017-05-12"
  /// Organisations that nothing came from, or too few devices, or rows that were not understood (of coverage());
  /// nullptr: not looked at. Each device that was not seen is one open question a vulnerability, beside `questions`.
  const Coverage* coverage = nullptr;
};

/// Time grows with the answers of the components on each device, as overview() does.
MissingFields missing(const inventory::Fleet& fleet, const Claims& claims, const Stock& stock,
                      const WindowsRules& windows, const MissingQuestion& question);

}  // namespace exposure
