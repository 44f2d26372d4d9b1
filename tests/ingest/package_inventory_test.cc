// Lists of package managers: dpkg and rpm.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "support/corpora.h"
#include "world/ingest/inventory.h"

namespace {

using inventory::Component;

const std::string paragraphs =
    "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nSource: bash (5.2.15-2)\nVersion: 5.2.15-2+b2\n"
    "Description: a shell\n Version: of nothing\n .\n\n"
    "Package: gcc\nStatus: install ok installed\nArchitecture: amd64\nSource: gcc-defaults (1.203)\n"
    "Version: 4:12.2.0-3\n\n"
    "Package: g++\nStatus: hold ok half-configured\nArchitecture: amd64\nSource: gcc-defaults (1.203)\n"
    "Version: 4:12.2.0-3\n\n"
    "Package: gone\nStatus: deinstall ok config-files\nArchitecture: all\nVersion: 1\n\n";

ingest::InventoryReading read(const std::string& bytes, const std::string& device = "ward-12") {
  auto reading = ingest::read_inventory("list", bytes, device);
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().to_text());
  return reading ? *std::move(reading) : ingest::InventoryReading();
}

std::string refusal(const std::string& bytes, const std::string& device = "ward-12") {
  const auto reading = ingest::read_inventory("list", bytes, device);
  EXPECT_FALSE(reading);
  return reading ? "" : reading.error().to_text();
}

std::multiset<std::string> purls(const ingest::InventoryReading& reading) {
  std::multiset<std::string> all;
  for (const Component& one : reading.inventory.components) all.insert(one.purl);
  return all;
}

const Component* named(const ingest::InventoryReading& reading, const std::string& purl) {
  const auto& all = reading.inventory.components;
  const auto found = std::ranges::find(all, purl, &Component::purl);
  EXPECT_NE(found, all.end()) << purl;
  return found == all.end() ? nullptr : &*found;
}

TEST(Dpkg, InstalledPackagesAndTheirSourcesEachOnce) {
  const auto reading = read(paragraphs);
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  EXPECT_EQ(reading.inventory.tool, "dpkg");
  EXPECT_EQ(reading.inventory.tells, inventory::Tells::packages);
  ASSERT_EQ(reading.inventory.devices.size(), 1U);
  EXPECT_EQ(reading.inventory.devices[0].id, "ward-12");
  EXPECT_EQ(reading.inventory.devices[0].components.size(), 5U);
  EXPECT_EQ(purls(reading),
            (std::multiset<std::string>{
                "pkg:deb/debian/bash@5.2.15-2%2Bb2?arch=amd64", "pkg:deb/debian/bash@5.2.15-2?arch=source",
                "pkg:deb/debian/g%2B%2B@4:12.2.0-3?arch=amd64", "pkg:deb/debian/gcc-defaults@1.203?arch=source",
                "pkg:deb/debian/gcc@4:12.2.0-3?arch=amd64"}));
  const Component* bash = named(reading, "pkg:deb/debian/bash@5.2.15-2?arch=source");
  ASSERT_NE(bash, nullptr);
  EXPECT_EQ(bash->name, "bash");
  EXPECT_EQ(bash->version, "5.2.15-2");
  EXPECT_EQ(bash->scheme, advisory::Scheme::debian);
}

