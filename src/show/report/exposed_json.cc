// Who is exposed, for programs.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "show/report/exposed.h"
#include "show/report/exposed_groups.h"
#include "show/report/words.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json to_json(const exposure::Context& context) {
  Json json = Json::object();
  if (!context.title.empty()) json["title"] = context.title;
  if (context.exploited) {
    json["known_exploited"] = {{"added", context.exploited->added},
                               {"due", context.exploited->due},
                               {"action", context.exploited->action},
                               {"ransomware", context.exploited->ransomware}};
  }
  if (context.epss) json["epss"] = *context.epss;
  if (context.cvss_tenths) json["cvss"] = *context.cvss_tenths / 10.0;
  return json;
}

Json to_json(const std::array<std::size_t, exposure::standings>& count) {
  Json json = Json::object();
  constexpr std::array keys{"affected", "cannot_tell", "not_affected", "not_found"};
  for (std::size_t i = 0; i < keys.size(); ++i) json[keys[i]] = count[i];
  return json;
}

Json to_json(const exposure::MarkCounts& count) {
  return {{"not_remediated", count.not_remediated},
          {"in_progress", count.in_progress},
          {"done", count.done + count.borne_out},
          {"done_and_borne_out", count.borne_out},
          {"lapsed", count.lapsed}};
}

Json advisories(const exposure::Claims& claims) {
  Json list = Json::array();
  for (const advisory::Advisory& one : claims.advisories()) {
    list.push_back({{"feed", advisory::name_of(one.feed)},
                    {"publisher", one.publisher},
                    {"id", one.id},
                    {"revision", one.revision},
                    {"date", one.date},
                    {"withdrawn", one.withdrawn}});
  }
  return list;
}

Json to_json(const std::vector<exposure::Chain>& chains) {
  Json list = Json::array();
  for (const exposure::Chain& chain : chains) {
    Json links = Json::array();
    for (const exposure::Link& link : chain.links) links.push_back({{"name", link.name}, {"text", link.text}});
    list.push_back(
        {{"verdict", exposure::name_of(chain.verdict)}, {"component", chain.component}, {"links", std::move(links)}});
  }
  return list;
}

}  // namespace

std::string exposed_json(const ExposedAnswer& answer, ExposedBy by) {
  Json groups = Json::array();
  if (by == ExposedBy::service) {
    for (const ExposedService& one : answer.services) {
      groups.push_back({{"organisation", one.organisation},
                        {"service", one.id},
                        {"kind", one.kind},
                        {"affected", one.exposure.affected},
                        {"cannot_tell", one.exposure.cannot_tell},
                        {"not_affected", one.exposure.not_affected},
                        {"left", one.exposure.left},
                        {"left_worst", one.exposure.left_worst}});
    }
  } else if (by != ExposedBy::device) {
    for (const ExposedGroup& group : groups_of(answer, by)) {
      Json json = {{std::string(word(by)), group.name}, {"devices", group.devices}};
      json.update(to_json(group.count));
      groups.push_back(std::move(json));
    }
  } else {
    for (const exposure::DeviceStanding& one : answer.exposed.devices) {
      const inventory::FleetDevice& device = answer.fleet.devices[one.device];
      groups.push_back({{"organisation", answer.fleet.organisations[device.organisation]},
                        {"device", device.id},
                        {"site", device.site},
                        {"zone", device.zone},
                        {"standing", exposure::name_of(one.standing)},
                        {"component", deciding_words(answer, one)},
                        {"disputed", one.disputed},
                        {"marked", mark_word(answer, one.device)}});
    }
  }
  return dumped({{"schema", "cordon-exposed/1"},
                 {"id", answer.id},
                 {"context", to_json(answer.context)},
                 {"advisories", advisories(answer.claims)},
                 {"devices", answer.exposed.devices.size()},
                 {"count", to_json(answer.exposed.count)},
                 {"marks", to_json(exposure::count(answer.exposed, answer.marked))},
                 {"components_without_identifier", answer.stock.nameless().size()},
                 {"by", word(by)},
                 {"rows", std::move(groups)}});
}

std::string exposed_csv(const ExposedAnswer& answer) {
  std::string out = "organisation,device,site,zone,standing,component,disputed,marked\n";
  for (const exposure::DeviceStanding& one : answer.exposed.devices) {
    const inventory::FleetDevice& device = answer.fleet.devices[one.device];
    out += csv_cell(answer.fleet.organisations[device.organisation]) + ',' + csv_cell(device.id) + ',' +
           csv_cell(device.site) + ',' + csv_cell(device.zone) + ',' + std::string(exposure::name_of(one.standing)) +
           ',' + csv_cell(deciding_words(answer, one)) + ',' + (one.disputed ? "yes," : "no,") +
           mark_word(answer, one.device) + '\n';
  }
  return out;
}

std::string explained_json(std::string_view id, std::string_view organisation, std::string_view device,
                           const std::vector<exposure::Chain>& chains) {
  return dumped({{"schema", "cordon-explained/1"},
                 {"id", id},
                 {"organisation", organisation},
                 {"device", device},
                 {"chains", to_json(chains)}});
}

std::string overview_json(const std::vector<exposure::Exposure>& all, bool around, std::size_t top) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < std::min(top, all.size()); ++i) {
    const exposure::Exposure& one = all[i];
    Json row{{"id", one.id},
             {"affected", one.affected},
             {"cannot_tell", one.cannot_tell},
             {"organisations", one.organisations}};
    if (around) {
      row["reach"] = exposure::words_of(one.reach);
      row["services"] = one.services;
    }
    row["context"] = to_json(one.context);
    rows.push_back(std::move(row));
  }
  return dumped({{"schema", "cordon-exposure/1"}, {"in_all", all.size()}, {"rows", std::move(rows)}});
}

}  // namespace report
