#pragma once
// A small fleet of lists, and what is said of products and of Windows: questions are asked of it as the program asks.

#include <algorithm>
#include <string>
#include <vector>

#include "foresee/exposure/evidence.h"
#include "foresee/exposure/exposed.h"
#include "foresee/exposure/windows.h"
#include "foresee/exposure/witnesses.h"

namespace small {

inline const std::string seven = "Windows 7 for x64-based Systems Service Pack 1";

/// Adds a vulnerability of its own advisory, about a product of Maker.
inline void add_flaw(exposure::Claims& claims, const std::string& id, const std::string& product,
                     const std::string& range) {
  advisory::Advisory one;
  one.publisher = "Maker";
  one.id = "M-" + id;
  advisory::Product& pump = one.products.emplace_back();
  pump.vendor = "Maker";
  pump.name = product;
  pump.versions = advisory::Versions::range;
  pump.version = range;
  one.vulnerabilities.emplace_back().id = id;
  one.vulnerabilities[0].statements = {{0, advisory::Status::known_affected}};
  claims.add(one);
}

inline advisory::Advisory windows_flaw() {
  advisory::Advisory one;
  one.feed = advisory::Feed::microsoft;
  one.id = "CVE-2017-0144";
  one.date = "2017-03-14";
  one.products.emplace_back().name = seven;
  advisory::Vulnerability& flaw = one.vulnerabilities.emplace_back();
  flaw.id = one.id;
  flaw.statements = {{0, advisory::Status::known_affected}};
  flaw.remediations = {{"vendor_fix", "", "2017-03-14", "KB4012212", {0}}};
  return one;
}

inline inventory::Component product(const std::string& name, const std::string& version,
                                    const std::string& vendor = "Maker") {
  inventory::Component one;
  one.vendor = vendor;
  one.name = name;
  one.version = version;
  return one;
}

inline inventory::Component windows(const std::string& name, std::vector<std::uint32_t> updates = {}) {
  inventory::Component one;
  one.windows = inventory::Windows{name, "", updates};
  return one;
}

/// Devices and what lists have of them, one call a holding; devices come one after the other.
struct World {
  inventory::Fleet fleet;
  exposure::Claims claims{advisory::Aliases{}};

  std::uint32_t organisation(const std::string& id) {
    const auto at = std::ranges::find(fleet.organisations, id);
    const auto number = static_cast<std::uint32_t>(at - fleet.organisations.begin());
    if (at == fleet.organisations.end()) fleet.organisations.push_back(id);
    return number;
  }

  std::uint32_t source(const std::string& of, const std::string& tool, const std::string& date,
                       inventory::Tells tells = inventory::Tells::products) {
    fleet.sources.push_back({organisation(of), tool, tool + "-" + of + ".csv", tells, date, 0});
    return static_cast<std::uint32_t>(fleet.sources.size() - 1);
  }

  void device(const std::string& of, const std::string& id) { fleet.devices.push_back({organisation(of), id, "", ""}); }

  /// What a source found on the last device.
  void holds(std::uint32_t source, const std::vector<inventory::Component>& components) {
    std::vector<std::uint32_t> numbers;
    for (const inventory::Component& one : components) {
      const auto at = std::ranges::find(fleet.components, one);
      numbers.push_back(static_cast<std::uint32_t>(at - fleet.components.begin()));
      if (at == fleet.components.end()) fleet.components.push_back(one);
    }
    std::ranges::sort(numbers);
    const std::size_t begin = fleet.held.size();
    fleet.held.insert(fleet.held.end(), numbers.begin(), numbers.end());
    fleet.holdings.push_back({static_cast<std::uint32_t>(fleet.devices.size() - 1), source, begin, fleet.held.size()});
  }

  [[nodiscard]] exposure::WindowsRules rules() const {
    std::vector<const advisory::Advisory*> microsoft;
    for (const advisory::Advisory& one : claims.advisories()) {
      if (one.feed == advisory::Feed::microsoft) microsoft.push_back(&one);
    }
    return {microsoft, {}};
  }

  /// What `cordon exposed` answers, and what other tools say beside it.
  struct Answer {
    exposure::Scope scope;
    exposure::Exposed found;
    std::vector<exposure::Witness> witnesses;
  };
  [[nodiscard]] Answer ask(const std::vector<std::string>& ids, const std::string& day,
                           const std::vector<inventory::Testimony>& testimonies = {}) const {
    const exposure::Stock stock(fleet, claims.aliases());
    const exposure::WindowsRules windows = rules();
    const exposure::Scope scope = exposure::scope_of(claims, &windows, ids);
    const auto verdicts = windows.verdicts(claims, scope, stock.windows());
    Answer all{
        scope, exposure::exposed(fleet, stock, claims, scope, exposure::answers_for(claims, stock, ids), verdicts), {}};
    all.witnesses = exposure::witnesses(fleet, {claims, stock, scope, verdicts, all.found}, testimonies, day);
    const auto clears = [&](const exposure::WindowsFound& state) { return windows.clears(claims, scope, state); };
    exposure::let_age(fleet, day, clears, all.found);
    return all;
  }
};

}  // namespace small
