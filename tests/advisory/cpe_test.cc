// CPE names: both forms, what is refused, and when one covers another (the tables of NIST IR 7696).

#include "world/advisory/cpe.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <iostream>

#include "support/corpora.h"

namespace {

using advisory::Covers;
using advisory::Cpe;
using advisory::CpeAttribute;

std::string canonical(const std::string& text) {
  const auto cpe = advisory::parse_cpe(text);
  return cpe ? to_text(*cpe) : "refused: " + cpe.error().kept()[0].what;
}

TEST(Cpe, both_forms) {
  EXPECT_EQ(canonical("cpe:2.3:o:Microsoft:windows_7:-:sp1:*:*:*:*:x64:*"),
            "cpe:2.3:o:microsoft:windows_7:-:sp1:*:*:*:*:x64:*");
  EXPECT_EQ(canonical("cpe:/o:microsoft:windows_7::sp1"), "cpe:2.3:o:microsoft:windows_7:*:sp1:*:*:*:*:*:*");
  EXPECT_EQ(canonical("cpe:/a:hp:insight_diagnostics:7.4.0.1570:-:~~online~win2003~x64~"),
            "cpe:2.3:a:hp:insight_diagnostics:7\\.4\\.0\\.1570:-:*:*:online:win2003:x64:*");
  EXPECT_EQ(canonical("cpe:/a:foo%5cbar:big%24money:8.%02"), "cpe:2.3:a:foo\\\\bar:big\\$money:8\\.*:*:*:*:*:*:*:*");
  EXPECT_EQ(canonical("cpe:2.3:a:x:y:8.1-b\\+c:*:*:*:*:*:*:*"), "cpe:2.3:a:x:y:8\\.1\\-b\\+c:*:*:*:*:*:*:*");
  EXPECT_EQ(canonical("cpe:2.3:a:x\\:z:y:8.??:*:*:*:*:*:*:*"), "cpe:2.3:a:x\\:z:y:8\\.??:*:*:*:*:*:*:*");
}

TEST(Cpe, plain_values) {
  const auto cpe = advisory::parse_cpe("cpe:2.3:o:microsoft:windows_10:10.0.17763:-:*:*:*:*:*:*");
  ASSERT_TRUE(cpe);
  EXPECT_EQ(cpe->plain(CpeAttribute::version), "10.0.17763");
  EXPECT_EQ(cpe->plain(CpeAttribute::update), "");
  EXPECT_EQ(cpe->plain(CpeAttribute::edition), "");
}

TEST(Cpe, what_is_refused) {
  for (const char* text :
       {"", "cpe", "cpe:2.3:", "cpe:2.3:a:b:c:*:*:*:*:*:*:*", "cpe:2.3:a:b:c:*:*:*:*:*:*:*:*:*",
        "cpe:2.3:x:b:c:*:*:*:*:*:*:*:*", "cpe:2.3:a::c:*:*:*:*:*:*:*:*", "cpe:2.3:a:b*c:c:*:*:*:*:*:*:*:*",
        "cpe:2.3:a:b c:c:*:*:*:*:*:*:*:*", "cpe:2.3:a:b+c:c:*:*:*:*:*:*:*:*", "cpe:2.3:a:**:c:*:*:*:*:*:*:*:*",
        "cpe:2.3:a:b\\:c:*:*:*:*:*:*:*:*", "cpe:/a:b:c:d:e:f:g:h", "cpe:/a:%zz", "cpe:/q",
        "cpe:/a:b:c:1:2:~a~b~c~d~e~f"}) {
    EXPECT_FALSE(advisory::parse_cpe(text)) << text;
  }
  EXPECT_FALSE(advisory::parse_cpe("cpe:/a:" + std::string(advisory::cpe_bytes_most, 'a')));
}

Covers check(const std::string& pattern, const std::string& found) {
  const auto name = [](const std::string& version) {
    return *advisory::parse_cpe("cpe:2.3:a:v:p:" + version + ":*:*:*:*:*:*:*");
  };
  return covers(name(pattern), name(found));
}

TEST(Cpe, covers_value_by_value) {
  EXPECT_EQ(check("*", "1.0"), Covers::yes);
  EXPECT_EQ(check("*", "-"), Covers::yes);
  EXPECT_EQ(check("*", "*"), Covers::yes);
  EXPECT_EQ(check("-", "-"), Covers::yes);
  EXPECT_EQ(check("-", "1"), Covers::no);
  EXPECT_EQ(check("-", "*"), Covers::cannot_tell);
  EXPECT_EQ(check("1.0", "1.0"), Covers::yes);
  EXPECT_EQ(check("1.0", "1.1"), Covers::no);
  EXPECT_EQ(check("1.0", "-"), Covers::no);
  EXPECT_EQ(check("1.0", "*"), Covers::cannot_tell);
  EXPECT_EQ(check("1.*", "1.5.2"), Covers::yes);
  EXPECT_EQ(check("1.*", "2.1"), Covers::no);
  EXPECT_EQ(check("1.?", "1.5"), Covers::yes);
  EXPECT_EQ(check("1.?", "1.55"), Covers::no);
  EXPECT_EQ(check("1.*", "1.?"), Covers::cannot_tell);
  EXPECT_EQ(check("*.5", "1.5"), Covers::yes);
}

TEST(Cpe, one_attribute_that_differs_rules_out) {
  const auto name = [](const char* text) { return *advisory::parse_cpe(text); };
  const Cpe pattern = name("cpe:2.3:o:microsoft:windows_7:1:sp1:*:*:*:*:*:*");
  EXPECT_EQ(covers(pattern, name("cpe:/o:microsoft:windows_7:1:sp1")), Covers::yes);
  EXPECT_EQ(covers(pattern, name("cpe:/o:microsoft:windows_7::sp1")), Covers::cannot_tell);
  EXPECT_EQ(covers(pattern, name("cpe:/o:microsoft:windows_7::sp2")), Covers::no);
  EXPECT_EQ(covers(pattern, name("cpe:/o:microsoft:windows_8:1:sp1")), Covers::no);
}

RC_GTEST_PROP(Cpe, there_and_back, ()) {
  const auto value =
      rc::gen::elementOf(std::vector<std::string>{"*", "-", "a", "1.0", "x_y", "a\\+b", "1.*", "?b", "\\*", "c\\:d"});
  std::string text = "cpe:2.3:a";
  for (int i = 0; i < 10; ++i) text += ":" + *value;
  const auto cpe = advisory::parse_cpe(text);
  RC_ASSERT(cpe.has_value());
  const auto again = advisory::parse_cpe(to_text(*cpe));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == *cpe);
  RC_ASSERT(covers(*cpe, *cpe) == Covers::yes);
}