TEST(Dpkg, ABrokenParagraphIsRefusedAndTheListIsNoLongerWhole) {
  const auto place = [](const std::string& bad) {
    const auto reading = read("Package: a\nStatus: install ok installed\nVersion: 1\n\n" + bad +
                              "\n\nPackage: b\nStatus: install ok installed\nVersion: 1\n\n");
    EXPECT_EQ(reading.inventory.components.size(), 4U) << bad;
    EXPECT_EQ(reading.inventory.tells, inventory::Tells::products);
    EXPECT_EQ(reading.refused.total(), 1U) << reading.refused.to_text();
    return reading.refused.empty() ? "" : reading.refused.kept()[0].place + ": " + reading.refused.kept()[0].what;
  };
  EXPECT_EQ(place("Package: x\nVersion: 1"), "line 5: has no Status");
  EXPECT_EQ(place("Status: install ok installed\nVersion: 1"), "line 5: has no Package");
  EXPECT_EQ(place("Package: x\nStatus: installed\nVersion: 1"), "line 5: is no state of dpkg");
  EXPECT_EQ(place("Package: x\nStatus: install ok installed"), "line 5: is no version of a Debian package");
  EXPECT_EQ(place("Package: X y\nStatus: install ok installed\nVersion: 1"), "line 5: is no name of a Debian package");
  EXPECT_EQ(place("Package: x\nVersion: 1\nVersion: 2\nStatus: install ok installed"),
            "line 7: stands more than once in its paragraph");
  EXPECT_EQ(place("Package: x\nStatus: install ok installed\nVersion: 1\nnonsense"), "line 8: is no field");
  EXPECT_EQ(place("Package: " + std::string(1001, 'x') + "\nStatus: install ok installed\nVersion: 1"),
            "line 5: is no name of a Debian package");
}

TEST(Dpkg, WhatIsCutOffIsRefusedWhole) {
  EXPECT_NE(refusal(paragraphs.substr(0, paragraphs.size() - 1)).find("cut off"), std::string::npos);
  EXPECT_NE(refusal("a\t1\tall\ta\tinstall ok installed").find("cut off"), std::string::npos);
  EXPECT_NE(refusal(paragraphs, "").find("does not name its device"), std::string::npos);
  EXPECT_NE(refusal("bash\t5.2.15-2\ngcc\t4:12\n").find("does not tell which packages are installed"),
            std::string::npos);
}

TEST(Dpkg, DistributionAndReleaseAreThoseOfItsBaseFiles) {
  const auto purl = [](const std::string& version) {
    const auto reading = read("Package: base-files\nStatus: install ok installed\nVersion: " + version + "\n\n");
    return reading.inventory.components.at(0).purl;
  };
  EXPECT_EQ(purl("12ubuntu4.6"), "pkg:deb/ubuntu/base-files@12ubuntu4.6?distro=ubuntu-22.04");
  EXPECT_EQ(purl("12ubuntu4"), "pkg:deb/ubuntu/base-files@12ubuntu4?distro=ubuntu-22.04");
  EXPECT_EQ(purl("12ubuntu45"), "pkg:deb/ubuntu/base-files@12ubuntu45") << "no release that is known";
  EXPECT_EQ(purl("12.4+deb12u5"), "pkg:deb/debian/base-files@12.4%2Bdeb12u5?distro=debian-12");
  EXPECT_EQ(purl("13"), "pkg:deb/debian/base-files@13?distro=debian-13");
  EXPECT_EQ(purl("1:2024.1"), "pkg:deb/debian/base-files@1:2024.1") << "somebody else's count";
}

TEST(DpkgQuery, WithAndWithoutTheVersionOfTheSource) {
  const auto full = read(
      "gcc\t4:12.2.0-3\tamd64\tgcc-defaults\t1.203\tinstalled\n"
      "libc6:amd64\t2.36-9\tamd64\tglibc\t2.36-9\tinstalled\nold\t1\tall\told\t1\tconfig-files\n");
  EXPECT_EQ(purls(full),
            (std::multiset<std::string>{
                "pkg:deb/debian/gcc-defaults@1.203?arch=source", "pkg:deb/debian/gcc@4:12.2.0-3?arch=amd64",
                "pkg:deb/debian/glibc@2.36-9?arch=source", "pkg:deb/debian/libc6@2.36-9?arch=amd64"}));
  const auto open = read(
      "gcc\t4:12.2.0-3\tamd64\tgcc-defaults\tinstall ok installed\n"
      "libc6\t2.36-9+b1\tamd64\tglibc\tinstall ok installed\n"
      "bash\t1:5-1+b3\tamd64\tbash\tinstall ok installed\n");
  EXPECT_EQ(purls(open).count("pkg:deb/debian/gcc-defaults?arch=source"), 1U) << "an epoch may be the binary's own";
  EXPECT_EQ(purls(open).count("pkg:deb/debian/glibc@2.36-9?arch=source"), 1U);
  EXPECT_EQ(purls(open).count("pkg:deb/debian/bash@1:5-1?arch=source"), 1U);
}

