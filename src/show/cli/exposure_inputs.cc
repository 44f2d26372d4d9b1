#include "show/cli/exposure_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>

#include "foresee/exposure/estate_shares.h"
#include "show/cli/asked.h"
#include "show/cli/embedded.h"
#include "world/advisory/id.h"
#include "world/ingest/aliases.h"
#include "world/ingest/estate.h"
#include "world/ingest/text.h"
#include "world/ingest/windows_tables.h"
#include "world/store/store.h"

namespace cli {

namespace {

base::Result<advisory::Aliases> aliases() {
  return ingest::parse_aliases("aliases.csv", embedded(product_tables(), "aliases.csv"));
}

exposure::Claims claims_of(std::vector<advisory::Advisory> advisories, advisory::Aliases names) {
  exposure::Claims claims(std::move(names));
  for (advisory::Advisory& one : advisories) claims.add(std::move(one));
  return claims;
}

std::string counted(std::size_t number, const char* what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

bool before(const advisory::Advisory& a, const advisory::Advisory& b) {
  return std::tie(a.feed, a.publisher, a.id) < std::tie(b.feed, b.publisher, b.id);
}

bool same(const advisory::Advisory& a, const advisory::Advisory& b) {
  return !before(a, b) && !before(b, a);
}

/// Every device, or those of one organisation.
base::Result<inventory::Fleet> fleet_of(store::Store& opened, const std::string& store, const std::string& organisation,
                                        const store::Store::Wanted& wanted = {}, const std::string& day = "") {
  auto fleet = opened.fleet(organisation.empty() ? std::nullopt : std::optional(organisation), wanted, day);
  if (fleet && !organisation.empty() && fleet->organisations.empty()) {
    return tl::unexpected(base::Problem{store, "--organisation", ingest::shown(organisation),
                                        "has no inventory in the store",
                                        "import one: cordon inventory import --organisation"});
  }
  return fleet;
}

/// The fleet with one device only.
void keep_only(std::uint32_t device, inventory::Fleet& fleet) {
  std::erase_if(fleet.holdings, [&](const inventory::Holding& holding) { return holding.device != device; });
  for (inventory::Holding& holding : fleet.holdings) holding.device = 0;
  fleet.devices = {fleet.devices[device]};
}

/// Every device, or those of one organisation, or `device` alone when that is not empty.
base::Result<inventory::Fleet> devices_of(store::Store& opened, const std::string& store,
                                          const std::string& organisation, const std::string& device) {
  auto fleet = fleet_of(opened, store, organisation, store::Store::Wanted());
  if (!fleet || device.empty()) return fleet;
  const auto found = find_device(*fleet, device);
  if (!found) return tl::unexpected(base::Problems(unknown_device("--device", device)));
  keep_only(*found, *fleet);
  return fleet;
}

/// What the store has of these, each once, by feed, publisher and id.
base::Result<std::vector<advisory::Advisory>> advisories_of(store::Store& opened, const std::vector<std::string>& ids) {
  std::vector<advisory::Advisory> advisories;
  for (const std::string& one : ids) {
    auto found = opened.advisories_of(one);
    if (!found) return tl::unexpected(found.error());
    std::ranges::move(*found, std::back_inserter(advisories));
  }
  // One that speaks of several of them came several times.
  std::ranges::stable_sort(advisories, before);
  advisories.erase(std::unique(advisories.begin(), advisories.end(), same), advisories.end());
  return advisories;
}

base::Result<exposure::WindowsRules> rules_of(const exposure::Claims& claims, store::Store& store) {
  auto updates = store.windows_updates();
  if (!updates) return tl::unexpected(updates.error());
  auto builds = ingest::parse_windows_builds("windows_builds.csv", embedded(product_tables(), "windows_builds.csv"));
  if (!builds) return tl::unexpected(builds.error());
  auto support =
      ingest::parse_windows_support("windows_support.csv", embedded(product_tables(), "windows_support.csv"));
  if (!support) return tl::unexpected(support.error());
  std::ranges::move(*builds, std::back_inserter(updates->builds));
  updates->support = std::move(*support);
  std::vector<const advisory::Advisory*> microsoft;
  for (const advisory::Advisory& one : claims.advisories()) {
    if (one.feed == advisory::Feed::microsoft && !one.withdrawn) microsoft.push_back(&one);
  }
  return exposure::WindowsRules(microsoft, *updates);
}

/// The gravest verdict of each state of Windows over the vulnerabilities asked for.
std::vector<std::optional<exposure::Verdict>> windows_verdicts(const exposure::WindowsRules& rules,
                                                               const exposure::Stock& stock,
                                                               const std::vector<std::string>& ids) {
  std::vector<std::optional<exposure::Verdict>> verdicts;
  for (const std::string& id : ids) {
    const auto number = rules.number_of(id);
    if (!number) continue;
    verdicts.resize(stock.windows().size());
    for (std::size_t state = 0; state < verdicts.size(); ++state) {
      const exposure::Verdict found = rules.check(stock.windows()[state], *number).verdict;
      verdicts[state] = std::max(verdicts[state].value_or(exposure::Verdict::not_affected), found);
    }
  }
  return verdicts;
}

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

}  // namespace

base::Result<std::vector<std::string>> ids_of(const std::string& id) {
  const auto bulletins = ingest::parse_bulletins("bulletins.csv", embedded(product_tables(), "bulletins.csv"));
  if (!bulletins) return tl::unexpected(bulletins.error());
  for (const auto& [bulletin, vulnerabilities] : *bulletins) {
    if (advisory::same_id(bulletin, id)) return vulnerabilities;
  }
  return std::vector<std::string>{id};
}

base::Result<Questioned> question(const std::string& store, const std::string& id, const std::string& organisation) {
  auto ids = ids_of(id);
  if (!ids) return tl::unexpected(ids.error());
  return question({store, *std::move(ids), organisation, ""});
}

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
      [&](const auto& components) { return exposure::concerned(claims, components); }, asked.day);
  if (!fleet) return tl::unexpected(fleet.error());
  exposure::Stock stock(*fleet, claims.aliases());
  auto answers = exposure::answers_for(claims, stock, asked.ids);
  auto rules = rules_of(claims, *opened);
  if (!rules) return tl::unexpected(rules.error());
  auto verdicts = windows_verdicts(*rules, stock, asked.ids);
  const std::vector<std::string> vulnerabilities = exposure::vulnerabilities_of(claims, asked.ids);
  auto marks = opened->marks_of(vulnerabilities);
  if (!marks) return tl::unexpected(marks.error());
  auto mitigations = opened->mitigations_of(vulnerabilities);
  if (!mitigations) return tl::unexpected(mitigations.error());
  auto testimonies = opened->testimonies(exposure::subjects_of(claims, asked.ids));
  if (!testimonies) return tl::unexpected(testimonies.error());
  auto refusals = opened->refusals();
  if (!refusals) return tl::unexpected(refusals.error());
  return Questioned{
      asked.ids,           std::move(claims),   std::move(*fleet), std::move(stock),        std::move(answers),
      std::move(*rules),   std::move(verdicts), std::move(*marks), std::move(*mitigations), std::move(*testimonies),
      std::move(*refusals)};
}

