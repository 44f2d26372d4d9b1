// Which sightings are of one device: the rules one by one, and a fleet whose four exports disagree.

#include "world/inventory/join.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using inventory::Identifier;
using inventory::IdentifierKind;
using Sightings = std::vector<std::vector<Identifier>>;
using enum inventory::IdentifierKind;

/// The devices as sets of sightings.
std::set<std::set<std::uint32_t>> devices_of(const inventory::Join& join) {
  std::map<std::uint32_t, std::set<std::uint32_t>> by_device;
  for (std::uint32_t i = 0; i < join.device.size(); ++i) by_device[join.device[i]].insert(i);
  std::set<std::set<std::uint32_t>> devices;
  for (auto& [device, sightings] : by_device) devices.insert(std::move(sightings));
  return devices;
}

using Sets = std::set<std::set<std::uint32_t>>;

TEST(Join, OneSerialNumberIsOneDeviceWhateverItsName) {
  const Sightings sightings{{{asset, "a:1"}, {serial, "5CG12345"}, {name, "ws-1"}},
                            {{asset, "b:9"}, {serial, "5CG12345"}, {name, "ws-2"}},
                            {{asset, "b:8"}, {serial, "5CG99999"}, {name, "ws-3"}}};
  EXPECT_EQ(devices_of(join(sightings)), (Sets{{0, 1}, {2}}));
  EXPECT_TRUE(join(sightings).conflicts.empty());
}