/// The texts that stand between `before` and the next quote.
void each_value(const std::string& text, const std::string& before,
                const std::function<void(const std::string&)>& each) {
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
    at += before.size();
    std::string value = text.substr(at, text.find('"', at) - at);
    for (std::size_t slash = value.find("\\\\"); slash != std::string::npos; slash = value.find("\\\\", slash + 1)) {
      value.erase(slash, 1);  // JSON doubles backslashes
    }
    each(value);
  }
}

TEST(CpeCorpus, every_name_of_the_corpus_is_read_and_written_back) {
  const auto folder = support::corpus("nvd_cpe");
  if (!folder) GTEST_SKIP() << "the corpus nvd_cpe is not on this machine";
  std::size_t read = 0, same = 0;
  std::vector<std::string> refused;
  each_value(support::contents(*folder / "nvd_cpe_configurations.ndjson"), "\"criteria\":\"",
             [&](const std::string& text) {
               const auto cpe = advisory::parse_cpe(text);
               if (!cpe) return refused.push_back(text);
               ++read;
               const auto again = advisory::parse_cpe(to_text(*cpe));
               if (again && *again == *cpe) ++same;
             });
  std::cout << read << " names read, " << refused.size() << " refused\n";
  EXPECT_TRUE(refused.empty()) << refused.front();
  EXPECT_EQ(same, read);
  EXPECT_GT(read, 10000U);
}

}  // namespace
