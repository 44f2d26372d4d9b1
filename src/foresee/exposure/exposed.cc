#include "foresee/exposure/exposed.h"

#include <algorithm>
#include <map>
#include <numeric>
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
void weigh(DeviceStanding& device, Standing standing, Decided decided, std::uint32_t component = Stock::none) {
  if (standing >= device.standing) return;
  device.standing = standing;
  device.decided = decided;
  device.component = component;
}

/// What all that is said of one component means for each vulnerability.
std::map<std::uint32_t, Combined> by_vulnerability(const Claims& claims, const std::vector<Answer>& answers) {
  std::map<std::uint32_t, std::vector<Answer>> apart;
  for (const Answer& one : answers) apart[claims.id_of(one.advisory, one.vulnerability)].push_back(one);
  std::map<std::uint32_t, Combined> all;
  for (const auto& [vulnerability, together] : apart) all.emplace(vulnerability, combined(together));
  return all;
}

auto place_of(const Said& one) {
  return std::pair(one.vulnerability, one.component);
}

/// All that is said, device by device: counted first, so that nothing need be sorted but the few of each device.
void say(const Stock& stock, const std::vector<std::pair<std::uint32_t, std::map<std::uint32_t, Combined>>>& components,
         Exposed& all) {
  all.first.assign(all.devices.size() + 1, 0);
  for (const auto& [component, vulnerabilities] : components) {
    for (const std::uint32_t device : stock.carriers(component)) all.first[device + 1] += vulnerabilities.size();
  }
  std::partial_sum(all.first.begin(), all.first.end(), all.first.begin());
  all.said.resize(all.first.back());
  std::vector<std::size_t> next(all.first.begin(), all.first.end() - 1);
  for (const auto& [component, vulnerabilities] : components) {
    for (const std::uint32_t device : stock.carriers(component)) {
      for (const auto& [vulnerability, what] : vulnerabilities) {
        weigh(all.devices[device], standing_of(what.verdict), Decided::by_component, component);
        all.devices[device].disputed |= what.disputed;
        all.said[next[device]++] = {vulnerability, component, what.verdict};
      }
    }
  }
  for (std::size_t device = 0; device < all.devices.size(); ++device) {
    const auto begin = all.said.begin() + static_cast<std::ptrdiff_t>(all.first[device]);
    const auto end = all.said.begin() + static_cast<std::ptrdiff_t>(all.first[device + 1]);
    if (end - begin > 1) std::ranges::sort(begin, end, {}, place_of);
  }
}

/// How many vulnerabilities of the scope something on a device speaks of: those of products, and of systems.
std::pair<std::size_t, std::size_t> spoken_of(std::span<const Said> said, const Scope& scope) {
  std::pair<std::size_t, std::size_t> all;
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (i > 0 && said[i].vulnerability == said[i - 1].vulnerability) continue;
    ++(scope.is_system(said[i].vulnerability) ? all.second : all.first);
  }
  return all;
}

/// The gravest that each state of Windows says of all vulnerabilities of the scope.
std::vector<Verdict> gravest(const WindowsVerdicts& windows) {
  std::vector<Verdict> all;
  for (const std::vector<Verdict>& one : windows) {
    all.resize(one.size(), Verdict::not_affected);
    for (std::size_t state = 0; state < one.size(); ++state) all[state] = std::max(all[state], one[state]);
  }
  return all;
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

Exposed exposed(const inventory::Fleet& fleet, const Stock& stock, const Claims& claims, const Scope& scope,
                const std::vector<ComponentAnswers>& answers, const WindowsVerdicts& windows) {
  Exposed all;
  all.devices.resize(fleet.devices.size());
  for (std::uint32_t i = 0; i < all.devices.size(); ++i) all.devices[i].device = i;
  std::vector<std::pair<std::uint32_t, std::map<std::uint32_t, Combined>>> components;
  components.reserve(answers.size());
  for (const ComponentAnswers& one : answers)
    components.emplace_back(one.component, by_vulnerability(claims, one.answers));
  say(stock, components, all);
  const std::vector<Verdict> states = gravest(windows);
  for (DeviceStanding& device : all.devices) {
    const auto [products, systems] = spoken_of(all.said_of(device.device), scope);
    const std::uint32_t state = stock.windows_of(device.device);
    if (state != Stock::none && !states.empty()) {
      weigh(device, standing_of(states[state]), Decided::by_system);
      device.on_system = true;
    } else if (systems < scope.systems.size()) {
      device.on_system = stock.names_system(device.device);
      if (!device.on_system) weigh(device, Standing::cannot_tell, Decided::by_no_list);
    }
    if (products < scope.products.size()) {
      device.on_products = stock.lists_products(device.device);
      if (!device.on_products) weigh(device, Standing::cannot_tell, Decided::by_no_list);
    }
    if (!scope.nothing.empty()) weigh(device, Standing::cannot_tell, Decided::by_no_advisory);
    ++all.count[static_cast<std::size_t>(device.standing)];
  }
  return all;
}

Standing standing_with(const Exposed& exposed, const Stock& stock, const Scope& scope, const WindowsVerdicts& windows,
                       std::uint32_t device, std::uint32_t vulnerability) {
  std::optional<Verdict> gravest;
  for (const Said& one : exposed.said_of(device)) {
    if (one.vulnerability == vulnerability) gravest = std::max(gravest.value_or(Verdict::not_affected), one.verdict);
  }
  const bool system = scope.is_system(vulnerability);
  const std::uint32_t state = stock.windows_of(device);
  if (system && state != Stock::none) {
    const auto number = std::ranges::lower_bound(scope.systems, vulnerability) - scope.systems.begin();
    gravest = std::max(gravest.value_or(Verdict::not_affected), windows[static_cast<std::size_t>(number)][state]);
  }
  if (gravest) return standing_of(*gravest);
  return (system ? stock.names_system(device) : stock.lists_products(device)) ? Standing::not_found
                                                                              : Standing::cannot_tell;
}

}  // namespace exposure
