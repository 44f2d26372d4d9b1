#include "foresee/drill/rows.h"

#include <algorithm>
#include <cstring>

namespace drill {

std::uint64_t complete_prefix(const Rows& rows) {
  const auto missing = std::ranges::find_if(rows, [](const Row& row) { return row.measures.empty(); });
  return static_cast<std::uint64_t>(missing - rows.begin());
}

void share(Rows& rows, std::uint64_t first, const Ranks& ranks, std::size_t measures, std::size_t samples) {
  if (ranks.count() == 1) return;
  const std::size_t measure_bytes = measures * sizeof(double);
  const std::size_t sample_bytes = samples * sizeof(float);
  const std::size_t row_bytes = sizeof(std::uint64_t) + measure_bytes + sample_bytes;
  std::vector<std::byte> mine;
  for (std::uint64_t number = first; number < rows.size(); ++number) {
    const Row& row = rows[number];
    if (row.measures.empty()) continue;
    mine.resize(mine.size() + row_bytes);
    std::byte* at = mine.data() + mine.size() - row_bytes;
    std::memcpy(at, &number, sizeof(number));
    std::memcpy(at + sizeof(number), row.measures.data(), measure_bytes);
    if (samples > 0) std::memcpy(at + sizeof(number) + measure_bytes, row.samples.data(), sample_bytes);
  }
  const std::vector<std::byte> all = ranks.share(mine, row_bytes);
  for (const std::byte* at = all.data(); at != all.data() + all.size(); at += row_bytes) {
    std::uint64_t number = 0;
    std::memcpy(&number, at, sizeof(number));
    Row& row = rows[number];
    row.measures.resize(measures);
    row.samples.resize(samples);
    std::memcpy(row.measures.data(), at + sizeof(number), measure_bytes);
    if (samples > 0) std::memcpy(row.samples.data(), at + sizeof(number) + measure_bytes, sample_bytes);
  }
}

}  // namespace drill
