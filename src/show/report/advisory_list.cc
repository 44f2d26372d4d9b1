#include "show/report/advisory_list.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;
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

Json to_json(const Listed& one) {
  Json json = {{"feed", advisory::name_of(one.name.feed)},
               {"publisher", one.name.publisher},
               {"id", one.name.id},
               {"title", one.title},
               {"revision", one.revision},
               {"date", one.date},
               {"withdrawn", one.withdrawn},
               {"read", one.read},
               {"comments", one.comments},
               {"cvss", nullptr},
               {"vulnerabilities", one.vulnerabilities}};
  if (one.tenths) json["cvss"] = *one.tenths / 10.0;
  return json;
}

}  // namespace

std::string advisory_list_text(const advisory::List& list, int width, bool colour) {
  if (list.total == 0) return "No advisory in the store is such.\n";
  Table table({{"advisory"}, {"CVSS", true}, {"day"}, {"noted", false, true}, {"publisher", false, true}, {"feed"}});
  for (const Listed& one : list.rows) {
    table.add({{plain(one.name.id + (one.title.empty() ? "" : ": " + one.title)), score_text(one),
                plain(one.date.substr(0, 10)), notes_text(one), plain(one.name.publisher),
                std::string(advisory::name_of(one.name.feed))}});
  }
  std::string out = table.to_text(width, Style{colour});
  if (list.rows.size() < list.total) {
    out += fmt::format("\n{} of {}: --top shows more.\n", whole(list.rows.size()), whole(list.total));
  }
  return out;
}

std::string advisory_list_json(const advisory::List& list) {
  Json rows = Json::array();
  for (const Listed& one : list.rows) rows.push_back(to_json(one));
  const Json json = {{"schema", "cordon-advisory-list/1"}, {"total", list.total}, {"rows", std::move(rows)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string advisory_list_csv(const advisory::List& list) {
  std::string out = "feed,publisher,id,title,revision,date,withdrawn,read,comments,cvss,vulnerabilities\n";
  for (const Listed& one : list.rows) {
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", advisory::name_of(one.name.feed),
                       csv_cell(one.name.publisher), csv_cell(one.name.id), csv_cell(one.title), csv_cell(one.revision),
                       csv_cell(one.date), one.withdrawn ? "yes" : "no", one.read ? "yes" : "no", one.comments,
                       score_text(one), csv_cell(fmt::format("{}", fmt::join(one.vulnerabilities, " "))));
  }
  return out;
}

}  // namespace report
