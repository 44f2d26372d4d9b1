#pragma once
// A fit whose posterior is known: each of n devices opens a lure with the unknown chance p, so that with an even prior
// and k devices infected p is Beta(1 + k, 1 + n - k).

#include "foresee/fit/fit.h"

namespace small_fit {

inline constexpr std::uint32_t devices = 60;

inline estate::Tables tables() {
  estate::Tables made;
  made.name = "small";
  made.networks.push_back({"wide", 65536, estate::none});
  made.organisations.push_back({"a", "A", "acute", "trust", "north", estate::none});
  made.zones.push_back({"a.z", 0, 0, 256, "desktop"});
  made.vulnerabilities.emplace_back("flaw");
  made.groups.push_back({"a.z.p", 0, devices, "windows", "desktop", "", {{0, {1}}}});
  estate::Parameter opens;
  opens.name = "opens";
  opens.per = estate::Parameter::Per::estate;
  opens.cases.push_back({{}, base::Distribution::fixed(0.5), estate::none});
  made.parameters.push_back(opens);
  return made;
}

/// A lure to all of them; nothing spreads from there.
inline threat::Threat lure() {
  threat::Threat threat;
  threat.name = "lure";
  threat::Vector vector;
  vector.name = "scan";
  vector.rate_per_s = 1e-12;
  vector.service = "smb";
  vector.requires_all = {"flaw"};
  vector.targets = {{threat::Target::Space::own_zone, "", 1}};
  threat.vectors.push_back(vector);
  threat::Mail mail;
  mail.chance = {0, "opens"};
  mail.at_s = base::Distribution::fixed(10);
  threat.mails.push_back(mail);
  threat.course.spreading_after_s = base::Distribution::fixed(0);
  return threat;
}

inline estate::Target infected(double value, bool held_out = false) {
  return {"devices_infected", {}, std::nullopt, value, held_out, "made up"};
}

inline std::vector<estate::Prior> even() {
  return {{"opens", {base::Distribution::Kind::uniform, 0, 1, {}, {}}, "", "all are as likely"}};
}

inline base::Result<fit::Result> run(const std::vector<estate::Target>& targets, const fit::Options& options,
                                     const std::vector<estate::Prior>& priors = even()) {
  const estate::Estate estate(fit::with_targets(tables(), targets));
  return fit::run(estate, lure(), {}, targets, priors, options);
}

inline fit::Options options(std::uint64_t seed) {
  fit::Options options;
  options.particles = 1000;
  options.check_outbreaks = 400;
  options.accepted_least = 0.02;
  options.seed = seed;
  options.horizon_s = 60;
  return options;
}

inline double mean(const fit::Result& result, std::size_t parameter = 0) {
  double sum = 0;
  for (const fit::Particle& particle : result.particles) sum += particle.weight * particle.values[parameter];
  return sum;
}

inline double deviation(const fit::Result& result, std::size_t parameter = 0) {
  const double middle = mean(result, parameter);
  double sum = 0;
  for (const fit::Particle& particle : result.particles) {
    sum += particle.weight * (particle.values[parameter] - middle) * (particle.values[parameter] - middle);
  }
  return std::sqrt(sum);
}

}  // namespace small_fit
