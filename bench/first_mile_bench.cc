// The first mile: from the exports on people's desks to an answer, by the program itself, as a person runs it.
//
// A trust: four exports that disagree (Intune devices and apps, Lansweeper, a clinical register), 6,000 devices,
// 1,000,000 rows of software. A nation: 236 trusts and 7,454 practices, 1,500,000 devices in two tools' lists, in files
// of 250,000 rows with the organisation in a column. All names are made up.
//
// first_mile_bench [trust | nation]: both without an argument. first_mile_bench write FOLDER: the trust's exports and
// the advisories, to look at.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "bench/program.h"

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t trust_devices = 6'000;
constexpr std::uint32_t software_rows = 1'000'000;
constexpr std::uint32_t apps = 3'000;  ///< different names, each in a few versions
constexpr std::uint32_t trusts = 236;
constexpr std::uint32_t practices = 7'454;
constexpr std::uint32_t nation_devices = 1'500'000;
constexpr std::uint32_t practice_devices = 12;
constexpr std::uint32_t rows_a_file = 250'000;

std::string serial(std::uint32_t device) {
  return fmt::format("5CG{:07X}", device * 2654435761U >> 4U);
}

std::string mac(std::uint32_t device) {
  return fmt::format("001A{:08X}", device);
}

std::string intune_id(std::uint32_t device) {
  return fmt::format("{:08x}-0000-4000-8000-{:012x}", device * 2654435761U, device);
}

constexpr std::string_view intune_head =
    "Device ID,Device name,OS,OS version,Primary user UPN,Last check-in,Azure AD Device ID,Serial number,Manufacturer,"
    "Model,EthernetMAC,ProcessorArchitecture";

std::string intune_row(std::uint32_t device) {
  return fmt::format(
      "{},WS-{:07},Windows,10.0.{}.{},someone@trust.example,2026-11-20 08:12:33.0000000,0f{:06x}-1111-4222-8333-"
      "{:012x},{},HP,HP EliteBook {} G3,{},x64",
      intune_id(device), device, device % 3 == 0 ? 14393 : 19045, 900 + device % 50, device, device, serial(device),
      device % 2 == 0 ? 840 : 850, mac(device));
}

constexpr std::string_view lansweeper_head =
    "AssetID,AssetName,AssetTypename,Manufacturer,Model,Serialnumber,OSname,OSversion,IPAddress,Mac,IPLocation,"
    "Lastseen,Username";

std::string lansweeper_row(std::uint32_t device) {
  return fmt::format(
      "{},WS-{:07},Windows,HP,HP EliteBook {} G3,{},Win 10,10.0.{},10.{}.{}.{},{},Main,19/11/2026 23:10:00,someone",
      device + 1, device, device % 2 == 0 ? 840 : 850, serial(device), device % 3 == 0 ? 14393 : 19045,
      device >> 16U & 255U, device >> 8U & 255U, device & 255U, mac(device));
}

void write_trust(const fs::path& folder) {
  std::ofstream devices(folder / "devices.csv");
  std::ofstream software(folder / "apps.csv");
  std::ofstream seen(folder / "lansweeper.csv");
  std::ofstream clinical(folder / "register.csv");
  devices << intune_head << '\n';
  seen << lansweeper_head << '\n';
  software << "ApplicationKey,ApplicationName,ApplicationPublisher,ApplicationShortVersion,ApplicationVersion,DeviceId,"
              "DeviceName,OSDescription,OSVersion,Platform,UserId,EmailAddress,UserName\n";
  clinical << "Asset number,Equipment type,Make,Model,Serial number,Ward,Software version,Last service,Responsible "
              "person\n";
  constexpr std::uint32_t medical = trust_devices / 10;
  base::Stream stream({1, 0, base::Purpose::generator, 0, 0});
  for (std::uint32_t i = 0; i < trust_devices; ++i) {
    if (i < medical) {
      clinical << fmt::format("CE-{:05},CT workstation,Philips,IntelliSpace Portal,{},Ward {},{}.0.1,03/09/2026,E P\n",
                              i, serial(i), i % 40, 7 + i % 3);
    }
    if (i >= medical / 2) devices << intune_row(i) << '\n';
    if (i % 10 != 9) seen << lansweeper_row(i) << '\n';
  }
  for (std::uint32_t row = 0; row < software_rows; ++row) {
    const std::uint32_t device = medical + row % (trust_devices - medical);
    const auto app = static_cast<std::uint32_t>(stream.below(apps));
    software << fmt::format(
        "k{},Application {},Maker {},{}.{},{}.{}.{},{},WS-{:07},Windows,10.0,Windows,u1,"
        "someone@trust.example,Some One\n",
        row, app, app % 200, app % 20, row % 3, app % 20, row % 3, app % 7, intune_id(device), device);
  }
}

