#include "show/report/exposed_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "show/report/words.h"

namespace report {

namespace {

using exposure::Standing;

constexpr std::array<std::string_view, 5> by_words{"organisation", "site", "zone", "device", "service"};
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
    case ExposedBy::service: break;
  }
  return within(device.id);
}

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", whole(number), number == 1 ? one : many);
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
  if (devices == 0) return "No inventory is in the store, so nobody can tell who is exposed.";
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
    if (one.standing != exposure::Standing::not_found) all.push_back(one);
  }
  std::ranges::stable_sort(all, {}, &exposure::DeviceStanding::standing);
  return all;
}

std::string deciding_words(const ExposedAnswer& answer, const exposure::DeviceStanding& one) {
  if (one.component != exposure::Stock::none) return exposure::words_of(answer.fleet.components[one.component]);
  const std::uint32_t state = answer.stock.windows_of(one.device);
  if (state != exposure::Stock::none) {
    const inventory::Windows& windows = answer.stock.windows()[state].windows;
    if (!windows.product.empty()) return windows.product;
    if (!windows.build.empty()) return "Windows " + windows.build;
  }
  return "no list that could have shown it";
}

}  // namespace report
