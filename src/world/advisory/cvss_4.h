#pragma once
// Scores of CVSS 4.0: the score of the vector's MacroVector, less a share of the way to the next lower ones.
// Source: CVSS 4.0 specification document, sections 8.1 to 8.3, and the table of MacroVector scores that FIRST
// publishes with it.

#include "world/advisory/cvss.h"

namespace advisory {

/// `vector` is of version 4.0.
CvssScores score_4(const CvssVector& vector);

/// The score of a MacroVector, in tenths, by its six equivalence classes EQ1 to EQ6; 0 when there is no such one.
int macro_score_4(int eq1, int eq2, int eq3, int eq4, int eq5, int eq6);

}  // namespace advisory
