// vers: reading, the canonical form, what is refused, and containment beside the specification's own steps, slowly.

#include "world/advisory/vers.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "support/corpora.h"

namespace {

using advisory::Bound;
using advisory::Comparator;
using advisory::Contains;
using advisory::Scheme;
using advisory::Version;

std::string canonical(const std::string& text) {
  const auto vers = advisory::parse_vers(text);
  return vers ? to_text(*vers) : "refused: " + vers.error().kept()[0].what;
}

TEST(Vers, canonical_form) {
  EXPECT_EQ(canonical("vers:npm/1.2.3|>=2.0.0|<5.0.0"), "vers:npm/1.2.3|>=2.0.0|<5.0.0");
  EXPECT_EQ(canonical("vers:npm/>=2.0.0|<5.0.0|1.2.3"), "vers:npm/1.2.3|>=2.0.0|<5.0.0");
  EXPECT_EQ(canonical("vers:semver/=1.3.4"), "vers:semver/1.3.4");
  EXPECT_EQ(canonical("vers:deb/ >= 2.6 | < 3 "), "vers:deb/>=2.6|<3");
  EXPECT_EQ(canonical("vers:pypi/>1|>=2|<3|<4"), "vers:pypi/>1|<4");
  EXPECT_EQ(canonical("vers:pypi/<1|2|<3"), "vers:pypi/<3");
  EXPECT_EQ(canonical("vers:pypi/>1|2|!=3"), "vers:pypi/>1|!=3");
  EXPECT_EQ(canonical("vers:deb/>=1%3A2.3%2B4"), "vers:deb/>=1:2.3+4");
  EXPECT_EQ(canonical("vers:all/*"), "vers:all/*");
  EXPECT_EQ(canonical("vers:none/*"), "vers:none/*");
  EXPECT_EQ(canonical("vers:rpm/*"), "vers:rpm/*");
}

TEST(Vers, what_is_refused) {
  for (const char* text : {"", "npm/1", "vers:npm", "vers:NPM/1", "vers:nosuch/1", "vers:npm/", "vers:npm/1|",
                           "vers:npm/|1", "vers:npm/*|1", "vers:npm/<", "vers:npm/<<1", "vers:npm/1|<1.0",
                           "vers:npm/%4", "vers:npm/%zz1", "vers:all/<1", "vers:npm/one", "vers:npm/>=1<2"}) {
    EXPECT_FALSE(advisory::parse_vers(text)) << text;
  }
  EXPECT_FALSE(advisory::parse_vers("vers:npm/" + std::string(advisory::range_bytes_most, '1')));
  std::string many = "vers:npm/0";
  for (int i = 1; i <= 1001; ++i) many += "|" + std::to_string(i);
  EXPECT_FALSE(advisory::parse_vers(many));
}

Contains check(const std::string& vers, Scheme scheme, const std::string& version) {
  return advisory::parse_vers(vers)->range.check(*advisory::parse_version(scheme, version));
}

TEST(Vers, contains) {
  const std::string vers = "vers:npm/1.2.3|>=2.0.0|<5.0.0|!=3.0.0|>7";
  for (const char* in : {"1.2.3", "2.0.0", "4.9.9", "3.0.1", "8.0.0"}) {
    EXPECT_EQ(check(vers, Scheme::npm, in), Contains::inside) << in;
  }
  for (const char* out : {"1.2.2", "1.2.4", "2.0.0-rc.1", "3.0.0", "5.0.0", "6.0.0", "7.0.0"}) {
    EXPECT_EQ(check(vers, Scheme::npm, out), Contains::outside) << out;
  }
  EXPECT_EQ(check(vers, Scheme::pypi, "1.2.3"), Contains::cannot_tell);
  EXPECT_EQ(check("vers:npm/!=1", Scheme::npm, "2"), Contains::inside);
  EXPECT_EQ(check("vers:npm/!=1", Scheme::npm, "1"), Contains::outside);
  EXPECT_EQ(check("vers:all/*", Scheme::npm, "1"), Contains::inside);
  EXPECT_EQ(check("vers:none/*", Scheme::npm, "1"), Contains::outside);
}

/// The steps of the specification ("Checking if a version is contained within a range"), word for word, with bounds
/// that stand in order and nothing simplified away. Where all bounds exclude, what is not excluded is in.
bool slowly_contains(std::vector<Bound> bounds, const Version& v) {
  const auto is = [](const Bound& b, std::initializer_list<Comparator> any) {
    return std::find(any.begin(), any.end(), b.comparator) != any.end();
  };
  using enum Comparator;
  for (const Bound& b : bounds) {
    if (is(b, {equal, less_equal, greater_equal}) && compare(v, b.version) == 0) return true;
  }
  for (const Bound& b : bounds) {
    if (is(b, {not_equal}) && compare(v, b.version) == 0) return false;
  }
  const bool only_excludes =
      std::all_of(bounds.begin(), bounds.end(), [&](const Bound& b) { return is(b, {not_equal}); });
  if (only_excludes) return true;
  // An equality is a range of one version; after the tests above only what lies between bounds is left.
  std::erase_if(bounds, [&](const Bound& b) { return is(b, {not_equal, equal}); });
  // Simplification: of lower bounds in a row the first counts, of upper ones the last.
  std::vector<Bound> kept;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    const bool lower = is(bounds[i], {greater, greater_equal});
    if (lower && i > 0 && is(bounds[i - 1], {greater, greater_equal})) continue;
    if (!lower && i + 1 < bounds.size() && is(bounds[i + 1], {less, less_equal})) continue;
    kept.push_back(bounds[i]);
  }
  if (kept.empty()) return false;
  if (is(kept.front(), {less, less_equal}) && compare(v, kept.front().version) < 0) return true;
  if (is(kept.back(), {greater, greater_equal}) && compare(v, kept.back().version) > 0) return true;
  for (std::size_t i = 0; i + 1 < kept.size(); ++i) {
    if (is(kept[i], {greater, greater_equal}) && is(kept[i + 1], {less, less_equal}) &&
        compare(v, kept[i].version) > 0 && compare(v, kept[i + 1].version) < 0) {
      return true;
    }
  }
  return false;
}

