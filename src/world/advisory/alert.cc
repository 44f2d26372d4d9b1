#include "world/advisory/alert.h"

#include <algorithm>

namespace advisory {

namespace {

constexpr int seconds_of_hour = 3600;

std::int32_t issue_day(const Alert& alert) {
  return base::day_number(base::to_text(alert.issued)).value_or(0);
}

}  // namespace

int done_days(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high: return 14;
    case Severity::medium: return 28;
    case Severity::low:
    case Severity::none: break;
  }
  return 90;
}

std::string issued_on(const Alert& alert) {
  return base::day_text(issue_day(alert));
}

base::Instant acknowledge_by(const Alert& alert) {
  return {alert.issued.utc_s + std::int64_t{alert.deadlines.acknowledge_hours} * seconds_of_hour,
          alert.issued.offset_s};
}

std::string done_by(const Alert& alert) {
  return base::day_text(issue_day(alert) + alert.deadlines.done_days);
}

std::string next_update_by(const Alert& alert, std::string_view day) {
  const std::int32_t issued = issue_day(alert);
  const std::int32_t every = alert.deadlines.update_days;
  const std::int32_t passed = std::max(base::day_number(day).value_or(issued) - issued, 1);
  return base::day_text(issued + (passed + every - 1) / every * every);
}

Advisory advisory_of(const Alert& alert) {
  Advisory own;
  own.publisher = alert.issuer;
  own.id = alert.id;
  own.title = alert.title;
  own.date = base::to_text(alert.issued);
  if (alert.products.empty()) return own;
  Vulnerability& flaw = own.vulnerabilities.emplace_back();
  flaw.id = alert.id;
  flaw.title = alert.title;
  for (const AlertProduct& one : alert.products) {
    Product& product = own.products.emplace_back();
    product.id = "P" + std::to_string(own.products.size());
    product.path = one.vendor + " / " + one.name;
    product.vendor = one.vendor;
    product.name = one.name;
    product.versions = one.versions.empty() ? Versions::unstated : Versions::range;
    product.version = one.versions;
    flaw.statements.push_back({static_cast<std::uint32_t>(own.products.size() - 1), Status::known_affected});
  }
  for (const AlertAction& action : alert.actions) flaw.remediations.push_back({"mitigation", action.text, "", "", {}});
  return own;
}

}  // namespace advisory
