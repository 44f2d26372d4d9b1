// cordon estate show: what is in an estate, counted.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/distribution.h"
#include "foresee/outbreak/outbreak.h"
#include "show/cli/show_tables.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/sources.h"
#include "show/report/words.h"
#include "world/estate/estate.h"
#include "world/estate/zone_classes.h"
#include "world/ingest/estate.h"
#include "world/ingest/threat.h"

namespace cli {

namespace {

struct EstateShowArguments {
  std::string folder, threat;
  bool json = false;
};

std::string spread_text(const estate::Parameter& parameter) {
  if (parameter.cases.size() == 1) return base::to_text(parameter.cases.front().distribution);
  return fmt::format("{} cases", parameter.cases.size());
}

ShowTable by_kind(const estate::Estate& estate) {
  struct Counts {
    std::size_t organisations = 0, zones = 0;
    std::uint64_t devices = 0;
  };
  std::map<std::pair<std::string, std::string>, Counts> kinds;
  for (std::size_t i = 0; i < estate.organisations.size(); ++i) {
    const auto index = static_cast<estate::Index>(i);
    Counts& counts = kinds[{estate.organisations[i].sector, estate.organisations[i].kind}];
    ++counts.organisations;
    counts.zones += estate.zones_of(index).size();
    counts.devices += estate.devices_of(index);
  }
  ShowTable table{
      "organisations", {{"sector"}, {"kind"}, {"organisations", true}, {"zones", true}, {"devices", true}}, {}};
  for (const auto& [key, counts] : kinds) {
    table.rows.push_back({key.first, key.second, counts.organisations, counts.zones, counts.devices});
  }
  return table;
}

ShowTable networks(const estate::Estate& estate) {
  std::vector<std::uint64_t> zones(estate.networks.size()), devices(estate.networks.size());
  for (std::size_t i = 0; i < estate.zones.size(); ++i) {
    ++zones[estate.zones[i].network];
    for (const estate::Index group : estate.groups_of(static_cast<estate::Index>(i))) {
      devices[estate.zones[i].network] += estate.groups[group].count;
    }
  }
  ShowTable table{"networks", {{"network"}, {"addresses", true}, {"within"}, {"zones", true}, {"devices", true}}, {}};
  for (std::size_t i = 0; i < estate.networks.size(); ++i) {
    const estate::Network& network = estate.networks[i];
    table.rows.push_back({network.id, static_cast<std::uint64_t>(network.addresses),
                          network.within == estate::none ? std::string() : estate.networks[network.within].id, zones[i],
                          devices[i]});
  }
  return table;
}

ShowTable platforms(const estate::Estate& estate) {
  std::map<std::pair<std::string, std::string>, std::pair<std::uint64_t, std::uint64_t>> counts;
  for (const estate::DeviceGroup& group : estate.groups) {
    auto& [groups, devices] = counts[{group.platform, group.type}];
    ++groups;
    devices += group.count;
  }
  ShowTable table{"devices", {{"platform"}, {"type"}, {"groups", true}, {"devices", true}}, {}};
  for (const auto& [key, count] : counts) table.rows.push_back({key.first, key.second, count.first, count.second});
  return table;
}

ShowTable services(const estate::Estate& estate) {
  std::map<std::string, std::uint64_t> kinds;
  for (const estate::Service& service : estate.care.services) ++kinds[service.kind];
  ShowTable table{"services", {{"kind"}, {"services", true}}, {}};
  for (const auto& [kind, count] : kinds) table.rows.push_back({kind, count});
  return table;
}

ShowTable parameters(const estate::Estate& estate) {
  ShowTable table{"parameters", {{"parameter"}, {"one draw per"}, {"distribution"}, {"rests on"}}, {}};
  for (const estate::Parameter& parameter : estate.parameters) {
    std::string rests = parameter.source.empty() ? "assumed: " + parameter.assumed : parameter.source;
    if (parameter.hand_set) rests = "hand-set; " + rests;
    table.rows.push_back({parameter.name, std::string(report::per_text(parameter.per)), spread_text(parameter), rests});
  }
  return table;
}

ShowTable sizes(const estate::Estate& estate, const std::string& threat, std::size_t classes) {
  ShowTable table{"size", {{"what"}, {"number", true}}, {}};
  table.rows = {
      {std::string("organisations"), estate.organisations.size()},
      {std::string("zones"), estate.zones.size()},
      {std::string("conduit rows"), estate.conduits.size()},
      {std::string("device groups"), estate.groups.size()},
      {std::string("devices"), estate.devices()},
      {std::string("edges"), estate.edges.size()},
      {std::string("device edges"), estate.device_edges.size()},
      {threat.empty() ? std::string("classes of zones (C)") : "classes of zones (C), for " + threat, classes}};
  return table;
}

int run(const EstateShowArguments& arguments) {
  base::Problems problems;
  auto tables = ingest::read_estate(arguments.folder);
  if (!tables) problems.add(tables.error());
  std::optional<threat::Threat> threat;
  if (!arguments.threat.empty()) {
    auto read = ingest::read_threat(arguments.threat);
    if (read) threat = std::move(*read);
    if (!read) problems.add(read.error());
  }
  if (!problems.empty()) return refused(problems);
  const estate::Estate estate(std::move(*tables));
  std::size_t classes = estate::class_count(estate);
  if (threat) {
    constexpr double any_horizon_s = 86400;
    const auto model = outbreak::Model::compile(estate, *threat, {}, any_horizon_s);
    if (!model) return refused(model.error());
    classes = model->classes();
  }
  const std::vector<ShowTable> all = {sizes(estate, threat ? threat->name : "", classes),
                                      by_kind(estate),
                                      networks(estate),
                                      platforms(estate),
                                      services(estate),
                                      parameters(estate)};
  print(arguments.json ? to_json(estate, all) : to_text(estate, all, width(1)));
  return ok;
}

}  // namespace

void add_estate_show(CLI::App& estate, Action& action) {
  CLI::App* verb = estate.add_subcommand("show", "Count what is in it, and say how hard it is to simulate");
  verb->footer(
      "Examples:\n  cordon estate show my-trust\n  cordon estate show my-trust --threat threats/wannacry-2017.toml "
      "--json\n\n"
      "Memory: some three times the size of the tables.\n\n"
      "C is the number of classes of zones that the conduit rows cannot tell apart; an event of the simulation costs\n"
      "more with more of them (docs/method.md).");
  auto arguments = std::make_shared<EstateShowArguments>();
  verb->add_option("DIR", arguments->folder, "Folder of the estate's tables")->required()->type_name("");
  verb->add_option("--threat", arguments->threat, "Check also that this threat fits the estate")->type_name("FILE");
  verb->add_flag("--json", arguments->json, "Print as JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
