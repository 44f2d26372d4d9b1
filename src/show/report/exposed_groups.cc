#include "show/report/exposed_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "show/report/words.h"

namespace report {

namespace {

using exposure::Standing;

constexpr std::array<std::string_view, 6> by_words{"organisation", "site", "zone", "device", "service", "component"};
constexpr std::array<std::string_view, exposure::standings> standing_words{"exposed", "cannot tell", "not affected",
                                                                           "not found"};

std::string name_of(const ExposedAnswer& answer, ExposedBy by, const inventory::FleetDevice& device) {
  const std::string& organisation = answer.fleet.organisations[device.organisation];
  const auto within = [&](const std::string& part) {
    return organisation + " / " + (part.empty() ? "(none named)" : part);
  };
  switch (by) {
    case ExposedBy::organisation: return organisation;
    case ExposedBy::site: return within(device.site);
    case ExposedBy::zone: return within(device.zone);
    case ExposedBy::device:
    case ExposedBy::component:
    case ExposedBy::service: break;
  }
  return within(device.id);
}

}  // namespace

std::optional<ExposedBy> exposed_by(std::string_view name) {
  const auto* const found = std::ranges::find(by_words, name);
  if (found == by_words.end()) return std::nullopt;
  return static_cast<ExposedBy>(found - by_words.begin());
}

std::string_view word(ExposedBy by) {
  return by_words[static_cast<std::size_t>(by)];
}

std::string_view people_word(exposure::Standing standing) {
  return standing_words[static_cast<std::size_t>(standing)];
}

std::string exposed_sentence(const ExposedAnswer& answer) {
  const auto& count = answer.exposed.count;
  const auto of = [&](Standing standing) { return count[static_cast<std::size_t>(standing)]; };
  const std::size_t devices = answer.exposed.devices.size();
  if (devices == 0) return "No inventory of that day or before is in the store, so nobody can tell who is exposed.";
  if (answer.claims.advisories().empty()) {
    return fmt::format("No advisory in the store speaks of {}.", plain(answer.id));
  }
  std::vector<bool> met(answer.fleet.organisations.size());
  for (const auto& device : answer.exposed.devices) {
    if (device.standing == Standing::affected) met[answer.fleet.devices[device.device].organisation] = true;
  }
  const auto organisations = static_cast<std::size_t>(std::ranges::count(met, true));
  return fmt::format("{} of {} {} exposed to {}, in {} of {}; of {} it cannot be told.", whole(of(Standing::affected)),
                     counted(devices, "device", "devices"), of(Standing::affected) == 1 ? "is" : "are",
                     plain(answer.id), whole(organisations), counted(met.size(), "organisation", "organisations"),
                     whole(of(Standing::cannot_tell)));
}

std::string stands_words(const ExposedAnswer& answer, const exposure::DeviceStanding& one) {
  std::string words(people_word(one.standing));
  if (one.stale) words += ": stale";
  if (const inventory::Mitigation* by = exposure::mitigation_of(answer.mitigated, one.device)) {
    words += fmt::format(", {} until {}", inventory::name_of(by->kind), plain(by->until));
  }
  return one.disputed ? words + " (disputed)" : words;
}

std::string evidence_words(const inventory::Fleet& fleet, const exposure::DeviceStanding& one) {
  if (one.source == exposure::Stock::none) return "";
  const inventory::Source& source = fleet.sources[one.source];
  const std::string day = source.date.empty() ? "no date" : source.date.substr(0, 10);
  return fmt::format("{} ({}, {})", plain(source.file), plain(source.tool), plain(day));
}

std::string position_words(const exposure::OrganisationCoverage& one) {
  const auto of = [&](Standing standing) { return one.count[static_cast<std::size_t>(standing)]; };
  const auto devices = [](std::size_t number) { return counted(number, "device", "devices"); };
  switch (one.position) {
    case exposure::Position::nothing_received: return "no inventory received";
    case exposure::Position::clear: return "its devices were seen, and none is exposed";
    case exposure::Position::exposed: {
      std::string words = devices(of(Standing::affected)) + " exposed";
      if (one.mitigated == 0) return words;
      return words + fmt::format(", {} mitigated until {}", whole(one.mitigated), plain(one.mitigated_until));
    }
    case exposure::Position::cannot_tell: break;
  }
  std::string words;
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : ", ") + part; };
  const std::size_t others = of(Standing::cannot_tell) - one.stale;
  if (others > 0) add("of " + devices(others) + " it cannot be told");
  if (one.stale > 0) add("of " + devices(one.stale) + " the evidence is stale");
  if (one.disagreed > 0) add("on " + devices(one.disagreed) + " another tool disagrees");
  if (!words.empty()) return words;
  words = "too few devices seen";
  return one.refused == 0 ? words : words + ", or too many rows not understood";
}

