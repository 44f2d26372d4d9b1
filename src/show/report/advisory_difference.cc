#include "show/report/advisory_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;
using advisory::Advisory;
using advisory::Change;
using advisory::Part;

std::string_view kind_of(const Change& change) {
  if (change.before.empty()) return "added";
  return change.after.empty() ? "removed" : "changed";
}

std::string version_words(const Advisory& one) {
  return (one.revision.empty() ? "" : "revision " + one.revision) +
         (one.revision.empty() || one.date.empty() ? "" : ", ") + one.date;
}

/// Paragraphs as one.
std::string one_line(std::string text) {
  std::erase(text, '\r');
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string sentence(const Change& change) {
  const std::string part(change.part == Part::document || change.part == Part::vulnerability
                             ? std::string()
                             : std::string(advisory::name_of(change.part)) + " ");
  const std::string what = part + change.subject;
  if (kind_of(change) == "changed") return what + ": " + change.before + " -> " + change.after;
  const std::string& value = change.before.empty() ? change.after : change.before;
  if (value == change.subject) return change.part == Part::vulnerability ? "this vulnerability" : what;
  return what + (change.part == Part::remedy || change.part == Part::score ? " - for " : ": ") + value;
}

}  // namespace

std::string advisory_difference_text(const Advisory& before, const Advisory& after, const std::vector<Change>& changes,
                                     int width, bool colour) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  std::string out = style("1", plain(after.id + (after.title.empty() ? "" : ": " + after.title))) + "\n";
  for (const auto& [word, one] : {std::pair("before", &before), std::pair("after", &after)}) {
    out += fmt::format("    {:<8} {}\n", word, plain(version_words(*one)));
  }
  if (before.head.known() != after.head.known()) {
    const std::string words = fmt::format(
        "An earlier version of Cordon imported the {} one, and did not keep its category, status, history and so on: "
        "they are not compared.",
        before.head.known() ? "second" : "first");
    out += paragraph(words, width, Style{false}, "");
  }
  if (changes.empty()) return out + "Nothing differs of what Cordon reads.\n";
  std::string_view of;
  for (const Change& change : changes) {
    if (change.vulnerability != of) out += "  " + style("4", plain(change.vulnerability)) + "\n";
    of = change.vulnerability;
    std::string kind(kind_of(change));
    for (const std::string& line : wrapped(plain(one_line(sentence(change))), width - 13)) {
      out += fmt::format("    {:<8} {}\n", kind, line);
      kind.clear();
    }
  }
  return out;
}

std::string advisory_difference_json(const Advisory& before, const Advisory& after,
                                     const std::vector<Change>& changes) {
  const auto version = [](const Advisory& one) { return Json{{"revision", one.revision}, {"date", one.date}}; };
  Json list = Json::array();
  for (const Change& change : changes) {
    Json json = {{"part", advisory::name_of(change.part)}};
    if (!change.vulnerability.empty()) json["vulnerability"] = change.vulnerability;
    json["subject"] = change.subject;
    json["change"] = kind_of(change);
    if (!change.before.empty()) json["before"] = change.before;
    if (!change.after.empty()) json["after"] = change.after;
    list.push_back(std::move(json));
  }
  const Json json = {{"schema", "cordon-advisory-difference/1"},
                     {"feed", advisory::name_of(after.feed)},
                     {"publisher", after.publisher},
                     {"id", after.id},
                     {"before", version(before)},
                     {"after", version(after)},
                     {"head_compared", before.head.known() && after.head.known()},
                     {"changes", std::move(list)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
