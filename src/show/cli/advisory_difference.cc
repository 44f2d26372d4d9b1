// cordon advisory difference: what changed between two versions of one advisory.

#include "show/report/advisory_difference.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "show/cli/input_files.h"
#include "show/cli/one_advisory.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "world/ingest/feed.h"
#include "world/ingest/text.h"
#include "world/store/store.h"

namespace cli {

namespace {

struct AdvisoryDifferenceArguments {
  std::string before;
  std::string after;
  std::string feed;
  std::string publisher;
  std::string store;
  bool json = false;
};

/// One version, and what of its file could not be read.
struct Version {
  advisory::Advisory advisory;
  base::Problems left_out;
};

/// The one advisory of a file of any feed.
base::Result<Version> from_file(const std::string& file) {
  std::vector<advisory::Advisory> all;
  Version version;
  base::Problems problems;
  problems.add(each_input({file}, [&](const InputFile& input) {
    auto reading = ingest::read_feed(input.name, input.bytes);
    if (!reading) return problems.add(reading.error());
    version.left_out.add(reading->refused);
    std::move(reading->advisories.begin(), reading->advisories.end(), std::back_inserter(all));
  }));
  if (problems.empty() && all.size() != 1) {
    problems.add(version.left_out);
    problems.add({file, "", "", fmt::format("holds {} advisories", all.size()), "name a file with one"});
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  version.advisory = std::move(all.front());
  return version;
}

base::Result<Version> from_store(const AdvisoryDifferenceArguments& arguments, const std::string& id) {
  const auto name = find_one(arguments.store, {id, arguments.feed, arguments.publisher});
  if (!name) {
    base::Problems problems(base::Problem{id, "", "", "is no file, so it was looked for in the store", "see below"});
    problems.add(name.error());
    return tl::unexpected(std::move(problems));
  }
  auto opened = store::Store::open(arguments.store);
  if (!opened) return tl::unexpected(opened.error());
  auto found = opened->advisories_of(id);
  if (!found) return tl::unexpected(found.error());
  for (advisory::Advisory& one : *found) {
    if (advisory::name_of(one) == *name) return Version{std::move(one), {}};
  }
  return tl::unexpected(base::Problem{arguments.store, "ID", ingest::shown(id), "went away meanwhile", "try again"});
}

base::Result<Version> version_of(const AdvisoryDifferenceArguments& arguments, const std::string& named) {
  std::error_code error;
  return std::filesystem::exists(named, error) ? from_file(named) : from_store(arguments, named);
}

/// Versions of different advisories have nothing to be compared by.
base::Problems check_same(const AdvisoryDifferenceArguments& arguments, const advisory::Advisory& before,
                          const advisory::Advisory& after) {
  if (advisory::name_of(before) == advisory::name_of(after)) return {};
  const auto words = [](const advisory::Advisory& one) {
    return fmt::format("{} of {}, as {}", one.id, one.publisher, advisory::name_of(one.feed));
  };
  return base::Problem{arguments.after, "", ingest::shown(words(after)),
                       fmt::format("is no version of {}", ingest::shown(words(before))),
                       "name two versions of one advisory: of the same id, publisher and feed"};
}

int run(const AdvisoryDifferenceArguments& arguments) {
  const auto before = version_of(arguments, arguments.before);
  const auto after = version_of(arguments, arguments.after);
  base::Problems problems;
  if (!before) problems.add(before.error());
  if (!after) problems.add(after.error());
  if (before && after) problems.add(check_same(arguments, before->advisory, after->advisory));
  if (!problems.empty()) return refused(problems);
  base::Problems left_out = before->left_out;
  left_out.add(after->left_out);
  if (!left_out.empty()) print_problems(left_out);
  const auto changes = advisory::differences(before->advisory, after->advisory);
  print(arguments.json
            ? report::advisory_difference_json(before->advisory, after->advisory, changes)
            : report::advisory_difference_text(before->advisory, after->advisory, changes, width(1), wants_colour(1)));
  return left_out.empty() ? ok : bad_input;
}

}  // namespace

void add_advisory_difference(CLI::App& advisory, Action& action) {
  CLI::App* verb = advisory.add_subcommand("difference", "What changed between two versions of one advisory");
  verb->footer(
      "Examples:\n"
      "  cordon advisory difference old/icsma-18-058-02.json new/icsma-18-058-02.json\n"
      "  cordon advisory difference ICSMA-18-058-02 icsma-18-058-02.json\n"
      "\n"
      "Each is a file of any feed with one advisory in it, or else the id of an advisory in the store. Products are "
      "told\n"
      "apart by their ids in the document.\n"
      "Exit status: 0 compared, 2 bad input, or something in a file could not be read and was left out.");
  auto arguments = std::make_shared<AdvisoryDifferenceArguments>();
  verb->add_option("BEFORE", arguments->before, "The earlier version: a file, or an id")->required()->type_name("");
  verb->add_option("AFTER", arguments->after, "The later version: a file, or an id")->required()->type_name("");
  add_from(*verb, arguments->feed, arguments->publisher);
  add_store(*verb, arguments->store);
  verb->add_flag("--json", arguments->json, "Print JSON");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
