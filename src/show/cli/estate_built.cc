#include "show/cli/estate_built.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

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
  const std::uint64_t with_platform = devices - c.without_platform;
  return line(real, fmt::format("{} real, with {} of the store", count(real, "organisation is", "organisations are"),
                                count(devices, "device"))) +
         line(c.by_address, fmt::format("{} where {} lies", count(c.by_address, "device stands", "devices stand"),
                                        c.by_address == 1 ? "its address" : "their address")) +
         line(c.by_zone,
              fmt::format("{} in the zone that {} inventory names", count(c.by_zone, "device stands", "devices stand"),
                          c.by_zone == 1 ? "its" : "their")) +
         line(with_platform,
              fmt::format("{} a platform by what was found on {}", count(with_platform, "device has", "devices have"),
                          with_platform == 1 ? "it" : "them")) +
         line(services,
              fmt::format("{} with what {}", count(services, "service"), services == 1 ? "it needs" : "they need"));
}

std::string assumed(const building::Draft& draft) {
  const building::Counts& c = draft.counts;
  const std::uint64_t parameters = draft.parameters().size();
  return line(c.typical_organisations, fmt::format("{} kind, with {}",
                                                   count(c.typical_organisations, "organisation is typical of its",
                                                         "organisations are typical of their"),
                                                   count(c.typical_devices, "device"))) +
         line(c.without_devices, fmt::format("of these {} prefixes but no devices in the store",
                                             count(c.without_devices, "has", "have"))) +
         line(c.without_prefixes, fmt::format("of these {} devices in the store but no prefixes in the list",
                                              count(c.without_prefixes, "has", "have"))) +
         line(c.by_site, fmt::format("{} kind do at {} site",
                                     count(c.by_site, "device stands where devices of its",
                                           "devices stand where devices of their"),
                                     c.by_site == 1 ? "its" : "their")) +
         line(c.unplaced,
              fmt::format("{} in a zone 'unplaced': no address in a prefix, and no zone for such devices at {} site",
                          count(c.unplaced, "device stands", "devices stand"), c.unplaced == 1 ? "its" : "their")) +
         line(c.without_platform,
              fmt::format("{} no platform that is known", count(c.without_platform, "device has", "devices have"))) +
         line(c.subnets_without_site,
              fmt::format("{} without a site", count(c.subnets_without_site, "prefix", "prefixes"))) +
         line(c.subnets_without_use,
              fmt::format("{} without a use", count(c.subnets_without_use, "prefix", "prefixes"))) +
         line(c.services_assumed, fmt::format("{} whose needs nobody said", count(c.services_assumed, "service"))) +
         line(parameters, fmt::format("{} of uncertain.toml, such as shares without the mend and open boundaries",
                                      count(parameters, "parameter")));
}

std::string others(const PassedOver& passed) {
  std::vector<std::string> parts;
  if (passed.subnets > 0) parts.push_back(count(passed.subnets, "prefix", "prefixes"));
  if (passed.services > 0) parts.push_back(count(passed.services, "service"));
  if (passed.devices > 0) parts.push_back(count(passed.devices, "device") + " of the store");
  return parts.empty() ? "" : fmt::format("\nPassed over, of other organisations: {}.\n", fmt::join(parts, ", "));
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
