// Who is exposed, for people at a terminal.

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "show/report/exposed.h"
#include "show/report/exposed_groups.h"
#include "show/report/exposed_movement.h"
#include "show/report/text_table.h"
#include "show/report/words.h"
#include "world/advisory/id.h"

namespace report {

namespace {

/// Rows of a table of which nobody asked for all.
constexpr std::size_t rows_shown = 40;

std::string sources(const ExposedAnswer& answer) {
  std::string out;
  for (const advisory::Advisory& one : answer.claims.advisories()) out += "  " + source_words(one) + "\n";
  return out;
}

std::string cut(std::string text) {
  constexpr std::size_t most = 52;
  if (text.size() <= most) return text;
  while (text.size() > most - 1 || (!text.empty() && (text.back() & 0xC0) == 0x80)) text.pop_back();
  return text + "…";
}

std::string device_rows(const ExposedAnswer& answer, int width, const Style& style) {
  const bool marks = !answer.marked.empty();
  const bool witnesses = !answer.witnesses.empty();
  std::vector<Column> columns{{"device"}, {"organisation"}, {"stands"}, {"what decided"}, {"evidence", false, true}};
  if (witnesses) columns.push_back({"other tools"});
  if (marks) columns.push_back({"marked"});
  Table table(columns);
  const std::vector<exposure::DeviceStanding> order = gravest_first(answer);
  for (std::size_t i = 0; i < std::min(order.size(), rows_shown); ++i) {
    const exposure::DeviceStanding& one = order[i];
    const inventory::FleetDevice& device = answer.fleet.devices[one.device];
    Row row{{plain(device.id), plain(answer.fleet.organisations[device.organisation]), stands_words(answer, one),
             cut(plain(deciding_words(answer, one))), evidence_words(answer.fleet, one)},
            {}};
    if (witnesses) row.cells.push_back(witness_words(answer, one.device));
    if (marks) row.cells.push_back(mark_word(answer, one.device));
    table.add(std::move(row));
  }
  std::string out = table.to_text(width, style);
  if (order.size() > rows_shown)
    out += fmt::format("  ... and {} more: --csv lists all\n", whole(order.size() - rows_shown));
  return out;
}

/// Each component that an advisory speaks of, the gravest first.
std::string component_rows(const ExposedAnswer& answer, int width, const Style& style) {
  if (answer.components.empty()) return "No component of these devices is named by an advisory.\n";
  std::vector<exposure::MatchedComponent> order = answer.components;
  std::ranges::stable_sort(order, std::greater<>(), &exposure::MatchedComponent::verdict);
  Table table({{"device"}, {"organisation"}, {"component"}, {"stands"}, {"marked"}});
  for (std::size_t i = 0; i < std::min(order.size(), rows_shown); ++i) {
    const exposure::MatchedComponent& one = order[i];
    const inventory::FleetDevice& device = answer.fleet.devices[one.device];
    const std::string stands =
        one.verdict == exposure::Verdict::affected ? "exposed" : std::string(name_of(one.verdict));
    table.add({{plain(device.id), plain(answer.fleet.organisations[device.organisation]),
                cut(plain(exposure::words_of(answer.fleet.components[one.component]))),
                stands + (one.disputed ? " (disputed)" : ""), mark_word(one)},
               {}});
  }
  std::string out = table.to_text(width, style);
  if (order.size() > rows_shown)
    out += fmt::format("  ... and {} more: --by component --csv lists all\n", whole(order.size() - rows_shown));
  const exposure::MarkCounts count = exposure::count(answer.components);
  return out + "\n" +
         paragraph(
             fmt::format("{} that an advisory names. Of those that are exposed, or of which it cannot be told, {} "
                         "not remediated, {} in progress, {} done; of those that are not affected {} were marked "
                         "as done.",
                         counted(answer.components.size(), "component", "components"), whole(count.not_remediated),
                         whole(count.in_progress), whole(count.done), whole(count.borne_out)),
             width, style, "");
}

std::string percent(double share) {
  return fmt::format("{:.0f} %", share * 100);
}

std::string service_rows(const ExposedAnswer& answer, int width, const Style& style) {
  if (answer.services.empty()) return "No service of the estate hangs on these devices.\n";
  Table table({{"service"},
               {"kind", false, true},
               {"exposed", true},
               {"cannot tell", true},
               {"not affected", true, true},
               {"left without the exposed", true},
               {"nor the others", true}});
  for (std::size_t i = 0; i < std::min(answer.services.size(), rows_shown); ++i) {
    const ExposedService& one = answer.services[i];
    table.add({{plain(one.organisation + " / " + one.id), plain(one.kind), whole(one.exposure.affected),
                whole(one.exposure.cannot_tell), whole(one.exposure.not_affected), percent(one.exposure.left),
                percent(one.exposure.left_worst)},
               {}});
  }
  std::string out = table.to_text(width, style);
  if (answer.services.size() > rows_shown)
    out += fmt::format("  ... and {} more: --json lists all\n", whole(answer.services.size() - rows_shown));
  return out + "\n" +
         paragraph(
             "Devices are those of the zones that a service needs, by itself or through other services. What is left "
             "of it, were all the exposed devices lost; and were those of which it cannot be told lost as well.",
             width, style, "2");
}

/// Every organisation, whether or not anything was heard of it.
std::string coverage_rows(const ExposedAnswer& answer, int width, const Style& style) {
  const auto& all = answer.coverage.organisations;
  const bool expects = std::ranges::any_of(all, [](const auto& one) { return one.expected.has_value(); });
  const bool mitigated = std::ranges::any_of(all, [](const auto& one) { return one.mitigated > 0; });
  std::vector<Column> columns{{"organisation"}, {"stands"}, {"devices seen", true}};
  if (expects) columns.push_back({"expected", true});
  columns.push_back({"exposed", true});
  if (mitigated) columns.push_back({"of these mitigated", true});
  const std::vector<Column> always{
      {"cannot tell", true}, {"not affected", true, true}, {"not found", true, true}, {"newest evidence"}};
  columns.insert(columns.end(), always.begin(), always.end());
  Table table(columns);
  for (std::size_t i = 0; i < std::min(all.size(), rows_shown); ++i) {
    const exposure::OrganisationCoverage& one = all[i];
    Row row{{plain(one.id), std::string(exposure::name_of(one.position)), whole(one.seen)}, {}};
    if (expects) row.cells.push_back(one.expected ? whole(*one.expected) : "not known");
    for (const std::size_t& number : one.count) {
      row.cells.push_back(whole(number));
      if (mitigated && &number == one.count.data()) {
        row.cells.push_back(
            one.mitigated == 0 ? "0" : fmt::format("{} until {}", whole(one.mitigated), plain(one.mitigated_until)));
      }
    }
    row.cells.push_back(one.newest.empty() ? "none" : plain(one.newest));
    table.add(std::move(row));
  }
  std::string out = table.to_text(width, style);
  if (all.size() > rows_shown)
    out += fmt::format("  ... and {} more: --json lists all\n", whole(all.size() - rows_shown));
  return out;
}

std::string group_rows(const ExposedAnswer& answer, ExposedBy by, int width, const Style& style) {
  Table table({{std::string(word(by)), false},
               {"devices", true},
               {"exposed", true},
               {"cannot tell", true},
               {"not affected", true},
               {"not found", true}});
  const std::vector<ExposedGroup> groups = groups_of(answer, by);
  for (std::size_t i = 0; i < std::min(groups.size(), rows_shown); ++i) {
    const ExposedGroup& group = groups[i];
    Row row{{plain(group.name), whole(group.devices)}, {}};
    for (const std::size_t number : group.count) row.cells.push_back(whole(number));
    table.add(std::move(row));
  }
  std::string out = table.to_text(width, style);
  if (groups.size() > rows_shown)
    out += fmt::format("  ... and {} more: --json lists all\n", whole(groups.size() - rows_shown));
  return out;
}

/// "M-1 (csaf), kev": the ids of those that are not called as the vulnerability is, and what feed they came by.
std::string advisories_words(const exposure::Exposure& one) {
  std::vector<std::string> words;
  for (const advisory::Name& name : one.advisories) {
    const std::string feed(advisory::name_of(name.feed));
    words.push_back(advisory::same_id(name.id, one.id) ? feed : plain(name.id) + " (" + feed + ")");
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

std::string exposed_text(const ExposedAnswer& answer, ExposedBy by, int width, bool colour) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  std::string out = paragraph(exposed_sentence(answer), width, style, "1");
  const std::string known = known_words(answer.context);
  if (!known.empty()) out += paragraph(known, width, style, "");
  if (!answer.claims.advisories().empty()) out += "\nWhat speaks of it\n" + sources(answer);
  if (answer.coverage.organisations.empty() || answer.claims.advisories().empty()) return out;
  if (by == ExposedBy::organisation) {
    out += "\n" + paragraph(coverage_sentence(answer.coverage), width, style, "") + "\n" +
           coverage_rows(answer, width, style);
  } else {
    out += "\n" + (by == ExposedBy::device      ? device_rows(answer, width, style)
                   : by == ExposedBy::service   ? service_rows(answer, width, style)
                   : by == ExposedBy::component ? component_rows(answer, width, style)
                                                : group_rows(answer, by, width, style));
  }
  if (!answer.since.empty()) out += "\n" + movement_text(answer, width, style);
  for (const std::string& caveat : caveats(answer)) out += "\n" + paragraph(caveat, width, style, "");
  const std::string marks = mark_words(answer);
  if (!marks.empty()) out += "\n" + paragraph(marks, width, style, "");
  if (!answer.stock.nameless().empty()) {
    out += "\n" + paragraph(nameless_words(answer), width, style, "2");
  }
  return out;
}

std::string explained_text(const std::vector<exposure::Chain>& chains, int width, bool colour) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  std::string out;
  for (const exposure::Chain& chain : chains) {
    out += style("1", plain(chain.component)) + "\n";
    for (const exposure::Link& link : chain.links) {
      bool first = true;
      for (const std::string& line : wrapped(plain(link.text), width - 14)) {
        out += fmt::format("  {:<11} {}\n", first ? link.name : "", line);
        first = false;
      }
    }
    out += "\n";
  }
  return out.empty() ? "Nothing that is named was found on this device.\n" : out;
}

std::string overview_text(const std::vector<exposure::Exposure>& all, bool around, bool advisories, std::size_t top,
                          int width, bool colour) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  if (all.empty()) return "Nothing in the store exposes any device.\n";
  std::vector<Column> columns{{"", false}, {"exploited", false, true}};
  if (around) columns.push_back({"reach", false, true});
  const std::vector<Column> always{{"EPSS", true, true},
                                   {"CVSS", true, true},
                                   {"exposed", true},
                                   {"organisations", true, true},
                                   {"cannot tell", true}};
  columns.insert(columns.end(), always.begin(), always.end());
  if (around) columns.push_back({"services", true, true});
  if (advisories) columns.push_back({"advisories"});
  Table table(columns);
  for (std::size_t i = 0; i < std::min(top, all.size()); ++i) {
    const exposure::Exposure& one = all[i];
    const exposure::Context& context = one.context;
    Row row{{plain(one.id), !context.exploited ? "" : context.exploited->ransomware ? "ransomware" : "yes"}, {}};
    if (around) row.cells.emplace_back(exposure::words_of(one.reach));
    for (const std::string& cell :
         {context.epss ? fmt::format("{:.1f} %", *context.epss * 100) : std::string(),
          context.cvss_tenths ? fmt::format("{}.{}", *context.cvss_tenths / 10, *context.cvss_tenths % 10)
                              : std::string(),
          whole(one.affected), whole(one.organisations), whole(one.cannot_tell)}) {
      row.cells.push_back(cell);
    }
    if (around) row.cells.push_back(whole(one.services));
    if (advisories) row.cells.push_back(advisories_words(one));
    table.add(std::move(row));
  }
  std::string out = table.to_text(width, style);
  if (all.size() > top) out += fmt::format("  ... and {} more\n", whole(all.size() - top));
  out +=
      "\n" +
      paragraph(std::string("Known exploitation first, with ransomware before the rest; then those with an exposed "
                            "device; then ") +
                    (around ? "reach (by any conduit that may be open), " : "") +
                    "likelihood (EPSS), severity (CVSS), " + (around ? "services that hang on the devices, " : "") +
                    "number of devices. \"cannot tell\" comes on top of \"exposed\". cordon exposed ID tells more of "
                    "each.",
                width, style, "2");
  return out;
}

}  // namespace report
