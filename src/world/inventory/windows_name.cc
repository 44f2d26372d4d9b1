#include "world/inventory/windows_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace inventory {

namespace {

/// How a release's names are made.
enum class Form {
  edition,  ///< "Windows Vista x64 Edition Service Pack 2"
  systems,  ///< "Windows 7 for x64-based Systems Service Pack 1"
  plain,    ///< "Windows Server 2012 R2"
};

struct Release {
  std::string_view build;
  std::string_view client;  ///< empty: there is none
  Form client_form;
  std::string_view server;
  Form server_form;
};

// Builds: Microsoft, "Windows 10 release information", "Windows 11 release information", "Windows Server release
// information", and for earlier ones "Operating System Version" of the Win32 documentation.
constexpr auto releases = std::to_array<Release>({
    {"5.0.2195", "Microsoft Windows 2000", Form::edition, "Microsoft Windows 2000", Form::edition},
    {"5.1.2600", "Microsoft Windows XP", Form::edition, "", Form::plain},
    {"5.2.3790", "Microsoft Windows XP Professional", Form::edition, "Microsoft Windows Server 2003", Form::edition},
    {"6.0.6000", "Windows Vista", Form::edition, "", Form::plain},
    {"6.0.6001", "Windows Vista", Form::edition, "Windows Server 2008", Form::systems},
    {"6.0.6002", "Windows Vista", Form::edition, "Windows Server 2008", Form::systems},
    {"6.0.6003", "", Form::plain, "Windows Server 2008", Form::systems},
    {"6.1.7600", "Windows 7", Form::systems, "Windows Server 2008 R2", Form::systems},
    {"6.1.7601", "Windows 7", Form::systems, "Windows Server 2008 R2", Form::systems},
    {"6.2.9200", "Windows 8", Form::systems, "Windows Server 2012", Form::plain},
    {"6.3.9600", "Windows 8.1", Form::systems, "Windows Server 2012 R2", Form::plain},
    {"10.0.10240", "Windows 10", Form::systems, "", Form::plain},
    {"10.0.10586", "Windows 10 Version 1511", Form::systems, "", Form::plain},
    {"10.0.14393", "Windows 10 Version 1607", Form::systems, "Windows Server 2016", Form::plain},
    {"10.0.15063", "Windows 10 Version 1703", Form::systems, "", Form::plain},
    {"10.0.16299", "Windows 10 Version 1709", Form::systems, "Windows Server, version 1709", Form::plain},
    {"10.0.17134", "Windows 10 Version 1803", Form::systems, "Windows Server, version 1803", Form::plain},
    {"10.0.17763", "Windows 10 Version 1809", Form::systems, "Windows Server 2019", Form::plain},
    {"10.0.18362", "Windows 10 Version 1903", Form::systems, "Windows Server, version 1903", Form::plain},
    {"10.0.18363", "Windows 10 Version 1909", Form::systems, "Windows Server, version 1909", Form::plain},
    {"10.0.19041", "Windows 10 Version 2004", Form::systems, "Windows Server, version 2004", Form::plain},
    {"10.0.19042", "Windows 10 Version 20H2", Form::systems, "Windows Server, version 20H2", Form::plain},
    {"10.0.19043", "Windows 10 Version 21H1", Form::systems, "", Form::plain},
    {"10.0.19044", "Windows 10 Version 21H2", Form::systems, "", Form::plain},
    {"10.0.19045", "Windows 10 Version 22H2", Form::systems, "", Form::plain},
    {"10.0.20348", "", Form::plain, "Windows Server 2022", Form::plain},
    {"10.0.25398", "", Form::plain, "Windows Server 2022, 23H2 Edition", Form::plain},
    {"10.0.22000", "Windows 11 version 21H2", Form::systems, "", Form::plain},
    {"10.0.22621", "Windows 11 Version 22H2", Form::systems, "", Form::plain},
    {"10.0.22631", "Windows 11 Version 23H2", Form::systems, "", Form::plain},
    {"10.0.26100", "Windows 11 Version 24H2", Form::systems, "Windows Server 2025", Form::plain},
    {"10.0.26200", "Windows 11 Version 25H2", Form::systems, "", Form::plain},
    {"10.0.28000", "Windows 11 Version 26H1", Form::systems, "", Form::plain},
});

/// The first three numbers of a build.
std::string_view branch_of(std::string_view build) {
  std::size_t end = 0;
  for (int dots = 0; end < build.size(); ++end) {
    if (build[end] == '.' && ++dots == 3) break;
  }
  return build.substr(0, end);
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Takes a part off the end, if it is there.
bool drop_end(std::string_view& text, std::string_view part) {
  if (!text.ends_with(part)) return false;
  text.remove_suffix(part.size());
  return true;
}

/// The service pack that is said, else the one that the build has; nothing when neither tells.
std::optional<int> service_pack_of(std::string_view said, std::string_view branch) {
  for (const std::string_view words : {"service pack ", " sp"}) {
    const std::size_t at = said.find(words);
    if (at == std::string_view::npos || at + words.size() >= said.size()) continue;
    const char digit = said[at + words.size()];
    if (digit >= '0' && digit <= '9') return digit - '0';
  }
  if (branch.starts_with("5.")) return std::nullopt;
  if (branch == "6.0.6001" || branch == "6.1.7601") return 1;
  return branch == "6.0.6002" || branch == "6.0.6003" ? 2 : 0;
}

/// The release without its version: "windows 10", "windows server 2012 r2".
std::string family_of(std::string_view release) {
  std::string key = windows_key(release);
  key.resize(std::min({key.find(" version"), key.find(','), key.find(" professional"), key.size()}));
  return key;
}

constexpr std::string_view digits = "0123456789";

/// Releases that the tables name by processor: "7", "10 version 1607", "server 2008 r2".
bool is_release_by_processor(std::string_view rest) {
  for (const std::string_view one : {"server 2003", "server 2008", "server 2008 r2", "8.1"}) {
    if (rest == one) return true;
  }
  const std::size_t number = std::min(rest.find_first_not_of(digits), rest.size());
  constexpr std::string_view version = " version ";
  if (number == 0 || number > 2) return false;
  rest.remove_prefix(number);
  return rest.empty() || (rest.starts_with(version) && rest.find(' ', version.size()) == std::string_view::npos);
}

/// Releases that they name without.
bool is_release(std::string_view rest) {
  for (const std::string_view one : {"2000", "rt", "rt 8.1", "server 2003", "server 2012 r2", "vista", "xp",
                                     "xp media center edition 2005", "xp professional", "xp tablet pc edition 2005"}) {
    if (rest == one) return true;
  }
  constexpr std::string_view server = "server";
  if (!rest.starts_with(server)) return false;
  rest.remove_prefix(server.size());
  if (rest.starts_with(", version ")) return true;
  constexpr std::size_t year = 5;  // " 2016"
  const std::string_view more = rest.substr(std::min(rest.size(), year));
  return rest.size() >= year && rest[0] == ' ' &&
         rest.substr(1, 4).find_first_not_of(digits) == std::string_view::npos && rest.substr(1, 4) > "2008" &&
         (more.empty() || (more.starts_with(", ") && more.ends_with(" edition")));
}

void drop(std::string& text, std::string_view part) {
  const std::size_t at = text.find(part);
  if (at != std::string::npos) text.erase(at, part.size());
}

}  // namespace

std::string windows_name(const WindowsFacts& facts) {
  const auto* const release = std::ranges::find(releases, branch_of(facts.build), &Release::build);
  if (release == releases.end()) return {};
  std::string name(facts.server ? release->server : release->client);
  if (name.empty()) return {};
  const Form form = facts.server ? release->server_form : release->client_form;
  if (form == Form::plain) return name;
  if (form == Form::systems) {
    name += facts.arm_64    ? " for ARM64-based Systems"
            : facts.bits_64 ? " for x64-based Systems"
                            : " for 32-bit Systems";
  }
  if (form == Form::edition && facts.bits_64) name += " x64 Edition";
  // Windows Server 2008 began with what Vista calls Service Pack 1, and the tables name it without one.
  const bool counted = facts.service_pack > 0 && !(facts.server && release->build == "6.0.6001");
  if (counted) name += fmt::format(" Service Pack {}", facts.service_pack);
  return name;
}

std::string windows_name_said(std::string_view said, std::string_view build) {
  const std::string_view branch = branch_of(build);
  const auto* const release = std::ranges::find(releases, branch, &Release::build);
  if (release == releases.end()) return {};
  const std::string key = windows_key(said);
  const bool server = contains(key, "server");
  const std::string_view name = server ? release->server : release->client;
  if (name.empty() || !key.starts_with(family_of(name))) return {};
  if (contains(key, "arm") || contains(key, "itanium")) return {};
  if ((server ? release->server_form : release->client_form) == Form::plain) return std::string(name);
  const auto service_pack = service_pack_of(key, branch);
  const bool bits_64 = contains(key, "64");
  const bool bits_32 = contains(key, "32-bit") || contains(key, "32 bit") || contains(key, "x86-based");
  if (!service_pack || bits_64 == bits_32) return {};
  return windows_name({build, server, *service_pack, bits_64});
}

bool is_table_name(std::string_view name) {
  const std::string key = windows_key(name);
  std::string_view rest = key;
  for (const std::string_view one : {" service pack 1", " service pack 2", " service pack 3", " service pack 4"}) {
    drop_end(rest, one);
  }
  bool processor = false;
  for (const std::string_view one : {" for x64-based systems", " for 32-bit systems", " for arm64-based systems",
                                     " for arm systems", " for itanium-based systems"}) {
    processor = processor || drop_end(rest, one);
  }
  drop_end(rest, " x64 edition");
  constexpr std::string_view windows = "windows ";
  if (!rest.starts_with(windows)) return false;
  rest.remove_prefix(windows.size());
  return processor ? is_release_by_processor(rest) : is_release(rest);
}

std::string windows_key(std::string_view name) {
  std::string key;
  for (const char c : name) {
    const bool space = c == ' ' || c == '\t';
    if (space && (key.empty() || key.back() == ' ')) continue;
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : space ? ' ' : c;
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  if (key.starts_with("microsoft windows")) drop(key, "microsoft ");
  drop(key, " (server core installation)");
  if (key.starts_with("windows server 2003 r2")) drop(key, " r2");
  if (key.starts_with("windows 11 for ")) key.replace(0, 11, "windows 11 version 21h2 ");
  return key;
}

bool is_cumulative(std::string_view key) {
  if (key.starts_with("windows 1")) return true;  // 10 and 11
  if (!key.starts_with("windows server")) return false;
  return key.starts_with("windows server,") || (key.size() >= 19 && key.substr(15, 4) >= "2016");
}

std::uint32_t rollups_since(std::string_view key) {
  if (is_cumulative(key)) return 0;
  const bool late = key.starts_with("windows vista") || key.starts_with("windows server 2008 for");
  return late ? 20180911 : 20161011;
}

bool is_windows(std::string_view key) {
  for (const std::string_view name : {"windows 1", "windows 2000", "windows 7", "windows 8", "windows xp",
                                      "windows vista", "windows server", "windows rt"}) {
    if (key.starts_with(name)) return key.find("hlk") == std::string_view::npos;
  }
  return false;
}

}  // namespace inventory
