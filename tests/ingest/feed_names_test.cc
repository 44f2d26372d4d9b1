// Names of products: the quick ways agree with the careful ones.

#include "world/ingest/feed_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/corpora.h"
#include "world/advisory/purl.h"

namespace {

using advisory::CpeAttribute;

/// Values beside those that parse_cpe() finds.
void expect_alike(const std::string& text) {
  const auto quick = ingest::feeds::cpe_values(text);
  const auto careful = advisory::parse_cpe(text);
  ASSERT_EQ(quick.has_value(), careful.has_value()) << text;
  if (!quick) return;
  for (const CpeAttribute attribute : {CpeAttribute::vendor, CpeAttribute::product, CpeAttribute::version}) {
    const std::string_view value = (*quick)[static_cast<std::size_t>(attribute)];
    std::string plain = ingest::feeds::plain_value(value);  // which keeps letters as they were written
    std::transform(plain.begin(), plain.end(), plain.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    EXPECT_EQ(plain, careful->plain(attribute)) << text;
  }
}

TEST(FeedNames, CpeNames) {
  for (const std::string text :
       {R"(cpe:2.3:a:maker:pump:*:*:*:*:*:*:*:*)", R"(cpe:2.3:a:maker:pump:-:*:*:*:*:*:*:*)",
        R"(cpe:2.3:o:ma\:ker:pu\\mp:1\.2\(7\)e3:sp1:*:*:*:*:x64:*)", R"(cpe:2.3:h:m.k-r:p:1.0:*:*:*:*:*:*:*)",
        R"(cpe:2.3:a:maker:pump:1*:*:*:*:*:*:*:*)", R"(cpe:2.3:a:maker:pump:1?:*:*:*:*:*:*:*)",
        R"(cpe:2.3:a:maker:pump:1*2:*:*:*:*:*:*:*)", R"(cpe:2.3:x:maker:pump:1:*:*:*:*:*:*:*)",
        R"(cpe:2.3:a:maker:pump:1:*:*:*:*:*:*)", R"(cpe:2.3:a:maker:pump:1:*:*:*:*:*:*:*:*)",
        R"(cpe:2.3:a:maker::1:*:*:*:*:*:*:*)", R"(cpe:2.3:a:maker:pump:1:*:*:*:*:*:*:*\)",
        R"(cpe:2.3:a:maker:pump:1:*:*:*:*:*:*:\)", R"(cpe:2.3:a:ma ker:pump:1:*:*:*:*:*:*:*)",
        R"(cpe:2.3:a:ma!ker:pump:1:*:*:*:*:*:*:*)", R"(cpe:2.3:*:maker:pump:1:*:*:*:*:*:*:*)",
        R"(cpe:2.3:a:ma\ker:pump:1:*:*:*:*:*:*:*)", "cpe:2.3:", "cpe:2.3"}) {
    expect_alike(text);
  }
}

TEST(FeedNames, AllCpeNamesOfTheCorpus) {
  const auto corpus = support::corpus("nvd_cpe");
  if (!corpus) GTEST_SKIP() << "the corpus nvd_cpe is not on this machine";
  const std::string bytes = support::contents(*corpus / "nvd_cpe_configurations.ndjson");
  std::size_t names = 0;
  for (std::size_t at = bytes.find("cpe:2.3:"); at != std::string::npos; at = bytes.find("cpe:2.3:", at + 1)) {
    std::string text;
    for (std::size_t i = at; i < bytes.size() && bytes[i] != '"'; ++i) {
      if (bytes[i] == '\\') ++i;  // of JSON
      text += bytes[i];
    }
    expect_alike(text);
    ++names;
  }
  EXPECT_GE(names, 97775U);
}

TEST(FeedNames, PackageUrlsOfPlainNames) {
  for (const std::string_view type : {"rpm", "deb", "apk", "pypi", "gem", "cargo", "npm", "hex", "pub", "nuget"}) {
    const bool in_name_space = type == "rpm" || type == "deb" || type == "apk";
    const std::string quick = ingest::feeds::purl_of_package(type, 0, in_name_space ? "debian" : "", "my-pump2");
    const auto careful = advisory::parse_purl(quick);
    ASSERT_TRUE(careful) << quick;
    EXPECT_EQ(advisory::to_text(*careful), quick);
    EXPECT_EQ(careful->name, "my-pump2");
  }
}

TEST(FeedNames, Paths) {
  EXPECT_EQ(ingest::feeds::path_of({"Maker", "", "Pump", "1.0"}), "Maker / Pump / 1.0");
  EXPECT_EQ(ingest::feeds::path_of({"", ""}), "");
}

}  // namespace
