#include "foresee/exposure/exposed.h"

#include <algorithm>
#include <utility>

#include "world/advisory/id.h"

namespace exposure {

namespace {

constexpr std::array<std::string_view, standings> standing_names{"affected", "cannot tell", "not affected",
                                                                 "not found"};

/// Every component that shares an identity with a product of the advisories, rising.
std::vector<std::uint32_t> touched(const Claims& claims, const Stock& stock) {
  std::vector<std::uint32_t> components;
  for (const advisory::Advisory& advisory : claims.advisories()) {
    for (const advisory::Product& product : advisory.products) {
      for (const Identity& identity : identities_of(product, claims.aliases())) {
        const auto found = stock.found_by(identity.key);
        components.insert(components.end(), found.begin(), found.end());
      }
    }
  }
  std::ranges::sort(components);
  components.erase(std::unique(components.begin(), components.end()), components.end());
  return components;
}

Standing standing_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::affected: return Standing::affected;
    case Verdict::cannot_tell: return Standing::cannot_tell;
    case Verdict::not_affected: break;
  }
  return Standing::not_affected;
}

/// The worse of two counts: affected, then cannot tell, then not affected, then not found.
void weigh(DeviceStanding& device, Verdict verdict, std::uint32_t component, bool disputed) {
  const Standing standing = standing_of(verdict);
  if (standing < device.standing) {
    device.standing = standing;
    device.component = component;
  }
  device.disputed |= disputed;
}

}  // namespace

std::string_view name_of(Standing standing) {
  return standing_names[static_cast<std::size_t>(standing)];
}

bool is_asked_for(const advisory::Advisory& advisory, const advisory::Vulnerability& vulnerability,
                  const std::vector<std::string>& ids) {
  return std::ranges::any_of(ids, [&](const std::string& id) {
    return advisory::same_id(advisory.id, id) || advisory::same_id(vulnerability.id, id);
  });
}

std::vector<ComponentAnswers> answers_for(const Claims& claims, const Stock& stock,
                                          const std::vector<std::string>& ids) {
  std::vector<ComponentAnswers> all;
  for (const std::uint32_t component : touched(claims, stock)) {
    std::vector<Answer> found = answers(claims, stock.asked(component));
    std::erase_if(found, [&](const Answer& answer) {
      const advisory::Advisory& advisory = claims.advisories()[answer.advisory];
      return !is_asked_for(advisory, advisory.vulnerabilities[answer.vulnerability], ids);
    });
    if (!found.empty()) all.push_back({component, std::move(found)});
  }
  return all;
}

std::vector<bool> concerned(const Claims& claims, const std::vector<inventory::Component>& components) {
  std::vector<bool> all;
  all.reserve(components.size());
  for (const inventory::Component& component : components) {
    const auto found = [&](const Identity& identity) { return !claims.found_by(identity.key).empty(); };
    all.push_back(component.windows || std::ranges::any_of(ask(component, claims.aliases()).identities, found));
  }
  return all;
}

Combined combined(const std::vector<Answer>& answers) {
  Combined one;
  for (std::size_t i = 1; i < answers.size(); ++i) {
    const Answer& best = answers[one.deciding];
    const Answer& other = answers[i];
    // Of equal verdicts, the surer match speaks.
    if (other.verdict > best.verdict || (other.verdict == best.verdict && other.match < best.match)) one.deciding = i;
  }
  one.verdict = answers[one.deciding].verdict;
  one.disputed = one.verdict == Verdict::affected && std::ranges::any_of(answers, [](const Answer& answer) {
                   return answer.verdict == Verdict::not_affected && answer.match <= Match::cpe;
                 });
  return one;
}

Exposed exposed(const inventory::Fleet& fleet, const Stock& stock, const std::vector<ComponentAnswers>& answers,
                const std::vector<std::optional<Verdict>>& windows_verdicts) {
  Exposed all;
  all.devices.resize(fleet.devices.size());
  for (std::uint32_t i = 0; i < all.devices.size(); ++i) all.devices[i].device = i;
  for (const ComponentAnswers& one : answers) {
    const Combined what = combined(one.answers);
    for (const std::uint32_t device : stock.carriers(one.component)) {
      weigh(all.devices[device], what.verdict, one.component, what.disputed);
    }
  }
  for (DeviceStanding& device : all.devices) {
    const std::uint32_t state = stock.windows_of(device.device);
    if (!windows_verdicts.empty() && state != Stock::none && windows_verdicts[state]) {
      weigh(device, *windows_verdicts[state], Stock::none, false);
    }
    // What no source could have shown is not known to be absent.
    const bool could_show =
        windows_verdicts.empty() ? stock.lists_products(device.device) : stock.names_system(device.device);
    if (device.standing == Standing::not_found && !could_show) device.standing = Standing::cannot_tell;
    ++all.count[static_cast<std::size_t>(device.standing)];
  }
  return all;
}

}  // namespace exposure
