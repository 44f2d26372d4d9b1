#pragma once
// The answer to an alert as the centre that issued it wants it: a row an organisation, and a paragraph to paste into
// its form.

#include <string>

#include "show/report/exposed.h"

namespace report {

/// What the alert asks for. Days, "2017-05-15"; empty: it sets none.
struct ResponseTerms {
  std::string title;
  std::string next_update;  ///< by when the next answer is due
  std::string done_by;      ///< by when all must be done
};

/// CSV, a row for every organisation in the answer: applicable (yes: something that is named was found; no: nothing is,
/// and every device was seen; cannot tell; not known, when nothing was received) and why; devices seen, expected,
/// exposed, fixed, mitigated, cannot tell; the newest evidence; when the next update is due; and the paragraph.
std::string response_csv(const ExposedAnswer& answer, const ResponseTerms& terms);

/// "X01 on CC-1353, as of 2017-05-12: 4 of 35 devices seen are exposed, ..."
std::string response_paragraph(const ExposedAnswer& answer, const ResponseTerms& terms,
                               const exposure::OrganisationCoverage& one);

}  // namespace report
