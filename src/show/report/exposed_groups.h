#pragma once
// Devices' standings counted and put in order: what every format of exposed.h shows alike.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "show/report/exposed.h"

namespace report {

struct ExposedGroup {
  std::string name;
  std::size_t devices = 0;
  std::array<std::size_t, exposure::standings> count{};
};

std::string_view word(ExposedBy by);

/// The word for people: a flaw exposes, nothing "affects".
std::string_view people_word(exposure::Standing standing);

/// "12 of 340 devices are exposed to CVE-2017-0144, in 2 of 5 organisations; of 30 it cannot be told."
std::string exposed_sentence(const ExposedAnswer& answer);

/// "exposed, mitigated until 2017-06-30", "cannot tell: stale", "not affected (disputed)"
std::string stands_words(const ExposedAnswer& answer, const exposure::DeviceStanding& one);

/// "software.csv (lansweeper, 2017-05-10)": the list that bears a standing; of what has none, empty.
std::string evidence_words(const inventory::Fleet& fleet, const exposure::DeviceStanding& one);

/// Why an organisation stands where it does: "3 devices exposed, 2 of them mitigated until 2017-06-30".
std::string position_words(const exposure::OrganisationCoverage& one);

/// "Of 240 organisations 12 are exposed, 3 are clear by evidence, of 25 it cannot be told, and of 200 no inventory was
/// received."
std::string coverage_sentence(const exposure::Coverage& coverage);

/// What the answer cannot rest on: evidence that is too old, rows that were not understood, tools that disagree,
/// mitigations that have ended; a sentence each.
std::vector<std::string> caveats(const ExposedAnswer& answer);

/// What other tools say of a device.
std::span<const exposure::Witness> witnesses_on(const ExposedAnswer& answer, std::uint32_t device);

/// "defender-vulnerabilities: has CVE-2017-0144", for each tool with a finding on the device; empty without.
std::string witness_words(const ExposedAnswer& answer, std::uint32_t device);

/// Known exploitation, likelihood and severity in sentences; may be empty.
std::string known_words(const exposure::Context& context);

/// "csaf: ICSMA-18-058-02 of https://www.cisa.gov/, revision 1, 2018-02-27"
std::string source_words(const advisory::Advisory& one);

/// "By what was marked: of 5 exposed devices and those of which it cannot be told 2 are in progress, ..."; empty
/// without marks.
std::string mark_words(const ExposedAnswer& answer);

/// "done", "in progress (lapsed)"; empty for a device without a mark.
std::string mark_word(const ExposedAnswer& answer, std::uint32_t device);

/// The same of a component.
std::string mark_word(const exposure::MatchedComponent& one);

/// How many components can be matched with nothing; empty when there are none.
std::string nameless_words(const ExposedAnswer& answer);

/// Most exposed first, then most that cannot be told, then by name.
std::vector<ExposedGroup> groups_of(const ExposedAnswer& answer, ExposedBy by);

/// Devices other than those where neither Cordon nor another tool found anything: first those on which a tool
/// disagrees, then exposed, cannot tell, not affected; each in the fleet's order.
std::vector<exposure::DeviceStanding> gravest_first(const ExposedAnswer& answer);

/// "Maker Pump 4.0"; of what was not found, what is missing.
std::string deciding_words(const ExposedAnswer& answer, const exposure::DeviceStanding& one);

}  // namespace report
