// Moments (2.1): how they are written, and that none of what is told lies after the newest revision.

#include <algorithm>
#include <array>
#include <optional>

#include "base/moment.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

/// Capital letters, and no leap second; otherwise as RFC 3339 has it.
bool is_right(std::string_view text) {
  if (text.size() < 19 || text[10] != 'T' || text.ends_with('z')) return false;
  return text.substr(17, 2) != "60" && base::parse_moment(text).has_value();
}

class Moments {
 public:
  explicit Moments(Document& document) : document_(document) {}

  void check(const Node& of, std::string_view key) {
    const auto at = of.find(key);
    if (at && !is_right(at->text().value_or(""))) {
      document_.note("6.1.37", *at, "is no moment such as 2024-02-01T10:00:00Z (no leap second, capital T and Z)");
    }
  }
  void check_each(const Node& of, std::string_view list, std::initializer_list<std::string_view> keys) {
    of.each(list, [&](const Node& one) {
      for (const std::string_view key : keys) check(one, key);
    });
  }

  void check_head(const Node& head) {
    const auto tracking = head.find("tracking");
    if (!tracking) return;
    check(*tracking, "current_release_date");
    check(*tracking, "initial_release_date");
    if (const auto generator = tracking->find("generator")) check(*generator, "date");
    check_each(*tracking, "revision_history", {"date"});
    const std::string_view status = tracking->text("status");
    if (status != "final" && status != "interim") return;
    tracking->each("revision_history", [&](const Node& revision) {
      const auto at = base::parse_moment(revision.text("date"));
      if (at && (!newest_ || *newest_ < *at)) newest_ = at;
    });
    const auto distribution = head.find("distribution");
    const auto tlp = distribution ? distribution->find("tlp") : std::nullopt;
    clear_ = tlp && tlp->text("label") == "CLEAR";
  }

  void check_vulnerability(const Node& one) {
    check(one, "disclosure_date");
    check(one, "discovery_date");
    check_each(one, "first_known_exploitation_dates", {"date", "exploitation_date"});
    check_each(one, "flags", {"date"});
    check_each(one, "involvements", {"date"});
    check_each(one, "remediations", {"date"});
    check_each(one, "threats", {"date"});
    if (clear_) check_not_later("6.1.45", one, "disclosure_date");
    one.each("first_known_exploitation_dates", [&](const Node& known) {
      check_not_later("6.1.52", known, "date");
      check_not_later("6.1.52", known, "exploitation_date");
      const auto exploited = base::parse_moment(known.text("exploitation_date"));
      const auto told = base::parse_moment(known.text("date"));
      if (exploited && told && *told < *exploited) {
        document_.note("6.1.53", *known.find("exploitation_date"), "is later than the date on which it was known");
      }
    });
    one.each("metrics", [&](const Node& metric) {
      const auto content = metric.find("content");
      if (!content) return;
      for (const auto& [key, test] : metrics) {
        const auto values = content->find(key);
        if (!values) continue;
        check(*values, "timestamp");
        check_not_later(test, *values, "timestamp");
      }
    });
  }

 private:
  struct Metric {
    std::string_view key;
    std::string_view test;
  };
  static constexpr std::array metrics = {Metric{"ssvc_v2", "6.1.49"}, Metric{"epss", "6.1.51"}};

  void check_not_later(std::string_view test, const Node& of, std::string_view key) {
    const auto at = base::parse_moment(of.text(key));
    if (at && newest_ && *newest_ < *at) {
      document_.note(test, *of.find(key), "is later than the newest revision");
    }
  }

  Document& document_;
  std::optional<base::Moment> newest_;  ///< revision of a document that is released
  bool clear_ = false;
};

}  // namespace

void check_moments(Document& document) {
  if (document.edition != Edition::v2_1) return;
  Moments moments(document);
  if (const auto head = document.root.find("document")) moments.check_head(*head);
  document.root.each("vulnerabilities", [&](const Node& one) { moments.check_vulnerability(one); });
}

}  // namespace ingest::csaf
