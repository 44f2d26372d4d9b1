#include "foresee/exposure/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/instant.h"
#include "foresee/exposure/evidence.h"
#include "world/advisory/purl.h"
#include "world/advisory/vers.h"

namespace exposure {

namespace {

constexpr std::array<std::string_view, 14> reasons{
    "the version is one that is named as affected",
    "every version is named as affected",
    "the version is named as fixed",
    "the version is named as not affected",
    "the version is outside of every range that is named as affected",
    "versions are listed one by one, and this one is not among them",
    "the publisher still looks into it",
    "the advisory says both that it is affected and that it is not",
    "no version was found, and not all are affected",
    "the range is for a person to read",
    "the version cannot be ordered by the range's rule",
    "only the product's name agrees: one of the two names no vendor",
    "it holds for one release of the distribution, and of which release this is was not found",
    "the advisory leaves open what holds for versions that it does not list",
};

std::string joined(std::initializer_list<std::string_view> parts, std::string_view between) {
  std::string all;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!all.empty()) all += between;
    all += part;
  }
  return all;
}

std::string advisory_words(const advisory::Advisory& one, const advisory::Vulnerability& flaw) {
  const std::string revision = one.revision.empty() ? "" : "revision " + one.revision;
  const std::string of = flaw.id == one.id ? "" : "of " + flaw.id;
  return joined({one.id, of, revision, one.date, fmt::format("{} of {}", advisory::name_of(one.feed), one.publisher)},
                ", ");
}

std::string range_words(const Claim& claim, const advisory::Product& product) {
  using advisory::Versions;
  std::string words;
  if (claim.versions == Versions::exact) words = fmt::format("version \"{}\"", product.version);
  if (claim.versions == Versions::range) words = fmt::format("\"{}\"", product.version);
  if (claim.versions == Versions::unstated) words = "no version is named";
  if (claim.versions == Versions::others) words = "all versions that are not listed";
  const auto& bounds = claim.range.range.bounds();
  if (claim.range.reading == advisory::Reading::for_a_person) return words + ", not read: " + claim.range.note;
  if (!bounds.empty()) {
    const advisory::Scheme scheme = bounds.front().version.scheme;
    const advisory::Vers vers{std::string(advisory::name_of(scheme)), claim.range.range};
    words += fmt::format(", read as {}", advisory::to_text(vers));
  }
  if (claim.range.reading == advisory::Reading::tolerant) words += " (tolerated: " + claim.range.note + ")";
  return words;
}

std::string match_words(const Answer& answer, const Claims& claims, const Asked& asked) {
  const auto own = std::ranges::find(asked.identities, answer.match, &Identity::match);
  std::string words(name_of(answer.match));
  if (own != asked.identities.end()) words += fmt::format(" ({})", own->key.substr(own->key.find(':') + 1));
  const advisory::Product& product =
      claims.advisories()[answer.advisory].products[claims.claims()[answer.claim].product];
  if (answer.match != Match::cpe && !product.platform.empty()) words += ", on " + product.platform;
  return words;
}

/// Where a device's component was found: the sources that list it.
std::string found_words(const inventory::Fleet& fleet, std::uint32_t device, std::uint32_t component,
                        const Asked& asked) {
  std::string words = asked.version.empty() ? "no version" : fmt::format("version \"{}\"", asked.version);
  const auto begin = std::ranges::lower_bound(fleet.holdings, device, {}, &inventory::Holding::device);
  for (auto holding = begin; holding != fleet.holdings.end() && holding->device == device; ++holding) {
    const auto held = fleet.of(*holding);
    if (!std::ranges::binary_search(held, component)) continue;
    const inventory::Source& source = fleet.sources[holding->source];
    words += fmt::format(", in {} ({}{}{})", source.file, source.tool, source.date.empty() ? "" : ", ", source.date);
  }
  return words;
}

