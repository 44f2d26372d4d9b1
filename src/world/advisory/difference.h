#pragma once
// What changed between two versions of one advisory.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "world/advisory/advisory.h"

namespace advisory {

/// What a change is about.
enum class Part : std::uint8_t { document, product, vulnerability, status, remedy, score };
inline constexpr int parts = 6;

/// "document", "product", "vulnerability", "status", "remedy", "score"
std::string_view name_of(Part part);

/// One change. An empty `before`: it was added; an empty `after`: removed. A remedy or a score is added or removed for
/// products, which are the value then.
struct Change {
  Part part = Part::document;
  std::string vulnerability;  ///< whose it is; empty for the document and its products
  std::string subject;        ///< a field ("title"), a product or its field ("Pump 4: version"), a remedy, a score
  std::string before;
  std::string after;
};

/// All changes, in the order of the document. Products are told apart by their ids, vulnerabilities by theirs (the
/// second of one id is held against the second), remedies by kind, update, date and details, scores by their vectors.
/// Heads are compared where both are known: a document in the store may have been imported before they were kept.
/// Both must be versions of one advisory (listing.h's Name).
std::vector<Change> differences(const Advisory& before, const Advisory& after);

}  // namespace advisory
