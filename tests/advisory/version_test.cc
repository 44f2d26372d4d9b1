// Versions: the order of each scheme on cases from its own documents, what is refused, and that it is an order.

#include "world/advisory/version.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace {

using advisory::Scheme;
using advisory::Version;

Version read(Scheme scheme, const std::string& text) {
  const auto version = advisory::parse_version(scheme, text);
  EXPECT_TRUE(version) << advisory::name_of(scheme) << " " << text;
  return version ? *version : Version{};
}

struct Row {
  Scheme scheme;
  std::vector<const char*> rising;  ///< each before the next; "=" joins spellings of one version
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {Scheme::debian,
       {"1~~", "1~~a", "1~", "1", "1a", "1a1", "1+b", "1.0=1.0-0=0:1.0", "1.0-1", "1.0-1+deb12u1", "1.2", "1.10",
        "1:0.1"}},
      {Scheme::rpm,
       {"1.0~rc1", "1.0~rc2", "1.0=0:1.0=1.0.", "1.0-1.el9", "1.0-1.el9_2", "1.0-2.el9", "1.0^git1", "1.0a",
        "1.0.1=1.0_1", "1.2", "1.10", "1:0.1"}},
      {Scheme::alpine,
       {"1.2_alpha", "1.2_alpha2", "1.2_beta1", "1.2_pre1", "1.2_rc1", "1.2=1.2-r0", "1.2-r1", "1.2_git1", "1.2_p1",
        "1.2a", "1.2.0", "1.2.01", "1.2.09", "1.2.1", "1.10"}},
      {Scheme::semver,
       {"1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
        "1.0.0=v1.0.0=1.0=1.0.0+build", "1.0.1", "1.0.1.1", "1.2.0", "1.10.0"}},
      {Scheme::npm, {"1.0.0-0", "=1.0.0=1.0.0", "1.2.3-beta", "1.2.3"}},
      {Scheme::nuget, {"1.0.0-alpha", "1.0.0-BETA=1.0.0-beta", "1.0.0=1.0=1.0.0.0=1.0.0+a", "1.0.0.1-a", "1.0.0.1"}},
      {Scheme::pub, {"1.0.0-pre", "1.0.0-pre+build", "1.0.0", "1.0.0+build", "1.0.1"}},
      {Scheme::pypi,
       {"2.0-weird", "1.dev0=1.0.dev0", "1.0a1.dev1", "1.0a1=1.0-alpha.1=1.0A1", "1.0a1.post1", "1.0b1",
        "1.0rc1=1.0c1=1.0-preview-1", "1.0=v1.0=1.0.0=0!1", "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0.post1.dev2",
        "1.0.post1=1.0-1=1.0r1", "1.1.dev1", "1.10", "1!0.1"}},
      {Scheme::maven,
       {"1-alpha-1=1a1=1alpha1", "1-beta-1=1b1", "1-milestone-1=1m1", "1-rc-1=1cr1", "1-snapshot",
        "1=1.0=1-ga=1.final=1-0=1.0.0-release", "1-sp", "1-foo", "1-1=1-01", "1-2", "1.1", "1.10"}},
      {Scheme::gem, {"1.a", "1.a.1", "1.b", "1=1.0=1.0.0", "1.1.pre=1.1.pre.0", "1.1.rc1", "1.1", "1.10"}},
      {Scheme::packagist,
       {"dev-main", "1.0-dev", "1.0-alpha1=1.0a1", "1.0-beta=1.0-BETA", "1.0-RC1=1.0rc1", "1.0=v1.0=1.0-stable",
        "1.0.0", "1.0pl1=1.0-p1=1.0-patch1", "1.1", "1.10"}},
      {Scheme::cran, {"0.9", "0.75", "1.0", "1.0-0=1.0.0", "1.0-1", "1.1"}},
      {Scheme::hackage, {"0.11.3.0", "1.0", "1.0.0", "1.0.1.0", "1.1"}},
      {Scheme::windows, {"6.1.7601", "10.0.17763", "10.0.17763.737", "10.0.17763.1000", "10.0.19041"}},
      {Scheme::vendor,
       {"V14 beta 1", "V14=14.0=version 14", "V14a", "V14b", "V14 SP1=V14 Service Pack 1=v14-sp1",
        "V14 SP1 Upd 9=V14 SP1 Update 9=V14SP1 Upd9", "V14 SP1 Upd 10", "V14 SP2", "V14.1", "15.2(7)E3", "15.2(7)E10",
        "15.2(8)E1"}},
  };
  return all;
}

