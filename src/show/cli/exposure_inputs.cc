#include "show/cli/exposure_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <span>
#include <utility>

#include "foresee/exposure/estate_shares.h"
#include "foresee/exposure/evidence.h"
#include "show/cli/arguments.h"
#include "show/cli/asked.h"
#include "show/cli/embedded.h"
#include "show/cli/store_reading.h"
#include "show/report/words.h"
#include "world/advisory/id.h"
#include "world/ingest/aliases.h"
#include "world/ingest/estate.h"
#include "world/ingest/text.h"
#include "world/ingest/windows_tables.h"
#include "world/store/store.h"

namespace cli {

namespace {

/// Where a device's Windows was found.
std::string sources_of(const inventory::Fleet& fleet, std::uint32_t device) {
  std::string words;
  for (const inventory::Holding& holding : fleet.holdings) {
    const inventory::Source& source = fleet.sources[holding.source];
    const bool windows = source.tells == inventory::Tells::windows || source.tells == inventory::Tells::hotfixes ||
                         source.tells == inventory::Tells::products;
    if (holding.device != device || !windows) continue;
    words += (words.empty() ? "" : ", ") + source.file + " (" + source.tool + (source.date.empty() ? "" : ", ") +
             source.date + ")";
  }
  return words;
}

/// Joins a chain with one that says the same of another vulnerability: a bulletin has many.
void add_chain(exposure::Chain chain, std::vector<exposure::Chain>& chains) {
  const auto text = [](const exposure::Link& link) { return link.name + link.text; };
  for (exposure::Chain& other : chains) {
    if (!std::ranges::equal(std::span(chain.links).subspan(1), std::span(other.links).subspan(1), {}, text, text))
      continue;
    other.links[0].text = chain.links[0].text.substr(0, chain.links[0].text.find(',')) + ", " + other.links[0].text;
    return;
  }
  chains.push_back(std::move(chain));
}

/// Whether something on one of the devices is called so; an empty text is in every name.
bool is_on_a_device(const inventory::Fleet& fleet, const std::string& product) {
  if (product.empty()) return true;
  return std::ranges::any_of(fleet.held,
                             [&](std::uint32_t one) { return exposure::is_called(fleet.components[one], product); });
}

}  // namespace

base::Result<std::vector<std::string>> ids_of(const std::string& id) {
  const auto bulletins = ingest::parse_bulletins("bulletins.csv", embedded(product_tables(), "bulletins.csv"));
  if (!bulletins) return tl::unexpected(bulletins.error());
  for (const auto& [bulletin, vulnerabilities] : *bulletins) {
    if (advisory::same_id(bulletin, id)) return vulnerabilities;
  }
  return std::vector<std::string>{id};
}

namespace {

/// The updates of a bulletin mend all that it speaks of: where tables of updates have one, the others need no advisory
/// of their own.
base::Result<void> leave_to_bulletins(const exposure::Claims& claims, const std::vector<std::string>& ids,
                                      exposure::Scope& scope) {
  if (scope.nothing.empty()) return {};
  const auto bulletins = ingest::parse_bulletins("bulletins.csv", embedded(product_tables(), "bulletins.csv"));
  if (!bulletins) return tl::unexpected(bulletins.error());
  std::vector<std::string> mended;
  for (const std::uint32_t system : scope.systems) mended.push_back(claims.ids()[system]);
  const auto in = [](const std::vector<std::string>& list) {
    return [&list](const std::string& id) {
      return std::ranges::any_of(list, [&](const std::string& one) { return advisory::same_id(one, id); });
    };
  };
  for (const auto& [bulletin, vulnerabilities] : *bulletins) {
    const bool asked = std::ranges::all_of(vulnerabilities, in(ids));
    if (asked && std::ranges::any_of(vulnerabilities, in(mended))) std::erase_if(scope.nothing, in(vulnerabilities));
  }
  return {};
}

}  // namespace

base::Result<Questioned> question(const Question& asked) {
  auto opened = store::Store::open(asked.store);
  if (!opened) return tl::unexpected(opened.error());
  auto names = aliases();
  if (!names) return tl::unexpected(names.error());
  auto advisories = advisories_of(*opened, asked.ids);
  if (!advisories) return tl::unexpected(advisories.error());
  std::ranges::copy(asked.own, std::back_inserter(*advisories));
  exposure::Claims claims = claims_of(*std::move(advisories), std::move(*names));
  auto fleet = fleet_of(
      *opened, asked.store, asked.organisation,
      [&](const auto& components) { return exposure::concerned(claims, components); }, asked.day, asked.expected);
  if (!fleet) return tl::unexpected(fleet.error());
  exposure::Stock stock(*fleet, claims.aliases());
  auto answers = exposure::answers_for(claims, stock, asked.ids);
  auto rules = rules_of(claims, *opened);
  if (!rules) return tl::unexpected(rules.error());
  exposure::Scope scope = exposure::scope_of(claims, &*rules, asked.ids);
  if (const auto done = leave_to_bulletins(claims, asked.ids, scope); !done) return tl::unexpected(done.error());
  auto verdicts = rules->verdicts(claims, scope, stock.windows());
  const std::vector<std::string> vulnerabilities = exposure::vulnerabilities_of(claims, asked.ids);
  auto marks = opened->marks_of(vulnerabilities);
  if (!marks) return tl::unexpected(marks.error());
  // Of marks the last only is kept: what was said later does not count on an earlier day.
  if (!asked.day.empty()) std::erase_if(*marks, [&](const inventory::Mark& mark) { return mark.date > asked.day; });
  auto mitigations = opened->mitigations_of(vulnerabilities);
  if (!mitigations) return tl::unexpected(mitigations.error());
  auto testimonies = opened->testimonies(exposure::subjects_of(claims, asked.ids), asked.day);
  if (!testimonies) return tl::unexpected(testimonies.error());
  auto refusals = opened->refusals(asked.day);
  if (!refusals) return tl::unexpected(refusals.error());
  return Questioned{asked.ids,          std::move(claims),       std::move(*fleet),       std::move(stock),
                    std::move(answers), std::move(*rules),       std::move(scope),        std::move(verdicts),
                    std::move(*marks),  std::move(*mitigations), std::move(*testimonies), std::move(*refusals)};
}

exposure::Exposed found_by(const Questioned& asked) {
  return exposure::exposed(asked.fleet, asked.stock, asked.claims, asked.scope, asked.answers, asked.windows);
}

void let_age(const Questioned& asked, std::string_view day, exposure::Exposed& found) {
  const auto clears = [&](const exposure::WindowsFound& state) {
    return asked.rules.clears(asked.claims, asked.scope, state);
  };
  exposure::let_age(asked.fleet, day, clears, found);
}

std::vector<exposure::MarkedDevice> marked(const Questioned& asked, const exposure::Exposed& exposed) {
  const exposure::Remedies remedies(asked.claims, asked.stock, asked.answers, asked.rules);
  return exposure::marked(asked.fleet, exposed, remedies, exposure::vulnerabilities_of(asked.claims, asked.ids),
                          asked.marks);
}

std::vector<exposure::MatchedComponent> components(const Questioned& asked, const exposure::Exposed& exposed) {
  const exposure::Remedies remedies(asked.claims, asked.stock, asked.answers, asked.rules);
  return exposure::matched_components(asked.fleet, asked.claims, exposed, remedies, asked.marks);
}

exposure::Context context(const Questioned& asked) {
  return exposure::context_of(asked.claims, asked.ids);
}

base::Result<exposure::Context> context_in(const std::string& store, const std::vector<std::string>& ids) {
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  auto advisories = advisories_of(*opened, ids);
  if (!advisories) return tl::unexpected(advisories.error());
  return exposure::context_of(claims_of(*std::move(advisories), {}), ids);
}

std::vector<exposure::Chain> explain_device(const Questioned& asked, std::uint32_t device) {
  auto chains = exposure::explain(asked.fleet, asked.stock, asked.claims, asked.answers, device);
  const std::uint32_t state = asked.stock.windows_of(device);
  for (const std::string& id : asked.ids) {
    const auto number = asked.rules.number_of(id);
    if (!number || state == exposure::Stock::none) continue;
    const exposure::WindowsFound& found = asked.stock.windows()[state];
    add_chain(exposure::explain_windows(found, asked.rules.check(found, *number), id, sources_of(asked.fleet, device)),
              chains);
  }
  std::ranges::stable_sort(chains, std::greater<>(), &exposure::Chain::verdict);
  return chains;
}

base::Result<std::vector<std::string>> fill_in(const std::string& store, estate::Tables& estate) {
  std::vector<std::string> lines;
  const std::vector<std::string> vulnerabilities = estate.vulnerabilities;
  for (const std::string& vulnerability : vulnerabilities) {
    auto ids = ids_of(vulnerability);
    if (!ids) return tl::unexpected(ids.error());
    const auto asked = question({store, *std::move(ids), "", ""});
    if (!asked) return tl::unexpected(asked.error());
    if (asked->claims.advisories().empty()) continue;
    const exposure::Filled filled = exposure::fill_in(asked->fleet, found_by(*asked), vulnerability, estate);
    if (filled.groups == 0) continue;
    lines.push_back(fmt::format("{}: {} by the inventories of {}", vulnerability,
                                report::counted(filled.groups, "device group", "device groups"),
                                report::counted(filled.zones, "zone", "zones")));
  }
  if (!lines.empty()) return lines;
  return tl::unexpected(
      base::Problem{store, "--exposure", "", "says nothing of any zone of this estate",
                    "import inventories whose devices have the ids of its zones and organisations, and "
                    "advisories of its vulnerabilities"});
}

base::Problem unknown_device(const std::string& option, const std::string& device) {
  return {"", option, ingest::shown(device), "is no device in the store",
          "cordon exposed ID --csv lists them; of several organisations, name one with --organisation"};
}

std::optional<std::uint32_t> find_device(const inventory::Fleet& fleet, const std::string& id) {
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = 0; i < fleet.devices.size(); ++i) {
    if (!advisory::same_id(fleet.devices[i].id, id)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

base::Result<estate::Estate> estate_of(const std::string& folder) {
  auto tables = ingest::read_estate(folder);
  if (!tables) return tl::unexpected(tables.error());
  return estate::Estate(std::move(*tables));
}

base::Result<std::vector<exposure::Exposure>> everything(const std::string& store, const std::string& organisation,
                                                         const std::string& device, const std::string& product,
                                                         const std::string& estate) {
  base::Result<estate::Estate> around = estate.empty() ? estate::Estate({}) : estate_of(estate);
  if (!around) return tl::unexpected(around.error());
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  auto names = aliases();
  if (!names) return tl::unexpected(names.error());
  auto advisories = opened->advisories();
  if (!advisories) return tl::unexpected(advisories.error());
  auto fleet = devices_of(*opened, store, organisation, device);
  if (!fleet) return tl::unexpected(fleet.error());
  if (!is_on_a_device(*fleet, product)) {
    return tl::unexpected(base::Problem{"", "--product", ingest::shown(product),
                                        "is in the name of nothing that was found on these devices",
                                        "write a part of a vendor, name, package URL or CPE, or of a Windows"});
  }
  const exposure::Stock stock(*fleet, *names);
  const exposure::Claims claims = claims_of(std::move(*advisories), std::move(*names));
  const auto rules = rules_of(claims, *opened);
  if (!rules) return tl::unexpected(rules.error());
  if (estate.empty()) return exposure::overview(*fleet, claims, stock, *rules, nullptr, product);
  const exposure::Surroundings surroundings = exposure::surroundings(*around, *fleet);
  return exposure::overview(*fleet, claims, stock, *rules, &surroundings, product);
}

base::Result<exposure::MissingFields> missing_fields(const std::string& store, const std::vector<std::string>& ids,
                                                     const std::string& organisation, const std::string& device,
                                                     const std::string& estate, const std::string& on) {
  base::Result<std::optional<estate::Estate>> around;
  if (!estate.empty()) around = estate_of(estate);
  if (!around) return tl::unexpected(around.error());
  std::vector<std::string> all_ids;
  std::vector<advisory::Advisory> own;
  for (const std::string& id : ids) {
    auto one = asked_about(id);
    if (!one) return tl::unexpected(one.error());
    std::ranges::move(one->ids, std::back_inserter(all_ids));
    std::ranges::move(one->own(), std::back_inserter(own));
  }
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  auto names = aliases();
  if (!names) return tl::unexpected(names.error());
  auto advisories = ids.empty() ? opened->advisories() : advisories_of(*opened, all_ids);
  if (!advisories) return tl::unexpected(advisories.error());
  std::ranges::move(own, std::back_inserter(*advisories));
  const auto fleet = devices_of(*opened, store, organisation, device, on);
  if (!fleet) return tl::unexpected(fleet.error());
  const auto refusals = opened->refusals(on);
  if (!refusals) return tl::unexpected(refusals.error());
  const exposure::Stock stock(*fleet, *names);
  const exposure::Claims claims = claims_of(std::move(*advisories), std::move(*names));
  const auto rules = rules_of(claims, *opened);
  if (!rules) return tl::unexpected(rules.error());
  exposure::MissingQuestion question;
  if (!ids.empty()) {
    question.vulnerabilities = exposure::vulnerabilities_of(claims, all_ids);
    if (question.vulnerabilities.empty()) {
      return tl::unexpected(base::Problem{store, "ID", fmt::format("{}", fmt::join(ids, " ")),
                                          "is nothing that an advisory in the store speaks of",
                                          "import advisories that do"});
    }
  }
  const std::string day = on.empty() ? today() : on;
  question.day = day;
  // Who was seen counts here, not where they stand.
  exposure::Exposed seen;
  for (std::uint32_t one = 0; one < fleet->devices.size(); ++one) seen.devices.emplace_back().device = one;
  const exposure::Coverage coverage =
      exposure::coverage(*fleet, seen, {}, {}, *refusals, *around ? &**around : nullptr, organisation);
  if (device.empty()) question.coverage = &coverage;
  return exposure::missing(*fleet, claims, stock, *rules, question);
}

base::Result<std::vector<exposure::EndOfLife>> no_longer_mended(const std::string& store,
                                                                const std::string& organisation,
                                                                const std::string& device, std::string_view day) {
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  const auto names = aliases();
  if (!names) return tl::unexpected(names.error());
  const auto advisories = opened->advisories();
  if (!advisories) return tl::unexpected(advisories.error());
  const auto fleet = devices_of(*opened, store, organisation, device);
  if (!fleet) return tl::unexpected(fleet.error());
  return exposure::ended(*fleet, exposure::Stock(*fleet, *names), *advisories, *names, day);
}

}  // namespace cli
