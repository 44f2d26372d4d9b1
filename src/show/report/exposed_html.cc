// Who is exposed, as a page: pictures drawn as SVG, so that it needs no script.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "show/report/exposed.h"
#include "show/report/exposed_board.h"
#include "show/report/exposed_groups.h"
#include "show/report/exposed_pieces.h"
#include "show/report/page.h"
#include "show/report/words.h"
#include "show/web/assets.h"

namespace report {

namespace {

using exposure::Standing;

/// Rows of each table; CSV has all.
constexpr std::size_t rows_most = 1000;

std::string key() {
  std::string out = "<ul class=\"key\" aria-label=\"Key\">";
  for (std::size_t i = 0; i < standing_classes.size(); ++i) {
    out += fmt::format(
        "<li><svg class=\"exposure\" aria-hidden=\"true\" width=\"14\" height=\"14\"><rect class=\"{}\" width=\"14\" "
        "height=\"14\"/></svg>{}</li>",
        standing_classes.at(i), people_word(static_cast<Standing>(i)));
  }
  return out + "</ul>\n";
}

std::string groups_section(const ExposedAnswer& answer, ExposedBy by) {
  const std::vector<ExposedGroup> groups = groups_of(answer, by);
  std::size_t most = 1;
  for (const ExposedGroup& group : groups) most = std::max(most, group.devices);
  const std::string lead = groups.size() > rows_most
                               ? fmt::format("The first {} of {}.", whole(rows_most), whole(groups.size()))
                               : "The most exposed first. A bar is as long as there are devices.";
  std::string out =
      section_opened("groups", fmt::format("By {}", word(by)), lead,
                     {word(by), "Picture", "Devices", "Exposed", "Cannot tell", "Not affected", "Not found"});
  for (std::size_t i = 0; i < std::min(groups.size(), rows_most); ++i) {
    const ExposedGroup& group = groups[i];
    out += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td>", escaped(plain(group.name)),
                       device_bar(group.count, most), whole(group.devices));
    for (const std::size_t number : group.count) out += fmt::format("<td>{}</td>", whole(number));
    out += "</tr>\n";
  }
  return out.append(section_closed);
}

std::string services_section(const ExposedAnswer& answer) {
  std::string out = section_opened(
      "services", "By service",
      "Devices are those of the zones that a service needs, by itself or through other services. What is "
      "left of it, were all the exposed devices lost; and were the others lost as well.",
      {"Service", "Kind", "Exposed", "Cannot tell", "Not affected", "Left without the exposed",
       "Nor those of which it cannot be told"});
  for (std::size_t i = 0; i < std::min(answer.services.size(), rows_most); ++i) {
    const ExposedService& one = answer.services[i];
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{:.0f} %</td><td>{:.0f} "
        "%</td></tr>\n",
        escaped(plain(one.organisation + " / " + one.id)), escaped(plain(one.kind)), whole(one.exposure.affected),
        whole(one.exposure.cannot_tell), whole(one.exposure.not_affected), one.exposure.left * 100,
        one.exposure.left_worst * 100);
  }
  return out.append(section_closed);
}

std::string devices_section(const ExposedAnswer& answer) {
  std::vector<exposure::DeviceStanding> order = gravest_first(answer);
  std::erase_if(order, [&](const exposure::DeviceStanding& one) {
    const auto said = witnesses_on(answer, one.device);
    const auto disagrees = [](const exposure::Witness& witness) { return witness.disagrees; };
    return !exposure::is_open(one.standing) && std::none_of(said.begin(), said.end(), disagrees);
  });
  const std::string lead =
      order.size() > rows_most
          ? fmt::format("The first {} of {}; --csv lists all.", whole(rows_most), whole(order.size()))
          : "Those on which another tool disagrees, those that are exposed, then those of which it cannot be told.";
  std::string out =
      section_opened("devices", "Devices", lead,
                     {"Device", "Organisation", "Site", "Stands", "What decided", "Evidence", "Other tools"});
  for (std::size_t i = 0; i < std::min(order.size(), rows_most); ++i) {
    const inventory::FleetDevice& device = answer.fleet.devices[order[i].device];
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(plain(device.id)), escaped(plain(answer.fleet.organisations[device.organisation])),
        escaped(plain(device.site)), escaped(stands_words(answer, order[i])),
        escaped(plain(deciding_words(answer, order[i]))), escaped(evidence_words(answer.fleet, order[i])),
        escaped(witness_words(answer, order[i].device)));
  }
  return out.append(section_closed);
}

std::string sources_section(const ExposedAnswer& answer) {
  std::string out = "<section aria-labelledby=\"sources\"><h2 id=\"sources\">What speaks of it</h2>\n<ul>\n";
  for (const advisory::Advisory& one : answer.claims.advisories())
    out += "<li>" + escaped(source_words(one)) + "</li>\n";
  return out + "</ul></section>\n";
}

}  // namespace

std::string exposed_html(const ExposedAnswer& answer, ExposedBy by) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'\">\n<meta "
      "name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
      "dark\">\n<title>Cordon: exposed to "
      "{}</title>\n<style>\n{}</style></head>\n",
      escaped(plain(answer.id)), page_style);
  out += "<body>\n<header><p class=\"eyebrow\">Cordon exposed</p>\n<h1>" + escaped(exposed_sentence(answer)) +
         "</h1></header>\n<main>\n";
  const std::string known = known_words(answer.context);
  if (!known.empty()) out += "<p>" + escaped(known) + "</p>\n";
  if (!answer.coverage.organisations.empty() && !answer.claims.advisories().empty()) {
    out += board(answer);
    if (!answer.since.empty()) out += movement_section(answer);
    if (by == ExposedBy::service) out += services_section(answer);
    const bool groups = by == ExposedBy::site || by == ExposedBy::zone;
    out += key() + (groups ? groups_section(answer, by) : coverage_section(answer)) + devices_section(answer);
  }
  if (!answer.claims.advisories().empty()) out += sources_section(answer);
  for (const std::string& caveat : caveats(answer)) out += "<p>" + escaped(caveat) + "</p>\n";
  const std::string marks = mark_words(answer);
  if (!marks.empty()) out += "<p>" + escaped(marks) + "</p>\n";
  const std::string nameless = nameless_words(answer);
  if (!nameless.empty()) out += "<p>" + escaped(nameless) + "</p>\n";
  return out + "</main></body></html>\n";
}

}  // namespace report
