// What is said of one component: identities, ranges, statuses, and what may not be told.

#include "foresee/exposure/answer.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using advisory::Status;
using advisory::Versions;
using exposure::Match;
using exposure::Reason;
using exposure::Verdict;

advisory::Product product(Versions versions, const std::string& version, const std::string& name = "Pump",
                          const std::string& vendor = "Maker Inc.") {
  advisory::Product one;
  one.id = version;
  one.vendor = vendor;
  one.name = name;
  one.versions = versions;
  one.version = version;
  return one;
}

advisory::Advisory advisory_of(const std::vector<std::pair<advisory::Product, Status>>& said) {
  advisory::Advisory one;
  one.id = "M-1";
  one.vulnerabilities.emplace_back().id = "CVE-2024-1";
  for (const auto& [what, status] : said) {
    one.vulnerabilities[0].statements.push_back({static_cast<std::uint32_t>(one.products.size()), status});
    one.products.push_back(what);
  }
  return one;
}

inventory::Component pump(const std::string& version, const std::string& vendor = "MAKER") {
  inventory::Component one;
  one.vendor = vendor;
  one.name = "Maker pump";
  one.version = version;
  return one;
}

/// The one answer; fails when there is another number of them.
exposure::Answer only(const advisory::Advisory& said, const inventory::Component& component,
                      const advisory::Aliases& aliases = {}) {
  exposure::Claims claims(aliases);
  claims.add(said);
  const auto found = exposure::answers(claims, exposure::ask(component, aliases));
  EXPECT_EQ(found.size(), 1U);
  return found.empty() ? exposure::Answer{} : found.front();
}

struct Case {
  std::vector<std::pair<advisory::Product, Status>> said;
  std::string version;
  Verdict verdict;
  Reason reason;
};

TEST(Answer, StatusesAndRangesMakeTheVerdict) {
  const auto range = [](const char* text) { return product(Versions::range, text); };
  const auto exact = [](const char* text) { return product(Versions::exact, text); };
  const auto others = product(Versions::others, "");
  const std::vector<Case> cases{
      {{{range("<4.1"), Status::known_affected}}, "4.0", Verdict::affected, Reason::named_affected},
      {{{range("<4.1"), Status::known_affected}}, "4.1", Verdict::not_affected, Reason::outside},
      {{{range("<4.1"), Status::known_affected}, {exact("4.1"), Status::fixed}},
       "4.1",
       Verdict::not_affected,
       Reason::named_fixed},
      {{{range("vers:all/*"), Status::known_affected}}, "", Verdict::affected, Reason::all_affected},
      {{{range("<4.1"), Status::known_affected}}, "", Verdict::cannot_tell, Reason::no_version},
      {{{range("serial numbers from 22"), Status::known_affected}}, "4.0", Verdict::cannot_tell, Reason::range_unread},
      {{{exact("1.10 | 1.11"), Status::known_affected}}, "1.11", Verdict::affected, Reason::named_affected},
      {{{exact("1.10 | 1.11"), Status::known_affected}}, "1.12", Verdict::cannot_tell, Reason::not_listed},
      {{{range("<4.1"), Status::known_affected}, {range("<=4.0"), Status::fixed}},
       "4.0",
       Verdict::cannot_tell,
       Reason::contradiction},
      {{{range("<4.1"), Status::under_investigation}}, "4.0", Verdict::cannot_tell, Reason::investigated},
      {{{range("<4.1"), Status::known_not_affected}}, "4.0", Verdict::not_affected, Reason::named_not_affected},
      {{{range("<4.1"), Status::known_affected}, {others, Status::known_not_affected}},
       "4.1",
       Verdict::not_affected,
       Reason::named_not_affected},
      {{{range("<4.1"), Status::known_not_affected}, {others, Status::known_affected}},
       "4.2",
       Verdict::affected,
       Reason::all_affected},
      {{{range("<4.1"), Status::known_affected}, {others, Status::under_investigation}},
       "4.2",
       Verdict::cannot_tell,
       Reason::default_unknown},
  };
  for (const Case& one : cases) {
    const exposure::Answer answer = only(advisory_of(one.said), pump(one.version));
    EXPECT_EQ(name_of(answer.verdict), name_of(one.verdict)) << one.said[0].first.version << " of " << one.version;
    EXPECT_EQ(answer.reason, one.reason) << one.said[0].first.version << " of " << one.version;
    EXPECT_EQ(answer.match, Match::vendor_name);
  }
}

TEST(Answer, AVersionInTheNameIsARange) {
  const auto said = advisory_of(
      {{product(Versions::range, "vers:all/*", "IntelliSpace Portal 7.0.x", "Phillips"), Status::known_affected}});
  advisory::Aliases aliases;
  aliases.vendors["phillips"] = "philips";
  inventory::Component portal;
  portal.vendor = "Philips";
  portal.name = "IntelliSpace Portal";
  portal.version = "7.0.3";
  EXPECT_EQ(only(said, portal, aliases).verdict, Verdict::affected);
  portal.version = "9.0.1";
  EXPECT_EQ(only(said, portal, aliases).verdict, Verdict::not_affected);
}

TEST(Answer, TheProductsNameAloneNeverSaysMoreThanCannotTell) {
  const auto said = advisory_of({{product(Versions::range, "<4.1"), Status::known_affected}});
  inventory::Component one = pump("4.0", "");
  one.name = "Pump";
  const exposure::Answer answer = only(said, one);
  EXPECT_EQ(answer.verdict, Verdict::cannot_tell);
  EXPECT_EQ(answer.reason, Reason::vendor_unknown);
  EXPECT_EQ(answer.match, Match::product_name);
}

