#include "show/cli/estate_built.h"

#include <fmt/format.h>

#include <string_view>

#include "show/report/words.h"

namespace cli {

namespace {

std::string count(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", report::whole(number), number == 1 ? one : many);
}

std::string count(std::uint64_t number, const std::string& one) {
  return count(number, one, one + "s");
}

/// A line of a list, left out when there is nothing of it.
std::string line(std::uint64_t number, const std::string& text) {
  return number == 0 ? "" : "  " + text + "\n";
}

std::string from_data(const building::Counts& c) {
  const std::uint64_t real = c.organisations - c.typical_organisations;
  const std::uint64_t devices = c.devices - c.typical_devices;
  const std::uint64_t services = c.services - c.services_assumed;
  return line(real, fmt::format("{} real, with {} of the store", count(real, "organisation is", "organisations are"),
                                count(devices, "device"))) +
         line(c.by_address, fmt::format("{} stand where their address lies", count(c.by_address, "device"))) +
         line(c.by_zone, fmt::format("{} stand in the zone that their inventory names", count(c.by_zone, "device"))) +
         line(devices - c.without_platform, fmt::format("{} have a platform by what was found on them",
                                                        count(devices - c.without_platform, "device"))) +
         line(services, fmt::format("{} with what they need", count(services, "service")));
}

std::string assumed(const building::Draft& draft) {
  const building::Counts& c = draft.counts;
  const std::uint64_t parameters = draft.parameters().size();
  return line(c.typical_organisations,
              fmt::format("{} typical of their kind, with {}",
                          count(c.typical_organisations, "organisation is", "organisations are"),
                          count(c.typical_devices, "device"))) +
         line(c.without_devices, fmt::format("of these {} prefixes but no devices in the store",
                                             count(c.without_devices, "has", "have"))) +
         line(c.without_prefixes, fmt::format("of these {} devices in the store but no prefixes in the list",
                                              count(c.without_prefixes, "has", "have"))) +
         line(c.by_site,
              fmt::format("{} stand where devices of their kind do at their site", count(c.by_site, "device"))) +
         line(c.unplaced, fmt::format("{} stand in a zone 'unplaced': no address in a prefix, and no zone for such "
                                      "devices at their site",
                                      count(c.unplaced, "device"))) +
         line(c.without_platform,
              fmt::format("{} have no platform that is known", count(c.without_platform, "device"))) +
         line(c.subnets_without_site,
              fmt::format("{} without a site", count(c.subnets_without_site, "prefix", "prefixes"))) +
         line(c.subnets_without_use,
              fmt::format("{} without a use", count(c.subnets_without_use, "prefix", "prefixes"))) +
         line(c.services_assumed, fmt::format("{} whose needs nobody said", count(c.services_assumed, "service"))) +
         line(parameters, fmt::format("{} of uncertain.toml, such as shares without the mend and open boundaries",
                                      count(parameters, "parameter")));
}

std::string others(const PassedOver& passed) {
  if (passed.subnets + passed.services == 0) return {};
  return fmt::format("\nPassed over: {} and {} of other organisations.\n", count(passed.subnets, "prefix", "prefixes"),
                     count(passed.services, "service"));
}

}  // namespace

std::string built_text(const Built& built) {
  const building::Counts& c = built.draft.counts;
  const std::string dir = report::plain(built.folder);
  std::string text = fmt::format("{} now holds an estate: {}, {}, {} in {}, {}.\n", dir,
                                 count(c.organisations, "organisation"), count(c.zones, "zone"),
                                 count(c.devices, "device"), count(c.groups, "group"), count(c.services, "service"));
  const std::string data = from_data(c);
  if (!data.empty()) text += "\nFrom data:\n" + data;
  text += fmt::format("\nAssumed, each with its range and reason in {}/assumptions.csv:\n", dir) + assumed(built.draft);
  text += others(built.passed_over);
  text += fmt::format(
      "\nNext:\n  cordon estate check {0}\n"
      "  cordon drill --estate {0} --threat {0}/rehearsal.toml --defence {0}/defence.toml\n",
      dir);
  if (!built.store.empty()) {
    text += fmt::format("  cordon drill --estate {0} --threat {0}/rehearsal.toml --exposure {1}\n", dir,
                        report::plain(built.store));
  }
  return text;
}

}  // namespace cli
