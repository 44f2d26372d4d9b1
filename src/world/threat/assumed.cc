#include "world/threat/assumed.h"

#include <algorithm>

namespace threat {

namespace {

std::vector<bool> required(const estate::Estate& estate, const Threat& threat) {
  std::vector<bool> all(estate.vulnerabilities.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = std::ranges::any_of(threat.vectors, [&](const Vector& vector) {
      return std::ranges::find(vector.requires_all, estate.vulnerabilities[i]) != vector.requires_all.end();
    });
  }
  return all;
}

std::vector<bool> assumed_parameters(const estate::Estate& estate) {
  std::vector<bool> all;
  all.reserve(estate.parameters.size());
  for (const estate::Parameter& parameter : estate.parameters) all.push_back(!parameter.assumed.empty());
  for (const estate::Index fitted : estate.joint.parameters) all[fitted] = false;
  return all;
}

}  // namespace

std::vector<bool> vulnerability_assumed(const estate::Estate& estate, const Threat& threat) {
  const std::vector<bool> asked = required(estate, threat);
  const std::vector<bool> assumed = assumed_parameters(estate);
  std::vector<bool> all;
  all.reserve(estate.groups.size());
  for (const estate::DeviceGroup& group : estate.groups) {
    all.push_back(std::ranges::any_of(group.vulnerabilities, [&](const estate::Vulnerability& one) {
      return asked[one.name] && !one.share.certain() && assumed[one.share.parameter];
    }));
  }
  return all;
}

std::vector<bool> assumed_groups(const estate::Estate& estate, const Threat& threat) {
  std::vector<bool> all = vulnerability_assumed(estate, threat);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const estate::DeviceGroup& group = estate.groups[i];
    if (group.count_assumed || group.zone_assumed || group.platform_assumed) all[i] = true;
  }
  return all;
}

}  // namespace threat