std::string coverage_sentence(const exposure::Coverage& coverage) {
  const auto of = [&](exposure::Position one) { return coverage.count[static_cast<std::size_t>(one)]; };
  const auto are = [](std::size_t number) { return number == 1 ? "is" : "are"; };
  return fmt::format(
      "Of {} {} {} exposed, {} {} clear by evidence, of {} it cannot be told, and of {} no inventory was "
      "received.",
      counted(coverage.organisations.size(), "organisation", "organisations"), whole(of(exposure::Position::exposed)),
      are(of(exposure::Position::exposed)), whole(of(exposure::Position::clear)), are(of(exposure::Position::clear)),
      whole(of(exposure::Position::cannot_tell)), whole(of(exposure::Position::nothing_received)));
}

std::vector<std::string> caveats(const ExposedAnswer& answer) {
  std::vector<std::string> all;
  const auto devices = [](std::size_t number) { return counted(number, "device", "devices"); };
  if (!answer.scope.nothing.empty()) {
    all.push_back(fmt::format(
        "No advisory in the store names anything that has {} and that a list could show: of no device it can be told "
        "that it is clear. Import one that does; of what is in Windows, Microsoft's tables of updates.",
        plain(fmt::format("{}", fmt::join(answer.scope.nothing, ", ")))));
  }
  if (answer.exposed.stale > 0) {
    all.push_back(fmt::format("Of {} it cannot be told because what cleared {} is too old, or has no date.",
                              devices(answer.exposed.stale), answer.exposed.stale == 1 ? "it" : "them"));
  }
  std::size_t refused = answer.coverage.refused_of_nobody;
  std::size_t disagreed = 0;
  for (const exposure::OrganisationCoverage& one : answer.coverage.organisations) {
    refused += one.refused;
    disagreed += one.disagreed;
  }
  if (refused > 0) {
    all.push_back(
        fmt::format("{} of the lists could not be understood, and {}.", counted(refused, "row", "rows"),
                    refused == 1 ? "counts as a device that was not seen" : "count as devices that were not seen"));
  }
  if (disagreed > 0) {
    all.push_back(
        fmt::format("On {} another tool's own finding disagrees: --by device lists them first.", devices(disagreed)));
  }
  if (answer.mitigated.expired > 0) {
    all.push_back(
        fmt::format("Of {} what stood before the vulnerability has ended.", devices(answer.mitigated.expired)));
  }
  return all;
}

std::span<const exposure::Witness> witnesses_on(const ExposedAnswer& answer, std::uint32_t device) {
  const auto begin = std::ranges::lower_bound(answer.witnesses, device, {}, &exposure::Witness::device);
  const auto end = std::ranges::upper_bound(answer.witnesses, device, {}, &exposure::Witness::device);
  return {begin, end};
}

std::string witness_words(const ExposedAnswer& answer, std::uint32_t device) {
  std::string words;
  for (const exposure::Witness& one : witnesses_on(answer, device)) {
    const bool update = one.subject.starts_with("KB");
    const char* const says = update ? (one.open ? "lacks " : "needs no ") : (one.open ? "has " : "has no ");
    words += fmt::format("{}{}: {}{}{}", words.empty() ? "" : "; ", plain(one.tool), says, plain(one.subject),
                         one.stale       ? " (stale)"
                         : one.disagrees ? " (disagrees)"
                                         : "");
  }
  return words;
}

std::string known_words(const exposure::Context& context) {
  std::string words;
  if (context.exploited) {
    words += fmt::format("Known to be exploited since {}{}. ", plain(context.exploited->added),
                         context.exploited->ransomware ? ", by ransomware too" : "");
  }
  if (context.epss)
    words += fmt::format("Likelihood of exploitation within 30 days (EPSS): {:.1f} %. ", *context.epss * 100);
  if (context.cvss_tenths)
    words += fmt::format("CVSS up to {}.{}. ", *context.cvss_tenths / 10, *context.cvss_tenths % 10);
  return words;
}

