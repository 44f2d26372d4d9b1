// Package URLs: reading, the canonical form, what is refused, and the conformance tests of the specification.

#include "world/advisory/purl.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "support/corpora.h"

namespace {

using advisory::Purl;

std::string canonical(const std::string& text) {
  const auto purl = advisory::parse_purl(text);
  return purl ? to_text(*purl) : "refused: " + purl.error().kept()[0].what;
}

TEST(Purl, parts) {
  const auto purl = advisory::parse_purl("pkg:npm/%40angular/animation@12.3.1?b=2&A=1#/x/./y/");
  ASSERT_TRUE(purl);
  EXPECT_EQ(purl->type, "npm");
  EXPECT_EQ(purl->name_space, "@angular");
  EXPECT_EQ(purl->name, "animation");
  EXPECT_EQ(purl->version, "12.3.1");
  EXPECT_EQ(purl->qualifiers, (std::vector<std::pair<std::string, std::string>>{{"a", "1"}, {"b", "2"}}));
  EXPECT_EQ(purl->subpath, "x/y");
}

TEST(Purl, canonical_form) {
  EXPECT_EQ(canonical("pkg:PYPI/Django_package@1.11.1.dev1"), "pkg:pypi/django-package@1.11.1.dev1");
  EXPECT_EQ(canonical("PKG://npm/@babel/core@1"), "pkg:npm/%40babel/core@1");
  EXPECT_EQ(canonical("pkg:deb/Debian/attr@1:2.4.47-2%2Bb1?arch=amd64"),
            "pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64");
  EXPECT_EQ(canonical("pkg:brew/node@20@20.10.0"), "pkg:brew/node%4020@20.10.0");
  EXPECT_EQ(canonical("pkg:generic/a?x=&y=1"), "pkg:generic/a?y=1");
}

TEST(Purl, what_is_refused) {
  for (const char* text : {"", "pkg:", "pkg:npm", "pkg:npm/", "pkg:npm/@1.0", "npm/a@1", "pkg%3Anpm/a", "pkg:3n/a",
                           "pkg:n&p/a", "pkg:npm/a@%zz", "pkg:npm/a?1x=2", "pkg:npm/a?x", "pkg:npm/a?x=1&X=2",
                           "pkg:npm/a%2Fb/c", "pkg:swift/a@1", "pkg:cran/ns/a@1", "pkg:julia/Dates"}) {
    EXPECT_FALSE(advisory::parse_purl(text)) << text;
  }
  EXPECT_FALSE(advisory::parse_purl("pkg:npm/" + std::string(advisory::purl_bytes_most, 'a')));
}

RC_GTEST_PROP(Purl, there_and_back, ()) {
  const auto word =
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("aZ09@%?#&=+/ .~:-_\xc3\xa9"))));
  Purl parts;
  parts.type = "generic";
  parts.name = *word;
  parts.version = *word;
  parts.qualifiers = {{"key", *word}};
  const auto made = advisory::make_purl(parts);
  RC_ASSERT(made.has_value());
  const auto again = advisory::parse_purl(to_text(*made));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == *made);
}

/// The value of a key; null when there is none: the tests leave out what they have not.
nlohmann::json at(const nlohmann::json& json, const char* key) {
  return json.contains(key) ? json[key] : nlohmann::json();
}

std::string text_or_empty(const nlohmann::json& json) {
  return json.is_string() ? json.get<std::string>() : std::string();
}

Purl parts_of(const nlohmann::json& json) {
  Purl p;
  p.type = text_or_empty(at(json, "type"));
  p.name_space = text_or_empty(at(json, "namespace"));
  p.name = text_or_empty(at(json, "name"));
  p.version = text_or_empty(at(json, "version"));
  p.subpath = text_or_empty(at(json, "subpath"));
  if (at(json, "qualifiers").is_object()) {
    const nlohmann::json qualifiers = at(json, "qualifiers");
    for (const auto& [key, value] : qualifiers.items()) p.qualifiers.emplace_back(key, value.get<std::string>());
  }
  return p;
}

/// What came out differs from what the test expects; empty when it does not.
std::string difference(const nlohmann::json& test) {
  const bool build = at(test, "test_type") == "build";
  const auto found = build ? advisory::make_purl(parts_of(at(test, "input")))
                           : advisory::parse_purl(at(test, "input").get<std::string>());
  if (test.value("expected_failure", false)) return found ? "was read as " + to_text(*found) : "";
  if (!found) return found.error().to_text();
  if (at(test, "test_type") != "parse") {
    return to_text(*found) == at(test, "expected_output").get<std::string>() ? "" : "became " + to_text(*found);
  }
  return *found == parts_of(at(test, "expected_output")) ? "" : "became " + to_text(*found);
}

/// Must not be read by one test and must be read, with the key in lower case, by another.
const std::set<std::string> disputed_inputs{
    "pkg:gem/jruby-launcher@1.1.2?Platform=java",
    "pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25",
};

TEST(PurlCorpus, conformance) {
  const auto folder = support::corpus("version_vectors");
  if (!folder) GTEST_SKIP() << "the corpus version_vectors is not on this machine";
  std::size_t passed = 0, disputed = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder / "purl-spec" / "tests")) {
    if (entry.path().extension() != ".json") continue;
    const auto json = nlohmann::json::parse(support::contents(entry.path()));
    for (const auto& test : json["tests"]) {
      const std::string found = difference(test);
      if (found.empty()) {
        ++passed;
      } else if (test["input"].is_string() && disputed_inputs.contains(test["input"].get<std::string>())) {
        ++disputed;
      } else {
        ADD_FAILURE() << entry.path().filename() << " " << at(test, "test_type") << " " << at(test, "input")
                      << " expected " << at(test, "expected_output") << " " << found;
      }
    }
  }
  std::cout << passed << " passed, " << disputed << " disputed\n";
  EXPECT_GE(passed, 584U);
  EXPECT_EQ(disputed, 2U);
}

}  // namespace
