#include "show/report/missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

using exposure::Missing;
using exposure::Whom;
using Json = nlohmann::ordered_json;

std::string organisation_words(const Missing& one) {
  if (!one.organisation.empty()) return plain(one.organisation);
  return one.whom == Whom::publisher ? "every one" : "not known";
}

/// Where the table would get too wide, a file is only counted.
constexpr std::size_t file_name_most = 30;

std::string ask_words(const Missing& one) {
  if (one.whom == Whom::nobody) return "no source has it yet";
  if (one.files.empty()) return plain(one.of);
  if (one.files.size() > 1) return fmt::format("{} ({} files)", plain(one.of), whole(one.files.size()));
  const std::string& file = one.files[0];
  const std::string name = plain(std::string_view(file).substr(file.find_last_of('/') + 1));
  return fmt::format("{} ({})", plain(one.of), name.size() > file_name_most ? "1 file" : name);
}

std::string_view word(Whom whom) {
  switch (whom) {
    case Whom::tool: return "tool";
    case Whom::publisher: return "publisher";
    case Whom::nobody: break;
  }
  return "nobody";
}

Json to_json(const Missing& one) {
  return {{"organisation", one.organisation.empty() ? Json() : Json(one.organisation)},
          {"whom", word(one.whom)},
          {"ask", one.of.empty() ? Json() : Json(one.of)},
          {"files", one.files},
          {"field", one.field},
          {"settles", one.settles},
          {"with_others", one.with_others},
          {"devices", one.devices}};
}

}  // namespace

std::string missing_text(const exposure::MissingFields& fields, std::size_t top, int width, bool colour) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  std::string out = paragraph(
      fmt::format("Of {} (a device that is known and a vulnerability each) it cannot be told; {} asked about.",
                  counted(fields.questions, "question", "questions"),
                  counted(fields.vulnerabilities, "vulnerability was", "vulnerabilities were")),
      width, style, "1");
  if (fields.rows.empty()) return out;
  out += "\n";
  Table table(
      {{"absent"}, {"organisation"}, {"ask"}, {"settles", true}, {"with others", true, true}, {"devices", true}});
  for (std::size_t i = 0; i < std::min(top, fields.rows.size()); ++i) {
    const Missing& one = fields.rows[i];
    table.add({{plain(one.field), organisation_words(one), ask_words(one), whole(one.settles), whole(one.with_others),
                whole(one.devices)},
               {}});
  }
  out += table.to_text(width, style);
  if (fields.rows.size() > top) out += fmt::format("  ... and {} more\n", whole(fields.rows.size() - top));
  out += "\n" + paragraph(
                    "\"settles\" counts the questions in which nothing else is absent, \"with others\" those in which "
                    "something else is too. Whether a settled device is exposed or not, nobody knows before.",
                    width, style, "2");
  return out;
}

std::string missing_json(const exposure::MissingFields& fields, const std::string& day, std::size_t top) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < std::min(top, fields.rows.size()); ++i) rows.push_back(to_json(fields.rows[i]));
  const Json json = {{"schema", "cordon-missing/1"},
                     {"on", day},
                     {"vulnerabilities", fields.vulnerabilities},
                     {"questions", fields.questions},
                     {"in_all", fields.rows.size()},
                     {"rows", std::move(rows)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
