// A store that lived through any sequence of imports answers as one made from what came out of it in the end; and what
// is read for one question answers as the whole fleet does.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "foresee/exposure/overview.h"
#include "world/store/store.h"

namespace {

namespace fs = std::filesystem;

/// A folder that goes with its owner.
struct Folder {
  Folder() {
    std::string name = testing::TempDir() + "sequencesXXXXXX";
    path = mkdtemp(name.data()) == nullptr ? "" : name;
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

/// An advisory about versions of one pump, by small numbers.
advisory::Advisory advisory_of(int id, int revision, int below, bool withdrawn) {
  advisory::Advisory one;
  one.publisher = "maker";
  one.id = fmt::format("M-{}", id);
  one.revision = fmt::format("{}", revision);
  one.withdrawn = withdrawn;
  advisory::Product& product = one.products.emplace_back();
  product.id = "P1";
  product.vendor = "Maker";
  product.name = fmt::format("Pump {}", static_cast<char>('a' + id % 3));
  product.versions = advisory::Versions::range;
  product.version = fmt::format("<{}", below);
  advisory::Vulnerability& flaw = one.vulnerabilities.emplace_back();
  flaw.id = fmt::format("CVE-2024-{}", id / 2);
  flaw.statements = {{0, advisory::Status::known_affected}};
  return one;
}

/// A list of one tool: of some devices, some pumps with versions.
inventory::Inventory inventory_of(int organisation, int tool, int day, const std::vector<std::vector<int>>& devices) {
  inventory::Inventory one;
  one.organisation = fmt::format("X{}", organisation);
  one.source = "list";
  one.tool = fmt::format("tool-{}", tool);
  one.tells = inventory::Tells::packages;
  one.date = fmt::format("2024-03-0{}", day);
  for (int p = 0; p < 9; ++p) {
    inventory::Component& pump = one.components.emplace_back();
    pump.vendor = "Maker";
    pump.name = fmt::format("Pump {}", static_cast<char>('a' + p % 3));
    pump.version = fmt::format("{}", p / 3 + 1);
  }
  for (std::size_t d = 0; d < devices.size(); ++d) {
    inventory::Device& device = one.devices.emplace_back();
    device.id = fmt::format("d{}", d);
    for (const int component : devices[d]) device.components.push_back(static_cast<std::uint32_t>(component));
    std::ranges::sort(device.components);
    device.components.erase(std::unique(device.components.begin(), device.components.end()), device.components.end());
  }
  return one;
}

/// What a store should hold in the end, by its rules: the latest revision, the newest list of each tool on each device.
struct Last {
  std::map<std::string, advisory::Advisory> advisories;
  std::map<std::tuple<std::string, std::string, std::string>, inventory::Inventory> lists;  ///< of one device each

  void take(const advisory::Advisory& one) {
    const auto [at, fresh] = advisories.emplace(one.id, one);
    if (!fresh && advisory::order_of(one, at->second) != advisory::Order::earlier) at->second = one;
  }
  void take(const inventory::Inventory& one) {
    for (const inventory::Device& device : one.devices) {
      inventory::Inventory alone = one;
      alone.devices = {device};
      const auto [at, fresh] = lists.emplace(std::tuple(one.organisation, device.id, one.tool), alone);
      if (!fresh && one.date >= at->second.date) at->second = alone;
    }
  }
};

using Standings = std::map<std::string, std::string>;  ///< "CVE X1/d0" -> standing

Standings standings(store::Store& opened, bool only_concerned) {
  Standings all;
  for (int number = 0; number < 3; ++number) {
    const std::string id = fmt::format("CVE-2024-{}", number);
    exposure::Claims claims({});
    auto said = opened.advisories_of(id);
    for (advisory::Advisory& one : *said) claims.add(std::move(one));
    const auto concerned = [&](const auto& components) { return exposure::concerned(claims, components); };
    const auto fleet =
        opened.fleet(std::nullopt, only_concerned ? store::Store::Wanted(concerned) : store::Store::Wanted());
    const exposure::Stock stock(*fleet, {});
    const exposure::Scope scope = exposure::scope_of(claims, nullptr, {id});
    const auto found = exposure::exposed(*fleet, stock, claims, scope, exposure::answers_for(claims, stock, {id}), {});
    for (const auto& one : found.devices) {
      const inventory::FleetDevice& device = fleet->devices[one.device];
      all[id + " " + fleet->organisations[device.organisation] + "/" + device.id] = exposure::name_of(one.standing);
    }
  }
  return all;
}

/// "CVE-2024-1 2 0 1": affected, cannot tell, organisations; in the order of the ranking.
std::vector<std::string> ranking(store::Store& opened) {
  exposure::Claims claims({});
  auto said = opened.advisories();
  for (advisory::Advisory& one : *said) claims.add(std::move(one));
  const auto fleet = opened.fleet();
  std::vector<std::string> all;
  for (const auto& one : exposure::overview(*fleet, claims, exposure::Stock(*fleet, {}), {{}, {}})) {
    all.push_back(fmt::format("{} {} {} {}", one.id, one.affected, one.cannot_tell, one.organisations));
  }
  return all;
}

template <class Thing>
void import(store::Store& opened, const Thing& thing) {
  auto one = opened.import();
  RC_ASSERT(one.has_value());
  RC_ASSERT(one->put(thing).has_value());
  RC_ASSERT(one->commit().has_value());
}

TEST(Sequences, AnswersAreThoseOfAStoreMadeFromScratch) {
  EXPECT_TRUE(rc::check([] {
    const Folder folder;
    auto lived = store::Store::open_to_write(folder.path / "lived.db");
    Last last;
    const int imports = *rc::gen::inRange(1, 12);
    for (int i = 0; i < imports; ++i) {
      if (*rc::gen::arbitrary<bool>()) {
        const auto one = advisory_of(*rc::gen::inRange(0, 5), *rc::gen::inRange(1, 4), *rc::gen::inRange(1, 5),
                                     *rc::gen::inRange(0, 4) == 0);
        import(*lived, one);
        last.take(one);
      } else {
        const auto devices = *rc::gen::container<std::vector<std::vector<int>>>(
            2, rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 9)));
        const auto one =
            inventory_of(*rc::gen::inRange(1, 3), *rc::gen::inRange(0, 2), *rc::gen::inRange(1, 5), devices);
        import(*lived, one);
        last.take(one);
      }
    }
    auto fresh = store::Store::open_to_write(folder.path / "fresh.db");
    for (const auto& [id, one] : last.advisories) import(*fresh, one);
    for (const auto& [key, one] : last.lists) import(*fresh, one);
    const Standings found = standings(*lived, true);
    RC_ASSERT(found == standings(*fresh, false));
    RC_ASSERT(found == standings(*lived, false));
    RC_ASSERT(ranking(*lived) == ranking(*fresh));
  }));
}

}  // namespace
