#include "outbreak/scenarios.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "outbreak/small_worlds.h"

namespace scenarios {

namespace {

using base::Distribution;
constexpr double hour_s = 3600;
constexpr double minute_s = 60;

/// Draws that are the same with every standard library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed) {}
  std::uint64_t below(std::uint64_t n) { return bits_() % n; }
  std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + below(high - low + 1); }
  /// In hundredths, so that the drawing says exactly what is simulated.
  double real(double low, double high) {
    const double x = low + (high - low) * static_cast<double>(bits_() >> 11) * 0x1p-53;
    return static_cast<double>(static_cast<std::int64_t>(x * 100 + 0.5)) / 100;
  }
  bool yes(double probability) { return static_cast<double>(bits_() >> 11) * 0x1p-53 < probability; }
  const std::string& one_of(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }

 private:
  std::mt19937_64 bits_;
};

estate::Condition when(estate::Condition::Field field, std::vector<std::string> texts) {
  return {field, std::move(texts), estate::none, 0, 0};
}

Distribution uniform(double low, double high) {
  return {Distribution::Kind::uniform, low, high, {}, {}};
}

/// One parameter for each level, with every kind of condition.
std::vector<estate::Parameter> parameters() {
  using estate::Parameter;
  using Field = estate::Condition::Field;
  const auto make = [](std::string name, Parameter::Per per, std::vector<estate::Case> cases) {
    return Parameter{std::move(name), per, std::move(cases), "", "", "for the test", 0, 1, false};
  };
  const Distribution beta{Distribution::Kind::beta, 0.7, 8, {}, {}};
  const Distribution chance{Distribution::Kind::chance, 0, 0.6, {}, {}};  // how likely: the season
  const Distribution choice{Distribution::Kind::choice, 0, 0, {0.2, 0.6, 1}, {1, 2, 1}};
  return {
      make("season", Parameter::Per::estate, {{{}, uniform(0.3, 1)}}),
      make("climate", Parameter::Per::region,
           {{{when(Field::region, {"north"})}, uniform(0.7, 1)}, {{}, uniform(0.2, 0.8)}}),
      make("habit", Parameter::Per::kind, {{{when(Field::kind, {"acute", "gp"})}, beta}, {{}, uniform(0.1, 0.9)}}),
      make("host", Parameter::Per::parent, {{{}, choice}}),
      make("care", Parameter::Per::organisation,
           {{{when(Field::organisation, {"o0"})}, Distribution::fixed(0.8)},
            {{when(Field::sector, {"trust"}), {Field::parameter, {}, 0, 0.6, 1}}, uniform(0.6, 1)},
            {{{Field::parameter, {}, 1, 0, 0.5}}, chance, 0},
            {{}, uniform(0.2, 1)}}),
  };
}
const std::vector<std::string> parameter_names = {"season", "climate", "habit", "host", "care"};

struct Sketch {
  std::string organisations;
  std::vector<std::string> ids;
  std::vector<std::string> zones;
  std::vector<std::string> groups;
  std::vector<std::string> singles;        ///< groups of one
  std::uint64_t addresses[3] = {0, 0, 0};  ///< taken in internet, wide, side
};
const std::vector<std::string> networks = {"internet", "wide", "side"};
const std::vector<std::string> purposes = {"desktop", "server", "medical"};

void sketch_zone(Dice& dice, Sketch& sketch, const std::string& organisation, std::uint64_t number) {
  const std::string id = fmt::format("{}.z{}", organisation, number);
  const std::uint64_t network = dice.yes(0.65) ? 1 : dice.below(3);
  const std::uint64_t desktops = dice.between(2, 5);
  const std::uint64_t monitors = dice.below(3);
  const bool server = dice.yes(0.6);
  const std::uint64_t empty = dice.below(5);
  sketch.zones.push_back(id);
  const auto add = [&](const std::string& letter, std::uint64_t count) {
    if (count > 0) sketch.groups.push_back(id + "." + letter);
    if (count == 1) sketch.singles.push_back(id + "." + letter);
    return std::string(count, letter[0]);
  };
  const std::string strip =
      add("p", desktops) + add("m", monitors) + add("s", server ? 1 : 0) + std::string(empty, '.');
  sketch.addresses[network] += strip.size();
  sketch.organisations += fmt::format("  z{} [{}] {} {}\n", number, strip, networks[network], dice.one_of(purposes));
}