TEST(DpkgQuery, BrokenLines) {
  const auto reading =
      read("a\t1\tall\ta\tinstall ok installed\nb\t1\tall\nc\t1\tall\tc\twell\n\nd\t1\tall\td\tinstall ok installed\n");
  EXPECT_EQ(reading.inventory.components.size(), 4U);
  ASSERT_EQ(reading.refused.total(), 2U);
  EXPECT_EQ(reading.refused.kept()[0].place, "line 2");
  EXPECT_EQ(reading.refused.kept()[1].value, "well");
}

TEST(Rpm, ThePlainForm) {
  const auto reading = read(
      "gpg-pubkey-fd431d51-4ae0493b\nbash-5.1.8-6.el9.x86_64\npython3-dns-2.6.1-3.el9.noarch\n"
      "almalinux-release-9.4-1.el9.x86_64\n");
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  EXPECT_EQ(reading.inventory.tool, "rpm");
  EXPECT_EQ(reading.inventory.tells, inventory::Tells::packages);
  EXPECT_EQ(purls(reading), (std::multiset<std::string>{
                                "pkg:rpm/almalinux/almalinux-release@9.4-1.el9?arch=x86_64&distro=almalinux-9.4",
                                "pkg:rpm/almalinux/bash@5.1.8-6.el9?arch=x86_64&distro=almalinux-9.4",
                                "pkg:rpm/almalinux/python3-dns@2.6.1-3.el9?arch=noarch&distro=almalinux-9.4"}));
  EXPECT_EQ(reading.inventory.components[0].version, "5.1.8-6.el9");
  EXPECT_EQ(reading.inventory.components[0].scheme, advisory::Scheme::rpm);
}

TEST(Rpm, WithEpochsAndSources) {
  const auto reading = read(
      "bind\t32\t9.16.23\t18.el9\tx86_64\tbind-9.16.23-18.el9.src.rpm\n"
      "bind-libs\t32\t9.16.23\t18.el9\tx86_64\tbind-9.16.23-18.el9.src.rpm\n"
      "gpg-pubkey\t(none)\tfd431d51\t4ae0493b\t(none)\t(none)\n"
      "zlib\t(none)\t1.2.11\t40.el9\tx86_64\tzlib-1.2.11-40.el9.src.rpm\n"
      "perl-libs\t4\t5.32.1\t480.el9\tx86_64\tperl-all-5.0-1.el9.src.rpm\n");
  EXPECT_TRUE(reading.refused.empty()) << reading.refused.to_text();
  EXPECT_EQ(purls(reading),
            (std::multiset<std::string>{
                "pkg:rpm/bind-libs@9.16.23-18.el9?arch=x86_64&epoch=32",
                "pkg:rpm/bind@9.16.23-18.el9?arch=src&epoch=32", "pkg:rpm/bind@9.16.23-18.el9?arch=x86_64&epoch=32",
                "pkg:rpm/perl-all?arch=src", "pkg:rpm/perl-libs@5.32.1-480.el9?arch=x86_64&epoch=4",
                "pkg:rpm/zlib@1.2.11-40.el9?arch=src", "pkg:rpm/zlib@1.2.11-40.el9?arch=x86_64"}));
  const Component* bind = named(reading, "pkg:rpm/bind@9.16.23-18.el9?arch=src&epoch=32");
  ASSERT_NE(bind, nullptr);
  EXPECT_EQ(bind->version, "32:9.16.23-18.el9");
}

