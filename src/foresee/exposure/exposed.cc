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
void weigh(DeviceStanding& device, Standing standing, Decided decided) {
  if (standing >= device.standing) return;
  device.standing = standing;
  device.decided = decided;
  device.component = Stock::none;
}

/// What one component says of each vulnerability, rising: all answers of one together.
std::vector<Said> said_by(const Claims& claims, const ComponentAnswers& one) {
  std::map<std::uint32_t, std::vector<Answer>> apart;
  for (const Answer& answer : one.answers) {
    apart[claims.id_of(answer.advisory, answer.vulnerability)].push_back(answer);
  }
  std::vector<Said> all;
  all.reserve(apart.size());
  for (const auto& [vulnerability, together] : apart) {
    const Combined what = combined(together);
    all.push_back({vulnerability, one.component, what.verdict, what.disputed});
  }
  return all;
}

auto place_of(const Said& one) {
  return std::pair(one.vulnerability, one.component);
}

/// What is said, brought from components to devices: of one block of devices after the other, so that all that is
/// written stays near, and is counted into its place.
class Sayings {
 public:
  Sayings(const Stock& stock, const Claims& claims, const std::vector<ComponentAnswers>& answers) {
    for (const ComponentAnswers& one : answers) {
      components_.push_back({said_by(claims, one), stock.carriers(one.component), 0});
      in_all_ += components_.back().says.size() * components_.back().carriers.size();
    }
  }

  [[nodiscard]] std::size_t in_all() const { return in_all_; }

  /// Appends what is said of the devices up to `end`, and where each of them ends; `first`: where the last block ended.
  void take(std::uint32_t first, std::uint32_t end, Exposed& all) {
    next_.assign(end - first + 1, 0);
    next_.front() = all.said.size();
    for (Component& one : components_) {
      one.here = 0;
      while (one.here < one.carriers.size() && one.carriers[one.here] < end) {
        next_[one.carriers[one.here++] - first + 1] += one.says.size();
      }
    }
    std::partial_sum(next_.begin(), next_.end(), next_.begin());
    all.said.resize(next_.back());
    for (Component& one : components_) {
      for (const std::uint32_t device : one.carriers.first(one.here)) {
        for (const Said& said : one.says) all.said[next_[device - first]++] = said;
      }
      one.carriers = one.carriers.subspan(one.here);
    }
    all.first.insert(all.first.end(), next_.begin(), next_.end() - 1);
  }

 private:
  struct Component {
    std::vector<Said> says;                   ///< by vulnerability
    std::span<const std::uint32_t> carriers;  ///< of later blocks
    std::size_t here = 0;                     ///< how many of them are in the block
  };
  std::vector<Component> components_;
  std::vector<std::size_t> next_;  ///< [i]: where what is said next of the block's device i comes
  std::size_t in_all_ = 0;
};

/// A device by what is said of its components; of those that say the gravest, the first decides.
DeviceStanding by_components(std::uint32_t device, std::span<const Said> said) {
  DeviceStanding all{device};
  for (const Said& one : said) {
    all.disputed |= one.disputed;
    const Standing standing = standing_of(one.verdict);
    if (std::pair(standing, one.component) >= std::pair(all.standing, all.component)) continue;
    all.standing = standing;
    all.decided = Decided::by_component;
    all.component = one.component;
  }
  return all;
}

/// How many vulnerabilities of the scope something on a device speaks of: those of products, and of systems.
std::pair<std::size_t, std::size_t> spoken_of(std::span<const Said> said, const Scope& scope) {
  std::pair<std::size_t, std::size_t> all;
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (i > 0 && said[i].vulnerability == said[i - 1].vulnerability) continue;
    if (scope.is_unnamed(said[i].vulnerability)) continue;
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

/// Where a device stands. `states`: of each state of Windows the gravest; none when no system is asked about.
DeviceStanding standing(std::uint32_t number, std::span<const Said> said, const Stock& stock, const Scope& scope,
                        const std::vector<Verdict>& states) {
  DeviceStanding device = by_components(number, said);
  const auto [products, systems] = spoken_of(said, scope);
  const std::uint32_t state = stock.windows_of(number);
  if (state != Stock::none && !states.empty()) {
    weigh(device, standing_of(states[state]), Decided::by_system);
    device.on_system = true;
  } else if (systems < scope.systems.size()) {
    device.on_system = stock.names_system(number);
    if (!device.on_system) weigh(device, Standing::cannot_tell, Decided::by_no_list);
  }
  if (products < scope.products.size()) {
    device.on_products = stock.lists_products(number);
    if (!device.on_products) weigh(device, Standing::cannot_tell, Decided::by_no_list);
  }
  if (!scope.nothing.empty()) weigh(device, Standing::cannot_tell, Decided::by_no_advisory);
  return device;
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
  const auto devices = static_cast<std::uint32_t>(fleet.devices.size());
  Sayings sayings(stock, claims, answers);
  all.said.reserve(sayings.in_all());
  all.first.reserve(devices + std::size_t{1});
  all.first.push_back(0);
  all.devices.reserve(devices);
  const std::vector<Verdict> states = gravest(windows);
  constexpr std::uint32_t block = 4096;
  for (std::uint32_t number = 0; number < devices; ++number) {
    if (number % block == 0) sayings.take(number, std::min(number + block, devices), all);
    const std::span said = std::span(all.said).subspan(all.first[number], all.first[number + 1] - all.first[number]);
    if (said.size() > 1) std::ranges::sort(said, {}, place_of);
    const DeviceStanding device = all.devices.emplace_back(standing(number, said, stock, scope, states));
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
  if (scope.is_unnamed(vulnerability)) return Standing::cannot_tell;
  return (system ? stock.names_system(device) : stock.lists_products(device)) ? Standing::not_found
                                                                              : Standing::cannot_tell;
}

}  // namespace exposure
