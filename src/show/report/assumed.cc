#include "show/report/assumed.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "show/report/sources.h"
#include "show/report/text_table.h"
#include "show/report/words.h"
#include "world/threat/assumed.h"

namespace report {

namespace {

void tally(const std::vector<base::Provenance>& inputs, Assumed& into) {
  into.inputs += inputs.size();
  into.inputs_assumed += static_cast<std::uint64_t>(
      std::ranges::count_if(inputs, [](const base::Provenance& one) { return one.source.empty(); }));
}

void tally(const estate::Estate& estate, const threat::Threat* threat, Assumed& into) {
  const std::vector<bool> none(estate.groups.size(), false);
  const std::vector<bool> vulnerability = threat == nullptr ? none : threat::vulnerability_assumed(estate, *threat);
  for (std::size_t i = 0; i < estate.groups.size(); ++i) {
    const estate::DeviceGroup& group = estate.groups[i];
    into.devices += group.count;
    if (group.count_assumed) into.by_count += group.count;
    if (group.zone_assumed) into.by_zone += group.count;
    if (group.platform_assumed) into.by_platform += group.count;
    if (vulnerability[i]) into.by_vulnerability += group.count;
    if (group.count_assumed || group.zone_assumed || group.platform_assumed || vulnerability[i]) {
      into.devices_assumed += group.count;
    }
  }
  into.services = estate.care.services.size();
  into.services_assumed = static_cast<std::uint64_t>(std::ranges::count_if(
      estate.care.services, [](const estate::Service& one) { return one.needs_assumed || one.needs_guessed; }));
}

/// Of the mean of all devices infected, the share of those that are counted apart as assumed.
std::optional<double> infected_share(const drill::Result& result) {
  const auto mean = [&](const drill::By& by) {
    const auto at = std::ranges::find_if(
        result.measures, [&](const drill::Measure& one) { return one.name == "devices_infected" && one.by == by; });
    return at == result.measures.end() ? 0 : at->value.mean;
  };
  const double all = mean({});
  if (!(all > 0)) return {};
  return mean({{"assumed", "yes"}}) / all;
}

/// "95 %", and never all or nothing where it is not.
std::string percent(double share) {
  if (share > 0 && share < 0.01) return "below 1 %";
  if (share > 0.99 && share < 1) return "above 99 %";
  return fmt::format("{:.0f} %", 100 * share);
}

std::string percent(std::uint64_t part, std::uint64_t of) {
  return percent(of == 0 ? 0 : static_cast<double>(part) / static_cast<double>(of));
}

std::string share_of(std::uint64_t part, std::uint64_t of, const std::string& what) {
  return fmt::format("{} of {} {} ({})", whole(part), whole(of), of == 1 ? what : what + "s", percent(part, of));
}

}  // namespace

Assumed assumed_in(const drill::Result& result, const Inputs& inputs) {
  Assumed all;
  if (inputs.threat != nullptr) tally(inputs.threat->inputs, all);
  if (inputs.defence != nullptr) tally(inputs.defence->inputs, all);
  if (inputs.estate == nullptr) return all;
  const estate::Estate& estate = *inputs.estate;
  tally(estate, inputs.threat, all);
  all.infected = infected_share(result);
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
  std::string text;
  if (assumed.infected) {
    text =
        fmt::format("Of the devices infected {} are ones of which something is assumed. ", percent(*assumed.infected));
  }
  text += fmt::format("Assumed: {}{}", share_of(assumed.devices_assumed, assumed.devices, "device"), why);
  if (assumed.services > 0) {
    text += fmt::format("; the needs of {}", share_of(assumed.services_assumed, assumed.services, "service"));
  }
  return text + fmt::format("; {}.", share_of(assumed.inputs_assumed, assumed.inputs, "input"));
}

std::string assumed_to_terminal(const drill::Result& result, const Inputs& inputs, bool colour, int width) {
  const std::string sentence = assumed_sentence(assumed_in(result, inputs));
  if (sentence.empty()) return {};
  const std::string hint = inputs.sensitivity == nullptr ? " --sensitivity shows which of them move the answer." : "";
  return paragraph(sentence + hint, std::max(width, narrowest_text), Style{colour}, "2");
}

}  // namespace report