TEST(Rpm, TheReleaseStandsBeforeTheEpochAndInSourcesToo) {
  const auto reading = read(
      "rocky-release\t(none)\t9.4\t1.el9\tnoarch\t(none)\n"
      "bind\t32\t9.16.23\t18.el9\tx86_64\tbind-all-9.16.23-17.el9.src.rpm\n");
  EXPECT_EQ(purls(reading).count("pkg:rpm/rocky-linux/bind@9.16.23-18.el9?arch=x86_64&distro=rocky-linux-9.4&epoch=32"),
            1U);
  EXPECT_EQ(purls(reading).count("pkg:rpm/rocky-linux/bind-all?arch=src&distro=rocky-linux-9.4"), 1U);
  const auto odd = read("fedora-release\t(none)\trawhide\t1\tnoarch\t(none)\n");
  EXPECT_EQ(odd.inventory.components.at(0).purl, "pkg:rpm/fedora/fedora-release@rawhide-1?arch=noarch");
}

TEST(Rpm, BrokenLines) {
  const std::string good = "bash-5.1.8-6.el9.x86_64\n";
  const auto reading = read(good + good + good + good + good + "nonsense\n-1-2.noarch\nzlib\t(none)\t1\t2\tx86_64\n" +
                            "zlib\tx\t1\t2\tx86_64\t(none)\nzlib\t(none)\t1\t2\tx86_64\tzlib.tar\n" +
                            "zlib\t(none)\t1\t2\tx86_64\tzlib.src.rpm\n");
  EXPECT_EQ(reading.inventory.components.size(), 2U) << "a line whose source alone is wrong keeps its package";
  EXPECT_EQ(reading.refused.total(), 6U) << reading.refused.to_text();
  EXPECT_EQ(reading.inventory.tells, inventory::Tells::products);
  EXPECT_NE(refusal(good.substr(0, good.size() - 1)).find("cut off"), std::string::npos);
  EXPECT_NE(refusal(good, "").find("does not name its device"), std::string::npos);
}

/// The same list without its column source:Version.
std::string without_source_versions(const std::string& list) {
  std::string out;
  int tabs = 0;
  for (const char c : list) {
    if (c == '\t') ++tabs;
    if (c == '\n') tabs = 0;
    if (tabs != 4) out += c;
  }
  return out;
}

std::ptrdiff_t sources_of(const ingest::InventoryReading& reading) {
  return std::ranges::count_if(reading.inventory.components,
                               [](const Component& one) { return one.purl.find("arch=source") != std::string::npos; });
}

TEST(DpkgCorpus, EveryPackageInBothForms) {
  const auto corpus = support::corpus("debian12_dpkg");
  if (!corpus) GTEST_SKIP() << "the corpus debian12_dpkg is not on this machine";
  const auto status = read(support::contents(*corpus / "dpkg-status"));
  const auto list = read(support::contents(*corpus / "dpkg-query.tsv"));
  EXPECT_TRUE(status.refused.empty()) << status.refused.to_text();
  EXPECT_TRUE(list.refused.empty()) << list.refused.to_text();
  EXPECT_EQ(sources_of(status), 507);
  EXPECT_EQ(status.inventory.components.size(), 930U + 507U);
  EXPECT_EQ(purls(status), purls(list));
  for (const Component& one : status.inventory.components) {
    EXPECT_NE(one.purl.find("distro=debian-12"), std::string::npos) << one.purl << ": as os-release says too";
  }
}

TEST(DpkgCorpus, VersionsOfSourcesThatAreWorkedOutAreRight) {
  const auto corpus = support::corpus("debian12_dpkg");
  if (!corpus) GTEST_SKIP() << "the corpus debian12_dpkg is not on this machine";
  const auto list = support::contents(*corpus / "dpkg-query.tsv");
  const auto told = purls(read(list));
  const auto worked_out = read(without_source_versions(list));
  EXPECT_EQ(sources_of(worked_out), 507);
  int open = 0;
  for (const Component& one : worked_out.inventory.components) {
    if (one.version.empty()) {
      ++open;
    } else {
      EXPECT_TRUE(told.contains(one.purl)) << one.purl;
    }
  }
  EXPECT_EQ(open, 50);
}

}  // namespace
