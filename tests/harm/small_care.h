#pragma once
// Small estates and outbreaks for the tests of harm, built by hand.

#include <algorithm>
#include <string>

#include "foresee/harm/harm.h"

namespace small {

using estate::Index;

/// One zone an organisation, one profile (flat), Monday 00:00 as the start.
struct Care {
  estate::Tables tables;
  threat::Defence defence;
  outbreak::Outbreak outbreak;
  double horizon_s = 14 * 86400.0;
  base::Instant start = *base::parse_instant("2017-05-15T00:00+01:00");

  Care() {
    tables.networks.push_back({"wide", 65536, estate::none});
    estate::Profile flat{"flat", {}};
    flat.share.fill(1.0 / 168);
    tables.care.profiles.push_back(flat);
    tables.care.measures.push_back({"attendances", "attendances", 0, 100, ""});
    tables.care.measures.push_back({"appointments", "appointments", 0.25, 120, ""});
  }

  Index organisation(const std::string& kind = "acute") {
    const auto number = static_cast<Index>(tables.organisations.size());
    tables.organisations.push_back({"o" + std::to_string(number), "", kind, "", "", estate::none});
    tables.zones.push_back({"z" + std::to_string(number), number, 0, 256, ""});
    return number;
  }

  Index group(Index organisation, std::uint32_t count) {
    const auto number = static_cast<Index>(tables.groups.size());
    tables.groups.push_back({"g" + std::to_string(number), organisation, count, "", "", "", {}});
    return number;
  }

  /// `needs` names groups g0, g1, ... and services s0, s1, ...
  Index service(Index organisation, const std::string& needs, const std::string& kind = "clinic") {
    const auto number = static_cast<Index>(tables.care.services.size());
    estate::Service service;
    service.id = "s" + std::to_string(number);
    service.organisation = organisation;
    service.kind = kind;
    service.needs = *estate::parse_needs(needs, [](std::string_view name) {
      const auto index = static_cast<std::uint32_t>(std::stoul(std::string(name.substr(1))));
      const auto named = name.front() == 'g' ? estate::Needs::Kind::group : estate::Needs::Kind::service;
      return std::optional(estate::NeedsName{named, index});
    });
    tables.care.services.push_back(service);
    return number;
  }

  void activity(Index service, Index measure, double per_week, Index profile = 0) {
    tables.care.activity.push_back({service, measure, per_week, profile});
  }

  /// A department at (x, 0) that needs one device of its own: `switched_off` and `switched_on` by that group.
  Index department(double x_km, double per_week = 168) {
    const Index group = this->group(organisation(), 1);
    const Index number = service(tables.groups[group].zone, "g" + std::to_string(group), "emergency-department");
    tables.care.services[number].x_km = x_km;
    activity(number, 0, per_week);
    return number;
  }

  void diversion(double below, double after_s, double reopens_at, double spare) {
    tables.care.diversion = {"emergency-department", below, after_s, reopens_at, spare, {0}, ""};
  }

  void event(double at_s, outbreak::EventKind kind, Index subject, int boundary = 0) {
    outbreak.events.push_back({at_s, subject, kind, static_cast<std::uint8_t>(boundary), 0xffff});
  }
  void lock(double at_s, Index group, int devices = 1) {
    for (int i = 0; i < devices; ++i) event(at_s, outbreak::EventKind::locked, group);
  }
  void restore(double at_s, Index group, int devices = 1) {
    for (int i = 0; i < devices; ++i) event(at_s, outbreak::EventKind::restored, group);
  }

  [[nodiscard]] harm::Harm assess() {
    std::ranges::stable_sort(outbreak.events, {}, &outbreak::Event::at_s);
    std::ranges::stable_sort(tables.care.activity, {}, &estate::Activity::service);
    const estate::Estate estate(tables);
    const harm::Model model(estate, defence, start, horizon_s);
    harm::Assessor assessor(model);
    return assessor.assess(outbreak, 1);
  }
};

inline constexpr double hour = 3600;

}  // namespace small
