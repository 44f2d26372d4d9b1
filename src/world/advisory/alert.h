#pragma once
// A centre's own alert: which vulnerabilities and advisories it is about, what everybody must do, and by when.
//
// Deadlines are those of a policy: acknowledged within 48 hours, an update at least every three days, all done within
// 14 days when severity is high or critical (NHS England, "Respond to an NHS cyber alert"; Cyber Essentials). The
// lengths for medium and low are assumed.

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "world/advisory/advisory.h"
#include "world/advisory/severity.h"

namespace advisory {

struct AlertAction {
  std::string text;
  std::string due;  ///< a day, "2017-04-28"; empty: the alert's own deadline
};

struct AlertProduct {
  std::string vendor;
  std::string name;
  std::string versions;  ///< as a vendor writes a range; empty: all
};

struct Deadlines {
  int acknowledge_hours = 48;
  int update_days = 3;
  int done_days = 14;
};

struct Alert {
  std::string id;
  std::string title;
  std::string issuer;
  std::string issuer_namespace;  ///< URL that stands for the issuer in CSAF
  std::string contact;           ///< whom to ask and to answer; may be empty
  base::Instant issued;
  Severity severity = Severity::high;
  std::string summary;                       ///< may be empty
  std::vector<std::string> vulnerabilities;  ///< "CVE-2017-0144"
  std::vector<std::string> advisories;       ///< ids of advisories or bulletins: "MS17-010"
  std::vector<AlertProduct> products;
  std::vector<AlertAction> actions;
  Deadlines deadlines;
};

/// Days for which an alert of a severity gives time.
int done_days(Severity severity);

/// The issuer's own day on which it was issued: "2017-03-17".
std::string issued_on(const Alert& alert);

/// By when it must be acknowledged.
base::Instant acknowledge_by(const Alert& alert);

/// The day by which all must be done.
std::string done_by(const Alert& alert);

/// The next day on or after `day` on which an update is due: every so many days from the issue.
std::string next_update_by(const Alert& alert, std::string_view day);

/// What it says of products of its own, as an advisory that affects them: its one vulnerability has the alert's id.
/// Nothing to match when it names none.
Advisory advisory_of(const Alert& alert);

}  // namespace advisory
