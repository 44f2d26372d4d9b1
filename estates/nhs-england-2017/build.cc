// build_nhs AGGREGATES_FOLDER OUT_DIR: builds the estate of the NHS in England, May 2017. The same input gives the same
// bytes.

#include <cstdio>

#include "nation.h"

namespace {

int failed(const base::Problems& problems) {
  std::fputs(problems.to_text().c_str(), stderr);
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: build_nhs AGGREGATES_FOLDER OUT_DIR\n", stderr);
    return 2;
  }
  const std::filesystem::path from = arguments[1];
  nhs::Aggregates numbers = nhs::read_aggregates(from / "aggregates.csv");
  const auto hours = nhs::read_hours(from / "hours.csv", numbers.problems);
  if (!numbers.problems.empty()) return failed(numbers.problems);

  nhs::Nation nation{numbers, {}, {}};
  nhs::found_bodies(nation);
  nhs::lay_network(nation);
  nhs::place_devices(nation);
  nhs::join_devices(nation);
  nhs::set_up_services(nation, hours);
  if (!numbers.problems.empty()) return failed(numbers.problems);

  nhs::write_folder(nation, from, arguments[2]);
  return numbers.problems.empty() ? 0 : failed(numbers.problems);
}
