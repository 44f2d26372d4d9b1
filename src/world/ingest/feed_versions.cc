#include "world/ingest/feed_versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <compare>
#include <utility>

#include "world/advisory/percent.h"
#include "world/advisory/vendor_text.h"
#include "world/advisory/version_range.h"

namespace ingest::feeds {

namespace {

using advisory::Scheme;
using advisory::Version;
using advisory::Versions;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_first(std::string_view from) {
  return from == "0" || from == "*" || is_unstated(from);
}

/// A version as the scheme reads it. Vendors' own are held to the strictness of their ranges.
std::optional<Version> version_of(Scheme scheme, std::string_view text) {
  if (scheme == Scheme::vendor && !advisory::doubt_about_version(lower(text)).empty()) return std::nullopt;
  auto version = advisory::parse_version(scheme, text);
  if (!version) return std::nullopt;
  return std::move(*version);
}

void append_version(std::string& text, std::string_view version) {
  constexpr std::string_view plain = ":+/()@^#&;?$'[]{}";
  const bool needs =
      version.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~+:") !=
      std::string_view::npos;
  text += needs ? advisory::percent_encoded(version, plain) : std::string(version);
}

/// A stretch whose ends are read.
struct Ends {
  std::optional<Version> from;  ///< nothing: from the first
  std::optional<Version> to;    ///< nothing: to the last
  bool from_excluded = false;
  bool to_included = false;
};

std::optional<Ends> ends_of(Scheme scheme, const Stretch& stretch) {
  Ends ends{{}, {}, stretch.from_excluded, stretch.to_included};
  if (!is_first(stretch.from)) {
    ends.from = version_of(scheme, stretch.from);
    if (!ends.from) return std::nullopt;
  }
  if (stretch.to == "*" || stretch.to.empty()) return ends;
  const auto branch = advisory::numbers_of_wildcard(stretch.to);
  if (branch) ends.to_included = false;
  ends.to = version_of(scheme, branch ? std::string_view(branch->below) : stretch.to);
  if (!ends.to) return std::nullopt;
  return ends;
}

/// Both ends of a stretch that is in order.
void append_bounds(std::string& text, const Ends& ends) {
  if (ends.from && ends.to && std::is_eq(compare(*ends.from, *ends.to))) {
    append_version(text, ends.from->text);
    return;
  }
  if (!ends.from && !ends.to) text += '*';
  if (ends.from) {
    text += ends.from_excluded ? ">" : ">=";
    append_version(text, ends.from->text);
  }
  if (ends.from && ends.to) text += '|';
  if (ends.to) {
    text += ends.to_included ? "<=" : "<";
    append_version(text, ends.to->text);
  }
}

std::string vers_prefix(Scheme scheme) {
  return "vers:" + std::string(advisory::name_of(scheme)) + "/";
}

/// Whether the ends could be put in order by the scheme, and were written.
bool state_in_order(advisory::Product& product, Scheme scheme, const Stretch& stretch) {
  const auto ends = ends_of(scheme, stretch);
  if (!ends) return false;
  const bool both = ends->from && ends->to;
  const auto order = both ? compare(*ends->from, *ends->to) : std::partial_ordering::less;
  if (std::is_eq(order) && ends->to_included && !ends->from_excluded) {
    product.versions = Versions::exact;
    product.version = ends->from->text;
    product.scheme = scheme;
    return true;
  }
  if (!std::is_lt(order)) return false;
  product.versions = Versions::range;
  product.version = vers_prefix(scheme);
  append_bounds(product.version, *ends);
  product.scheme = scheme;
  return true;
}

/// Parts put together to as few texts as keep within the limits of a range.
class VersTexts {
 public:
  explicit VersTexts(Scheme scheme) : prefix_(vers_prefix(scheme)) {}

  /// A part has two bounds at most.
  void add(const std::string& part) {
    const bool fits = !texts_.empty() && bounds_ + 2 <= advisory::range_bounds_most &&
                      texts_.back().size() + part.size() + 1 <= advisory::range_bytes_most;
    if (!fits) {
      texts_.push_back(prefix_ + part);
      bounds_ = 2;
      return;
    }
    texts_.back() += '|';
    texts_.back() += part;
    bounds_ += 2;
  }
  [[nodiscard]] bool empty() const { return texts_.empty(); }
  std::vector<std::string> take() { return std::move(texts_); }

 private:
  std::string prefix_;
  std::vector<std::string> texts_;
  std::size_t bounds_ = 0;
};

/// An event with its version; the first of all versions has none.
struct ReadEvent {
  Event::Kind kind = Event::Kind::introduced;
  std::optional<Version> version;

