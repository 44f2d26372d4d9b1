// Which feed a file is of is told by what stands in it.

#include "world/ingest/feed.h"

#include <gtest/gtest.h>

#include <string>

#include "world/ingest/feed_kind.h"

namespace {

using ingest::feed_kind_of;
using ingest::FeedKind;

TEST(Feed, KindsAreToldByContent) {
  EXPECT_EQ(feed_kind_of(R"({"dataType":"CVE_RECORD"})"), FeedKind::cve);
  EXPECT_EQ(feed_kind_of(R"({"containers":{"affected":[]},"dataType":"CVE_RECORD"})"), FeedKind::cve);
  EXPECT_EQ(feed_kind_of("\xEF\xBB\xBF \n [ {\"x\" : [1,\"}\\\"\", {}], \"cveMetadata\":1}]"), FeedKind::cve);
  EXPECT_EQ(feed_kind_of(R"({"title":"t","catalogVersion":"1"})"), FeedKind::kev);
  EXPECT_EQ(feed_kind_of(R"({"vulnerabilities":[{"product":"p","cveID":"x"}],"title":"t"})"), FeedKind::kev);
  EXPECT_EQ(feed_kind_of(R"({"vulnerabilities":[{"cve":{"id":"x"}}]})"), FeedKind::nvd);
  EXPECT_EQ(feed_kind_of(R"({"resultsPerPage":1})"), FeedKind::nvd);
  EXPECT_EQ(feed_kind_of(R"({"cve_id":"x","modified":"y"})"), FeedKind::nvd);
  EXPECT_EQ(feed_kind_of(R"({"cve":{"id":"x"}})"), FeedKind::nvd);
  EXPECT_EQ(feed_kind_of(R"({"id":"x","summary":"y","affected":[]})"), FeedKind::osv);
  EXPECT_EQ(feed_kind_of(R"({"modified":"x","id":"y"})"), FeedKind::osv);
  EXPECT_EQ(feed_kind_of(R"({"releases":{}})"), FeedKind::end_of_life);
  EXPECT_EQ(feed_kind_of(R"({"vulnerabilities":[{"cve":"CVE-2020-0001"}],"document":{}})"), FeedKind::csaf);
  EXPECT_EQ(feed_kind_of("#model_version:v1,score_date:x\ncve,epss,percentile\n"), FeedKind::epss);
  EXPECT_EQ(feed_kind_of("cve,epss,percentile\r\n"), FeedKind::epss);
  EXPECT_EQ(feed_kind_of("CVE,EPSS,EPSS Percentile\n"), FeedKind::epss);
  EXPECT_EQ(feed_kind_of("\"cveID\",\"vendorProject\",\"dateAdded\"\n"), FeedKind::kev_csv);
}

TEST(Feed, WhatIsNoKnownFeedIsRefused) {
  for (const std::string bytes : {"",
                                  " ",
                                  "{",
                                  "[",
                                  "{}",
                                  "[]",
                                  "text",
                                  "{\"",
                                  "{\"a",
                                  "{\"a\"",
                                  "{\"a\":",
                                  "{\"a\":1,",
                                  "{\"a\\",
                                  "{\"\":1}",
                                  "[[[[",
                                  "{\"id\":\"x\"}",
                                  "{\"vulnerabilities\":[{\"cve\":\"x\"}]}",
                                  "{\"vulnerabilities\":[",
                                  "cve,percentile\n",
                                  "\xFF\xFE\x00"}) {
    EXPECT_EQ(feed_kind_of(bytes), FeedKind::unknown) << bytes;
    EXPECT_FALSE(ingest::read_feed("f", bytes)) << bytes;
  }
}

TEST(Feed, WhatIsTooLargeIsRefused) {
  const std::string small = R"({"id":"x","modified":"y"})";
  const std::string_view large(small.data(), ingest::feed_bytes_most + 1);  // only its size is looked at
  const auto file = ingest::read_feed("f", large);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kept()[0].what, "is too large");
  std::string value = small;
  value.resize((std::size_t{512} << 20U) + 1, ' ');
  const auto one = ingest::read_feed("f", value);
  ASSERT_FALSE(one);
  EXPECT_EQ(one.error().kept()[0].what, "is one JSON value that is too large");
}

}  // namespace