Sketch sketch_organisations(Dice& dice) {
  Sketch sketch;
  const std::uint64_t organisations = dice.between(1, 5);
  for (std::uint64_t o = 0; o < organisations; ++o) {
    const std::string kind = o == 0 ? "acute" : dice.one_of({"acute", "mental", "gp"});
    const std::string id = fmt::format("o{}", o);
    sketch.ids.push_back(id);
    sketch.organisations +=
        fmt::format("organisation {} kind:{} sector:{} region:{}{}\n", id, kind, kind == "gp" ? "gp" : "trust",
                    dice.one_of({"north", "south"}), o > 0 && dice.yes(0.4) ? " parent:o0" : "");
    const std::uint64_t zones = organisations > 3 ? 1 : dice.between(organisations == 1 ? 2 : 1, 3);
    for (std::uint64_t z = 0; z < zones; ++z) sketch_zone(dice, sketch, id, z);
  }
  return sketch;
}

std::string share(Dice& dice, double low, double high) {
  return dice.yes(0.35) ? dice.one_of(parameter_names) : fmt::format("{}", dice.real(low, high));
}

std::string term(Dice& dice, const Sketch& sketch) {
  switch (dice.below(8)) {
    case 0: return "zone:" + dice.one_of(sketch.zones);
    case 1: return "organisation:" + dice.one_of(sketch.ids);
    case 2: return "network:" + dice.one_of({"wide", "wide", "side", "internet"});
    case 3: return "kind:" + dice.one_of({"acute", "mental", "gp"});
    case 4: return "sector:" + dice.one_of({"trust", "gp"});
    case 5: return "region:" + dice.one_of({"north", "south"});
    case 6: return "purpose:" + dice.one_of(purposes);
    default: return "*";
  }
}

std::string two_terms(Dice& dice, const Sketch& sketch) {
  const std::string first = term(dice, sketch);
  const std::string second = term(dice, sketch);
  return dice.yes(0.2) && first != "*" && second != "*" ? first + " " + second : first;
}

std::string conduits(Dice& dice, const Sketch& sketch, bool outside) {
  std::string rows;
  const std::uint64_t count = dice.between(1, 4);
  for (std::uint64_t i = 0; i < count; ++i) {
    const bool from_internet = outside && dice.yes(0.25);
    const std::string from = from_internet ? "internet" : two_terms(dice, sketch);
    std::string to = two_terms(dice, sketch);
    if (!from_internet && dice.yes(0.15)) to = to == "*" ? "same-organisation" : to + " same-organisation";
    std::string condition;
    if (dice.yes(0.45)) condition = "?" + share(dice, 0.3, 0.9);
    if (!condition.empty() && !from_internet && from != "*" && dice.yes(0.4)) condition += ":from";
    rows += fmt::format("{} --{}{}--{} {}\n", from, dice.one_of({"smb", "smb", "rpc", "*"}), condition,
                        dice.yes(0.4) ? "x" : ">", to);
  }
  if (outside) rows += fmt::format("internet --*{}--> *\n", dice.yes(0.5) ? "?" + share(dice, 0.5, 0.9) : "");
  if (dice.yes(0.7)) rows += "* --*--> *\n";
  return rows;
}

std::string edges(Dice& dice, const Sketch& sketch) {
  std::string rows;
  const std::uint64_t count = dice.between(2, 6);
  for (std::uint64_t i = 0; i < count; ++i) {
    rows += fmt::format("{} ~{}*{}~> {}\n", dice.one_of(sketch.groups), dice.one_of({"credential", "trust"}),
                        dice.real(0.5, 3), dice.one_of(sketch.groups));
  }
  if (sketch.singles.empty()) return rows;
  for (std::uint64_t i = 0; i < count; ++i) {
    rows += fmt::format("{} ={}*{}=> {}\n", dice.one_of(sketch.singles), dice.one_of({"credential", "flow"}),
                        dice.real(0.5, 3), dice.one_of(sketch.singles));
  }
  return rows;
}

