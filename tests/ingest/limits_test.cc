// Limits of the files of an estate that no table of hostile estates should have to be large for.

#include <gtest/gtest.h>

#include "world/ingest/datapackage.h"
#include "world/ingest/uncertain.h"

namespace {

TEST(datapackage, keeps_to_its_size) {
  const auto problems = [](std::size_t bytes) {
    base::Problems found;
    ingest::read_datapackage("[]" + std::string(bytes - 2, ' '), "datapackage.json", {}, found);
    return found.kept().front().what;
  };
  EXPECT_EQ(problems(ingest::datapackage_bytes_max), "is not a JSON object");
  EXPECT_EQ(problems(ingest::datapackage_bytes_max + 1), "is larger than 1048576 bytes");
}

TEST(uncertain, keeps_to_its_number_of_parameters) {
  const auto read = [](std::size_t parameters) {
    std::string text;
    for (std::size_t i = 0; i < parameters; ++i) {
      text +=
          "[[parameter]]\nname = \"p" + std::to_string(i) + "\"\nper = \"estate\"\nsource = \"s\"\ndistribution = 1\n";
    }
    const ingest::Ids none;
    return ingest::read_uncertain(text, "uncertain.toml", {none, none, none, none});
  };
  ASSERT_TRUE(read(ingest::parameters_max).has_value());
  EXPECT_EQ(read(ingest::parameters_max)->size(), ingest::parameters_max);
  ASSERT_FALSE(read(ingest::parameters_max + 1).has_value());
  EXPECT_EQ(read(ingest::parameters_max + 1).error().kept().front().what, "has too many parameters");
}

}  // namespace