std::vector<std::string> spellings(const std::string& cell) {
  if (cell.front() == '=') return {cell.substr(0, cell.find('=', 1)), cell.substr(cell.find('=', 1) + 1)};
  std::vector<std::string> all;
  std::size_t from = 0;
  for (std::size_t to = 0; to != std::string::npos; from = to + 1) {
    to = cell.find('=', from);
    all.push_back(cell.substr(from, to == std::string::npos ? to : to - from));
  }
  return all;
}

TEST(Version, order_of_each_scheme) {
  for (const Row& row : rows()) {
    for (std::size_t i = 0; i < row.rising.size(); ++i) {
      for (std::size_t j = i; j < row.rising.size(); ++j) {
        for (const std::string& a : spellings(row.rising[i])) {
          for (const std::string& b : spellings(row.rising[j])) {
            const auto expected = i == j ? std::partial_ordering::equivalent : std::partial_ordering::less;
            EXPECT_TRUE(compare(read(row.scheme, a), read(row.scheme, b)) == expected)
                << advisory::name_of(row.scheme) << ": " << a << (i == j ? " = " : " < ") << b;
          }
        }
      }
    }
  }
}

/// What the specification of Maven's order and Maven's own tests single out.
TEST(Version, maven_corners) {
  const auto less = [](const char* a, const char* b) {
    EXPECT_TRUE(compare(read(Scheme::maven, a), read(Scheme::maven, b)) < 0) << a << " < " << b;
  };
  less("1-foo2", "1-foo10");
  less("1.foo", "1-foo");
  less("1-foo", "1-1");
  less("1-ga.1", "1-sp.1");
  less("1-sp-1", "1-ga-1");
  less("1-0.alpha", "1-0.beta");
  less("1-0.beta", "1");
  less("6.1.0rc3", "6.1.0");
  less("6.1.0", "6.1H.5-beta");
  less("2.9.0.RC1", "2.9.0");
  less("2.9.0", "2.9.0-1");
}

TEST(Version, every_scheme_has_a_row_and_a_name) {
  for (int i = 0; i < advisory::schemes; ++i) {
    const auto scheme = static_cast<Scheme>(i);
    EXPECT_EQ(advisory::scheme_from(advisory::name_of(scheme)), scheme);
    const bool there = std::any_of(rows().begin(), rows().end(), [&](const Row& row) { return row.scheme == scheme; });
    EXPECT_TRUE(there) << advisory::name_of(scheme);
  }
  EXPECT_EQ(advisory::scheme_from("no such scheme"), std::nullopt);
  EXPECT_EQ(advisory::scheme_from(""), std::nullopt);
}

TEST(Version, numbers_of_any_length) {
  for (const Scheme scheme : {Scheme::debian, Scheme::rpm, Scheme::semver, Scheme::maven, Scheme::pypi, Scheme::gem}) {
    const std::string big(100, '9');
    std::string bigger = "1" + std::string(100, '0');
    EXPECT_TRUE(compare(read(scheme, big), read(scheme, bigger)) < 0);
    EXPECT_TRUE(compare(read(scheme, "0000" + big), read(scheme, big)) == 0);
  }
}

