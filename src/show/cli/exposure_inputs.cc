#include "show/cli/exposure_inputs.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "show/cli/embedded.h"
#include "world/ingest/aliases.h"
#include "world/ingest/text.h"
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

}  // namespace

base::Result<Questioned> question(const std::string& store, const std::string& id, const std::string& organisation) {
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  auto names = aliases();
  if (!names) return tl::unexpected(names.error());
  const std::vector<std::string> ids{id};
  std::vector<advisory::Advisory> advisories;
  for (const std::string& one : ids) {
    auto found = opened->advisories_of(one);
    if (!found) return tl::unexpected(found.error());
    std::ranges::move(*found, std::back_inserter(advisories));
  }
  auto fleet = opened->fleet(organisation.empty() ? std::nullopt : std::optional(organisation));
  if (!fleet) return tl::unexpected(fleet.error());
  if (!organisation.empty() && fleet->organisations.empty()) {
    return tl::unexpected(base::Problem{store, "--organisation", ingest::shown(organisation),
                                        "has no inventory in the store",
                                        "import one: cordon inventory import --organisation"});
  }
  exposure::Stock stock(*fleet, *names);
  exposure::Claims claims = claims_of(std::move(advisories), std::move(*names));
  auto answers = exposure::answers_for(claims, stock, ids);
  return Questioned{ids, std::move(claims), std::move(*fleet), std::move(stock), std::move(answers), {}};
}

exposure::Context context(const Questioned& asked) {
  return exposure::context_of(asked.claims, asked.ids);
}

std::vector<exposure::Chain> explain_device(const Questioned& asked, std::uint32_t device) {
  return exposure::explain(asked.fleet, asked.stock, asked.claims, asked.answers, device);
}

base::Result<std::vector<exposure::Exposure>> everything(const std::string& store) {
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  auto names = aliases();
  if (!names) return tl::unexpected(names.error());
  auto advisories = opened->advisories();
  if (!advisories) return tl::unexpected(advisories.error());
  auto fleet = opened->fleet();
  if (!fleet) return tl::unexpected(fleet.error());
  const exposure::Stock stock(*fleet, *names);
  const exposure::Claims claims = claims_of(std::move(*advisories), std::move(*names));
  return exposure::overview(*fleet, claims, stock, {});
}

}  // namespace cli