RC_GTEST_PROP(Vers, contains_what_the_slow_way_contains, ()) {
  const auto count = *rc::gen::inRange(1, 8);
  std::vector<Bound> bounds;
  for (int i = 0; i < count; ++i) {
    const std::string text = std::to_string(2 * (i + 1));
    bounds.push_back(
        {static_cast<Comparator>(*rc::gen::inRange(0, 6)), *advisory::parse_version(Scheme::semver, text)});
  }
  const auto range = advisory::VersionRange::from(bounds);
  RC_ASSERT(range.has_value());
  for (int i = 0; i <= 2 * count + 2; ++i) {
    const Version v = *advisory::parse_version(Scheme::semver, std::to_string(i));
    RC_ASSERT((range->check(v) == Contains::inside) == slowly_contains(bounds, v));
  }
}

RC_GTEST_PROP(Vers, canonical_form_reads_back_as_itself, ()) {
  std::string text = "vers:deb/";
  const auto count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    if (i > 0) text += '|';
    text += *rc::gen::elementOf(std::vector<std::string>{"", "<", "<=", ">", ">=", "!="});
    text +=
        std::to_string(*rc::gen::inRange(0, 9)) + *rc::gen::elementOf(std::vector<std::string>{"", ".1", "~rc1", "+b"});
  }
  const auto once = advisory::parse_vers(text);
  if (!once) return;  // a version twice
  const auto twice = advisory::parse_vers(to_text(*once));
  RC_ASSERT(twice.has_value());
  RC_ASSERT(to_text(*twice) == to_text(*once));
}

nlohmann::json cases(const std::filesystem::path& folder, const std::string& name) {
  const auto json = nlohmann::json::parse(support::contents(folder / "univers" / "schema" / "range" / name));
  return json.is_object() ? json["tests"] : json;
}

TEST(VersCorpus, containment_and_round_trips) {
  const auto folder = support::corpus("version_vectors");
  if (!folder) GTEST_SKIP() << "the corpus version_vectors is not on this machine";
  std::size_t checked = 0;
  for (const auto& test : cases(*folder, "pypi_range_containment.json")) {
    const auto version = advisory::parse_version(Scheme::pypi, test["input"]["version"].get<std::string>());
    const auto vers = advisory::parse_vers(test["input"]["vers"].get<std::string>());
    ASSERT_TRUE(version && vers) << test;
    EXPECT_EQ(vers->range.check(*version) == Contains::inside, test["expected_output"].get<bool>()) << test;
    ++checked;
  }
  for (const auto& test : cases(*folder, "pypi_range_roundtrip.json")) {
    EXPECT_EQ(canonical(test["input"]["vers"]), canonical(test["expected_output"]))
        << test;  // theirs keeps idle bounds
    ++checked;
  }
  EXPECT_GE(checked, 29U);
}

TEST(VersCorpus, what_others_wrote_reads_back) {
  const auto folder = support::corpus("version_vectors");
  if (!folder) GTEST_SKIP() << "the corpus version_vectors is not on this machine";
  std::size_t same = 0, of_other_schemes = 0;
  std::vector<std::string> other;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder / "univers" / "schema" / "range")) {
    if (!entry.path().filename().string().ends_with("_from_native.json")) continue;
    const auto json = nlohmann::json::parse(support::contents(entry.path()));
    for (const auto& test : json.is_object() ? json["tests"] : json) {
      if (!test["expected_output"].is_string()) continue;
      const std::string vers = test["expected_output"];
      const std::string name = vers.substr(5, vers.find('/') - 5);
      if (!advisory::scheme_from(name)) {
        ++of_other_schemes;
        continue;
      }
      const std::string read = canonical(vers);
      if (read == vers) {
        ++same;
      } else {
        other.push_back(vers + "\n      " + read);
      }
    }
  }
  std::cout << same << " the same, " << other.size() << " other, " << of_other_schemes
            << " of schemes not known here\n";
  // Those others give one version twice, which the specification forbids, or keep bounds that say nothing.
  EXPECT_GE(same, 5160U);
  EXPECT_LE(other.size(), same / 300) << (other.empty() ? "" : other.front());
}

}  // namespace
