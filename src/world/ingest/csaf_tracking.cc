// Tracking: the document's version and the history of its revisions.

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/moment.h"
#include "world/ingest/csaf_ids.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

/// A version number of CSAF: a whole number, or a semantic version (semver.org 2.0.0).
struct Number {
  bool semantic = false;
  std::array<std::uint64_t, 3> parts{};  ///< one, or three when it is semantic
  std::optional<std::string_view> before_release;
};

std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

/// Takes what stands before the next dot, and the dot.
std::string_view take_part(std::optional<std::string_view>& rest) {
  const std::size_t dot = rest->find('.');
  const std::string_view part = rest->substr(0, dot);
  if (dot == std::string_view::npos) {
    rest.reset();
  } else {
    rest->remove_prefix(dot + 1);
  }
  return part;
}

/// Build metadata is passed over.
std::optional<Number> parse_number(std::string_view text) {
  text = text.substr(0, text.find('+'));
  Number number;
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos) number.before_release = text.substr(dash + 1);
  std::size_t parts = 0;
  for (std::optional<std::string_view> rest = text.substr(0, dash); rest; ++parts) {
    const auto value = digits(take_part(rest));
    if (!value || parts == number.parts.size()) return std::nullopt;
    number.parts[parts] = *value;
  }
  number.semantic = parts == number.parts.size();
  if (!number.semantic && (parts != 1 || number.before_release)) return std::nullopt;
  return number;
}

/// Precedence of semantic versions, section 11: numbers before words, fewer before more.
std::strong_ordering compare_pre_release(std::optional<std::string_view> a, std::optional<std::string_view> b) {
  while (a && b) {
    const std::string_view one = take_part(a);
    const std::string_view other = take_part(b);
    const auto left = digits(one);
    const auto right = digits(other);
    std::strong_ordering order = std::strong_ordering::equal;
    if (left && right) {
      order = *left <=> *right;
    } else if (left || right) {
      order = left ? std::strong_ordering::less : std::strong_ordering::greater;
    } else {
      order = one <=> other;
    }
    if (std::is_neq(order)) return order;
  }
  return a.has_value() <=> b.has_value();
}

std::strong_ordering compare(const Number& a, const Number& b) {
  // A whole number and a semantic version that begins with it: the shorter one first.
  const auto parts = [](const Number& one) { return std::span(one.parts).first(one.semantic ? one.parts.size() : 1); };
  const auto order =
      std::lexicographical_compare_three_way(parts(a).begin(), parts(a).end(), parts(b).begin(), parts(b).end());
  if (std::is_neq(order)) return order;
  // Without a part before the release comes after all with one.
  if (a.before_release.has_value() != b.before_release.has_value()) {
    return a.before_release ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return compare_pre_release(a.before_release, b.before_release);
}

struct Revision {
  std::string_view text;
  Number number;
  base::Moment at;
  std::size_t index = 0;
};

struct Tracking {
  Node node;
  std::string_view status;
  std::optional<Number> version;
  std::vector<Revision> revisions;  ///< in the order of the document; those whose number and date can be read
};

bool later(const Revision& a, const Revision& b) {
  if (a.at != b.at) return a.at < b.at;
  return std::is_lt(compare(a.number, b.number));
}

/// The revision's node, for a finding.
template <class What>
void at_revision(const Tracking& tracking, std::size_t index, const What& what) {
  std::size_t at = 0;
  tracking.node.each("revision_history", [&](const Node& revision) {
    if (at++ == index) what(revision);
  });
}

void note(Document& document, const Tracking& tracking, std::string_view test, std::size_t index,
          const std::string& what) {
  at_revision(tracking, index, [&](const Node& revision) {
    const auto number = revision.find("number");
    document.note(test, number ? *number : revision, what);
  });
}

/// 6.1.14, 6.1.16, 6.1.21
void check_order(Document& document, const Tracking& tracking) {
  if (tracking.revisions.empty()) return;
  std::vector<Revision> sorted = tracking.revisions;
  if (!std::ranges::is_sorted(sorted, later)) std::ranges::stable_sort(sorted, later);  // which takes memory
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (std::is_gt(compare(sorted[i - 1].number, sorted[i].number))) {
      note(document, tracking, "6.1.14", sorted[i].index, "a revision of an earlier date has a higher number");
    }
  }
  if (tracking.version) {
    Number latest = sorted.back().number;
    Number version = *tracking.version;
    if (tracking.status == "draft") {
      latest.before_release.reset();
      version.before_release.reset();
    }
    if (std::is_neq(compare(latest, version))) {
      document.note("6.1.16", *tracking.node.find("version"),
                    fmt::format("the latest revision is {}", sorted.back().text));
    }
  }
  std::vector<std::uint64_t> majors;
  majors.reserve(sorted.size());
  for (const Revision& revision : sorted) majors.push_back(revision.number.parts[0]);
  // 2.1 takes them in the order of their dates.
  if (document.edition == Edition::v2_0) std::ranges::sort(majors);
  if (majors.front() > 1) {
    note(document, tracking, "6.1.21", sorted.front().index, "the history does not begin with 0 or 1");
  }
  std::uint64_t highest = majors.front();
  for (const std::uint64_t major : majors) {
    if (major > highest + 1) {
      const auto history = tracking.node.find("revision_history");
      document.note("6.1.21", *history, fmt::format("{} is missing before {}", highest + 1, major));
    }
    highest = std::max(highest, major);
  }
}

/// 6.1.18, 6.1.19, 6.1.22, 6.1.30
void check_revisions(Document& document, const Tracking& tracking) {
  const bool released = tracking.status == "final" || tracking.status == "interim";
  Ids numbers;
  bool semantic = tracking.version && tracking.version->semantic;
  bool whole = tracking.version && !tracking.version->semantic;
  for (const Revision& revision : tracking.revisions) {
    if (released && revision.number.parts[0] == 0) {
      note(document, tracking, "6.1.18", revision.index, "a released document has no revision 0");
    }
    if (revision.number.before_release) {
      note(document, tracking, "6.1.19", revision.index, "a revision is no pre-release");
    }
    if (!numbers.put(revision.text).second) {
      note(document, tracking, "6.1.22", revision.index, "the number stands more than once");
    }
    (revision.number.semantic ? semantic : whole) = true;
  }
  if (semantic && whole) {
    document.note("6.1.30", tracking.node, "whole and semantic version numbers are mixed");
  }
}

/// 6.1.17, 6.1.20
void check_status(Document& document, const Tracking& tracking) {
  if (!tracking.version) return;
  const bool pre_release = tracking.version->before_release.has_value();
  const bool draft = tracking.status == "draft";
  if ((tracking.version->parts[0] == 0 || pre_release) && !draft) {
    document.note("6.1.17", *tracking.node.find("version"), "the status of this version is draft");
  }
  if (pre_release && !draft) {
    document.note("6.1.20", *tracking.node.find("version"), "a released document is no pre-release");
  }
}

}  // namespace

void check_tracking(Document& document) {
  const auto head = document.root.find("document");
  const auto node = head ? head->find("tracking") : std::nullopt;
  if (!node) return;
  Tracking tracking{*node, node->text("status"), parse_number(node->text("version")), {}};
  std::size_t index = 0;
  node->each("revision_history", [&](const Node& revision) {
    const std::string_view text = revision.text("number");
    const auto number = parse_number(text);
    const auto at = base::parse_moment(revision.text("date"));
    if (number && at) tracking.revisions.push_back({text, *number, *at, index});
    ++index;
  });
  check_order(document, tracking);
  check_revisions(document, tracking);
  check_status(document, tracking);
}

}  // namespace ingest::csaf
