// The order of versions beside what others found: pairs from public test data, each with its relation. What a scheme's
// own tools disagree on is listed with its reason, and nothing else may be wrong.

#include <gtest/gtest.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "support/corpora.h"
#include "world/advisory/version.h"

namespace {

using advisory::Scheme;

struct Tally {
  std::size_t compared = 0;
  std::size_t disputed = 0;
  std::vector<std::string> wrong;
};

/// '<', '=' or '>'; '?' when one of them was not read.
char relation(Scheme scheme, const std::string& a, const std::string& b) {
  const auto left = advisory::parse_version(scheme, a);
  const auto right = advisory::parse_version(scheme, b);
  if (!left || !right) return '?';
  const auto order = compare(*left, *right);
  if (order == std::partial_ordering::unordered) return '?';
  return order < 0 ? '<' : order > 0 ? '>' : '=';
}

void judge(Scheme scheme, const std::string& a, char expected, const std::string& b, Tally& tally,
           const std::set<std::string>& disputed) {
  const std::string line = a + " " + expected + " " + b;
  if (disputed.contains(line)) {
    ++tally.disputed;
    return;
  }
  ++tally.compared;
  const char found = relation(scheme, a, b);
  if (found != expected) tally.wrong.push_back(line + "   found " + found);
}

void report(const std::string& name, const Tally& tally) {
  std::string text;
  for (std::size_t i = 0; i < tally.wrong.size() && i < 40; ++i) text += "\n  " + tally.wrong[i];
  EXPECT_TRUE(tally.wrong.empty()) << name << ": " << tally.wrong.size() << " wrong" << text;
  std::cout << name << ": " << tally.compared << " compared, " << tally.disputed << " disputed, " << tally.wrong.size()
            << " wrong\n";
}

struct File {
  const char* name;
  Scheme scheme;
  std::size_t lines;  ///< comparisons in it at least, so that none is passed over
};

constexpr File files[] = {
    {"alpine-versions-generated.txt", Scheme::alpine, 13979},
    {"alpine-versions.txt", Scheme::alpine, 778},
    {"cran-versions-generated.txt", Scheme::cran, 57},
    {"cran-versions.txt", Scheme::cran, 21},
    {"debian-versions-generated.txt", Scheme::debian, 14442},
    {"hackage-versions.txt", Scheme::hackage, 11},
    {"maven-versions-generated.txt", Scheme::maven, 14752},
    {"packagist-versions-generated.txt", Scheme::packagist, 10630},
    {"packagist-versions.txt", Scheme::packagist, 95},
    {"pub-versions.txt", Scheme::pub, 100},
    {"pypi-versions-generated.txt", Scheme::pypi, 12375},
    {"rubygems-versions-generated.txt", Scheme::gem, 4098},
};

const std::set<std::string> disputed_lines{
    // apk 2 and apk 3 differ, as the file itself says; neither text is a version.
    "1-ruff2 = 1--ruff1",
    // Maven before 3.9 by its own rules: RC1 < release < release-1 < RC1. No order can hold all three.
    "1.0.0-gradle-rework-beta3 < 1.0.0.RC7-3",
    "2.9.0-1 < 2.9.0.RC1",
    "1.1.0-01-glassfish < 1.1.0.Beta1",
    // PHP's version_compare knows these words in lower case only, and "stable" not at all. Composer, whose versions
    // they
    // are, lowers them first and drops "stable".
    "5.1.0-stable < 5.1.0-beta2",
    "v1.9.0-ALPHA.1 = v1.9.0-BETA.1",
    "v1.9.0-BETA.1 < v1.9.0-ALPHA.2",
    "v1.9.0-ALPHA.2 = v1.9.0-BETA.2",
    // "#" stands for any number in PHP: equal to all of them, which no order can hold. It is refused.
    "1.2.3.# = 1.2.3",
    "1.2.3.# = 1.2.3.#",
    "1.2.3.# = 1.2.3.1",
    "1.2.3.#.1 > 1.2.3",
    "1.2.3.#.p3 > 1.2.3",
    "1.2.3.#.beta < 1.2.3",
};

TEST(VersionCorpus, pairs_in_lines) {
  const auto folder = support::corpus("version_vectors");
  if (!folder) GTEST_SKIP() << "the corpus version_vectors is not on this machine";
  for (const File& file : files) {
    Tally tally;
    std::istringstream text(support::contents(*folder / "osv-scalibr" / file.name));
    for (std::string line; std::getline(text, line);) {
      if (line.empty() || line.starts_with("#") || line.starts_with("//")) continue;
      std::istringstream words(line);
      std::string a, relation, b;
      words >> a >> relation >> b;
      ASSERT_EQ(relation.size(), 1U) << line;
      judge(file.scheme, a, relation[0], b, tally, disputed_lines);
    }
    report(file.name, tally);
    EXPECT_GE(tally.compared + tally.disputed, file.lines) << file.name;
  }
}

constexpr std::pair<const char*, Scheme> comparisons[] = {
    {"alpine_version_cmp.json", Scheme::alpine},
    {"deb_version_python_pkg_test.json", Scheme::debian},
    {"maven_version_cmp.json", Scheme::maven},
    {"nuget_version_cmp.json", Scheme::nuget},
};

TEST(VersionCorpus, cases_in_json) {
  const auto folder = support::corpus("version_vectors");
  if (!folder) GTEST_SKIP() << "the corpus version_vectors is not on this machine";
  for (const auto& [name, scheme] : comparisons) {
    const auto json = nlohmann::json::parse(support::contents(*folder / "univers" / "schema" / name));
    const auto& tests = json.is_object() ? json["tests"] : json;
    Tally tally;
    for (const auto& test : tests) {
      const std::string a = test["input"]["versions"][0], b = test["input"]["versions"][1];
      if (test["test_type"] == "equality") {
        const bool same = relation(scheme, a, b) == '=';
        ++tally.compared;
        if (same != test["expected_output"].get<bool>()) tally.wrong.push_back(a + " equal to " + b);
        continue;
      }
      // The expected output is the two in their order; it writes them in its own spelling.
      const std::string first = test["expected_output"][0];
      const bool same = relation(scheme, first, test["expected_output"][1]) == '=';
      const bool a_first = relation(scheme, a, first) == '=';
      judge(scheme, a, same ? '=' : a_first ? '<' : '>', b, tally, disputed_lines);
    }
    report(name, tally);
    EXPECT_GT(tally.compared, 0U);
  }
}

/// Events of one range: "introduced" opens, "fixed" or "last_affected" closes. Adds versions that are not read, and
/// pairs that do not rise.
void walk_events(Scheme scheme, const nlohmann::json& events, Tally& tally) {
  std::string introduced;
  for (const auto& event : events) {
    for (const auto& [kind, value] : event.items()) {
      const auto version = value.get<std::string>();
      ++tally.compared;
      if (!advisory::parse_version(scheme, version)) tally.wrong.push_back(version + " is not read");
      if (kind == "introduced") {
        introduced = version;
      } else if (introduced != "0" && relation(scheme, introduced, version) == '>') {
        tally.wrong.push_back(introduced + " is after its end " + version);
      }
    }
  }
}

/// Faults of the advisories: ends before beginnings, and a nightly build among semantic versions.
const std::set<std::string> osv_faults{
    "9.4.0 is after its end 9.3.4",     "17.3.0 is after its end 17.2.5", "8.18.0 is after its end 8.17.10",
    "nightly.2026-03-10.0 is not read", "7.3.0 is after its end 6.2.18",
};

constexpr std::pair<const char*, Scheme> osv_files[] = {
    {"almalinux9_10.ndjson", Scheme::rpm}, {"bitnami.ndjson", Scheme::semver}, {"go.ndjson", Scheme::semver}};

TEST(VersionCorpus, ranges_of_real_advisories_rise) {
  const auto folder = support::corpus("osv");
  if (!folder) GTEST_SKIP() << "the corpus osv is not on this machine";
  for (const auto& [name, scheme] : osv_files) {
    Tally tally;
    std::istringstream lines(support::contents(*folder / name));
    for (std::string line; std::getline(lines, line);) {
      const auto json = nlohmann::json::parse(line);
      for (const auto& affected : json.value("affected", nlohmann::json::array())) {
        for (const auto& range : affected.value("ranges", nlohmann::json::array())) {
          if (range["type"] != "GIT") walk_events(scheme, range["events"], tally);
        }
      }
    }
    tally.disputed = std::erase_if(tally.wrong, [](const std::string& what) { return osv_faults.contains(what); });
    report(name, tally);
    EXPECT_GT(tally.compared, 1000U) << name;
  }
}

}  // namespace
