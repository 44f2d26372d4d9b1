// What a scenario holds, in words: for people who look for a disagreement, and for the test of coverage.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "outbreak/scenarios.h"

namespace scenarios {

namespace {

using base::Distribution;
using estate::Pattern;

const char* kind_of(const Distribution& distribution) {
  static constexpr const char* names[] = {"fixed", "uniform", "exponential", "lognormal",
                                          "gamma", "beta",    "chance",      "choice"};
  return names[static_cast<std::size_t>(distribution.kind)];
}
const char* boundary_of(threat::Boundary boundary) {
  static constexpr const char* names[] = {"organisation", "zone", "internet"};
  return names[static_cast<std::size_t>(boundary)];
}
const char* level_of(estate::Parameter::Per per) {
  static constexpr const char* names[] = {"estate", "region", "kind", "parent", "organisation"};
  return names[static_cast<std::size_t>(per)];
}
const char* field_of(estate::Condition::Field field) {
  static constexpr const char* names[] = {"kind", "sector", "region", "organisation", "parameter"};
  return names[static_cast<std::size_t>(field)];
}
std::string space_of(const threat::Target& target, const estate::Tables& tables) {
  if (target.space == threat::Target::Space::own_zone) return "own zone";
  if (target.space == threat::Target::Space::own_organisation) return "own organisation";
  for (const estate::Network& network : tables.networks) {
    if (network.within == estate::none) continue;
    if (tables.networks[network.within].id == target.network) return "network with another within";
    if (network.id == target.network) return "network within another";
  }
  return "network";
}

std::string text(const threat::Quantity& quantity) {
  return quantity.parameter.empty() ? fmt::format("{}", quantity.number) : quantity.parameter;
}

std::string text(const threat::Selector& where) {
  std::string line;
  const auto add = [&](const char* key, const std::vector<std::string>& list) {
    if (!list.empty()) line += fmt::format(" {}: {}", key, fmt::join(list, "|"));
  };
  add("organisation", where.organisations);
  add("kind", where.kinds);
  add("sector", where.sectors);
  add("region", where.regions);
  add("zone", where.zones);
  add("purpose", where.purposes);
  add("group", where.groups);
  add("platform", where.platforms);
  add("type", where.types);
  return line.empty() ? "all" : line.substr(1);
}

std::string text(const threat::Vector& vector, const estate::Tables& tables) {
  std::string line = fmt::format("vector {} {}/h success {} on '{}' needs [{}]", vector.name, vector.rate_per_s * 3600,
                                 text(vector.success), vector.service, fmt::join(vector.requires_all, " "));
  for (const threat::Target& target : vector.targets) {
    line += fmt::format(" {} ({}) {}", space_of(target, tables), target.network, target.share);
  }
  return line + fmt::format(" along [{}]\n", fmt::join(vector.along, " "));
}

class Features {
 public:
  std::set<std::string> of(const Scenario& scenario) {
    conduits(scenario.tables);
    for (const auto& group : scenario.tables.groups) {
      for (const auto& one : group.vulnerabilities) use(scenario.tables, one.share, "vulnerability");
    }
    threat(scenario.threat, scenario.tables);
    defence(scenario.defence, scenario.tables);
    if (!scenario.tables.care.services.empty() && !scenario.defence.restoration.empty()) add("restoration by priority");
    return std::move(found_);
  }

 private:
  void add(std::string feature) { found_.insert(std::move(feature)); }
  void add(const std::string& what, const Distribution& distribution) { add(what + " " + kind_of(distribution)); }

  /// A quantity that is a parameter: its level, its conditions, and the parameters that these look at.
  void use(const estate::Tables& tables, const estate::Quantity& quantity, const std::string& what) {
    if (quantity.certain()) {
      if (quantity.number < 1) add(what + " number");
      return;
    }
    add(what + " parameter");
    const estate::Parameter& parameter = tables.parameters[quantity.parameter];
    add(std::string("parameter per ") + level_of(parameter.per));
    for (const estate::Case& one : parameter.cases) {
      add("parameter", one.distribution);
      for (const estate::Condition& condition : one.when) add(std::string("condition ") + field_of(condition.field));
    }
  }
  void use(const estate::Tables& tables, const threat::Quantity& quantity, const std::string& what) {
    for (estate::Index p = 0; p < tables.parameters.size(); ++p) {
      if (tables.parameters[p].name == quantity.parameter) return use(tables, estate::Quantity{0, p}, what);
    }
    use(tables, estate::Quantity{quantity.number, estate::none}, what);
  }

