// Megabytes a second on one core from the bytes of a feed to its advisories in memory, beside the parser alone on the
// same bytes in the same run: no reader that goes by this parser can be faster. Medians of seven runs, taken in turn.
//
// feed_bench [FILE...]: files of any feed; else the corpora cve5, osv and nvd_cpe, where they lie beside the project.

#include <fmt/format.h>
#include <simdjson.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "world/ingest/feed.h"

namespace {

namespace fs = std::filesystem;
constexpr int runs = 7;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Seconds of this thread's own time: other programs may have the cores too.
double seconds_of(const auto& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  };
  const double begun = now();
  work();
  return now() - begun;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.at(values.size() / 2);
}

/// Every line a document, one parser for all, no copies: what the readers do before they look at anything.
void parse_lines(std::string_view bytes) {
  simdjson::dom::parser parser;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const bool last = bytes.size() - end < simdjson::SIMDJSON_PADDING;
    simdjson::dom::element root;
    if (end > 0 && parser.parse(bytes.data(), end, last).get(root) != simdjson::SUCCESS) std::abort();
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
}

bool is_lines(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  return end != std::string_view::npos && end > 0 && bytes[end - 1] == '}' && bytes.substr(end + 1).starts_with('{');
}

void time_file(const fs::path& path) {
  const std::string bytes = contents(path);
  if (!is_lines(bytes)) return;
  std::vector<double> ours;
  std::vector<double> parser;
  std::size_t advisories = 0;
  std::size_t products = 0;
  for (int run = 0; run < runs; ++run) {
    base::Result<ingest::FeedReading> reading;
    ours.push_back(seconds_of([&] { reading = ingest::read_feed(path.string(), bytes); }));
    if (!reading) std::abort();
    advisories = reading->advisories.size();
    products = 0;
    for (const auto& advisory : reading->advisories) products += advisory.products.size();
    parser.push_back(seconds_of([&] { parse_lines(bytes); }));
  }
  const double megabytes = static_cast<double>(bytes.size()) / 1e6;
  fmt::print("{:<32}{:>8.1f}{:>12}{:>12}{:>12.0f}{:>12.0f}{:>9.0f} %\n", path.filename().string(), megabytes,
             advisories, products, megabytes / median(ours), megabytes / median(parser),
             100 * median(parser) / median(ours));
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<fs::path> files(arguments + 1, arguments + count);
  const fs::path corpora = CORDON_CORPORA;
  if (files.empty()) {
    files = {corpora / "cve5" / "vulnrichment_subset.ndjson", corpora / "osv" / "go.ndjson",
             corpora / "osv" / "bitnami.ndjson", corpora / "osv" / "almalinux9_10.ndjson",
             corpora / "nvd_cpe" / "nvd_cpe_configurations.ndjson"};
  }
  fmt::print("{:<32}{:>8}{:>12}{:>12}{:>12}{:>12}{:>11}\n", "", "MB", "advisories", "products", "MB/s", "parser MB/s",
             "of limit");
  for (const fs::path& file : files) {
    if (fs::exists(file)) time_file(file);
  }
  return 0;
}
