#include "world/ingest/windows_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "world/ingest/text.h"
#include "world/ingest/windows_text.h"
#include "world/inventory/windows_name.h"

namespace ingest {

namespace {

using windows::trimmed;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// What a line of systeminfo holds behind its label.
std::string_view value_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon == std::string_view::npos ? std::string_view() : trimmed(line.substr(colon + 1));
}

/// A build at the beginning of a value, "6.1.7601" of "6.1.7601 Service Pack 1 Build 7601": three numbers, the last of
/// four digits or more, which the line ends with too.
std::optional<std::string> build_of(std::string_view value) {
  std::size_t end = 0;
  std::size_t dots = 0;
  std::size_t last = 0;
  for (; end < value.size() && (is_digit(value[end]) || value[end] == '.'); ++end) {
    if (value[end] != '.') continue;
    ++dots;
    last = end + 1;
  }
  const std::string_view number = value.substr(last, end - last);
  if (dots != 2 || number.size() < 4 || !trimmed(value.substr(end)).ends_with(number)) return std::nullopt;
  return std::string(value.substr(0, end));
}

/// The number of "Service Pack 1": the same words in every language.
int service_pack_of(std::string_view value) {
  constexpr std::string_view words = "Service Pack ";
  const std::size_t at = value.find(words);
  if (at == std::string_view::npos || at + words.size() >= value.size()) return 0;
  const char digit = value[at + words.size()];
  return is_digit(digit) ? digit - '0' : 0;
}

struct SystemInfo {
  std::string host;
  std::string system;  ///< "Microsoft Windows 7 Enterprise"
  std::string build;
  int service_pack = 0;
  bool has_processor = false;
  bool bits_64 = false;
  bool arm_64 = false;
};

/// The list of updates in systeminfo: under "273 Hotfix(s) Installed." lines like "[01]: KB2849697". Its buffer holds
/// some eleven thousand characters: of longer lists it prints the beginning, and the last line only in part.
struct UpdateSection {
  std::size_t announced = 0;  ///< 0: no number is given
  std::size_t printed = 0;
  std::vector<std::uint32_t> updates;  ///< rising, each once

  [[nodiscard]] bool whole() const { return announced != 0 && printed >= announced; }
};

bool is_entry(std::string_view line) {
  return trimmed(line).starts_with('[');
}

/// The first number in a text; 0 without one.
std::size_t first_number(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !is_digit(text[at])) ++at;
  std::size_t number = 0;
  for (; at < text.size() && is_digit(text[at]) && number < 100'000; ++at) {
    number = number * 10 + static_cast<std::size_t>(text[at] - '0');
  }
  return number;
}

/// Entries between lines `begin` and `end`, whose label is the line before.
UpdateSection section_of(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end) {
  UpdateSection section;
  section.announced = first_number(value_of(lines[begin - 1]));
  for (std::size_t i = begin; i < end; ++i) section.printed += value_of(lines[i]).empty() ? 0 : 1;
  // Of a list that was cut off the last number may lack its last digits, and be another update's.
  if (!section.whole()) --end;
  std::string entries;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view entry = value_of(lines[i]);
    const bool bare = entry.size() >= 6 && std::ranges::all_of(entry, is_digit);  // Vista prints some so
    entries += (bare ? "KB" : "") + std::string(entry) + "\n";
  }
  section.updates = windows::updates_in(entries);
  return section;
}

/// The first list with an update in it. Lists of processors and network cards are printed in the same way.
UpdateSection update_section(const std::vector<std::string_view>& lines) {
  for (std::size_t begin = 1; begin < lines.size(); ++begin) {
    if (!is_entry(lines[begin]) || is_entry(lines[begin - 1])) continue;
    std::size_t end = begin;
    while (end < lines.size() && is_entry(lines[end])) ++end;
    UpdateSection section = section_of(lines, begin, end);
    if (!section.updates.empty()) return section;
  }
  return {};
}

/// The line of the build comes right after the system's name, and that after the host's.
std::optional<SystemInfo> system_info(const std::vector<std::string_view>& lines) {
  SystemInfo found;
  std::vector<std::string_view> before;  // values of the lines so far
  for (const std::string_view line : lines) {
    const std::string_view value = value_of(line);
    if (found.build.empty()) {
      if (const auto build = build_of(value); build && !before.empty()) {
        found.build = *build;
        found.service_pack = service_pack_of(value);
        found.system = before[before.size() - 1];
        if (before.size() >= 2) found.host = before[before.size() - 2];
      }
      if (!value.empty()) before.push_back(value);
    }
    const bool x64 = value.starts_with("x64-");
    const bool arm = value.starts_with("ARM64-");
    if (!found.has_processor && (x64 || arm || value.starts_with("X86-") || value.starts_with("x86-"))) {
      found.has_processor = true;
      found.bits_64 = x64;
      found.arm_64 = arm;
    }
  }
  if (found.build.empty()) return std::nullopt;
  return found;
}

