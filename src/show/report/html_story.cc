// One simulated outbreak as a story: a picture of all organisations, still and to slide through, and what happened
// when.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "show/report/page.h"
#include "show/report/words.h"

namespace report {

namespace {

using exercise::Moment;
using exercise::Standing;
using exercise::Story;
using exercise::What;

constexpr int cell = 12;   ///< units of the picture; marks are written in whole ones
constexpr int pitch = 14;  ///< from one cell to the next
constexpr int head = 30;   ///< room for the name of a sector
constexpr double day_s = 86400;

constexpr std::array<std::string_view, 5> standing_names = {"not touched", "cut off, not infected", "infected",
                                                            "infected and cut off", "restored"};
constexpr std::array<std::string_view, 5> standing_classes = {"untouched", "cut", "infected", "both", "restored"};

/// Where each organisation stands in the picture.
struct Grid {
  std::vector<int> x, y;  ///< [organisation]
  std::vector<std::pair<int, std::string>> labels;
  int width = 0, height = 0;
};

/// Sector by sector, in the order of the table; as wide as a page takes in with squares that can be seen.
Grid lay_out(const estate::Estate& estate) {
  const std::size_t all = estate.organisations.size();
  const int columns = std::clamp(static_cast<int>(std::sqrt(2.4 * static_cast<double>(all))), 12, 130);
  Grid grid{std::vector<int>(all), std::vector<int>(all), {}, columns * pitch, 0};
  std::vector<std::string> sectors;
  for (const estate::Organisation& one : estate.organisations) {
    if (std::ranges::find(sectors, one.sector) == sectors.end()) sectors.push_back(one.sector);
  }
  for (const std::string& sector : sectors) {
    int placed = 0;
    grid.labels.emplace_back(grid.height + head - 8, sector.empty() ? "organisations" : who({{"sector", sector}}));
    if (grid.labels.back().second == "organisations" && !sector.empty()) grid.labels.back().second = plain(sector);
    grid.height += head;
    for (std::size_t o = 0; o < all; ++o) {
      if (estate.organisations[o].sector != sector) continue;
      grid.x[o] = placed % columns * pitch;
      grid.y[o] = grid.height + placed / columns * pitch;
      ++placed;
    }
    grid.height += (placed + columns - 1) / columns * pitch;
  }
  return grid;
}

/// A mark that is told apart without colour as well: dot, frame, square, square with a hole, diamond.
std::string mark(Standing standing, int x, int y) {
  switch (standing) {
    case Standing::untouched: return fmt::format("M{} {}h4v4h-4z", x + 4, y + 4);
    case Standing::cut_off: return fmt::format("M{} {}h10v10h-10z", x + 1, y + 1);
    case Standing::infected: return fmt::format("M{} {}h{}v{}h-{}z", x, y, cell, cell, cell);
    case Standing::infected_cut_off: return fmt::format("M{} {}h12v12h-12zm4 4v4h4v-4z", x, y);
    case Standing::restored: return fmt::format("M{} {}l6 6l-6 6l-6 -6z", x + 6, y);
  }
  return {};
}

/// How all stand at a time, from the turns up to then.
std::vector<Standing> standing_at(const std::vector<exercise::Turn>& turns, std::size_t organisations, double at_s) {
  std::vector<Standing> all(organisations, Standing::untouched);
  for (const exercise::Turn& turn : turns) {
    if (turn.at_s <= at_s) all[turn.organisation] = turn.standing;
  }
  return all;
}

std::string picture(const Grid& grid, const std::vector<Standing>& all) {
  std::array<std::string, 5> paths;
  for (std::size_t o = 0; o < all.size(); ++o)
    paths[static_cast<std::size_t>(all[o])] += mark(all[o], grid.x[o], grid.y[o]);
  std::string out =
      fmt::format("<svg class=\"standing\" viewBox=\"-2 0 {} {}\" aria-hidden=\"true\" focusable=\"false\">",
                  grid.width + 4, grid.height + 2);
  for (const auto& [y, text] : grid.labels) out += fmt::format("<text x=\"0\" y=\"{}\">{}</text>", y, escaped(text));
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!paths[i].empty()) out += fmt::format("<path class=\"{}\" d=\"{}\"/>", standing_classes[i], paths[i]);
  }
  return out + "</svg>";
}

