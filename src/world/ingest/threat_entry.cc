#include "world/ingest/threat_entry.h"

#include <algorithm>

#include "world/ingest/threat_values.h"
#include "world/ingest/where.h"

namespace ingest {

namespace {

constexpr std::uint64_t count_max = 1'000'000'000;

const std::string at_mend = "write when, such as at = \"8h\"";

threat::Seeds read_seeds(const TomlNode& node) {
  const TomlTable table(node, {"where", "organisations", "devices", "requires", "at"});
  threat::Seeds seeds;
  seeds.where = read_where(table);
  table.find(seeds.organisations, "organisations", [](const TomlNode& n) { return n.whole(0, count_max); });
  table.find(seeds.devices, "devices", [](const TomlNode& n) { return n.whole(1, count_max); });
  table.find(seeds.requires_all, "requires", as_names);
  table.need(seeds.at_s, "at", at_mend, as_time);
  return seeds;
}

void read_points(const TomlNode& node, threat::Curve& curve) {
  const auto points = node.opened().list();
  if (!points) return;
  if (points->empty()) node.refuse("has no point", "write at least one [time, devices]");
  bool complete = true;
  for (const TomlNode& point : *points) {
    const auto pair = point.list();
    if (pair && pair->size() != 2) point.refuse("is not a point", "write [time, devices], such as [\"2h\", 5000]");
    if (!pair || pair->size() != 2) {
      complete = false;
      continue;
    }
    const auto at = (*pair)[0].duration();
    const auto devices = (*pair)[1].number(Range::not_negative());
    complete = complete && at && devices;
    if (!at || !devices) continue;
    if (!curve.points.empty() && *at <= curve.points.back().first) {
      point.refuse("is not later than the point before it", "write the points in the order of time, one for each time");
    }
    curve.points.emplace_back(*at, *devices);
  }
  double most = 0;
  for (const auto& [at, devices] : curve.points) most = std::max(most, devices);
  if (complete && !points->empty() && most <= 0)
    node.refuse("is nobody at all times", "write a number above 0 somewhere");
}

void read_logistic(const TomlNode& node, threat::Curve& curve) {
  const TomlNode inner = node.opened();
  const TomlTable table(inner, {"capacity", "initial", "growth_per_hour", "from", "until"});
  curve.kind = threat::Curve::Kind::logistic;
  double growth_per_hour = 0;
  table.need(curve.capacity, "capacity", "write how many devices there can be", as_positive);
  table.need(curve.initial, "initial", "write how many devices there are at first", as_positive);
  table.need(growth_per_hour, "growth_per_hour", "write the rate of growth while few are infected", as_positive);
  table.find(curve.from_s, "from", as_duration);
  table.find(curve.until_s, "until", as_duration);
  curve.growth_per_s = growth_per_hour / 3600;
  if (curve.capacity > 0 && curve.initial > curve.capacity) {
    table.find("initial")->refuse("is more than the capacity", "write at most the capacity");
  }
  if (table.has("until") && curve.until_s >= 0 && curve.until_s <= curve.from_s) {
    table.find("until")->refuse("is not after `from`", "write a later time");
  }
}

threat::Pressure read_pressure(const TomlNode& node) {
  const TomlTable table(node, {"vector", "network", "attempts_per_second", "population"});
  threat::Pressure pressure;
  table.need(pressure.vector, "vector", "name the scan vector whose service and requirement count", as_name);
  table.find(pressure.network, "network", as_name);
  table.need(pressure.attempts_per_s, "attempts_per_second", "write the attempts of one outside device", as_positive);
  const auto population = table.need("population", "write { points = [..] } or { logistic = {..} }");
  if (!population) return pressure;
  const TomlNode inner = population->opened();
  const TomlTable curve(inner, {"points", "logistic"});
  if (curve.has("points") == curve.has("logistic")) {
    population->refuse("is not one curve", "write either points or logistic");
  } else if (const auto points = curve.find("points")) {
    read_points(*points, pressure.population);
  } else {
    read_logistic(*curve.find("logistic"), pressure.population);
  }
  return pressure;
}

threat::Supplier read_supplier(const TomlNode& node) {
  const TomlTable table(node, {"where", "chance", "devices", "at"});
  threat::Supplier supplier;
  supplier.where = read_where(table);
  table.find(supplier.chance, "chance", as_chance);
  table.need(supplier.devices, "devices", "write how many devices of an organisation get it", [](const TomlNode& n) {
    return n.distribution(Unit::number, Range{0, static_cast<double>(count_max), true});
  });
  table.need(supplier.at_s, "at", at_mend, as_time);
  return supplier;
}

threat::Mail read_mail(const TomlNode& node) {
  const TomlTable table(node, {"where", "chance", "at"});
  threat::Mail mail;
  mail.where = read_where(table);
  table.need(mail.chance, "chance", "write the chance for one device", as_chance);
  table.need(mail.at_s, "at", at_mend, as_time);
  return mail;
}

}  // namespace

void read_entry(const TomlTable& file, threat::Threat& threat) {
  file.each(threat.seeds, "seeds", read_seeds);
  file.each(threat.pressures, "pressure", read_pressure);
  file.each(threat.suppliers, "supplier", read_supplier);
  file.each(threat.mails, "mail", read_mail);
}

}  // namespace ingest