base::Problem no_list(const std::string& name, std::string what, std::string mend) {
  return {name, "", "", std::move(what), std::move(mend)};
}

InventoryReading reading_of(const std::string& name, std::string tool, inventory::Tells tells,
                            const std::string& device, inventory::Windows windows) {
  InventoryReading reading;
  reading.inventory.source = name;
  reading.inventory.tool = std::move(tool);
  reading.inventory.tells = tells;
  inventory::Component component;
  component.windows = std::move(windows);
  reading.inventory.components.push_back(std::move(component));
  reading.inventory.devices.push_back({device, "", "", {0}});
  return reading;
}

/// Whether a text may be a computer's name.
bool is_host(std::string_view text) {
  const auto fits = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  return !text.empty() && std::ranges::all_of(text, fits) && text.find_first_not_of("-_") != std::string_view::npos;
}

/// The computer's name: the first cell under the head's `word`. What wmic prints before the head on the same line
/// shifts it, so columns are counted from its first word.
std::string host_under(const std::vector<std::string_view>& lines, std::string_view word) {
  std::size_t at = std::string_view::npos;
  for (const std::string_view line : lines) {
    if (at == std::string_view::npos) {
      if (line.find("HotFixID") == std::string_view::npos || line.find(word) == std::string_view::npos) continue;
      const std::size_t caption = line.find("Caption");
      at = line.find(word) - (caption == std::string_view::npos ? 0 : caption);
      continue;
    }
    if (line.size() <= at) continue;
    const std::string_view cell = line.substr(at, line.find(' ', at) - at);
    if (is_host(cell)) return std::string(cell);
  }
  return {};
}

}  // namespace

bool is_systeminfo(std::string_view bytes) {
  const std::string text = windows::decoded(bytes.substr(0, 8192));
  const auto info = system_info(windows::lines_of(text));
  return info && info->has_processor;
}

base::Result<InventoryReading> read_systeminfo(const std::string& name, std::string_view bytes,
                                               const std::string& device) {
  if (bytes.size() > windows::text_bytes_most) return tl::unexpected(no_list(name, "is too large", "16 MiB are read"));
  const std::string text = windows::decoded(bytes);
  const auto lines = windows::lines_of(text);
  const auto info = system_info(lines);
  if (!info) return tl::unexpected(no_list(name, "has no line with a build of Windows", "print it with systeminfo"));
  inventory::WindowsFacts facts;
  facts.build = info->build;
  facts.server = info->system.find("Server") != std::string::npos;
  facts.service_pack = info->service_pack;
  facts.bits_64 = info->bits_64;
  facts.arm_64 = info->arm_64;
  const std::string product = inventory::windows_name(facts);
  UpdateSection section = update_section(lines);
  auto reading =
      reading_of(name, "systeminfo", section.whole() ? inventory::Tells::windows : inventory::Tells::hotfixes,
                 is_host(info->host) ? info->host : device, {product, info->build, std::move(section.updates)});
  if (section.printed < section.announced) {
    reading.refused.add({name, "", fmt::format("{} of {} updates", section.printed, section.announced),
                         "is a list that systeminfo cut off: what is not in it may be there all the same",
                         "add the list of Get-HotFix"});
  }
  if (product.empty()) {
    reading.refused.add({name, "", shown(info->system + " " + info->build),
                         "is a build that the table of releases does not have",
                         "what is exposed cannot be told of it"});
  }
  return reading;
}

bool is_update_list(std::string_view bytes) {
  const std::string text = windows::decoded(bytes.substr(0, 65536));
  return text.find("HotFixID") != std::string::npos || text.starts_with("KB");
}

base::Result<InventoryReading> read_update_list(const std::string& name, std::string_view bytes,
                                                const std::string& device) {
  if (bytes.size() > windows::text_bytes_most) return tl::unexpected(no_list(name, "is too large", "16 MiB are read"));
  const std::string text = windows::decoded(bytes);
  // Search results of Windows Update, "KB4100347: Update for ...", are what is wanted, not what is there.
  if (text.find("HotFixID") == std::string::npos) {
    return tl::unexpected(no_list(name, "does not say whether these updates are installed or only offered",
                                  "print the installed ones with Get-HotFix or systeminfo"));
  }
  auto updates = windows::updates_in(text);
  if (updates.empty()) return tl::unexpected(no_list(name, "names no update", "print it with Get-HotFix"));
  const auto lines = windows::lines_of(text);
  std::string host = host_under(lines, "CSName");
  if (host.empty()) host = host_under(lines, "Source");
  return reading_of(name, "get-hotfix", inventory::Tells::hotfixes, host.empty() ? device : host,
                    {"", "", std::move(updates)});
}

}  // namespace ingest