std::string when(const drill::Result& result, double at_s) {
  base::Instant at = result.start;
  at.utc_s += std::llround(at_s);
  return moment(at);
}

struct Still {
  double at_s = 0;
  std::string title;
};

/// When a tenth, half and nine tenths of all that will be infected are; and the end.
std::vector<Still> stills(const std::vector<exercise::Turn>& turns, const drill::Result& result) {
  std::vector<double> infected;
  std::vector<std::uint8_t> seen;
  for (const exercise::Turn& turn : turns) {
    if (turn.standing != Standing::infected && turn.standing != Standing::infected_cut_off) continue;
    if (seen.size() <= turn.organisation) seen.resize(turn.organisation + 1, 0);
    if (std::exchange(seen[turn.organisation], std::uint8_t{1}) == 0) infected.push_back(turn.at_s);
  }
  std::vector<Still> out;
  if (infected.empty()) return out;
  for (const auto& [share, name] : {std::pair{0.1, "one in ten"}, {0.5, "half"}, {0.9, "nine in ten"}}) {
    const auto place = static_cast<std::size_t>(std::ceil(share * static_cast<double>(infected.size()))) - 1;
    out.push_back({infected[place], fmt::format("{} of all that it infects", name)});
  }
  out.push_back({result.horizon_s, "at the end"});
  return out;
}

std::string legend() {
  std::string out = "<ul class=\"key\" aria-label=\"Key to the picture\">";
  for (std::size_t i = 0; i < standing_names.size(); ++i) {
    out += fmt::format(
        "<li><svg class=\"mark standing\" viewBox=\"-1 -1 14 14\" aria-hidden=\"true\"><path class=\"{}\" "
        "d=\"{}\"/></svg>{}</li>",
        standing_classes[i], mark(static_cast<Standing>(i), 0, 0), standing_names[i]);
  }
  return out + "</ul>\n";
}

std::string counts_table(const std::vector<Still>& shown, const std::vector<exercise::Turn>& turns,
                         std::size_t organisations, const drill::Result& result) {
  std::string out =
      "<details><summary>The numbers of the pictures</summary><div class=\"scroll\" tabindex=\"0\" role=\"group\" "
      "aria-label=\"table\"><table class=\"plain\"><caption>Organisations by how "
      "they "
      "stand</caption><thead><tr><th scope=\"col\">At</th>";
  for (const std::string_view name : standing_names)
    out += fmt::format("<th scope=\"col\" class=\"num\">{}</th>", name);
  out += "</tr></thead><tbody>\n";
  for (const Still& still : shown) {
    std::array<std::size_t, 5> counts{};
    for (const Standing one : standing_at(turns, organisations, still.at_s)) ++counts[static_cast<std::size_t>(one)];
    out += "<tr><th scope=\"row\">" + when(result, still.at_s) + "</th>";
    for (const std::size_t count : counts) out += "<td class=\"num\">" + whole(count) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div></details>\n";
}

std::string service_name(const estate::Estate& estate, estate::Index service) {
  std::string kind = plain(estate.care.services[service].kind);
  std::ranges::replace(kind, '-', ' ');
  return kind;
}

std::string told(const Moment& moment, const estate::Estate& estate) {
  const std::string service = moment.service == estate::none ? "" : service_name(estate, moment.service);
  switch (moment.what) {
    case What::locked: return "first device locked";
    case What::detected: return "knows of the outbreak";
    case What::isolated: return "cuts itself off";
    case What::disconnected: return "disconnects as a precaution";
    case What::reconnected: return "is connected again";
    case What::restored: return "the last locked device is back in service";
    case What::alarm: return "national alarm";
    case What::on_paper: return service + " goes on paper";
    case What::back: return service + " is back";
    case What::diverted: break;
  }
  if (moment.receiver == estate::none) return service + " sends ambulances away; none other is open";
  const estate::Index to = estate.care.services[moment.receiver].organisation;
  return service + " sends ambulances to " + plain(estate.organisations[to].name);
}

/// A fold for each day; the first is open.
std::string list(const Story& story, const estate::Estate& estate, const drill::Result& result) {
  std::string out;
  std::int64_t day = std::numeric_limits<std::int64_t>::min();
  for (const Moment& one : story.run.moments) {
    const std::int64_t local = result.start.utc_s + result.start.offset_s + std::llround(one.at_s);
    const auto today = static_cast<std::int64_t>(std::floor(static_cast<double>(local) / day_s));
    const std::string at = when(result, one.at_s);
    if (today != day) {
      out +=
          fmt::format("{}<details{}><summary>{}</summary><ol class=\"story\" tabindex=\"0\">\n",
                      out.empty() ? "" : "</ol></details>\n", out.empty() ? " open" : "", at.substr(0, at.rfind(' ')));
    }
    day = today;
    const std::string organisation =
        one.organisation == estate::none ? "" : escaped(plain(estate.organisations[one.organisation].name)) + ": ";
    out += fmt::format("<li><b>{}</b> {}{}</li>\n", at.substr(at.rfind(' ') + 1), organisation,
                       escaped(told(one, estate)));
  }
  return out.empty() ? "<p>Nothing was locked.</p>\n" : out + "</ol></details>\n";
}

}  // namespace