/// What the network team and the business continuity plan know.
void write_lists(const fs::path& folder) {
  std::ofstream(folder / "subnets.csv") << "site,vlan,cidr,use\n"
                                           "Main,10,10.0.0.0/21,desktops\n"
                                           "Main,20,10.0.8.0/22,medical devices\n"
                                           "East,30,10.0.12.0/22,desktops\n"
                                           "East,40,10.0.16.0/20,servers\n";
  std::ofstream(folder / "services.csv") << "name,recovery time,systems\n"
                                            "Outpatients,2 days,Main\n"
                                            "Imaging,4h,medical devices;servers\n"
                                            "Pathology,8h,servers\n"
                                            "Emergency department,1h,Main;Imaging;Pathology\n";
}

/// The organisation of a device: practices have 12 each, trusts share the others.
std::string organisation(std::uint32_t device) {
  if (device < practices * practice_devices) return fmt::format("G{:05}", device / practice_devices);
  return fmt::format("R{:03}", device % trusts);
}

void write_nation(const fs::path& folder) {
  for (std::uint32_t first = 0; first < nation_devices; first += rows_a_file) {
    std::ofstream devices(folder / fmt::format("devices-{:07}.csv", first));
    std::ofstream seen(folder / fmt::format("lansweeper-{:07}.csv", first));
    devices << intune_head << ",ODS\n";
    seen << lansweeper_head << ",ODS\n";
    for (std::uint32_t i = first; i < std::min(first + rows_a_file, nation_devices); ++i) {
      devices << intune_row(i) << ',' << organisation(i) << '\n';
      seen << lansweeper_row(i) << ',' << organisation(i) << '\n';
    }
  }
}

/// Medians of several runs, each step by itself and all together; each run into a new store. Answers whether all went
/// well.
bool time_steps(const std::string& what, const fs::path& folder, const std::vector<std::vector<std::string>>& steps,
                int runs) {
  std::vector<std::vector<double>> seconds(steps.size() + 1);
  double memory_mib = 0;
  bool well = true;
  for (int i = 0; i < runs; ++i) {
    fs::remove(folder / "cordon.db");
    fs::remove_all(folder / "estate");
    double all = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) {
      const bench::Run one = bench::run_program(steps[k]);
      seconds[k].push_back(one.seconds);
      all += one.seconds;
      memory_mib = std::max(memory_mib, one.memory_mib);
      well = well && one.well;
    }
    seconds.back().push_back(all);
  }
  for (std::size_t k = 0; k < seconds.size(); ++k) {
    std::ranges::sort(seconds[k]);
    const std::string step = k < steps.size() ? fmt::format("cordon {} {}", steps[k][0], steps[k][1]) : "all of it";
    fmt::print("{:<10}{:<34}{:>8.2f} s   median of {}\n", what, step, seconds[k][seconds[k].size() / 2], runs);
  }
  fmt::print("{:<10}{:<34}{:>8.0f} MiB, store {:.0f} MB\n", what, "most memory", memory_mib,
             static_cast<double>(fs::file_size(folder / "cordon.db")) / 1e6);
  return well;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string only = count > 1 ? arguments[1] : "";
  const std::string advisories = CORDON_SOURCE_DIR "/tests/cli/shared/exposure/";
  if (only == "write" && count > 2) {
    const fs::path kept = arguments[2];
    fs::create_directories(kept / "exports");
    write_trust(kept / "exports");
    write_lists(kept);
    for (const char* one : {"pump.json", "microsoft.csv"}) {
      fs::copy_file(advisories + one, kept / one, fs::copy_options::overwrite_existing);
    }
    return 0;
  }
  const fs::path folder = fs::temp_directory_path() / fmt::format("cordon-first-mile-{}", getpid());
  const std::string store = "--store=" + (folder / "cordon.db").string();
  bool well = true;
  for (const std::string what : {"trust", "nation"}) {
    if (!only.empty() && only != what) continue;
    const fs::path exports = folder / what;
    fs::create_directories(exports);
    std::vector<std::vector<std::string>> steps{
        {"advisory", "import", store, advisories + "pump.json", advisories + "microsoft.csv"},
        {"inventory", "import", store, exports.string()},
        {"exposed", "CVE-2017-0144", store}};
    if (what == "trust") {
      write_trust(exports);
      write_lists(folder);
      steps[1].insert(steps[1].end(), {"--organisation", "R001"});
      steps.push_back({"exposed", "CVE-2017-0144", store, "--html"});
      steps.push_back({"estate", "build", store, "--organisation", "R001", "--subnets",
                       (folder / "subnets.csv").string(), "--services", (folder / "services.csv").string(),
                       (folder / "estate").string()});
    } else {
      write_nation(exports);
      steps[1].insert(steps[1].end(), {"--organisation-column", "ODS"});
    }
    well = time_steps(what, folder, steps, what == "trust" ? 5 : 1) && well;
    fs::remove_all(exports);
  }
  fs::remove_all(folder);
  return well ? 0 : 1;
}