TEST(Join, ANameDoesNotJoinWhatSerialNumbersTellApart) {
  const Sightings sightings{{{asset, "a:1"}, {serial, "5CG12345"}, {name, "ws-1"}},
                            {{asset, "b:9"}, {serial, "5CG99999"}, {name, "ws-1"}},
                            {{asset, "c:1"}, {name, "ws-1"}}};
  const auto answer = join(sightings);
  EXPECT_EQ(devices_of(answer), (Sets{{0}, {1}, {2}})) << "which of the two the third is, nobody can tell";
  ASSERT_EQ(answer.conflicts.size(), 1U);
  EXPECT_EQ(answer.conflicts[0].by, (Identifier{name, "ws-1"}));
  EXPECT_EQ(answer.conflicts[0].against, serial);
  EXPECT_EQ(answer.conflicts[0].sightings, (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST(Join, TheNetworkCardOfADockJoinsNothing) {
  const Sightings sightings{{{asset, "a:1"}, {serial, "5CG12345"}, {mac, "001122334455"}},
                            {{asset, "b:9"}, {serial, "5CG99999"}, {mac, "001122334455"}}};
  const auto answer = join(sightings);
  EXPECT_EQ(devices_of(answer).size(), 2U);
  EXPECT_EQ(answer.conflicts.at(0).by.kind, mac);
}

TEST(Join, OneToolsTwoRowsOfOneNameStayTwo) {
  const Sightings sightings{{{asset, "a:1"}, {name, "ws-1"}}, {{asset, "a:2"}, {name, "ws-1"}}};
  const auto answer = join(sightings);
  EXPECT_EQ(devices_of(answer).size(), 2U);
  EXPECT_EQ(answer.conflicts.at(0).against, asset);
}

TEST(Join, OneToolsTwoRowsOfOneSerialNumberAreOneDeviceEnrolledAgain) {
  const Sightings sightings{{{asset, "a:1"}, {serial, "5CG12345"}, {directory, "d1"}},
                            {{asset, "a:2"}, {serial, "5CG12345"}, {directory, "d2"}}};
  EXPECT_EQ(devices_of(join(sightings)).size(), 1U);
}

TEST(Join, ASerialNumberThatOneToolGivesToManyIsNone) {
  const Sightings sightings{{{asset, "a:1"}, {serial, "R90XYZ"}, {name, "ws-1"}},
                            {{asset, "a:2"}, {serial, "R90XYZ"}, {name, "ws-2"}},
                            {{asset, "a:3"}, {serial, "R90XYZ"}, {name, "ws-3"}},
                            {{asset, "a:4"}, {serial, "R90XYZ"}, {name, "ws-4"}},
                            {{asset, "b:1"}, {name, "ws-1"}}};
  const auto answer = join(sightings);
  EXPECT_EQ(devices_of(answer), (Sets{{0, 4}, {1}, {2}, {3}}));
  ASSERT_EQ(answer.conflicts.size(), 1U);
  EXPECT_EQ(answer.conflicts[0].against, serial);
}

TEST(Join, AChainThatEndsInTwoSerialNumbersIsRefusedWhole) {
  const Sightings sightings{{{asset, "a:1"}, {serial, "5CG12345"}, {mac, "001122334455"}},
                            {{asset, "b:1"}, {mac, "001122334455"}, {mac, "001122334466"}},
                            {{asset, "c:1"}, {serial, "5CG99999"}, {mac, "001122334466"}}};
  const auto answer = join(sightings);
  EXPECT_EQ(devices_of(answer), (Sets{{0}, {1}, {2}}));
  EXPECT_EQ(answer.conflicts.size(), 2U);
}

TEST(Join, ToolsOfOneFamilyMeetByItsId) {
  const Sightings sightings{{{asset, "intune:aa-1"}, {serial, "5CG12345"}}, {{asset, "intune:aa-1"}, {name, "ws-1"}}};
  EXPECT_EQ(devices_of(join(sightings)).size(), 1U);
}

RC_GTEST_PROP(Join, DoesNotDependOnTheOrder, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 12);
  Sightings sightings(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto family = *rc::gen::element<std::string>("a", "b", "c");
    sightings[i].push_back({asset, family + ":" + std::to_string(*rc::gen::inRange(0, 4))});
    const std::vector<IdentifierKind> kinds{serial, directory, mac, mac, name};
    for (const IdentifierKind kind : kinds) {
      const int value = *rc::gen::inRange(0, 6);
      if (value > 2) continue;
      sightings[i].push_back({kind, std::to_string(value)});
    }
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  std::ranges::shuffle(order, random);
  Sightings shuffled;
  for (const std::uint32_t one : order) shuffled.push_back(sightings[one]);
  Sets expected;
  for (const auto& device : devices_of(join(shuffled))) {
    std::set<std::uint32_t> mapped;
    for (const std::uint32_t one : device) mapped.insert(order[one]);
    expected.insert(std::move(mapped));
  }
  RC_ASSERT(devices_of(join(sightings)) == expected);
}

/// Four exports of one known estate, each with the faults of its kind.
class Exports {
 public:
  explicit Exports(std::uint32_t seed) : random_(seed) {
    for (std::uint32_t device = 0; device < devices; ++device) add(device);
  }

  static constexpr std::uint32_t devices = 6000;
  Sightings sightings;
  std::vector<std::uint32_t> truth;  ///< of each sighting, its device

 private:
  bool chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }

  static std::string hex(std::uint32_t number) {
    std::string text = std::to_string(number);
    return "0011" + std::string(8 - text.size(), '0') + text;
  }

  void put(std::uint32_t device, const std::string& family, std::vector<Identifier> identifiers) {
    identifiers.push_back({asset, family + ":" + std::to_string(sightings.size())});
    sightings.push_back(std::move(identifiers));
    truth.push_back(device);
  }

  void add(std::uint32_t device) {
    const bool medical = chance(0.25);
    const std::string number = std::to_string(device);
    const std::string host = (medical ? "med-" : "ws-") + std::to_string(chance(0.01) ? device / 2 : device);
    const std::string maker = "SN" + std::string(6 - number.size(), '0') + number;
    const std::string serial_number = chance(0.02) ? "R90SAMEONALL" : maker;  // boards that their maker never numbered
    const std::string card = chance(0.03) ? hex(9000000 + device % 20) : hex(device * 2);  // docks and USB adapters
    if (!medical && chance(0.92)) {  // a management tool: serial number, directory id, both cards
      put(device, "intune", {{serial, serial_number}, {directory, "d" + number}, {mac, card}, {name, host}});
      if (chance(0.06)) put(device, "intune", {{serial, serial_number}, {directory, "old" + number}, {name, host}});
    }
    if (!medical && chance(0.85)) {  // a sensor: a name, now and then an old one, the directory's id on most
      std::vector<Identifier> identifiers{{name, chance(0.02) ? "old-" + host : host}};
      if (chance(0.8)) identifiers.push_back({directory, "d" + number});
      put(device, "defender", std::move(identifiers));
    }
    if (chance(0.7)) {  // a passive network sensor: cards, names of some
      std::vector<Identifier> identifiers{{mac, card}};
      if (chance(0.6)) identifiers.push_back({name, host});
      put(device, "claroty", std::move(identifiers));
    }
    if (medical || chance(0.1)) {  // a register kept by hand: serial numbers with slips of the pen, names of some
      std::vector<Identifier> identifiers{{serial, chance(0.02) ? maker + "X" : maker}};
      if (chance(0.8)) identifiers.push_back({name, host});
      put(device, "register", std::move(identifiers));
    }
  }

  std::mt19937 random_;
};

/// What somebody could join who knew the truth: sightings of one device that some value ties together. A sensor that
/// knows a card and a register that knows a serial number have nothing in common, and nobody can tell that they mean
/// one device.
std::vector<std::uint32_t> best_of(const Exports& exports) {
  std::vector<std::uint32_t> best(exports.truth.size());
  std::iota(best.begin(), best.end(), 0U);
  const auto of = [&](std::uint32_t one) {
    while (best[one] != one) one = best[one];
    return one;
  };
  std::map<std::pair<std::uint32_t, Identifier>, std::uint32_t> first;
  for (std::uint32_t i = 0; i < best.size(); ++i) {
    for (const Identifier& one : exports.sightings[i]) {
      const std::uint32_t other = of(first.emplace(std::pair(exports.truth[i], one), i).first->second);
      const std::uint32_t self = of(i);
      best[std::max(self, other)] = std::min(self, other);
    }
  }
  for (std::uint32_t i = 0; i < best.size(); ++i) best[i] = of(i);
  return best;
}

/// Pairs of sightings of one device.
std::size_t pairs_of(const std::map<std::uint32_t, std::size_t>& sizes) {
  std::size_t pairs = 0;
  for (const auto& [device, size] : sizes) pairs += size * (size - 1) / 2;
  return pairs;
}

TEST(JoinOfFourExports, FindsTheDevicesThatThereAre) {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    const Exports exports(seed);
    const auto answer = inventory::join(exports.sightings);
    const std::vector<std::uint32_t> best = best_of(exports);
    std::map<std::uint32_t, std::size_t> found;
    std::map<std::uint32_t, std::size_t> possible;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> both;
    for (std::size_t i = 0; i < best.size(); ++i) {
      ++found[answer.device[i]];
      ++possible[best[i]];
      ++both[{best[i], answer.device[i]}];
    }
    std::size_t right = 0;
    for (const auto& [key, size] : both) right += size * (size - 1) / 2;
    const double precision = static_cast<double>(right) / static_cast<double>(pairs_of(found));
    const double recall = static_cast<double>(right) / static_cast<double>(pairs_of(possible));
    const double devices = static_cast<double>(found.size()) / static_cast<double>(possible.size());
    std::cout << "precision " << precision << ", recall " << recall << ", devices " << devices << " of those that can "
              << "be told, " << answer.conflicts.size() << " conflicts in " << best.size() << " rows\n";
    EXPECT_GT(precision, 0.999) << seed;
    EXPECT_GT(recall, 0.97) << seed;
    EXPECT_GT(devices, 0.999) << seed;
    EXPECT_LT(devices, 1.03) << seed;
  }
}

}  // namespace
