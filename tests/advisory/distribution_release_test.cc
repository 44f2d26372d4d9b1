// Releases of distributions as feeds and inventories write them.

#include "world/advisory/distribution_release.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace {

TEST(DistributionRelease, IsTheFirstNumberThatIsAWord) {
  const std::vector<std::pair<std::string, std::string>> rows{{"Debian 12", "12"},
                                                              {"debian-12", "12"},
                                                              {"debian-12.5", "12.5"},
                                                              {"Ubuntu 22.04 LTS", "22.04"},
                                                              {"Ubuntu Pro 18.04 LTS", "18.04"},
                                                              {"Alpine v3.18", "3.18"},
                                                              {"alpine-3.18.4", "3.18.4"},
                                                              {"AlmaLinux 9", "9"},
                                                              {"rocky-linux-9.4", "9.4"},
                                                              {"rhel-9.2", "9.2"},
                                                              {"Red Hat enterprise_linux 9  baseos", "9"},
                                                              {"SUSE Linux Enterprise Server 15 SP5", "15"},
                                                              {"opensuse-leap-15.5", "15.5"},
                                                              {"openEuler 22.03-LTS", "22.03"},
                                                              {"bookworm", ""},
                                                              {"", ""},
                                                              {"el9", ""},
                                                              {"vista", ""},
                                                              {"7.", "7"}};
  for (const auto& [name, number] : rows) EXPECT_EQ(advisory::release_number(name), number) << name;
}

TEST(DistributionRelease, TheShorterNumberMeansAllOfIt) {
  EXPECT_TRUE(advisory::same_release("9", "9.4"));
  EXPECT_TRUE(advisory::same_release("9.4", "9"));
  EXPECT_TRUE(advisory::same_release("22.04", "22.04"));
  EXPECT_FALSE(advisory::same_release("22.04", "22.10"));
  EXPECT_FALSE(advisory::same_release("1", "12"));
  EXPECT_FALSE(advisory::same_release("9", "10"));
}

}  // namespace
