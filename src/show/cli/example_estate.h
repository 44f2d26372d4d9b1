#pragma once
// The small commented estate that `cordon estate new` writes: estates/example-trust, embedded at build time.

#include <string_view>
#include <vector>

namespace cli {

struct ExampleFile {
  std::string_view name;
  std::string_view content;
};

const std::vector<ExampleFile>& example_estate();

}  // namespace cli