/// A delay with about this mean.
Distribution delay(Dice& dice, double mean_s) {
  using Kind = Distribution::Kind;
  switch (dice.below(6)) {
    case 0: return Distribution::fixed(mean_s);
    case 1: return uniform(mean_s / 2, mean_s * 1.5);
    case 2: return {Kind::lognormal, mean_s * 0.8, 0.6, {}, {}};
    case 3: return {Kind::gamma, mean_s, 2.5, {}, {}};
    case 4: return {Kind::choice, 0, 0, {mean_s / 2, mean_s, mean_s * 2}, {2, 2, 1}};
    default: return Distribution::exponential(mean_s);
  }
}

threat::Quantity quantity(Dice& dice, double low, double high) {
  if (dice.yes(0.3)) return {0, dice.one_of(parameter_names)};
  return {dice.real(low, high), ""};
}

threat::Selector of_organisations(Dice& dice, const Sketch& sketch) {
  threat::Selector where;
  switch (dice.below(8)) {
    case 0: where.organisations = {sketch.ids[0], dice.one_of(sketch.ids)}; break;
    case 1: where.kinds = {"acute"}; break;
    case 2: where.sectors = {"trust"}; break;
    case 3: where.regions = {dice.one_of({"north", "south"})}; break;
    default: break;
  }
  return where;
}

threat::Selector of_devices(Dice& dice, const Sketch& sketch) {
  threat::Selector where = of_organisations(dice, sketch);
  switch (dice.below(9)) {
    case 0: where.zones = {sketch.zones[0], dice.one_of(sketch.zones)}; break;
    case 1: where.purposes = {dice.one_of(purposes), dice.one_of(purposes)}; break;
    case 2: where.groups = {sketch.groups[0], dice.one_of(sketch.groups), dice.one_of(sketch.groups)}; break;
    case 3: where.platforms = {"windows"}; break;
    case 4: where.types = {"desktop", "monitor"}; break;
    default: break;
  }
  return where;
}

std::vector<std::string> requirement(Dice& dice) {
  switch (dice.below(6)) {
    case 0: return {};
    case 1: return {"hole", "admin"};
    case 2: return {"admin"};
    default: return {"hole"};
  }
}

threat::Vector scan(Dice& dice, std::string name, std::string service) {
  threat::Vector vector;
  vector.name = std::move(name);
  vector.rate_per_s = dice.real(4, 11) / hour_s;
  vector.success = quantity(dice, 0.4, 1);
  vector.service = std::move(service);
  vector.requires_all = requirement(dice);
  using Space = threat::Target::Space;
  std::vector<threat::Target> spaces = {{Space::own_zone, "", 0}, {Space::own_organisation, "", 0}};
  for (const std::string& network : networks) spaces.push_back({Space::network, network, 0});
  int left = 100;
  for (int i = 0; i < 3 && left > 0; ++i) {
    const std::uint64_t pick = dice.below(spaces.size());
    const int part = i == 2 ? left : static_cast<int>(dice.between(10, 60));
    threat::Target target = spaces[pick];
    spaces.erase(spaces.begin() + static_cast<std::ptrdiff_t>(pick));
    target.share = std::min(part, left) / 100.0;
    left -= std::min(part, left);
    vector.targets.push_back(target);
  }
  return vector;
}

threat::Vector contact(Dice& dice, std::string name) {
  threat::Vector vector;
  vector.name = std::move(name);
  vector.kind = threat::Vector::Kind::contact;
  vector.rate_per_s = dice.real(0.5, 2) / hour_s;
  vector.success = quantity(dice, 0.4, 1);
  vector.requires_all = requirement(dice);
  vector.along =
      dice.yes(0.5) ? std::vector<std::string>{"credential"} : std::vector<std::string>{"credential", "trust", "flow"};
  return vector;
}

threat::Curve population(Dice& dice) {
  threat::Curve curve;
  if (dice.yes(0.5)) {
    curve.points = {{0.3 * hour_s, 20}, {1 * hour_s, 100}, {3 * hour_s, 10}};
    return curve;
  }
  curve.kind = threat::Curve::Kind::logistic;
  curve.capacity = 100;
  curve.initial = 2;
  curve.growth_per_s = 3 / hour_s;
  curve.from_s = 0.2 * hour_s;
  curve.until_s = dice.yes(0.5) ? 1.5 * hour_s : -1;
  return curve;
}

