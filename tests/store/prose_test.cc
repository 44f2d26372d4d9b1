// What an advisory says for people is packed behind what it claims: without it the bytes are those of earlier versions.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "world/store/packing.h"

namespace {

advisory::Advisory example() {
  advisory::Advisory one;
  one.products.emplace_back().id = "P1";
  one.vulnerabilities.resize(2);
  one.vulnerabilities.at(1).id = "CVE-2024-0001";
  return one;
}

advisory::Advisory with_prose() {
  advisory::Advisory one = example();
  one.prose.notes = {{"summary", "In short", "It stops."}};
  one.prose.acknowledgements = {{{"A", "B"}, "Labs", "found it"}};
  one.vulnerabilities.at(1).prose.references = {{"external", "https://maker.example/1", "More"}};
  return one;
}

std::string bytes_of(const advisory::Advisory& one) {
  const auto bytes = store::pack(one);
  return {bytes.begin(), bytes.end()};
}

TEST(PackedProse, ComesOutAsItWentIn) {
  advisory::Advisory back;
  ASSERT_TRUE(store::unpack(bytes_of(with_prose()), back));
  EXPECT_EQ(bytes_of(back), bytes_of(with_prose()));
  EXPECT_EQ(back.prose.notes.at(0).text, "It stops.");
  EXPECT_EQ(back.prose.acknowledgements.at(0).names.at(1), "B");
  EXPECT_TRUE(back.vulnerabilities.at(0).prose.empty());
  EXPECT_EQ(back.vulnerabilities.at(1).prose.references.at(0).summary, "More");
}

TEST(PackedProse, CanBeLeft) {
  advisory::Advisory back;
  ASSERT_TRUE(store::unpack(bytes_of(with_prose()), back, store::Prose::left));
  EXPECT_EQ(back.vulnerabilities.at(1).id, "CVE-2024-0001");
  EXPECT_TRUE(back.prose.empty() && back.vulnerabilities.at(1).prose.empty());
}

TEST(PackedProse, WithoutItTheBytesAreThoseOfEarlierVersions) {
  // One product "P1" with nothing else, no vulnerability, as the first layout wrote it.
  const std::string_view first_layout("\x01\x01\x02P1\0\0\0\0\0\0\0\0\0\0\0", 16);
  advisory::Advisory one = example();
  one.vulnerabilities.clear();
  EXPECT_EQ(bytes_of(one), first_layout);
  advisory::Advisory back;
  ASSERT_TRUE(store::unpack(first_layout, back));
  EXPECT_EQ(back.products.at(0).id, "P1");
}

TEST(PackedProse, CutOrChangedBytesAreRefusedOrRead) {
  const std::string good = bytes_of(with_prose());
  for (std::size_t i = 0; i < good.size(); ++i) {
    advisory::Advisory cut;
    EXPECT_FALSE(store::unpack(std::string_view(good).substr(0, i), cut)) << i;
    std::string changed = good;
    changed.at(i) = '\xFF';
    advisory::Advisory one;
    store::unpack(changed, one);  // under the sanitizers: no crash
  }
}

}  // namespace
