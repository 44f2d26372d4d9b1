#pragma once
// How Microsoft's tables of updates name an installation of Windows.

#include <cstdint>
#include <string>
#include <string_view>

namespace inventory {

/// What an installation says of itself.
struct WindowsFacts {
  std::string_view build;  ///< "6.1.7601"; more numbers behind are passed over
  bool server = false;
  int service_pack = 0;
  bool bits_64 = false;  ///< x64
  bool arm_64 = false;
};

/// "Windows 7 for x64-based Systems Service Pack 1"; empty when the build is of no release in the table.
std::string windows_name(const WindowsFacts& facts);

/// The same of what people and other tools call it, "Windows 10 Enterprise 64-bit", and its build; empty when these do
/// not settle it, or contradict each other.
std::string windows_name_said(std::string_view said, std::string_view build);

/// Whether a name is of the form that the tables use. "Windows 7 Professional" is not: what is known of no such name
/// must not be taken for what the tables are silent of.
bool is_table_name(std::string_view name);

/// One spelling for the names that the tables use for one system: lower case, single spaces, without "Microsoft",
/// without
/// "(Server Core installation)", and with Windows Server 2003 R2 as Windows Server 2003, whose updates it takes.
std::string windows_key(std::string_view name);

/// Whether updates of the system are cumulative, so that a list of them shows the last ones only: Windows 10, Windows
/// Server 2016 and all later ones. `key`: of windows_key().
bool is_cumulative(std::string_view key);

/// The day, as 20161011, since which one update of a month mends all that month's vulnerabilities of a system, so that
/// of several that are named (Monthly Rollup, Security Only) one is enough. Before, each mended a part. 0: always.
/// Microsoft, "Further simplifying servicing models for Windows 7 and Windows 8.1" (August 2016) and "Windows Server
/// 2008 SP2 servicing changes" (June 2018).
std::uint32_t rollups_since(std::string_view key);

/// Whether this is the key of a Windows operating system, and not of some other product.
bool is_windows(std::string_view key);

}  // namespace inventory