void entries(Dice& dice, const Sketch& sketch, threat::Threat& threat, bool outside) {
  if (dice.yes(0.35)) {
    threat.suppliers.push_back({of_devices(dice, sketch), quantity(dice, 0.3, 0.8),
                                dice.yes(0.5) ? uniform(0.2, 3.4) : Distribution::fixed(2),
                                delay(dice, 30 * minute_s)});
  }
  if (dice.yes(0.35)) {
    threat.mails.push_back({of_devices(dice, sketch), {dice.real(0.05, 0.25), ""}, uniform(0, 2 * hour_s)});
    if (dice.yes(0.3)) threat.mails.back().chance = {0, "care"};
  }
  if (outside) {
    for (const threat::Vector& vector : threat.vectors) {
      if (vector.kind != threat::Vector::Kind::scan) continue;
      threat.pressures.push_back(
          {vector.name, dice.one_of({"internet", "wide"}), dice.real(8, 20) / hour_s / 100, population(dice)});
    }
  }
  if (dice.yes(0.7) || (threat.suppliers.empty() && threat.mails.empty() && threat.pressures.empty())) {
    threat::Seeds seeds;
    if (dice.yes(0.25)) seeds.where = of_devices(dice, sketch);
    if (dice.yes(0.4)) seeds.organisations = static_cast<std::uint32_t>(dice.between(1, 2));
    seeds.devices = static_cast<std::uint32_t>(dice.between(1, 3));
    if (dice.yes(0.3)) seeds.requires_all = {"admin"};
    seeds.at_s = dice.yes(0.4) ? Distribution::fixed(0) : delay(dice, 15 * minute_s);
    threat.seeds.push_back(seeds);
  }
}

void stops(Dice& dice, const Sketch& sketch, threat::Threat& threat) {
  if (dice.yes(0.4)) {
    threat.kill_switch = threat::KillSwitch{dice.real(0.7, 2.5) * hour_s, quantity(dice, 0.3, 0.9), dice.yes(0.5)};
  }
  if (dice.yes(0.3)) {
    threat.signature =
        threat::Signature{dice.real(0.2, 1.5) * hour_s, delay(dice, 30 * minute_s), quantity(dice, 0.3, 0.9)};
  }
  if (dice.yes(0.35)) {
    const std::uint64_t rows = dice.between(1, 2);
    for (std::uint64_t i = 0; i < rows; ++i) {
      threat.patching.push_back(
          {of_organisations(dice, sketch), dice.real(0.2, 1) * hour_s, delay(dice, 20 * minute_s), dice.real(0.5, 4)});
    }
  }
}

threat::Threat make_threat(Dice& dice, const Sketch& sketch, bool outside) {
  threat::Threat threat;
  threat.name = "generated";
  threat.invented = true;
  const std::uint64_t mix = dice.below(6);
  if (mix != 0) threat.vectors.push_back(scan(dice, "first", "smb"));
  if (mix <= 2) threat.vectors.push_back(contact(dice, "hand"));
  if (mix >= 4) threat.vectors.push_back(scan(dice, "second", "rpc"));
  entries(dice, sketch, threat, outside);
  threat.course.spreading_after_s = dice.yes(0.35) ? Distribution::fixed(0) : delay(dice, 10 * minute_s);
  if (dice.yes(0.88)) threat.course.locked_after_s = delay(dice, 40 * minute_s);
  threat.course.locked_spreads = dice.yes(0.5);
  threat.course.reinfectable = dice.yes(0.35);
  stops(dice, sketch, threat);
  return threat;
}