void add_remedies(const advisory::Vulnerability& flaw, std::uint32_t product, std::vector<Link>& links) {
  for (const advisory::Remediation& remedy : flaw.remediations) {
    const auto& only = remedy.products;
    if (!only.empty() && std::ranges::find(only, product) == only.end()) continue;
    links.push_back({"remedy", joined({remedy.kind, remedy.update, remedy.details}, ": ")});
  }
}

Chain chain_of(const inventory::Fleet& fleet, const Stock& stock, const Claims& claims, const Answer& answer,
               std::uint32_t component, std::uint32_t device) {
  const advisory::Advisory& advisory = claims.advisories()[answer.advisory];
  const advisory::Vulnerability& flaw = advisory.vulnerabilities[answer.vulnerability];
  const Claim& claim = claims.claims()[answer.claim];
  const advisory::Product& product = advisory.products[claim.product];
  const Asked& asked = stock.asked(component);
  Chain chain{answer.verdict, words_of(fleet.components[component]), {}};
  chain.links = {
      {"advisory", advisory_words(advisory, flaw)},
      {"product", product.path.empty() ? joined({product.vendor, product.name}, " ") : product.path},
      {"matched by", match_words(answer, claims, asked)},
      {"range", range_words(claim, product)},
      {"found", found_words(fleet, device, component, asked)},
      {"therefore", fmt::format("{}: {}", name_of(answer.verdict), words_of(answer.reason))},
  };
  if (answer.verdict != Verdict::not_affected) add_remedies(flaw, claim.product, chain.links);
  return chain;
}

}  // namespace

std::string_view words_of(Reason reason) {
  return reasons[static_cast<std::size_t>(reason)];
}

std::string words_of(const inventory::Component& component) {
  const inventory::Windows none;
  const inventory::Windows& windows = component.windows ? *component.windows : none;
  std::string words = joined({component.vendor, component.name, component.version}, " ");
  if (words.empty()) words = joined({windows.product, windows.build}, " ");
  if (words.empty()) words = joined({component.purl, component.cpe}, " ");
  return words.empty() ? "something without a name" : words;
}

Chain explain_age(const inventory::Fleet& fleet, const DeviceStanding& stale, std::string_view day) {
  Chain chain{Verdict::cannot_tell, "the age of the evidence", {}};
  if (stale.source == Stock::none) {
    chain.links = {{"therefore", "cannot tell: no list bears it"}};
    return chain;
  }
  const inventory::Source& source = fleet.sources[stale.source];
  const std::int32_t last = last_days(fleet)[stale.source];
  chain.links = {
      {"cleared by", fmt::format("{} ({})", source.file, source.tool)},
      {"of", source.date.empty() ? "no day that is known" : source.date},
      {"good until", source.date.empty() ? "no day" : base::day_text(last)},
      {"therefore", fmt::format("cannot tell on {}: stale", day)},
  };
  return chain;
}

Chain explain_mitigation(const inventory::Mitigation& by, Standing standing) {
  const bool affected = standing == Standing::affected;
  Chain chain{affected ? Verdict::affected : Verdict::cannot_tell, "what stands before it", {}};
  chain.links = {
      {"of", by.vulnerability},
      {"owner", by.owner},
      {"evidence", by.evidence},
      {"therefore",
       fmt::format("{}, {} until {}", affected ? "affected" : "cannot tell", inventory::name_of(by.kind), by.until)},
  };
  return chain;
}

std::vector<Chain> explain(const inventory::Fleet& fleet, const Stock& stock, const Claims& claims,
                           const std::vector<ComponentAnswers>& answers, std::uint32_t device) {
  std::vector<Chain> chains;
  for (const ComponentAnswers& one : answers) {
    const auto carriers = stock.carriers(one.component);
    if (!std::ranges::binary_search(carriers, device)) continue;
    for (const Answer& answer : one.answers) {
      chains.push_back(chain_of(fleet, stock, claims, answer, one.component, device));
    }
  }
  std::ranges::stable_sort(chains, std::greater<>(), &Chain::verdict);
  return chains;
}

}  // namespace exposure
