#pragma once
// One advisory, whatever feed it came by: which products it speaks of, what it says of each in each vulnerability, and
// what helps. What several sources say of one vulnerability stays apart: an advisory has one source.
//
// Words: CSAF 2.0 (OASIS), section 3.2; known exploitation: CISA's catalogue (KEV); likelihood: FIRST's EPSS.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/advisory/severity.h"
#include "world/advisory/version.h"

namespace advisory {

/// The form that an advisory came in.
enum class Feed : std::uint8_t { csaf, cve, nvd, osv, kev, epss, end_of_life, microsoft };
inline constexpr int feeds = 8;

/// "csaf", "cve", "nvd", "osv", "kev", "epss", "end-of-life", "microsoft"
std::string_view name_of(Feed feed);
std::optional<Feed> feed_from(std::string_view name);

/// Which versions of a product are meant.
enum class Versions : std::uint8_t {
  unstated,  ///< nothing is said of versions
  exact,     ///< the one that `version` names
  range,     ///< those in `version`, as it was written: vers, or a vendor's words
  others,    ///< all that no other product of the advisory with the same name has (the default status of CVE records)
};

/// A product as an advisory names it. Empty texts: it does not say.
struct Product {
  std::string id;    ///< the advisory's own, unique in it
  std::string path;  ///< for people: "Philips / IntelliSpace Portal / 7.0.x"
  std::string vendor;
  std::string name;
  Versions versions = Versions::unstated;
  std::string version;
  std::optional<Scheme> scheme;  ///< by what rule versions are ordered, when the advisory says
  std::string purl;
  std::string cpe;
  std::vector<std::string> models;  ///< model numbers, any of which it is
  std::string platform;             ///< what it must run on or be installed with, by the name of that product
};

/// A product for people: its path, or vendor and name, with version, identifiers and what it runs on. Its id only when
/// the advisory says nothing else of it.
std::string full_name_of(const Product& product);

enum class Status : std::uint8_t {
  first_affected,
  known_affected,
  last_affected,
  first_fixed,
  fixed,
  known_not_affected,
  recommended,
  under_investigation,
};
inline constexpr int statuses = 8;

/// "first_affected", ... as CSAF writes them.
std::string_view name_of(Status status);
std::optional<Status> status_from(std::string_view name);

/// What is said of one product.
struct Statement {
  std::uint32_t product = 0;  ///< index into Advisory::products
  Status status = Status::known_affected;
};

/// What helps.
struct Remediation {
  std::string kind;  ///< CSAF's: mitigation, no_fix_planned, none_available, vendor_fix, workaround, ...
  std::string details;
  std::string date;    ///< from when, as an instant of RFC 3339; may be empty
  std::string update;  ///< number of the update that it is, with its letters: "KB4012212"; may be empty
  std::vector<std::uint32_t> products;  ///< indexes into Advisory::products; empty: for all
};

/// A CVSS vector. The score is worked out from it (cvss.h), never copied.
struct Score {
  CvssVersion version = CvssVersion::v3_1;
  std::string vector;
  int tenths = 0;                       ///< 98 is 9.8
  std::vector<std::uint32_t> products;  ///< empty: for all
};

/// An entry of the catalogue of vulnerabilities known to be exploited.
struct KnownExploited {
  std::string added;   ///< "2022-02-10"
  std::string due;     ///< by when US federal agencies must act
  std::string action;  ///< what they must do
  bool ransomware = false;
};

/// Likelihood of exploitation within 30 days.
struct Epss {
  double probability = 0;  ///< [0, 1]
  double percentile = 0;   ///< [0, 1]
  std::string date;        ///< of the model's run; may be empty
};

/// A coordinator's decision points (CERT/CC, Stakeholder-Specific Vulnerability Categorization 2).
struct Ssvc {
  std::string exploitation;  ///< none, poc, active
  std::string automatable;   ///< yes, no
  std::string impact;        ///< partial, total
  std::string date;
};

/// How long a release is looked after. Days, "2027-05-31"; empty: not known, or not decided yet.
struct Lifecycle {
  std::string released;
  std::string support_ends;   ///< mends of all kinds
  std::string security_ends;  ///< security updates for everybody: its end of life
  std::string extended_ends;  ///< security updates for those who pay for them, or by other means
  bool support_over = false;  ///< it is over, though nobody says since when
  bool security_over = false;
};

/// A text for people. Categories are CSAF's: summary, description, details, general, faq, legal_disclaimer, other.
struct Note {
  std::string category;
  std::string title;
  std::string text;
};

/// Where more stands.
struct Reference {
  std::string category;  ///< self: another form of this document; external; may be empty
  std::string url;
  std::string summary;
};

/// Who is thanked.
struct Acknowledgement {
  std::vector<std::string> names;
  std::string organisation;
  std::string summary;
};

/// What an advisory says for people beside its claims.
struct Prose {
  std::vector<Note> notes;
  std::vector<Reference> references;
  std::vector<Acknowledgement> acknowledgements;
  [[nodiscard]] bool empty() const { return notes.empty() && references.empty() && acknowledgements.empty(); }
};

/// One entry of a document's history, as it was written.
struct Revision {
  std::string number;
  std::string date;
  std::string summary;
  std::string legacy_version;  ///< its publisher's own number
};

/// What a CSAF document says of itself beside what every advisory has: the fields that it must have, and those under
/// them. Empty texts: it does not say.
struct Head {
  std::string csaf_version;  ///< "2.0"; empty: nothing is known, and all the rest is empty too
  std::string category;      ///< "csaf_security_advisory"
  std::string publisher_category;
  std::string publisher_name;
  std::string contact_details;
  std::string issuing_authority;
  std::string status;        ///< draft, interim, final
  std::string initial_date;  ///< of its first revision, as an instant of RFC 3339
  std::string generator;     ///< the program that wrote it, and its version
  std::string generator_date;
  std::string tlp;            ///< label of the Traffic Light Protocol
  std::string tlp_url;        ///< where that is explained
  std::string distribution;   ///< to whom it may be given, in words
  std::string sharing_group;  ///< id of the group that it may be given to
  std::string sharing_group_name;
  std::string severity;            ///< of all of it together (aggregate_severity), in the publisher's words
  std::string severity_namespace;  ///< where those words are explained
  std::vector<std::string> aliases;
  std::vector<Revision> history;
  [[nodiscard]] bool known() const { return !csaf_version.empty(); }
};

struct Vulnerability {
  std::string id;  ///< "CVE-2017-0144"; the source's own id when there is no CVE
  std::string title;
  std::vector<std::string> weaknesses;  ///< "CWE-79"
  std::vector<Statement> statements;
  std::vector<Remediation> remediations;
  std::vector<Score> scores;
  std::optional<KnownExploited> exploited;
  std::optional<Epss> epss;
  std::optional<Ssvc> ssvc;
  std::optional<Lifecycle> lifecycle;  ///< of its products: the flaw is that nobody mends them any longer
  Prose prose;
};

struct Advisory {
  Feed feed = Feed::csaf;
  std::string publisher;  ///< who says it; with feed and id: which advisory it is
  std::string id;
  std::string title;
  std::string revision;  ///< "3" or "1.2.0"; empty: its source does not count them
  std::string date;      ///< of this revision, as an instant of RFC 3339, or a day; may be empty
  bool withdrawn = false;
  Head head;  ///< of CSAF documents
  std::vector<Product> products;
  std::vector<Vulnerability> vulnerabilities;
  Prose prose;  ///< of the document
};

/// Which of two revisions of one advisory is the later.
enum class Order : std::uint8_t { earlier, same, later };

/// Whether `found` is earlier or later than `known`: by revision where both count alike (whole numbers, or semantic
/// versions), else by date.
Order order_of(const Advisory& found, const Advisory& known);

}  // namespace advisory
