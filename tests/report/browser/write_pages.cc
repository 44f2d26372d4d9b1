// Writes the pages and the JSON that the browser tests open: report_pages DIR

#include <filesystem>
#include <fstream>
#include <string>

#include "report/sample.h"

namespace {

bool write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  return out.good();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path folder = arguments[1];
  std::filesystem::create_directories(folder);
  const sample::World world = sample::world();
  drill::Result partial = sample::small();
  partial.partial = true;
  partial.replicas = 312;
  bool good = true;
  const auto both = [&](const std::string& name, const drill::Result& result, const report::Inputs& inputs) {
    good = good && write(folder / (name + ".html"), report::to_html(result, inputs)) &&
           write(folder / (name + ".json"), report::to_json(result, inputs));
  };
  both("national", sample::national(), world.inputs());
  both("partial", partial, world.inputs());
  both("hostile", sample::hostile(), world.inputs());
  both("bare", sample::small(), {});
  return good ? 0 : 1;
}
