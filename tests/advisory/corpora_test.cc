// A corpus that is not there is nothing, and one that is there is a folder with something in it.

#include "support/corpora.h"

#include <gtest/gtest.h>

namespace {

TEST(Corpora, what_is_not_there_is_nothing) {
  EXPECT_EQ(support::corpus("no_such_corpus"), std::nullopt);
}

TEST(Corpora, what_is_there_holds_files) {
  const auto folder = support::corpus("cvss_vectors");
  if (!folder) GTEST_SKIP() << "the corpus cvss_vectors is not on this machine";
  EXPECT_FALSE(support::contents(*folder / "redhat-cvss" / "vectors_simple2").empty());
}

}  // namespace
