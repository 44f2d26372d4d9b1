// Who is exposed, for programs.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "show/report/exposed.h"
#include "show/report/exposed_groups.h"
#include "show/report/exposed_movement.h"
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

Json evidence(const inventory::Fleet& fleet, const exposure::DeviceStanding& one) {
  if (one.source == exposure::Stock::none) return nullptr;
  const inventory::Source& source = fleet.sources[one.source];
  return {{"file", source.file}, {"tool", source.tool}, {"date", source.date}};
}

Json to_json(const exposure::OrganisationCoverage& one) {
  Json json = {{"organisation", one.id},
               {"position", exposure::name_of(one.position)},
               {"why", position_words(one)},
               {"devices", one.seen}};
  json["expected"] = one.expected ? Json(*one.expected) : Json(nullptr);
  json.update(to_json(one.count));
  json.update({{"mitigated", one.mitigated},
               {"mitigated_until", one.mitigated_until},
               {"stale", one.stale},
               {"disagreed", one.disagreed},
               {"rows_not_understood", one.refused},
               {"newest_evidence", one.newest}});
  return json;
}

Json to_json(const exposure::Coverage& coverage) {
  constexpr std::array keys{"exposed", "cannot_tell", "nothing_received", "clear"};
  Json json = {{"organisations", coverage.organisations.size()}};
  for (std::size_t i = 0; i < keys.size(); ++i) json[keys[i]] = coverage.count[i];
  json["rows_of_nobody_not_understood"] = coverage.refused_of_nobody;
  return json;
}

Json witnesses(const ExposedAnswer& answer, std::uint32_t device) {
  Json list = Json::array();
  for (const exposure::Witness& one : witnesses_on(answer, device)) {
    list.push_back({{"tool", one.tool},
                    {"file", one.file},
                    {"date", one.date},
                    {"subject", one.subject},
                    {"open", one.open},
                    {"stale", one.stale},
                    {"disagrees", one.disagrees}});
  }
  return list;
}

Json mitigation(const ExposedAnswer& answer, std::uint32_t device) {
  const inventory::Mitigation* const by = exposure::mitigation_of(answer.mitigated, device);
  if (by == nullptr) return nullptr;
  return {{"kind", inventory::name_of(by->kind)},
          {"owner", by->owner},
          {"evidence", by->evidence},
          {"until", by->until},
          {"date", by->date}};
}

