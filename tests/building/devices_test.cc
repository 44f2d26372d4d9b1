// What runs on a device, by its components.

#include "world/building/devices.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace {

TEST(Platforms, AreTheSystemWithoutRelease) {
  const auto windows = [](const char* product, const char* build = "") {
    inventory::Component component;
    component.windows = inventory::Windows{product, build, {}};
    return building::platform_of(component);
  };
  EXPECT_EQ(windows("Windows 7 for x64-based Systems Service Pack 1"), "windows-7");
  EXPECT_EQ(windows("Windows 10 Version 1607 for x64-based Systems"), "windows-10");
  EXPECT_EQ(windows("Windows XP Service Pack 3"), "windows-xp");
  EXPECT_EQ(windows("Windows Server 2008 R2 for x64-based Systems Service Pack 1"), "windows-server-2008-r2");
  EXPECT_EQ(windows("Windows Server 2016"), "windows-server-2016");
  EXPECT_EQ(windows("Windows Server 2012 R2 (Server Core installation)"), "windows-server-2012-r2");
  EXPECT_EQ(windows(""), "windows");
  inventory::Component other;
  other.cpe = "cpe:2.3:o:microsoft:windows_10_1607:*:*:*:*:*:*:x64:*";
  EXPECT_EQ(building::platform_of(other), "windows-10");
  other.cpe = "cpe:2.3:a:google:chrome:119:*:*:*:*:*:*:*";
  EXPECT_EQ(building::platform_of(other), "");
  other.cpe.clear();
  other.purl = "pkg:deb/debian/bash@5.2?distro=debian-12";
  EXPECT_EQ(building::platform_of(other), "linux");
  other.purl.clear();
  other.name = "macOS 14";
  EXPECT_EQ(building::platform_of(other), "macos");
  other.name = "Iosys";
  EXPECT_EQ(building::platform_of(other), "");
}

TEST(Platforms, OfABuildDependOnWhetherTheDeviceIsAServer) {
  const auto windows = [](const char* build, bool server) {
    inventory::Component component;
    component.windows = inventory::Windows{"", build, {}};
    return building::platform_of(component, server);
  };
  EXPECT_EQ(windows("10.0.14393.4169", false), "windows-10");
  EXPECT_EQ(windows("10.0.14393.4169", true), "windows-server-2016");
  EXPECT_EQ(windows("10.0.20348", true), "windows-server-2022");
  EXPECT_EQ(windows("10.0.20348", false), "windows-server-2022") << "there is no client of this build";
  EXPECT_EQ(windows("6.1.7601", true), "windows-server-2008-r2");
  EXPECT_EQ(windows("6.1.7601", false), "windows-7");
  inventory::Component vague;
  vague.windows = inventory::Windows{"Windows", "10.0.14393", {}};
  EXPECT_EQ(building::platform_of(vague), "windows-10") << "the name has no release, the build has one";
  vague.windows = inventory::Windows{"Windows Server, version 1903", "10.0.18362", {}};
  EXPECT_EQ(building::platform_of(vague), "windows-server");
  EXPECT_EQ(windows("10.0.18363", true), "windows-server") << "Windows Server, version 1909";
}

TEST(Platforms, AreReadFromNamesOfWindows) {
  const std::pair<const char*, const char*> table[] = {{"Windows 7", "windows-7"},
                                                       {"Windows 10 Enterprise", "windows-10"},
                                                       {"Microsoft Windows 10 Pro 64-bit", "windows-10"},
                                                       {"Windows 8.1 Pro", "windows-8-1"},
                                                       {"Windows 7 Professional SP1", "windows-7"},
                                                       {"Windows XP Professional", "windows-xp"},
                                                       {"Windows Server 2008 R2 Standard", "windows-server-2008-r2"},
                                                       {"Windows Server 2008 Standard", "windows-server-2008"},
                                                       {"Windows Server 2019 Datacenter", "windows-server-2019"},
                                                       {"Windows 7 USB/DVD Download Tool", ""},
                                                       {"Windows Media Player", ""},
                                                       {"Windows 8.1 SDK", ""},
                                                       {"Windows Defender", ""}};
  for (const auto& [name, platform] : table) {
    inventory::Component component;
    component.name = name;
    EXPECT_EQ(building::platform_of(component), platform) << name;
  }
}

/// The platform of one device that has these components.
std::string platform_with(const std::vector<inventory::Component>& components, const char* kind) {
  inventory::Fleet fleet;
  fleet.organisations = {"X00", "X01", "X02"};
  fleet.devices = {{0, "other", "", ""}, {1, "a", "", ""}, {2, "a", "", ""}};
  fleet.components = components;
  for (std::uint32_t i = 0; i < components.size(); ++i) fleet.held.push_back(i);
  fleet.holdings = {{1, 0, 0, components.size()}};
  inventory::Beliefs beliefs;
  beliefs.devices.push_back({"a", "", "", kind, "", "", {}});
  building::Platforms platforms;
  platforms.read(fleet.components);
  EXPECT_EQ(platforms.devices_of(fleet, 2, beliefs).at(0).platform, "") << "another organisation's device of the name";
  return platforms.devices_of(fleet, 1, beliefs).at(0).platform;
}

TEST(Platforms, TheWordThatSaysMoreCounts) {
  inventory::Component vague, exact, packages, server;
  vague.windows = inventory::Windows{};
  exact.cpe = "cpe:2.3:o:microsoft:windows_7:-:sp1:*:*:*:*:*:*";
  packages.purl = "pkg:deb/debian/bash@5.2";
  server.windows = inventory::Windows{"", "10.0.14393", {}};
  EXPECT_EQ(platform_with({vague, exact}, ""), "windows-7");
  EXPECT_EQ(platform_with({exact, vague}, ""), "windows-7");
  EXPECT_EQ(platform_with({packages, vague}, ""), "windows") << "no release, but an installation";
  EXPECT_EQ(platform_with({vague, server}, "Server"), "windows-server-2016");
  EXPECT_EQ(platform_with({vague, server}, "Laptop"), "windows-10");
}

}  // namespace
