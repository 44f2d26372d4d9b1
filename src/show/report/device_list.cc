#include "show/report/device_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;
using inventory::Believed;
using inventory::Conflict;
using inventory::Identifier;
using inventory::IdentifierKind;
using inventory::Sighting;

std::string text_of(const Identifier& one) {
  return fmt::format("{} {}", inventory::name_of(one.kind), one.value);
}

/// What ties a sighting to others of its device.
std::vector<Identifier> ties_of(const DevicesOf& all, const Believed& device, std::uint32_t sighting) {
  std::vector<Identifier> ties;
  for (const Identifier& one : inventory::identifiers_of(all.sightings[sighting])) {
    const auto has_it = [&](std::uint32_t other) {
      if (other == sighting) return false;
      const auto others = inventory::identifiers_of(all.sightings[other]);
      return std::ranges::find(others, one) != others.end();
    };
    if (std::ranges::any_of(device.sightings, has_it)) ties.push_back(one);
  }
  return ties;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
  }
  return out;
}

std::string summary(const DevicesOf& all) {
  std::set<std::string_view> tools;
  for (const Sighting& one : all.sightings) tools.insert(one.tool);
  const auto count = [](std::size_t number, const char* one, const char* many) {
    return fmt::format("{} {}", whole(number), number == 1 ? one : many);
  };
  return fmt::format("{}: {} from {} of {}; {} could not be used", plain(all.organisation),
                     count(all.devices_in_all, "device", "devices"), count(all.sightings.size(), "row", "rows"),
                     count(tools.size(), "tool", "tools"),
                     count(all.beliefs.conflicts.size(), "identifier that rows share", "identifiers that rows share"));
}

/// Sighting -> its device's id.
std::vector<std::string_view> ids_by_sighting(const DevicesOf& all) {
  std::vector<std::string_view> ids(all.sightings.size());
  for (const Believed& device : all.beliefs.devices) {
    for (const std::uint32_t one : device.sightings) ids[one] = device.id;
  }
  return ids;
}

std::string why(const Conflict& conflict) {
  if (conflict.against == conflict.by.kind) {
    return fmt::format("one tool gives this {} to more than {} rows", inventory::name_of(conflict.by.kind),
                       inventory::duplicates_most);
  }
  if (conflict.against == IdentifierKind::asset) return "a tool itself tells these rows apart";
  return fmt::format("different {}s tell these rows apart", inventory::name_of(conflict.against));
}

Json to_json(const Identifier& one) {
  return {{"kind", inventory::name_of(one.kind)}, {"value", one.value}};
}

Json to_json(const DevicesOf& all, const Believed& device) {
  Json sources = Json::array();
  for (const std::uint32_t one : device.sightings) {
    const Sighting& sighting = all.sightings[one];
    Json identifiers = Json::array();
    for (const Identifier& each : inventory::identifiers_of(sighting)) identifiers.push_back(to_json(each));
    Json ties = Json::array();
    for (const Identifier& each : ties_of(all, device, one)) ties.push_back(to_json(each));
    sources.push_back({{"tool", sighting.tool},
                       {"id", sighting.id},
                       {"name", sighting.name},
                       {"date", sighting.date},
                       {"identifiers", std::move(identifiers)},
                       {"joined_by", std::move(ties)}});
  }
  return {{"organisation", all.organisation}, {"device", device.id},          {"kind", device.kind},
          {"address", device.address},        {"site", device.site},          {"zone", device.zone},
          {"last_seen", device.date},         {"sources", std::move(sources)}};
}

}  // namespace