  void pattern(const Pattern& pattern, const std::string& side) {
    int terms = 0;
    const auto term = [&](bool set, const char* name) {
      if (!set) return;
      ++terms;
      add(side + " " + name);
    };
    term(pattern.internet, "internet");
    term(pattern.same_organisation, "same-organisation");
    term(pattern.zone != estate::none, "zone");
    term(pattern.organisation != estate::none, "organisation");
    term(pattern.network != estate::none, "network");
    term(!pattern.kind.empty(), "kind");
    term(!pattern.sector.empty(), "sector");
    term(!pattern.region.empty(), "region");
    term(!pattern.purpose.empty(), "purpose");
    if (terms == 0) add(side + " *");
    if (terms > 1) add(side + " two terms");
  }

  void conduits(const estate::Tables& tables) {
    for (const estate::Conduit& row : tables.conduits) {
      pattern(row.from, "conduit from");
      pattern(row.to, "conduit to");
      add(row.allow ? "conduit allow" : "conduit deny");
      add(row.service == "*" ? "conduit any service" : "conduit one service");
      use(tables, row.chance, "conduit chance");
      if (row.chance.certain() && row.chance.number >= 1) continue;
      add(row.drawn_by == estate::Conduit::Side::to ? "conduit drawn by target" : "conduit drawn by source");
    }
  }

  void threat(const threat::Threat& threat, const estate::Tables& tables) {
    for (const auto& seeds : threat.seeds) {
      add(seeds.organisations == 0 ? "seeds over the selection" : "seeds in organisations drawn");
      if (!seeds.requires_all.empty()) add("seeds with a requirement");
    }
    for (const auto& pressure : threat.pressures) {
      add(pressure.population.kind == threat::Curve::Kind::points ? "pressure points" : "pressure logistic");
    }
    if (!threat.suppliers.empty()) add("supplier");
    if (!threat.mails.empty()) add("mail");
    if (threat.vectors.size() > 1) add("several vectors");
    for (const threat::Vector& vector : threat.vectors) {
      use(tables, vector.success, "success");
      add(fmt::format("vector with {} requirements", vector.requires_all.size()));
      for (const auto& target : vector.targets) add("scan " + space_of(target, tables));
      for (const std::string& kind : vector.along) {
        for (const auto& edge : tables.edges) {
          if (edge.kind == kind) add("contact edge");
        }
        for (const auto& edge : tables.device_edges) {
          if (tables.edge_kinds[edge.kind] == kind) add("contact device edge");
        }
      }
    }
    add("spreading delay", threat.course.spreading_after_s);
    if (threat.course.locked_after_s) {
      add("locking delay", *threat.course.locked_after_s);
      add(threat.course.locked_spreads ? "locked spreads" : "locked does not spread");
    } else {
      add("never locks");
    }
    if (threat.course.reinfectable) add("reinfectable");
    if (threat.kill_switch) {
      use(tables, threat.kill_switch->reach, "kill switch reach");
      add(threat.kill_switch->stops_running ? "kill switch stops running" : "kill switch lets running run");
    }
    if (threat.signature) add("signature");
    if (!threat.patching.empty()) add("patching");
  }

  void defence(const threat::Defence& defence, const estate::Tables& tables) {
    if (!defence.detection.empty()) add("detection");
    for (const auto& reporting : defence.reporting) {
      add("reporting");
      use(tables, reporting.mistaken, "report mistaken");
    }
    for (const auto& isolation : defence.isolation) {
      add(std::string("isolation ") + boundary_of(isolation.boundary));
      use(tables, isolation.chance, "isolation chance");
    }
    if (defence.alarm && defence.alarm->at_s) add("alarm at a time");
    if (defence.alarm && defence.alarm->after_reports > 0) add("alarm after reports");
    if (!defence.precaution.empty()) add("precaution");
    if (!defence.restoration.empty()) add("restoration");
  }