threat::Defence make_defence(Dice& dice, const Sketch& sketch) {
  threat::Defence defence;
  defence.name = "generated";
  if (dice.yes(0.85)) {
    if (dice.yes(0.3)) {
      defence.detection.push_back({of_organisations(dice, sketch), 1, delay(dice, 5 * minute_s)});
    }
    defence.detection.push_back({{}, static_cast<std::uint32_t>(dice.between(1, 3)), delay(dice, 10 * minute_s)});
  }
  if (dice.yes(0.7)) {
    const auto boundary = static_cast<threat::Boundary>(dice.below(3));
    defence.isolation.push_back({of_organisations(dice, sketch), quantity(dice, 0.5, 1), delay(dice, 10 * minute_s),
                                 boundary, delay(dice, 60 * minute_s)});
  }
  if (dice.yes(0.65)) {
    threat::Alarm alarm;
    if (dice.yes(0.5)) alarm.at_s = dice.real(0.5, 2) * hour_s;
    if (!alarm.at_s || dice.yes(0.4)) alarm.after_reports = static_cast<std::uint32_t>(dice.between(1, 2));
    alarm.delay_s = delay(dice, 10 * minute_s);
    defence.alarm = alarm;
    defence.precaution.push_back({of_organisations(dice, sketch), quantity(dice, 0.5, 1), delay(dice, 10 * minute_s),
                                  delay(dice, 60 * minute_s)});
  }
  if (dice.yes(0.65)) {
    defence.restoration.push_back(
        {of_organisations(dice, sketch), dice.real(0, 200), 1, dice.real(0.6, 3), delay(dice, 10 * minute_s)});
  }
  if (!defence.detection.empty() && dice.yes(0.6)) {
    defence.reporting.push_back({of_organisations(dice, sketch), quantity(dice, 0, 0.5), quantity(dice, 0.3, 1)});
  }
  return defence;
}

/// A reader refuses a selector that names nothing of the estate, so such a one becomes "all".
void widen_if_empty(const estate::Tables& tables, threat::Selector& where) {
  const auto in = [](const std::vector<std::string>& list, const std::string& text) {
    return list.empty() || std::find(list.begin(), list.end(), text) != list.end();
  };
  for (const estate::DeviceGroup& group : tables.groups) {
    const estate::Zone& zone = tables.zones[group.zone];
    const estate::Organisation& owner = tables.organisations[zone.organisation];
    if (in(where.organisations, owner.id) && in(where.kinds, owner.kind) && in(where.sectors, owner.sector) &&
        in(where.regions, owner.region) && in(where.zones, zone.id) && in(where.purposes, zone.purpose) &&
        in(where.groups, group.id) && in(where.platforms, group.platform) && in(where.types, group.type)) {
      return;
    }
  }
  where = {};
}

void widen_all(Scenario& scenario) {
  const auto widen = [&](auto& entries) {
    for (auto& one : entries) widen_if_empty(scenario.tables, one.where);
  };
  widen(scenario.threat.seeds);
  widen(scenario.threat.suppliers);
  widen(scenario.threat.mails);
  widen(scenario.threat.patching);
  widen(scenario.defence.detection);
  widen(scenario.defence.reporting);
  widen(scenario.defence.isolation);
  widen(scenario.defence.precaution);
  widen(scenario.defence.restoration);
}

Scenario make(std::size_t number) {
  Dice dice(20170512 + number);
  const Sketch sketch = sketch_organisations(dice);
  const bool outside = dice.yes(0.4);
  Scenario scenario;
  scenario.name = fmt::format("scenario {}", number);
  const std::uint64_t wide = sketch.addresses[1] + dice.between(1, 12);
  scenario.drawing =
      fmt::format("network internet {}\nnetwork wide {} in internet\nnetwork side {}\n",
                  wide + sketch.addresses[0] + dice.between(5, 30), wide, sketch.addresses[2] + dice.between(1, 5));
  scenario.drawing += sketch.organisations;
  scenario.drawing += fmt::format("p = windows desktop hole={} admin={}\n", share(dice, 0.5, 1), share(dice, 0.3, 1));
  scenario.drawing += fmt::format("m = embedded monitor hole={}\n", share(dice, 0.5, 1));
  scenario.drawing += "s = windows server hole admin\n";
  scenario.drawing += conduits(dice, sketch, outside);
  scenario.drawing += edges(dice, sketch);
  if (dice.yes(0.6)) {
    scenario.drawing += fmt::format("order 1 {}\n", dice.one_of(sketch.groups));
    scenario.drawing += fmt::format("order 2 {}\n", dice.one_of(sketch.groups));
  }
  scenario.threat = make_threat(dice, sketch, outside);
  scenario.defence = make_defence(dice, sketch);
  scenario.tables = small_worlds::draw(scenario.drawing, parameters());
  widen_all(scenario);
  return scenario;
}

}  // namespace

std::vector<Scenario> generate(std::size_t how_many) {
  std::vector<Scenario> all;
  for (std::size_t i = 0; i < how_many; ++i) all.push_back(make(i));
  return all;
}

}  // namespace scenarios
