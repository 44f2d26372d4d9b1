#include "drill/small_estate.h"

namespace small {

estate::Tables tables() {
  using estate::none;
  estate::Tables out;
  out.name = "small";
  out.organisations = {{"T1", "Trust one", "acute", "trust", "north", none},
                       {"T2", "Trust two", "community", "trust", "south", none},
                       {"G1", "Practice", "practice", "gp", "north", none}};
  out.networks = {{"wide", 256, none}};
  out.zones = {{"T1/z", 0, 0, 64, "desktop"}, {"T2/z", 1, 0, 64, "desktop"}, {"G1/z", 2, 0, 64, "desktop"}};
  estate::Conduit open;
  open.service = "*";
  open.allow = true;
  out.conduits = {open};
  out.vulnerabilities = {"hole"};
  const std::vector<estate::Vulnerability> hole = {{0, {}}};
  out.groups = {{"T1/pc", 0, 10, "windows-7", "desktop", "", hole},
                {"T1/scanner", 0, 2, "windows-xp", "diagnostic", "", hole},
                {"T2/pc", 1, 5, "windows-7", "desktop", "", hole},
                {"G1/pc", 2, 4, "windows-7", "desktop", "", hole}};
  for (auto& group : out.groups) group.vulnerabilities[0].share.number = 1;
  estate::Service emergency;
  emergency.id = "T1/ed";
  emergency.organisation = 0;
  emergency.kind = "emergency-department";
  estate::Service outpatients;
  outpatients.id = "T2/op";
  outpatients.organisation = 1;
  outpatients.kind = "outpatients";
  out.care.services = {emergency, outpatients};
  estate::Profile flat{"flat", {}};
  flat.share.fill(1.0 / 168);
  out.care.profiles = {flat};
  out.care.measures = {{"attendances", "attendances", 0.5, 100, "made up"},
                       {"appointments", "appointments", 0, 10, "made up"}};
  out.care.activity = {{0, 0, 700, 0}, {1, 1, 350, 0}};
  out.care.diversion.service_kind = "emergency-department";
  out.care.diversion.below = 0.5;
  out.care.diversion.after_s = 3600;
  out.care.diversion.measures = {0};
  return out;
}

threat::Threat scan() {
  threat::Threat out;
  out.name = "scan";
  threat::Seeds seeds;
  seeds.where.organisations = {"T1"};
  out.seeds = {seeds};
  threat::Vector vector;
  vector.name = "scan";
  vector.rate_per_s = 0.5;
  vector.service = "smb";
  vector.requires_all = {"hole"};
  vector.targets = {{threat::Target::Space::network, "wide", 1}};
  out.vectors = {vector};
  out.course.locked_after_s = base::Distribution::fixed(600);
  return out;
}

threat::Defence restore() {
  threat::Defence out;
  out.name = "restore";
  threat::Detection detection;
  detection.delay_s = base::Distribution::exponential(1800);
  out.detection = {detection};
  threat::Restoration restoration;
  restoration.hands_least = 2;
  out.restoration = {restoration};
  return out;
}

}  // namespace small