std::string device_list_text(const std::vector<DevicesOf>& all, bool colour) {
  const Style style{colour};
  std::string out;
  for (const DevicesOf& one : all) {
    out += (out.empty() ? "" : "\n") + style("1", summary(one)) + "\n";
    for (const Believed& device : one.beliefs.devices) {
      const std::string seen = device.date.empty() ? "" : "last seen " + device.date;
      const std::string facts = joined({device.kind, device.address, device.site, device.zone, seen});
      out += "\n" + style("1", plain(device.id)) + (facts.empty() ? "" : "  " + plain(facts)) + "\n";
      for (const std::uint32_t sighting : device.sightings) {
        const Sighting& source = one.sightings[sighting];
        std::vector<std::string> ties;
        for (const Identifier& tie : ties_of(one, device, sighting)) ties.push_back(text_of(tie));
        out += fmt::format("  {} {}{}{}\n", plain(source.tool), plain(source.id),
                           source.date.empty() ? "" : fmt::format(" ({})", plain(source.date)),
                           ties.empty() ? "" : plain(", joined by " + joined(ties)));
      }
    }
  }
  return out.empty() ? "No devices.\n" : out;
}

std::string device_conflicts_text(const std::vector<DevicesOf>& all, bool colour) {
  const Style style{colour};
  std::string out;
  for (const DevicesOf& one : all) {
    out += (out.empty() ? "" : "\n") + style("1", summary(one)) + "\n";
    const auto ids = ids_by_sighting(one);
    for (const Conflict& conflict : one.beliefs.conflicts) {
      out += fmt::format("\n{}  {}; it joins nothing\n", style("1", plain(text_of(conflict.by))), why(conflict));
      for (const std::uint32_t sighting : conflict.sightings) {
        const Sighting& source = one.sightings[sighting];
        std::string known;
        for (const Identifier& each : source.identifiers) {
          if (each.kind < conflict.by.kind) known += ", " + text_of(each);
        }
        out += fmt::format("  {} {}: device {}{}\n", plain(source.tool), plain(source.id),
                           plain(std::string(ids[sighting])), plain(known));
      }
    }
  }
  return out.empty() ? "No devices.\n" : out;
}

std::string device_list_json(const std::vector<DevicesOf>& all) {
  Json organisations = Json::array();
  Json devices = Json::array();
  Json conflicts = Json::array();
  for (const DevicesOf& one : all) {
    organisations.push_back({{"organisation", one.organisation},
                             {"devices", one.devices_in_all},
                             {"rows", one.sightings.size()},
                             {"conflicts", one.beliefs.conflicts.size()}});
    for (const Believed& device : one.beliefs.devices) devices.push_back(to_json(one, device));
    const auto ids = ids_by_sighting(one);
    for (const Conflict& conflict : one.beliefs.conflicts) {
      Json rows = Json::array();
      for (const std::uint32_t sighting : conflict.sightings) {
        rows.push_back(
            {{"tool", one.sightings[sighting].tool}, {"id", one.sightings[sighting].id}, {"device", ids[sighting]}});
      }
      conflicts.push_back({{"organisation", one.organisation},
                           {"by", to_json(conflict.by)},
                           {"against", inventory::name_of(conflict.against)},
                           {"rows", std::move(rows)}});
    }
  }
  const Json json = {{"schema", "cordon-devices/1"},
                     {"organisations", std::move(organisations)},
                     {"devices", std::move(devices)},
                     {"conflicts", std::move(conflicts)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string device_list_csv(const std::vector<DevicesOf>& all) {
  std::string out = "organisation,device,kind,address,site,zone,last_seen,tool,id,name,date,joined_by\n";
  for (const DevicesOf& one : all) {
    for (const Believed& device : one.beliefs.devices) {
      for (const std::uint32_t sighting : device.sightings) {
        const Sighting& source = one.sightings[sighting];
        std::vector<std::string> ties;
        for (const Identifier& tie : ties_of(one, device, sighting)) ties.push_back(text_of(tie));
        const std::vector<std::string> cells{one.organisation, device.id,   device.kind, device.address,
                                             device.site,      device.zone, device.date, source.tool,
                                             source.id,        source.name, source.date, joined(ties)};
        std::string line;
        for (const std::string& cell : cells) line += csv_cell(cell) + ",";
        line.back() = '\n';
        out += line;
      }
    }
  }
  return out;
}

}  // namespace report
