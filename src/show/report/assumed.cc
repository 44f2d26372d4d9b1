#include "show/report/assumed.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "show/report/sources.h"
#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

void tally(const std::vector<base::Provenance>& inputs, Assumed& into) {
  into.inputs += inputs.size();
  into.inputs_assumed += static_cast<std::uint64_t>(
      std::ranges::count_if(inputs, [](const base::Provenance& one) { return one.source.empty(); }));
}

/// Which vulnerabilities the threat goes by, by index.
std::vector<bool> required(const estate::Estate& estate, const threat::Threat* threat) {
  std::vector<bool> all(estate.vulnerabilities.size(), false);
  if (threat == nullptr) return all;
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = std::ranges::any_of(threat->vectors, [&](const threat::Vector& vector) {
      return std::ranges::find(vector.requires_all, estate.vulnerabilities[i]) != vector.requires_all.end();
    });
  }
  return all;
}

/// Assumed, and not what a fit chose.
std::vector<bool> assumed_parameters(const estate::Estate& estate) {
  std::vector<bool> all;
  all.reserve(estate.parameters.size());
  for (const estate::Parameter& parameter : estate.parameters) all.push_back(!parameter.assumed.empty());
  for (const estate::Index fitted : estate.joint.parameters) all[fitted] = false;
  return all;
}

void tally(const estate::Estate& estate, const threat::Threat* threat, Assumed& into) {
  const std::vector<bool> asked = required(estate, threat);
  const std::vector<bool> assumed = assumed_parameters(estate);
  for (const estate::DeviceGroup& group : estate.groups) {
    const bool vulnerability = std::ranges::any_of(group.vulnerabilities, [&](const estate::Vulnerability& one) {
      return asked[one.name] && !one.share.certain() && assumed[one.share.parameter];
    });
    into.devices += group.count;
    if (group.count_assumed) into.by_count += group.count;
    if (group.zone_assumed) into.by_zone += group.count;
    if (group.platform_assumed) into.by_platform += group.count;
    if (vulnerability) into.by_vulnerability += group.count;
    if (group.count_assumed || group.zone_assumed || group.platform_assumed || vulnerability) {
      into.devices_assumed += group.count;
    }
  }
  into.services = estate.care.services.size();
  into.services_assumed = static_cast<std::uint64_t>(std::ranges::count_if(
      estate.care.services, [](const estate::Service& one) { return one.needs_assumed || one.needs_guessed; }));
}

/// "95 %", and never all or nothing where it is not.
std::string percent(std::uint64_t part, std::uint64_t of) {
  if (of == 0) return "0 %";
  const double share = 100 * static_cast<double>(part) / static_cast<double>(of);
  if (part > 0 && share < 1) return "below 1 %";
  if (part < of && share > 99) return "above 99 %";
  return fmt::format("{:.0f} %", share);
}

std::string share_of(std::uint64_t part, std::uint64_t of, const std::string& what) {
  return fmt::format("{} of {} {} ({})", whole(part), whole(of), of == 1 ? what : what + "s", percent(part, of));
}

}  // namespace

Assumed assumed_in(const Inputs& inputs) {
  Assumed all;
  if (inputs.threat != nullptr) tally(inputs.threat->inputs, all);
  if (inputs.defence != nullptr) tally(inputs.defence->inputs, all);
  if (inputs.estate == nullptr) return all;
  const estate::Estate& estate = *inputs.estate;
  tally(estate, inputs.threat, all);
  tally(care_inputs(estate.care), all);
  all.inputs += estate.parameters.size();
  all.inputs_assumed += static_cast<std::uint64_t>(
      std::ranges::count_if(estate.parameters, [](const auto& one) { return one.source.empty(); }));
  return all;
}

std::string assumed_sentence(const Assumed& assumed) {
  if (assumed.devices == 0) return {};
  const std::pair<std::uint64_t, std::string_view> parts[] = {{assumed.by_count, "how many there are"},
                                                              {assumed.by_zone, "where they stand"},
                                                              {assumed.by_platform, "what runs on them"},
                                                              {assumed.by_vulnerability, "how many are vulnerable"}};
  std::string why;
  for (const auto& [number, what] : parts) {
    if (number > 0) why += fmt::format("{}{} {}", why.empty() ? ": " : ", ", what, percent(number, assumed.devices));
  }
  std::string text = fmt::format("Assumed: {}{}", share_of(assumed.devices_assumed, assumed.devices, "device"), why);
  if (assumed.services > 0) {
    text += fmt::format("; the needs of {}", share_of(assumed.services_assumed, assumed.services, "service"));
  }
  return text + fmt::format("; {}.", share_of(assumed.inputs_assumed, assumed.inputs, "input"));
}

std::string assumed_to_terminal(const Inputs& inputs, bool colour, int width) {
  const std::string sentence = assumed_sentence(assumed_in(inputs));
  if (sentence.empty()) return {};
  const std::string hint = inputs.sensitivity == nullptr ? " --sensitivity shows which of them move the answer." : "";
  return paragraph(sentence + hint, std::max(width, narrowest_text), Style{colour}, "2");
}

}  // namespace report