std::string source_words(const advisory::Advisory& one) {
  return fmt::format("{}: {} of {}{}{}{}", advisory::name_of(one.feed), plain(one.id), plain(one.publisher),
                     one.revision.empty() ? "" : ", revision " + plain(one.revision),
                     one.date.empty() ? "" : ", " + plain(one.date.substr(0, 10)),
                     one.withdrawn ? " (withdrawn: claims nothing)" : "");
}

std::string mark_words(const ExposedAnswer& answer) {
  if (answer.marked.empty()) return "";
  const exposure::MarkCounts count = exposure::count(answer.exposed, answer.marked);
  std::string words =
      fmt::format("Marked by their owners: {} not remediated, {} in progress, {} done", whole(count.not_remediated),
                  whole(count.in_progress), whole(count.done + count.borne_out));
  words += fmt::format(", of which the inventories bear out {}", whole(count.borne_out));
  if (count.lapsed > 0) {
    words += fmt::format(". Of {} the mark has lapsed: another remedy is advised now",
                         counted(count.lapsed, "device", "devices"));
  }
  return words + ".";
}

std::string mark_word(const ExposedAnswer& answer, std::uint32_t device) {
  const auto found = std::ranges::lower_bound(answer.marked, device, {}, &exposure::MarkedDevice::device);
  if (found == answer.marked.end() || found->device != device) return "";
  return std::string(inventory::name_of(found->progress)) + (found->lapsed ? " (lapsed)" : "");
}

std::string mark_word(const exposure::MatchedComponent& one) {
  if (!one.marked) return "";
  return std::string(inventory::name_of(one.progress)) + (one.lapsed ? " (lapsed)" : "");
}

std::string nameless_words(const ExposedAnswer& answer) {
  const std::size_t number = answer.stock.nameless().size();
  return number == 0
             ? ""
             : counted(number, "component", "components") + " without any identifier can be matched with nothing.";
}

std::vector<ExposedGroup> groups_of(const ExposedAnswer& answer, ExposedBy by) {
  std::map<std::string, ExposedGroup> groups;
  for (const exposure::DeviceStanding& one : answer.exposed.devices) {
    const std::string name = name_of(answer, by, answer.fleet.devices[one.device]);
    ExposedGroup& group = groups[name];
    group.name = name;
    ++group.devices;
    ++group.count[static_cast<std::size_t>(one.standing)];
  }
  std::vector<ExposedGroup> all;
  all.reserve(groups.size());
  for (auto& [name, group] : groups) all.push_back(std::move(group));
  std::ranges::stable_sort(all, [](const ExposedGroup& a, const ExposedGroup& b) {
    return std::tie(b.count[0], b.count[1]) < std::tie(a.count[0], a.count[1]);
  });
  return all;
}

std::vector<exposure::DeviceStanding> gravest_first(const ExposedAnswer& answer) {
  std::vector<exposure::DeviceStanding> all;
  for (const exposure::DeviceStanding& one : answer.exposed.devices) {
    if (one.standing != exposure::Standing::not_found || !witnesses_on(answer, one.device).empty()) all.push_back(one);
  }
  const auto disagrees = [&](const exposure::DeviceStanding& one) {
    const auto said = witnesses_on(answer, one.device);
    return std::any_of(said.begin(), said.end(), [](const exposure::Witness& witness) { return witness.disagrees; });
  };
  std::ranges::stable_sort(all, {}, &exposure::DeviceStanding::standing);
  std::stable_partition(all.begin(), all.end(), disagrees);
  return all;
}

std::string deciding_words(const ExposedAnswer& answer, const exposure::DeviceStanding& one) {
  switch (one.decided) {
    case exposure::Decided::by_component: return exposure::words_of(answer.fleet.components[one.component]);
    case exposure::Decided::by_no_list: return "no list that could have shown it";
    case exposure::Decided::by_no_advisory: return "no advisory that names it";
    case exposure::Decided::by_absence: return "nothing that is named is on it";
    case exposure::Decided::by_system: break;
  }
  const inventory::Windows& windows = answer.stock.windows()[answer.stock.windows_of(one.device)].windows;
  if (!windows.product.empty()) return windows.product;
  return windows.build.empty() ? "Windows, which was not told" : "Windows " + windows.build;
}

}  // namespace report