TEST(Version, what_cannot_be_ordered_is_refused) {
  const std::pair<Scheme, const char*> cases[] = {
      {Scheme::debian, "a:1"},
      {Scheme::debian, "1:"},
      {Scheme::debian, "1 2"},
      {Scheme::rpm, "x:1"},
      {Scheme::semver, "1..2"},
      {Scheme::semver, "one"},
      {Scheme::semver, "1.0-"},
      {Scheme::semver, "1.0-a..b"},
      {Scheme::nuget, "1.0-é"},
      {Scheme::gem, "a.1"},
      {Scheme::gem, "1+2"},
      {Scheme::packagist, "1.2.#"},
      {Scheme::cran, "1.a"},
      {Scheme::hackage, "1-0"},
      {Scheme::windows, "10.0.17763a"},
      {Scheme::windows, "1.2.3.4.5.6"},
      {Scheme::vendor, "no number"},
      {Scheme::vendor, "1*"},
      {Scheme::maven, "1 0"},
  };
  for (const auto& [scheme, text] : cases) {
    EXPECT_FALSE(advisory::parse_version(scheme, text)) << advisory::name_of(scheme) << " " << text;
  }
  for (int i = 0; i < advisory::schemes; ++i) {
    for (const std::string& text : {std::string(), std::string(" 1"), std::string("1\n"), std::string("1\0", 2),
                                    std::string("1\xff"), std::string(advisory::version_bytes_most + 1, '1')}) {
      EXPECT_FALSE(advisory::parse_version(static_cast<Scheme>(i), text)) << i;
    }
  }
}

TEST(Version, vendors_words_cannot_be_told_apart) {
  const auto order = [](const char* a, const char* b) {
    return compare(read(Scheme::vendor, a), read(Scheme::vendor, b));
  };
  EXPECT_TRUE(order("15.2(7)E3", "15.2(7)S1") == std::partial_ordering::unordered);
  EXPECT_TRUE(order("V14 SP1", "V14 Update 1") == std::partial_ordering::unordered);
  EXPECT_TRUE(order("V14 SP1", "V14 SPX1") == std::partial_ordering::unordered);
  EXPECT_TRUE(order("3.4.4", "3.4.4 Build 16") == std::partial_ordering::unordered);
  EXPECT_TRUE(order("3.4.4 Build 9", "3.4.4 Build 16") < 0);
  EXPECT_TRUE(order("3.4.4 Build 9", "3.4.5") < 0);
  EXPECT_TRUE(order("15.2(7)E3", "15.3(1)S1") < 0);
  EXPECT_TRUE(compare(read(Scheme::semver, "1"), read(Scheme::npm, "1")) == std::partial_ordering::unordered);
}

/// A text that looks like a version of some scheme, put together from pieces that mean something to one of them.
rc::Gen<std::string> any_text() {
  static const std::vector<std::string> pieces{
      "0",  "1", "2", "10",  "00",  "01", ".",     "-",   "_",    "~", "^",     "+",  ":",  "!",  "a", "b", "rc",
      "RC", "p", "r", "pre", "dev", "sp", "alpha", "foo", "post", "v", "final", "_p", "-r", "SP", " ", "(", ")"};
  return rc::gen::exec([] {
    std::string text;
    const int length = *rc::gen::inRange(1, 9);
    for (int i = 0; i < length; ++i) text += *rc::gen::elementOf(pieces);
    return text;
  });
}

Version any_version(Scheme scheme) {
  for (int tries = 0; tries < 40; ++tries) {
    if (auto version = advisory::parse_version(scheme, *any_text())) return *version;
  }
  return *advisory::parse_version(scheme, "1.0");
}

RC_GTEST_PROP(Version, is_an_order, ()) {
  const auto scheme = static_cast<Scheme>(*rc::gen::inRange(0, advisory::schemes));
  const Version a = any_version(scheme), b = any_version(scheme), c = any_version(scheme);
  RC_ASSERT((compare(a, a) == 0));
  RC_ASSERT((compare(a, b) < 0) == (compare(b, a) > 0));
  RC_ASSERT((compare(a, b) == 0) == (compare(b, a) == 0));
  if (scheme == Scheme::vendor) return;  // two that part in a word are not ordered, so that nothing follows
  RC_ASSERT((compare(a, b) != std::partial_ordering::unordered));
  if (compare(a, b) <= 0 && compare(b, c) <= 0) {
    RC_ASSERT((compare(a, c) <= 0));
  }
}

RC_GTEST_PROP(Version, reading_again_gives_the_same, ()) {
  const auto scheme = static_cast<Scheme>(*rc::gen::inRange(0, advisory::schemes));
  const Version a = any_version(scheme);
  const auto again = advisory::parse_version(scheme, a.text);
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->key == a.key);
}

}  // namespace
