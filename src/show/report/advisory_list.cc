#include "show/report/advisory_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "show/report/advisory_head.h"
#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;
using advisory::Field;
using advisory::Listed;

std::string score_text(const Listed& one) {
  return one.tenths ? fmt::format("{}.{}", *one.tenths / 10, *one.tenths % 10) : "";
}

std::string notes_text(const Listed& one) {
  std::string notes = one.withdrawn ? "withdrawn" : "";
  const auto add = [&](const std::string& note) { notes += (notes.empty() ? "" : ", ") + note; };
  if (one.read) add("read");
  if (one.comments > 0) add(fmt::format("{} {}", one.comments, one.comments == 1 ? "comment" : "comments"));
  return notes;
}

/// Whether the table has it anyway.
bool is_a_column(Field field) {
  return field == Field::date || field == Field::id || field == Field::title || field == Field::publisher ||
         field == Field::cvss;
}

std::string headless_text(const advisory::List& list, int width) {
  if (list.headless == 0) return "";
  const std::string words = fmt::format(
      "Of {} in the store these fields are not known: an earlier version of Cordon imported {}, and did not keep them. "
      "No such document is found by them until it is imported again.",
      counted(list.headless, "CSAF document", "CSAF documents"), list.headless == 1 ? "it" : "them");
  return "\n" + paragraph(words, std::max(width, narrowest_text), Style{false}, "");
}

/// The value of a field, or its values with ";" between them.
std::string cell(const Listed& one, Field field) {
  return csv_cell(fmt::format("{}", fmt::join(advisory::values_of(one.head, field), "; ")));
}

Json to_json(const Listed& one) {
  Json json = {{"feed", advisory::name_of(one.name.feed)},
               {"publisher", one.name.publisher},
               {"id", one.name.id},
               {"title", one.title},
               {"revision", one.revision},
               {"date", one.date},
               {"withdrawn", one.withdrawn},
               {"document", document_json(one.head)},
               {"read", one.read},
               {"comments", one.comments},
               {"cvss", nullptr},
               {"vulnerabilities", one.vulnerabilities}};
  if (one.tenths) json["cvss"] = *one.tenths / 10.0;
  return json;
}

}  // namespace

std::string advisory_list_text(const advisory::List& list, int width, bool colour) {
  if (list.total == 0) return "No advisory in the store is such.\n" + headless_text(list, width);
  const bool shows_field = !is_a_column(list.sort);
  std::vector<Column> columns{{"advisory"}, {"CVSS", true}, {"day"}};
  if (shows_field) columns.push_back({std::string(advisory::name_of(list.sort))});
  columns.insert(columns.end(), {{"noted", false, true}, {"publisher", false, true}, {"feed"}});
  Table table(std::move(columns));
  for (const Listed& one : list.rows) {
    std::vector<std::string> cells{plain(one.name.id + (one.title.empty() ? "" : ": " + one.title)), score_text(one),
                                   plain(one.date.substr(0, 10))};
    if (shows_field) cells.push_back(plain(one.sorted_by));
    cells.insert(cells.end(),
                 {notes_text(one), plain(one.name.publisher), std::string(advisory::name_of(one.name.feed))});
    table.add({std::move(cells)});
  }
  std::string out = table.to_text(width, Style{colour});
  if (list.rows.size() < list.total) {
    out += fmt::format("\n{} of {}: --top shows more.\n", whole(list.rows.size()), whole(list.total));
  }
  return out + headless_text(list, width);
}

std::string advisory_list_json(const advisory::List& list) {
  Json rows = Json::array();
  for (const Listed& one : list.rows) rows.push_back(to_json(one));
  Json json = {{"schema", "cordon-advisory-list/1"}, {"total", list.total}};
  if (list.headless > 0) json["not_known_of"] = list.headless;
  json["rows"] = std::move(rows);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string advisory_list_csv(const advisory::List& list) {
  std::string out = "feed,publisher,id,title,revision,date,withdrawn,read,comments,cvss,vulnerabilities";
  for (const Field field : advisory::shown_of_head()) out += fmt::format(",{}", advisory::name_of(field));
  out += "\n";
  for (const Listed& one : list.rows) {
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{}", advisory::name_of(one.name.feed),
                       csv_cell(one.name.publisher), csv_cell(one.name.id), csv_cell(one.title), csv_cell(one.revision),
                       csv_cell(one.date), one.withdrawn ? "yes" : "no", one.read ? "yes" : "no", one.comments,
                       score_text(one), csv_cell(fmt::format("{}", fmt::join(one.vulnerabilities, " "))));
    for (const Field field : advisory::shown_of_head()) out += "," + cell(one, field);
    out += "\n";
  }
  return out;
}

}  // namespace report