  std::set<std::string> found_;
};

}  // namespace

std::set<std::string> features_of(const Scenario& scenario) {
  return Features().of(scenario);
}

std::vector<std::string> all_features() {
  std::vector<std::string> all;
  const auto add = [&](const std::string& before, const std::vector<std::string>& names) {
    for (const std::string& name : names) all.push_back(before + name);
  };
  const std::vector<std::string> terms = {"*",      "zone",   "organisation", "network",  "kind",
                                          "sector", "region", "purpose",      "two terms"};
  add("conduit from ", terms);
  add("conduit to ", terms);
  add("conduit ", {"from internet", "to same-organisation", "allow", "deny", "any service", "one service",
                   "chance number", "chance parameter", "drawn by target", "drawn by source"});
  add("parameter per ", {"estate", "region", "kind", "parent", "organisation"});
  add("condition ", {"kind", "sector", "region", "organisation", "parameter"});
  add("parameter ", {"fixed", "uniform", "beta", "chance", "choice"});
  add("vulnerability ", {"number", "parameter"});
  add("seeds ", {"over the selection", "in organisations drawn", "with a requirement"});
  add("", {"pressure points", "pressure logistic", "supplier", "mail"});
  add("scan ", {"own zone", "own organisation", "network", "network with another within", "network within another"});
  add("contact ", {"edge", "device edge"});
  add("", {"several vectors", "success number", "success parameter", "vector with 0 requirements",
           "vector with 1 requirements", "vector with 2 requirements"});
  for (const char* delay : {"spreading delay ", "locking delay "}) {
    add(delay, {"fixed", "uniform", "exponential", "lognormal", "gamma", "choice"});
  }
  add("", {"locked spreads", "locked does not spread", "never locks", "reinfectable", "kill switch reach number",
           "kill switch reach parameter", "kill switch stops running", "kill switch lets running run", "signature",
           "patching"});
  add("", {"reporting", "report mistaken number", "report mistaken parameter"});
  add("", {"detection", "isolation organisation", "isolation zone", "isolation internet", "isolation chance number",
           "isolation chance parameter", "alarm at a time", "alarm after reports", "precaution", "restoration",
           "restoration by priority"});
  return all;
}

std::string to_text(const Scenario& scenario) {
  const threat::Threat& threat = scenario.threat;
  const auto words = [](const Distribution& distribution) { return base::to_text(distribution); };
  std::string out = fmt::format("{}, horizon {} s\n{}", scenario.name, scenario.horizon_s, scenario.drawing);
  for (const auto& seeds : threat.seeds) {
    out += fmt::format("seeds {} in {} organisations of ({}) needs [{}] at {}\n", seeds.devices, seeds.organisations,
                       text(seeds.where), fmt::join(seeds.requires_all, " "), words(seeds.at_s));
  }
  for (const auto& pressure : threat.pressures) {
    out += fmt::format("pressure {} over {} {}/s, {}\n", pressure.vector, pressure.network, pressure.attempts_per_s,
                       pressure.population.kind == threat::Curve::Kind::points ? "points" : "logistic");
  }
  for (const auto& supplier : threat.suppliers) {
    out += fmt::format("supplier ({}) chance {} devices {} at {}\n", text(supplier.where), text(supplier.chance),
                       words(supplier.devices), words(supplier.at_s));
  }
  for (const auto& mail : threat.mails) {
    out += fmt::format("mail ({}) chance {} at {}\n", text(mail.where), text(mail.chance), words(mail.at_s));
  }
  for (const auto& vector : threat.vectors) out += text(vector, scenario.tables);
  const threat::Course& course = threat.course;
  out += fmt::format("course spreading {} locked {} locked_spreads {} reinfectable {}\n",
                     words(course.spreading_after_s), course.locked_after_s ? words(*course.locked_after_s) : "never",
                     course.locked_spreads, course.reinfectable);
  if (const auto& kill = threat.kill_switch) {
    out += fmt::format("kill switch at {} reach {} stops_running {}\n", kill->at_s, text(kill->reach),
                       kill->stops_running);
  }
  if (const auto& signature = threat.signature) {
    out += fmt::format("signature at {} + {} share {}\n", signature->at_s, words(signature->delay_s),
                       text(signature->share));
  }
  for (const auto& patching : threat.patching) {
    out += fmt::format("patching ({}) at {} + {}, {}/h\n", text(patching.where), patching.at_s, words(patching.delay_s),
                       patching.devices_per_hour);
  }
  for (const auto& one : scenario.defence.detection) {
    out += fmt::format("detection ({}) after {} + {}\n", text(one.where), one.after_locked, words(one.delay_s));
  }
  for (const auto& one : scenario.defence.reporting) {
    out += fmt::format("reporting ({}) after {} h, mistaken {}\n", text(one.where), text(one.after_hours),
                       text(one.mistaken));
  }
  for (const auto& one : scenario.defence.isolation) {
    out += fmt::format("isolation ({}) chance {} delay {} boundary {} lasts {}\n", text(one.where), text(one.chance),
                       words(one.delay_s), boundary_of(one.boundary), words(one.lasts_s));
  }
  if (const auto& alarm = scenario.defence.alarm) {
    out += fmt::format("alarm at {} after {} reports + {}\n", alarm->at_s.value_or(-1), alarm->after_reports,
                       words(alarm->delay_s));
  }
  for (const auto& one : scenario.defence.precaution) {
    out += fmt::format("precaution ({}) chance {} delay {} lasts {}\n", text(one.where), text(one.chance),
                       words(one.delay_s), words(one.lasts_s));
  }
  for (const auto& one : scenario.defence.restoration) {
    out += fmt::format("restoration ({}) {} per 1000, at least {}, {}/h from {}\n", text(one.where),
                       one.hands_per_1000_devices, one.hands_least, one.devices_per_hour, words(one.starts_after_s));
  }
  return out;
}

}  // namespace scenarios