Json movement(const ExposedAnswer& answer) {
  Json organisations = Json::array();
  for (const exposure::OrganisationMove& one : answer.movement.organisations) {
    organisations.push_back({{"organisation", one.id},
                             {"was", position_word(one.was)},
                             {"is", position_word(one.is)},
                             {"closed", one.closed},
                             {"opened", one.opened},
                             {"other", one.other},
                             {"newest_evidence", one.newest}});
  }
  Json devices = Json::array();
  for (const exposure::DeviceMove& one : answer.movement.devices) {
    devices.push_back({{"organisation", one.organisation},
                       {"device", one.device},
                       {"was", standing_word(one.was)},
                       {"is", standing_word(one.is)},
                       {"evidence", one.is ? evidence(answer.fleet, *one.is) : Json(nullptr)}});
  }
  return {{"since", answer.since}, {"organisations", std::move(organisations)}, {"devices", std::move(devices)}};
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

/// What bears a device's standing, the end of what stands before it, and what other tools say.
std::string evidence_cells(const ExposedAnswer& answer, const exposure::DeviceStanding& one) {
  const bool borne = one.source != exposure::Stock::none;
  const inventory::Mitigation* const by = exposure::mitigation_of(answer.mitigated, one.device);
  return fmt::format("{},{},{},{}", borne ? csv_cell(answer.fleet.sources[one.source].file) : "",
                     borne ? csv_cell(answer.fleet.sources[one.source].date) : "",
                     by != nullptr ? csv_cell(by->until) : "", csv_cell(witness_words(answer, one.device)));
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

std::string components_csv(const ExposedAnswer& answer) {
  std::string out = "organisation,device,component,standing,disputed,marked\n";
  for (const exposure::MatchedComponent& one : answer.components) {
    const inventory::FleetDevice& device = answer.fleet.devices[one.device];
    out += csv_cell(answer.fleet.organisations[device.organisation]) + ',' + csv_cell(device.id) + ',' +
           csv_cell(exposure::words_of(answer.fleet.components[one.component])) + ',' +
           std::string(exposure::name_of(one.verdict)) + (one.disputed ? ",yes," : ",no,") + csv_cell(mark_word(one)) +
           '\n';
  }
  return out;
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
  } else if (by == ExposedBy::component) {
    for (const exposure::MatchedComponent& one : answer.components) {
      const inventory::FleetDevice& device = answer.fleet.devices[one.device];
      groups.push_back({{"organisation", answer.fleet.organisations[device.organisation]},
                        {"device", device.id},
                        {"component", exposure::words_of(answer.fleet.components[one.component])},
                        {"standing", exposure::name_of(one.verdict)},
                        {"disputed", one.disputed},
                        {"marked", mark_word(one)}});
    }
  } else if (by == ExposedBy::organisation) {
    for (const exposure::OrganisationCoverage& one : answer.coverage.organisations) groups.push_back(to_json(one));
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
                        {"stale", one.stale},
                        {"evidence", evidence(answer.fleet, one)},
                        {"mitigated", mitigation(answer, one.device)},
                        {"other_tools", witnesses(answer, one.device)},
                        {"marked", mark_word(answer, one.device)}});
    }
  }
  Json json = {{"schema", "cordon-exposed/1"},
               {"id", answer.id},
               {"as_of", answer.day},
               {"not_named", answer.scope.nothing},
               {"context", to_json(answer.context)},
               {"advisories", advisories(answer.claims)},
               {"devices", answer.exposed.devices.size()},
               {"count", to_json(answer.exposed.count)},
               {"stale", answer.exposed.stale},
               {"mitigated", answer.mitigated.devices.size()},
               {"mitigations_ended", answer.mitigated.expired},
               {"coverage", to_json(answer.coverage)},
               {"marks", to_json(exposure::count(answer.exposed, answer.marked))},
               {"components_without_identifier", answer.stock.nameless().size()},
               {"by", word(by)},
               {"rows", std::move(groups)}};
  if (by == ExposedBy::component) {
    json["components"] = answer.components.size();
    json["component_marks"] = to_json(exposure::count(answer.components));
  }
  if (!answer.since.empty()) json["moved"] = movement(answer);
  return dumped(json);
}

std::string exposed_csv(const ExposedAnswer& answer, ExposedBy by) {
  if (by == ExposedBy::component) return components_csv(answer);
  std::string out =
      "organisation,device,site,zone,standing,component,disputed,marked,stale,evidence,evidence_date,mitigated_until,"
      "other_tools\n";
  for (const exposure::DeviceStanding& one : answer.exposed.devices) {
    const inventory::FleetDevice& device = answer.fleet.devices[one.device];
    out += csv_cell(answer.fleet.organisations[device.organisation]) + ',' + csv_cell(device.id) + ',' +
           csv_cell(device.site) + ',' + csv_cell(device.zone) + ',' + std::string(exposure::name_of(one.standing)) +
           ',' + csv_cell(deciding_words(answer, one)) + ',' + (one.disputed ? "yes," : "no,") +
           csv_cell(mark_word(answer, one.device)) + (one.stale ? ",yes," : ",no,") + evidence_cells(answer, one) +
           '\n';
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
    row["advisories"] = Json::array();
    for (const advisory::Name& name : one.advisories) {
      row["advisories"].push_back(
          {{"feed", advisory::name_of(name.feed)}, {"publisher", name.publisher}, {"id", name.id}});
    }
    rows.push_back(std::move(row));
  }
  return dumped({{"schema", "cordon-exposure/1"}, {"in_all", all.size()}, {"rows", std::move(rows)}});
}

}  // namespace report