TEST(Answer, AnIdentifierIsSurerThanAName) {
  advisory::Product by_cpe = product(Versions::range, "<4.1");
  by_cpe.cpe = "cpe:2.3:h:maker:pump:*:*:*:*:*:*:x64:*";
  const auto said = advisory_of({{by_cpe, Status::known_affected}});
  inventory::Component one = pump("4.0");
  one.cpe = "cpe:2.3:h:maker:pump:4.0:*:*:*:*:*:x64:*";
  EXPECT_EQ(only(said, one).match, Match::cpe);
  one.vendor.clear();
  one.name.clear();
  one.version.clear();
  EXPECT_EQ(only(said, one).verdict, Verdict::affected) << "the version stands in the CPE";
  exposure::Claims claims({});
  claims.add(said);
  one.cpe = "cpe:2.3:h:maker:pump:4.0:*:*:*:*:*:arm:*";
  EXPECT_TRUE(exposure::answers(claims, exposure::ask(one, {})).empty()) << "made for another processor";
}

TEST(Answer, ADistributionsVersionIsNotComparedWithTheMakers) {
  advisory::Product openssl = product(Versions::range, "vers:semver/<3.0.11", "openssl", "");
  openssl.purl = "pkg:deb/debian/openssl";
  const auto said = advisory_of({{openssl, Status::known_affected}});
  inventory::Component one;
  one.purl = "pkg:deb/debian/openssl@3.0.9-1+deb12u2";
  EXPECT_EQ(only(said, one).reason, Reason::version_unread);
  openssl.version = "vers:deb/<3.0.9-1+deb12u3";
  EXPECT_EQ(only(advisory_of({{openssl, Status::known_affected}}), one).verdict, Verdict::affected);
}

TEST(Answer, EveryReleaseOfADistributionIsMendedByItself) {
  const auto on = [](const std::string& platform, const std::string& range) {
    advisory::Product one = product(Versions::range, range, "openssl", "");
    one.purl = "pkg:deb/debian/openssl";
    one.platform = platform;
    return one;
  };
  const auto said = advisory_of({{on("Debian 12", "vers:deb/<3.0.11-1~deb12u2"), Status::known_affected},
                                 {on("Debian 13", "vers:deb/<3.1.5-1"), Status::known_affected}});
  const auto answer = [&](const std::string& version, const std::string& distro) {
    inventory::Component one;
    one.purl = "pkg:deb/debian/openssl@" + version + (distro.empty() ? "" : "?distro=" + distro);
    return only(said, one);
  };
  EXPECT_EQ(answer("3.0.9-1", "debian-12").verdict, Verdict::affected);
  EXPECT_EQ(answer("3.0.11-1~deb12u2", "debian-12.5").verdict, Verdict::not_affected) << "though below Debian 13's";
  EXPECT_EQ(answer("3.0.11-1~deb12u2", "debian-13").verdict, Verdict::affected);
  EXPECT_EQ(answer("3.1.5-1", "").reason, Reason::outside);
  EXPECT_EQ(answer("3.0.11-1~deb12u2", "").verdict, Verdict::cannot_tell);
  EXPECT_EQ(answer("3.0.11-1~deb12u2", "bookworm").reason, Reason::release_unknown);
  exposure::Claims claims({});
  claims.add(said);
  inventory::Component old;
  old.purl = "pkg:deb/debian/openssl@1.1.1?distro=debian-11";
  EXPECT_TRUE(exposure::answers(claims, exposure::ask(old, {})).empty()) << "nothing is said of Debian 11";
}

TEST(Answer, AWithdrawnAdvisoryClaimsNothing) {
  advisory::Advisory said = advisory_of({{product(Versions::range, "<4.1"), Status::known_affected}});
  said.withdrawn = true;
  exposure::Claims claims({});
  claims.add(said);
  EXPECT_TRUE(exposure::answers(claims, exposure::ask(pump("4.0"), {})).empty());
}

using Rules = std::vector<std::pair<int, Status>>;  ///< "below this version": what is said of it

/// One product by its rules alone, the first of which says that something is affected.
Verdict by_hand(const Rules& rules, int version) {
  bool affected = false;
  bool mended = false;
  for (const auto& [below, status] : rules) {
    if (version < below) (status == Status::known_affected ? affected : mended) = true;
  }
  return affected && mended ? Verdict::cannot_tell : affected ? Verdict::affected : Verdict::not_affected;
}

TEST(Answer, AgreesWithANaiveMatcher) {
  rc::check([] {
    exposure::Claims claims({});
    std::vector<Rules> products(*rc::gen::inRange<std::size_t>(1, 6));
    const auto name = [](std::size_t p) { return "pump " + std::string(1, static_cast<char>('a' + p)); };
    for (std::size_t p = 0; p < products.size(); ++p) {
      Rules& rules = products[p];
      rules = *rc::gen::container<Rules>(
          rc::gen::pair(rc::gen::inRange(1, 20), rc::gen::element(Status::known_affected, Status::fixed)));
      rules.insert(rules.begin(), {10, Status::known_affected});
      std::vector<std::pair<advisory::Product, Status>> said;
      said.reserve(rules.size());
      for (const auto& [below, status] : rules) {
        said.emplace_back(product(Versions::range, "<" + std::to_string(below), name(p)), status);
      }
      claims.add(advisory_of(said));
    }
    for (std::size_t p = 0; p <= products.size(); ++p) {
      const int version = *rc::gen::inRange(0, 22);
      inventory::Component one = pump(std::to_string(version));
      one.name = name(p);
      const auto found = exposure::answers(claims, exposure::ask(one, {}));
      RC_ASSERT(found.size() == (p < products.size() ? 1U : 0U));
      if (p < products.size()) RC_ASSERT(found[0].verdict == by_hand(products[p], version));
    }
  });
}

}  // namespace