  [[nodiscard]] std::string_view key() const { return version ? std::string_view(version->key) : std::string_view(); }
};

std::optional<std::vector<ReadEvent>> in_order(Scheme scheme, const std::vector<Event>& events) {
  std::vector<ReadEvent> read;
  read.reserve(events.size());
  for (const Event& event : events) {
    ReadEvent& one = read.emplace_back();
    one.kind = event.kind;
    if (event.kind == Event::Kind::introduced && event.version == "0") continue;
    one.version = version_of(scheme, event.version);
    if (!one.version) return std::nullopt;
  }
  const auto before = [](const ReadEvent& a, const ReadEvent& b) { return a.key() < b.key(); };
  if (!std::is_sorted(read.begin(), read.end(), before)) std::stable_sort(read.begin(), read.end(), before);
  return read;
}

std::vector<Ends> walked(std::vector<ReadEvent> events) {
  std::vector<Ends> stretches;
  stretches.reserve(events.size() / 2 + 1);
  bool open = false;
  for (ReadEvent& event : events) {
    if (event.kind == Event::Kind::introduced) {
      if (open) continue;
      open = true;
      const bool touches = !stretches.empty() && stretches.back().to->key == event.key();
      if (!touches) stretches.push_back({std::move(event.version), {}, false, false});
    } else if (open) {
      open = false;
      Ends& last = stretches.back();
      last.to_included = event.kind == Event::Kind::last_affected;
      const bool nothing = last.from && last.from->key == event.key() && !last.to_included;
      if (nothing) {
        stretches.pop_back();
      } else {
        last.to = std::move(event.version);
      }
    }
  }
  if (open && !stretches.empty()) stretches.back().to.reset();
  return stretches;
}

bool has_range_signs(std::string_view text) {
  return text.find_first_of("|,<>=") != std::string_view::npos;
}

}  // namespace

bool is_unstated(std::string_view text) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"", "-", "n/a", "na", "none", "unspecified", "unknown", "not specified", "not applicable", "undefined"});
  if (text.size() > 14) return false;
  const std::string plain = lower(text);
  return std::find(words.begin(), words.end(), plain) != words.end();
}

void state_for_a_person(advisory::Product& product, std::string_view what, std::string_view from, std::string_view to) {
  product.versions = Versions::range;
  product.version = fmt::format("{} \"{}\" to \"{}\"", what, from, to);
  product.scheme.reset();
}

void state(advisory::Product& product, std::optional<Scheme> scheme, const Stretch& stretch) {
  if (!stretch.to.empty() && is_unstated(stretch.to)) {
    product.versions = Versions::unstated;
    return;
  }
  if (scheme && state_in_order(product, *scheme, stretch)) return;
  const bool open = stretch.to == "*" || stretch.to.empty();
  if (is_first(stretch.from) && open) {
    product.versions = Versions::range;
    product.version = "vers:all/*";
    return;
  }
  if (has_range_signs(stretch.from) || has_range_signs(stretch.to)) {
    state_for_a_person(product, "from", stretch.from, stretch.to);
    return;
  }
  product.versions = Versions::range;
  std::string& text = product.version;
  text.reserve(stretch.from.size() + stretch.to.size() + 8);
  if (!is_first(stretch.from)) {
    text += stretch.from_excluded ? ">" : ">=";
    text += stretch.from;
    if (!open) text += " | ";
  }
  if (open) return;
  text += stretch.to_included ? "<=" : "<";
  text += stretch.to;
}

void state(advisory::Product& product, std::optional<Scheme> scheme, std::string_view version) {
  if (is_unstated(version)) {
    product.versions = Versions::unstated;
    return;
  }
  product.versions = Versions::exact;
  product.version = std::string(version);
  if (version == "*") {
    product.versions = Versions::range;
    product.version = "vers:all/*";
  } else if (version_of(scheme.value_or(Scheme::vendor), version)) {
    product.scheme = scheme;
  } else if (version.find_first_of(" <>=|,*") != std::string_view::npos || advisory::numbers_of_wildcard(version)) {
    product.versions = Versions::range;
  }
}

std::optional<std::vector<std::string>> vers_of(Scheme scheme, const std::vector<Event>& events) {
  auto read = in_order(scheme, events);
  if (!read) return std::nullopt;
  VersTexts texts(scheme);
  std::string part;
  for (const Ends& ends : walked(std::move(*read))) {
    part.clear();
    append_bounds(part, ends);
    texts.add(part);
  }
  if (texts.empty()) return std::nullopt;
  return texts.take();
}

std::vector<std::string> vers_of_list(Scheme scheme, const std::vector<std::string_view>& versions,
                                      std::vector<std::string_view>& unread) {
  std::vector<Version> read;
  read.reserve(versions.size());
  for (const std::string_view text : versions) {
    auto version = version_of(scheme, text);
    if (version) {
      read.push_back(std::move(*version));
    } else {
      unread.push_back(text);
    }
  }
  std::sort(read.begin(), read.end(), [](const Version& a, const Version& b) { return a.key < b.key; });
  VersTexts texts(scheme);
  std::string part;
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (i > 0 && read[i].key == read[i - 1].key) continue;
    part.clear();
    append_version(part, read[i].text);
    texts.add(part);
  }
  return texts.take();
}

}  // namespace ingest::feeds
