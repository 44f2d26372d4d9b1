#include "show/report/end_of_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

/// "windows 5-sp3 (XP SP3)"
std::string name_of(const exposure::EndOfLife& one) {
  constexpr std::string_view head = "End of life of ";
  return one.title.starts_with(head) ? one.title.substr(head.size()) : one.product + " " + one.release;
}

}  // namespace

std::string end_of_life_text(const std::vector<exposure::EndOfLife>& all, std::string_view day, std::size_t top,
                             int width, bool colour) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  if (all.empty()) {
    return fmt::format("Nothing in the store runs a release whose security updates had ended on {}.\n", day);
  }
  Table table({{"no longer mended on " + std::string(day), false},
               {"ended", false},
               {"for payers until", false, true},
               {"devices", true},
               {"organisations", true, true},
               {"perhaps", true}});
  for (std::size_t i = 0; i < std::min(top, all.size()); ++i) {
    const exposure::EndOfLife& one = all[i];
    const std::string& ended = one.lifecycle.security_ends;
    table.add({{plain(name_of(one)), ended.empty() ? "day not known" : ended, one.lifecycle.extended_ends,
                whole(one.devices), whole(one.organisations), whole(one.perhaps)},
               {}});
  }
  std::string out = table.to_text(width, style);
  if (all.size() > top) out += fmt::format("  ... and {} more\n", whole(all.size() - top));
  return out + "\n" +
         paragraph(
             "\"perhaps\" comes on top of \"devices\": only the product's name agrees, or editions with other "
             "dates share the build.",
             width, style, "2");
}

std::string end_of_life_json(const std::vector<exposure::EndOfLife>& all, std::string_view day, std::size_t top) {
  using Json = nlohmann::ordered_json;
  Json rows = Json::array();
  for (std::size_t i = 0; i < std::min(top, all.size()); ++i) {
    const exposure::EndOfLife& one = all[i];
    Json row{{"id", one.id}, {"product", one.product}, {"release", one.release}, {"title", one.title}};
    if (!one.lifecycle.security_ends.empty()) row["security_ends"] = one.lifecycle.security_ends;
    if (!one.lifecycle.extended_ends.empty()) row["extended_ends"] = one.lifecycle.extended_ends;
    row["devices"] = one.devices;
    row["organisations"] = one.organisations;
    row["perhaps"] = one.perhaps;
    rows.push_back(std::move(row));
  }
  const Json json{{"schema", "cordon-end-of-life/1"}, {"on", day}, {"in_all", all.size()}, {"rows", std::move(rows)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
