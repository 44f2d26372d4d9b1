#include "show/report/response.h"

#include <fmt/format.h>

#include "show/report/exposed_groups.h"
#include "show/report/words.h"

namespace report {

namespace {

using exposure::Position;
using exposure::Standing;

std::size_t of(const exposure::OrganisationCoverage& one, Standing standing) {
  return one.count[static_cast<std::size_t>(standing)];
}

std::string_view applicable(const exposure::OrganisationCoverage& one) {
  if (one.position == Position::nothing_received) return "not known";
  if (of(one, Standing::affected) + of(one, Standing::not_affected) > 0) return "yes";
  return one.position == Position::clear ? "no" : "cannot tell";
}

std::string devices(std::size_t number) {
  return counted(number, "device", "devices");
}

std::string terms_words(const ResponseTerms& terms) {
  std::string words;
  if (!terms.next_update.empty()) words += fmt::format(" Next update by {}.", plain(terms.next_update));
  if (!terms.done_by.empty()) words += fmt::format(" To be done by {}.", plain(terms.done_by));
  return words;
}

}  // namespace

std::string response_paragraph(const ExposedAnswer& answer, const ResponseTerms& terms,
                               const exposure::OrganisationCoverage& one) {
  const std::string title = terms.title.empty() ? "" : fmt::format(" ({})", plain(terms.title));
  std::string words = fmt::format("{} on {}{}, as of {}: ", plain(one.id), plain(answer.id), title, plain(answer.day));
  if (one.position == Position::nothing_received) {
    return words + "no inventory was received, so nobody can tell." + terms_words(terms);
  }
  words += fmt::format("of {} seen {} exposed", devices(one.seen), whole(of(one, Standing::affected)));
  if (one.mitigated > 0)
    words += fmt::format(" ({} of them mitigated until {})", whole(one.mitigated), plain(one.mitigated_until));
  words += fmt::format(", {} fixed or not affected, {} without the product, and {} of which it cannot be told",
                       whole(of(one, Standing::not_affected)), whole(of(one, Standing::not_found)),
                       whole(of(one, Standing::cannot_tell)));
  if (one.stale > 0) words += fmt::format(" ({} because the evidence is too old)", whole(one.stale));
  words += ".";
  if (one.expected) words += fmt::format(" {} are expected.", devices(*one.expected));
  if (one.refused > 0) words += fmt::format(" {} rows of the lists could not be understood.", whole(one.refused));
  if (one.disagreed > 0) words += fmt::format(" On {} another tool disagrees.", devices(one.disagreed));
  words += one.newest.empty() ? " The evidence has no date." : fmt::format(" Newest evidence: {}.", plain(one.newest));
  return words + terms_words(terms);
}

std::string response_csv(const ExposedAnswer& answer, const ResponseTerms& terms) {
  std::string out =
      "organisation,alert,as_of,applicable,why,devices_seen,devices_expected,devices_exposed,devices_fixed,"
      "devices_mitigated,mitigated_until,devices_cannot_tell,rows_not_understood,newest_evidence,next_update_due,"
      "done_by,paragraph\n";
  for (const exposure::OrganisationCoverage& one : answer.coverage.organisations) {
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(one.id), csv_cell(answer.id),
                       answer.day, applicable(one), csv_cell(position_words(one)), one.seen,
                       one.expected ? std::to_string(*one.expected) : "", of(one, Standing::affected),
                       of(one, Standing::not_affected), one.mitigated, csv_cell(one.mitigated_until),
                       of(one, Standing::cannot_tell), one.refused, csv_cell(one.newest), csv_cell(terms.next_update),
                       csv_cell(terms.done_by), csv_cell(response_paragraph(answer, terms, one)));
  }
  return out;
}

}  // namespace report
