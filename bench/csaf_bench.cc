// Documents a second: the mandatory tests of CSAF 2.0 over real advisories, with and without the schema, beside the
// reference validator (csaf-validator-lib, npm) on the same files in the same run. Medians of five runs of each, taken
// in turn; one thread.
//
// csaf_bench [FOLDER]: all *.json below it that are CSAF 2.0; else the corpus cisa_csaf, where it lies beside the
// project.

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "world/ingest/csaf.h"
#include "world/ingest/csaf_node.h"

namespace {

namespace fs = std::filesystem;
constexpr int runs = 5;

struct Document {
  std::string path, bytes;
};

std::vector<Document> documents_below(const fs::path& folder) {
  std::vector<Document> documents;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (ingest::parse_csaf("", text.str())) documents.push_back({entry.path().string(), text.str()});
  }
  std::ranges::sort(documents, {}, &Document::path);
  return documents;
}

double seconds_of(const auto& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Seconds for all documents: reading them, the schema and the tests; reading alone; the tests alone of what was read.
struct Times {
  double both = 0;
  double parse = 0;
  double tests = 0;
};

/// The mandatory tests without the schema, on documents that lie parsed.
double tests_of(const std::vector<Document>& documents) {
  std::vector<simdjson::dom::parser> parsers(documents.size());
  const ingest::CsafReferences no_references;  // nothing of 2.0 asks for any
  std::vector<ingest::csaf::Document> parsed;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    simdjson::dom::element root;
    if (parsers[i].parse(documents[i].bytes).get(root) != simdjson::SUCCESS) std::abort();
    parsed.emplace_back(ingest::csaf::Node(root), no_references);
  }
  return seconds_of([&] {
    for (ingest::csaf::Document& document : parsed) {
      for (const auto check : ingest::csaf::checks) {
        if (check != ingest::csaf::check_schema) check(document);
      }
    }
  });
}

Times ours(const std::vector<Document>& documents, std::size_t& failing) {
  Times times;
  failing = 0;
  times.both = seconds_of([&] {
    for (const Document& document : documents) {
      const auto report = ingest::parse_csaf("", document.bytes);
      if (report && !report->findings.empty()) ++failing;
    }
  });
  times.parse = seconds_of([&] {
    for (const Document& document : documents) {
      simdjson::dom::parser parser;
      simdjson::dom::element root;
      if (parser.parse(document.bytes).get(root) != simdjson::SUCCESS) std::abort();
    }
  });
  times.tests = tests_of(documents);
  return times;
}

std::optional<Times> theirs([[maybe_unused]] const fs::path& list, [[maybe_unused]] std::size_t& failing) {
#ifdef CORDON_CSAF_PEER
  std::FILE* pipe = popen((std::string(CORDON_CSAF_PEER) + " " + list.string()).c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  double parse = 0;
  double check = 0;
  double tests = 0;
  const int read = std::fscanf(pipe, "%lf %lf %lf %zu", &parse, &check, &tests, &failing);
  if (pclose(pipe) != 0 || read != 4) return std::nullopt;
  return Times{parse + check, parse, tests};
#else
  return std::nullopt;
#endif
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.at(values.size() / 2);
}

struct Series {
  std::vector<double> both, check, tests, read_tests;
  void add(const Times& times) {
    both.push_back(times.both);
    check.push_back(times.both - times.parse);
    tests.push_back(times.tests);
    read_tests.push_back(times.parse + times.tests);
  }
};

void print_row(const char* name, const Series& series, std::size_t documents, std::size_t failing) {
  const auto rate = [&](const std::vector<double>& seconds) {
    return static_cast<double>(documents) / median(seconds);
  };
  fmt::print("{:<22}{:>16.0f}{:>16.0f}{:>16.0f}{:>16.0f}{:>10}\n", name, rate(series.read_tests), rate(series.tests),
             rate(series.both), rate(series.check), failing);
}

}  // namespace

int main(int count, char** arguments) {
  const fs::path folder = count > 1 ? fs::path(arguments[1]) : fs::path(CORDON_CORPORA) / "cisa_csaf";
  const std::vector<Document> documents = documents_below(folder);
  if (documents.empty()) {
    fmt::print("no CSAF documents here; name a folder: csaf_bench FOLDER\n");
    return 0;
  }
  const fs::path list = fs::temp_directory_path() / fmt::format("cordon-csaf-bench-{}.txt", documents.size());
  std::ofstream paths(list);
  std::size_t bytes = 0;
  for (const Document& document : documents) {
    paths << document.path << '\n';
    bytes += document.bytes.size();
  }
  paths.close();
  Series mine;
  Series peer;
  std::size_t failing = 0;
  std::size_t failing_there = 0;
  for (int run = 0; run < runs; ++run) {
    mine.add(ours(documents, failing));
    if (const auto times = theirs(list, failing_there)) peer.add(*times);
  }
  fs::remove(list);
  fmt::print("{} documents, {:.1f} MB; documents a second, medians of {}\n", documents.size(),
             static_cast<double>(bytes) / 1e6, runs);
  fmt::print("{:<22}{:>16}{:>16}{:>16}{:>16}{:>10}\n", "", "tests", "tests, parsed", "and schema", "schema, parsed",
             "failing");
  print_row("cordon", mine, documents.size(), failing);
  if (peer.both.empty()) {
    fmt::print("csaf-validator-lib: not here (it needs node and npm)\n");
    return 0;
  }
  print_row("csaf-validator-lib", peer, documents.size(), failing_there);
  fmt::print("{:<22}{:>15.1f}x{:>15.1f}x{:>15.1f}x{:>15.1f}x\n", "ratio",
             median(peer.read_tests) / median(mine.read_tests), median(peer.tests) / median(mine.tests),
             median(peer.both) / median(mine.both), median(peer.check) / median(mine.check));
  return 0;
}