std::vector<exposure::MarkedDevice> marked(const Questioned& asked, const exposure::Exposed& exposed) {
  const exposure::Remedies remedies(asked.claims, asked.stock, asked.answers, asked.rules);
  return exposure::marked(asked.fleet, exposed, remedies, exposure::vulnerabilities_of(asked.claims, asked.ids),
                          asked.marks);
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
    const auto asked = question(store, vulnerability, "");
    if (!asked) return tl::unexpected(asked.error());
    if (asked->claims.advisories().empty()) continue;
    const exposure::Exposed found = exposure::exposed(asked->fleet, asked->stock, asked->answers, asked->windows);
    const exposure::Filled filled = exposure::fill_in(asked->fleet, found, vulnerability, estate);
    if (filled.groups == 0) continue;
    lines.push_back(fmt::format("{}: {} by the inventories of {}", vulnerability,
                                counted(filled.groups, "device group"), counted(filled.zones, "zone")));
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
    if (fleet.devices[i].id != id) continue;
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
                                                         const std::string& device, const std::string& estate) {
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
  const exposure::Stock stock(*fleet, *names);
  const exposure::Claims claims = claims_of(std::move(*advisories), std::move(*names));
  const auto rules = rules_of(claims, *opened);
  if (!rules) return tl::unexpected(rules.error());
  if (estate.empty()) return exposure::overview(*fleet, claims, stock, *rules);
  const exposure::Surroundings surroundings = exposure::surroundings(*around, *fleet);
  return exposure::overview(*fleet, claims, stock, *rules, &surroundings);
}

base::Result<exposure::MissingFields> missing_fields(const std::string& store, const std::vector<std::string>& ids,
                                                     const std::string& organisation, const std::string& device,
                                                     const std::string& estate, std::string_view day) {
  base::Result<std::optional<estate::Estate>> around;
  if (!estate.empty()) around = estate_of(estate);
  if (!around) return tl::unexpected(around.error());
  std::vector<std::string> all_ids;
  std::vector<advisory::Advisory> own;
  for (const std::string& id : ids) {
    auto one = asked_about(id);
    if (!one) return tl::unexpected(one.error());
    std::ranges::move(one->ids, std::back_inserter(all_ids));
    if (one->alert && !one->alert->products.empty()) own.push_back(advisory::advisory_of(*one->alert));
  }
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  auto names = aliases();
  if (!names) return tl::unexpected(names.error());
  auto advisories = ids.empty() ? opened->advisories() : advisories_of(*opened, all_ids);
  if (!advisories) return tl::unexpected(advisories.error());
  std::ranges::move(own, std::back_inserter(*advisories));
  const auto fleet = devices_of(*opened, store, organisation, device);
  if (!fleet) return tl::unexpected(fleet.error());
  const auto refusals = opened->refusals();
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