std::string story_section(const drill::Result& result, const Inputs& inputs) {
  if (inputs.story == nullptr || inputs.estate == nullptr) return {};
  const Story& story = *inputs.story;
  const std::size_t organisations = inputs.estate->organisations.size();
  const std::vector<exercise::Turn> turns = exercise::turns_of(story.run, organisations);
  const std::vector<Still> shown = stills(turns, result);
  const std::string measure = escaped(spaced(story.measure));
  std::string out = fmt::format(
      "<section aria-labelledby=\"story\"><h2 id=\"story\">One simulated outbreak</h2>\n<p>Number {} of {}: the one "
      "whose "
      "{} ({}) are nearest to the median of all ({}). One of many that may happen, not the likeliest.</p>\n",
      whole(story.replica + 1), whole(result.replicas), measure, number(story.value, ""), number(story.aimed_at, ""));
  if (!shown.empty()) {
    const Grid grid = lay_out(*inputs.estate);
    out += "<h3>All organisations</h3>\n" + legend();
    out +=
        "<div class=\"slide\"><label for=\"slide\">Time</label> <input type=\"range\" id=\"slide\" min=\"0\" max=\"0\" "
        "value=\"0\" step=\"1\"> <output id=\"slide-says\" for=\"slide\"></output><div "
        "id=\"slide-picture\"></div></div>\n";
    out += "<div class=\"stills\">\n";
    for (const Still& still : shown) {
      out += fmt::format("<figure><figcaption><h4>{}</h4><p>{}</p></figcaption>{}</figure>\n", when(result, still.at_s),
                         still.title, picture(grid, standing_at(turns, organisations, still.at_s)));
    }
    out += "</div>\n" + counts_table(shown, turns, organisations, result);
  }
  return out + "<h3>What happened when</h3>\n" + list(story, *inputs.estate, result) + "</section>\n";
}

std::string story_data(const Inputs& inputs) {
  using Json = nlohmann::ordered_json;
  const Grid grid = lay_out(*inputs.estate);
  Json out{{"width", grid.width}, {"height", grid.height}, {"x", grid.x}, {"y", grid.y}};
  out["labels"] = Json::array();
  for (const auto& [y, text] : grid.labels) out["labels"].push_back({{"y", y}, {"text", plain(text)}});
  out["names"] = standing_names;
  out["classes"] = standing_classes;
  out["marks"] = Json::array();
  for (std::size_t i = 0; i < standing_names.size(); ++i) out["marks"].push_back(mark(static_cast<Standing>(i), 0, 0));
  out["turns"] = Json::array();
  for (const exercise::Turn& turn : exercise::turns_of(inputs.story->run, inputs.estate->organisations.size())) {
    out["turns"].push_back({std::llround(turn.at_s), turn.organisation, static_cast<int>(turn.standing)});
  }
  return safe_in_script(out.dump(-1, ' ', true, Json::error_handler_t::replace));
}

}  // namespace report
