#pragma once
// How numbers, measures and intervals are put in words for people: the same in every format.

#include <string>
#include <string_view>

#include "foresee/drill/drill.h"

namespace report {

/// The text without control characters (each becomes U+FFFD) and with every byte that is not UTF-8 replaced alike.
std::string plain(std::string_view text);

/// A cell of a CSV table. A spreadsheet would run what begins like a formula, so that gets an apostrophe in front.
std::string csv_cell(std::string_view text);

/// "sector=trust kind=acute", as published.csv writes it; empty when nothing is counted apart.
std::string by_text(const drill::By& by);

/// "Trusts infected (acute)", "Organisations infected (kind acute)", "Cost total".
std::string label(std::string_view name, const drill::By& by);

/// The label, with the unit where neither it nor the number says it already: "Hours to alarm", "Admissions cancelled".
std::string label_with_unit(std::string_view name, const drill::By& by, std::string_view unit);

/// "first appointments" of first_appointments, fit for people.
std::string spaced(std::string_view name);

/// Which organisations a measure or a curve counts: "trusts", "GP practices", "organisations".
std::string who(const drill::By& by);

/// "6,912", "3.4", "0.034", "£19.0m", "£585k", "41 %", "never", "not known": as exact as a reader can use. No unit but
/// £ and %.
std::string number(double value, std::string_view unit);

/// "18–71"; one number when both ends read alike.
std::string interval(double low, double high, std::string_view unit);

/// "≥ 46", "≤ 21", "34".
std::string published_value(const estate::Published& published, std::string_view unit);

/// Whether the measure's name or its number's own sign says the unit already.
bool unit_is_said(std::string_view name, std::string_view unit);

/// "14 days"; other lengths as base::duration_text writes them.
std::string length(double seconds);

/// "Fri 12 May 2017 00:00"
std::string moment(const base::Instant& instant);

/// "12,345"
std::string whole(std::uint64_t value);

/// "1 device", "2,856 devices"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

/// The one sentence that answers the drill's question.
std::string headline(const drill::Result& result);

/// "1,000 simulated outbreaks, seed 1"
std::string basis(const drill::Result& result);

/// "PARTIAL: interrupted after 312 of 1,000 simulated outbreaks"; empty when it is not.
std::string partial_notice(const drill::Result& result);

}  // namespace report
