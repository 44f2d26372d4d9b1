// How Microsoft's tables name an installation of Windows, and what people call it.

#include "world/inventory/windows_name.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "support/corpora.h"

namespace {

using inventory::is_table_name;
using inventory::windows_name_said;

TEST(WindowsNameSaid, IsWorkedOutWithTheBuild) {
  EXPECT_EQ(windows_name_said("Microsoft Windows 10 Pro 64-bit", "10.0.19045"),
            "Windows 10 Version 22H2 for x64-based Systems");
  EXPECT_EQ(windows_name_said("Windows 10 Enterprise 32-Bit", "10.0.14393.7428"),
            "Windows 10 Version 1607 for 32-bit Systems");
  EXPECT_EQ(windows_name_said("Windows 7 Professional 64-bit", "6.1.7601"),
            "Windows 7 for x64-based Systems Service Pack 1")
      << "the build has the service pack";
  EXPECT_EQ(windows_name_said("Windows Server 2016 Standard", "10.0.14393"), "Windows Server 2016")
      << "servers of one processor need not say it";
  EXPECT_EQ(windows_name_said("Microsoft Windows Server 2012 R2 Datacenter", "6.3.9600"), "Windows Server 2012 R2");
  EXPECT_EQ(windows_name_said("Windows Server 2008 R2 Standard x64", "6.1.7601"),
            "Windows Server 2008 R2 for x64-based Systems Service Pack 1");
  EXPECT_EQ(windows_name_said("Windows XP Professional x64 SP2", "5.1.2600"),
            "Microsoft Windows XP x64 Edition Service Pack 2");
}

TEST(WindowsNameSaid, StaysOpenWhereThatIsNotSettled) {
  EXPECT_EQ(windows_name_said("Windows 10 Pro", "10.0.19045"), "") << "of which processor";
  EXPECT_EQ(windows_name_said("Windows 10 Pro 64-bit", "10.0.1"), "") << "no such build";
  EXPECT_EQ(windows_name_said("Windows 10 Pro 64-bit", ""), "");
  EXPECT_EQ(windows_name_said("Windows 10 Pro 64-bit", "6.1.7601"), "") << "a contradiction";
  EXPECT_EQ(windows_name_said("Windows 11 Pro ARM 64-bit Processor", "10.0.22631"), "");
  EXPECT_EQ(windows_name_said("Windows XP 32-bit", "5.1.2600"), "") << "of which service pack";
  EXPECT_EQ(windows_name_said("Debian 64-bit", "10.0.19045"), "");
  EXPECT_EQ(windows_name_said("", "10.0.19045"), "");
}

TEST(TableName, WhatPeopleCallItIsNone) {
  for (const std::string name :
       {"Windows 7 Professional", "Microsoft Windows 10 Enterprise", "Windows 7", "Windows", "", "Windows Server",
        "Windows Server 2008", "Windows Server 2016 Standard", "Windows Server 2008 R2",
        "Windows 7 Professional for x64-based Systems", "Windows for x64-based Systems", "Debian", "Windows XP Home",
        "Windows 10 Version 22H2 x for x64-based Systems", "Windows 7 for x64-based Systems Service Pack"}) {
    EXPECT_FALSE(is_table_name(name)) << name;
  }
}

TEST(TableName, EveryNameThatIsMadeHere) {
  for (const std::string build : {"5.0.2195", "5.1.2600", "5.2.3790", "6.0.6001", "6.0.6003", "6.1.7601", "6.3.9600",
                                  "10.0.10240", "10.0.17134", "10.0.20348", "10.0.26100"}) {
    for (const bool server : {false, true}) {
      const std::string name = inventory::windows_name({build, server, build[0] == '1' ? 0 : 2, true});
      EXPECT_EQ(is_table_name(name), !name.empty()) << name;
    }
  }
}

TEST(TableNameCorpus, EveryNameOfMicrosoftsTables) {
  const auto corpus = support::corpus("windows_kb");
  if (!corpus) GTEST_SKIP() << "the corpus windows_kb is not on this machine";
  std::istringstream lines(support::contents(*corpus / "products.tsv"));
  int names = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string name = line.substr(line.find('\t') + 1);
    const std::string key = inventory::windows_key(name);
    if (!inventory::is_windows(key)) continue;
    // Neither a pair of glasses nor a slip of the pen is on any computer.
    if (key.find("hololens") != std::string::npos || key.find("- extra") != std::string::npos) continue;
    ++names;
    EXPECT_TRUE(is_table_name(name)) << name;
  }
  EXPECT_GT(names, 100);
  RecordProperty("names", names);
}

}  // namespace
