// cordon estate build: a valid estate to drill, from what was imported.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "show/cli/embedded.h"
#include "show/cli/estate_built.h"
#include "show/cli/estate_devices.h"
#include "show/cli/estate_folder.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "world/building/build.h"
#include "world/building/names.h"
#include "world/ingest/building_defaults.h"
#include "world/ingest/building_lists.h"
#include "world/ingest/estate.h"
#include "world/ingest/ids.h"
#include "world/ingest/named_table.h"
#include "world/ingest/text.h"
#include "world/ingest/toml_tree.h"

namespace cli {

namespace {

struct EstateBuildArguments {
  std::string folder;
  std::string store;
  std::string organisation, name, kind;
  std::string organisations;
  std::string subnets, services;
  std::string defaults, typical;  ///< in place of those that travel with the program
};

/// A list from its file; what is wrong with it goes to `problems`.
template <class Read, class... More>
auto list_of(const std::string& file, const Read& read, base::Problems& problems, const More&... more) {
  const auto bytes = ingest::read_bytes(file, ingest::named_table_bytes_most);
  auto rows =
      bytes ? read(file, *bytes, more...) : decltype(read(file, *bytes, more...))(tl::unexpected(bytes.error()));
  if (!rows) problems.add(rows.error());
  return rows ? std::move(*rows) : typename decltype(rows)::value_type();
}

/// An id so close that it was probably meant.
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& names) {
  ingest::Ids ids;
  for (const std::string& one : names) ids.intern(one);
  return ids.nearest(name);
}

struct Reviewed {
  building::Defaults defaults;
  building::Typical typical;
};

/// One of the reviewed tables: the user's own, or the one that travels with the program.
base::Result<std::string> table_of(const std::string& own, const char* name) {
  if (own.empty()) return std::string(embedded(built_estate(), name));
  return ingest::read_bytes(own, ingest::named_table_bytes_most);
}

base::Result<Reviewed> reviewed(const EstateBuildArguments& arguments) {
  const auto values = table_of(arguments.defaults, "defaults.csv");
  const auto groups = table_of(arguments.typical, "typical.csv");
  if (!values || !groups) return tl::unexpected(values ? groups.error() : values.error());
  auto defaults = ingest::parse_defaults(arguments.defaults.empty() ? "defaults.csv" : arguments.defaults, *values);
  if (!defaults) return tl::unexpected(defaults.error());
  auto typical =
      ingest::parse_typical(arguments.typical.empty() ? "typical.csv" : arguments.typical, *groups,
                            "typical_services.csv", embedded(built_estate(), "typical_services.csv"), *defaults);
  if (!typical) return tl::unexpected(typical.error());
  return Reviewed{*std::move(defaults), *std::move(typical)};
}

/// What was asked for, and what is wrong with that by itself.
base::Problems check(const EstateBuildArguments& arguments) {
  base::Problems problems;
  if (arguments.organisation.empty() == arguments.organisations.empty()) {
    problems.add({"", "--organisation", "", "and --organisations are both missing or both there",
                  "name one organisation with --organisation, or a list with --organisations"});
  }
  if (!arguments.organisation.empty() && !ingest::is_id(arguments.organisation)) {
    problems.add({"", "--organisation", ingest::shown(arguments.organisation), "is no id",
                  "write letters, digits and - _ . : /, without spaces: the ODS code where there is one"});
  }
  if (!ingest::is_utf8(arguments.name) || ingest::has_control(arguments.name)) {
    problems.add(
        {"", "--name", ingest::shown(arguments.name), "has a control character, or is not UTF-8", "write it as text"});
  }
  if (arguments.organisations.empty() && arguments.subnets.empty()) {
    problems.add(
        {"", "--subnets", "", "is missing", "give the network team's list of prefixes (docs/estate-build.md)"});
  }
  return problems;
}

building::Sources read_sources(const EstateBuildArguments& arguments, base::Problems& problems, PassedOver& passed) {
  building::Sources sources;
  sources.store = arguments.store;
  sources.organisations_file = arguments.organisations;
  sources.subnets_file = arguments.subnets;
  sources.services_file = arguments.services;
  sources.nearest = nearest;
  if (arguments.organisations.empty()) {
    sources.organisations = {{arguments.organisation, arguments.name, arguments.kind, "", "", 0}};
  } else {
    sources.list = true;
    sources.organisations = list_of(arguments.organisations, ingest::read_organisation_list, problems);
  }
  const std::string only = sources.organisations.size() == 1 ? sources.organisations.front().id : "";
  if (!arguments.subnets.empty()) sources.subnets = list_of(arguments.subnets, ingest::read_subnets, problems, only);
  if (!arguments.services.empty()) {
    sources.services = list_of(arguments.services, ingest::read_service_list, problems, only);
  }
  // Without prefixes no device can be placed, and the list is built of typical organisations alone.
  if (!arguments.subnets.empty() && !sources.organisations.empty()) {
    auto stored = stored_devices(arguments.store, sources.organisations);
    if (!stored) {
      problems.add(stored.error());
    } else {
      sources.devices = std::move(stored->devices);
      passed.devices = stored->of_others;
    }
  }
  return sources;
}

/// Counts the rows of organisations that are not built.
void count_others(const building::Sources& sources, PassedOver& passed) {
  std::set<std::string_view> built;
  for (const building::OrganisationRow& row : sources.organisations) built.insert(row.id);
  const auto is_other = [&](const auto& row) { return !built.contains(row.organisation); };
  passed.subnets = static_cast<std::uint64_t>(std::ranges::count_if(sources.subnets, is_other));
  passed.services = static_cast<std::uint64_t>(std::ranges::count_if(sources.services, is_other));
}

EstateNames names_of(const EstateBuildArguments& arguments, const building::Draft& draft) {
  if (!arguments.organisations.empty()) {
    return {"built-nation", fmt::format("{} organisations, built by cordon estate build", draft.counts.organisations)};
  }
  const std::string word = building::word_of(arguments.organisation);
  return {"built-" + (word.empty() ? "estate" : word),
          fmt::format("{}, built by cordon estate build", arguments.organisation)};
}

/// The checks that any estate meets. Whatever they find is a mistake of this program: lists that make no estate are
/// told before, at their own rows.
base::Problems check_built(const std::map<std::string, std::string>& files) {
  const auto tables = ingest::read_estate(ingest::memory_folder(files, "what was built"));
  return tables ? base::Problems() : tables.error();
}

int run(const EstateBuildArguments& arguments) {
  base::Problems problems = check(arguments);
  const auto data = reviewed(arguments);
  if (!data) problems.add(data.error());
  building::Sources sources;
  PassedOver passed;
  if (problems.empty()) sources = read_sources(arguments, problems, passed);
  OutputFolder folder(arguments.folder);
  problems.add(prepare_new(folder));
  if (!problems.empty()) {
    print_problems(problems);
    return bad_input;
  }
  sources.typical = data->typical;
  auto draft = building::build(sources, data->defaults);
  if (!draft) {
    print_problems(draft.error());
    return bad_input;
  }
  const auto files = files_of(*draft, names_of(arguments, *draft));
  problems = check_built(files);
  if (!problems.empty()) {
    print_problems(problems);
    print_error(
        "what was built is no estate, and nothing is written: a mistake of cordon; please report these lines\n");
    return failed;
  }
  std::vector<Content> contents;
  contents.reserve(files.size());
  for (const auto& [name, text] : files) contents.push_back({folder.path() / name, text});
  if (const auto wrong = write_all(contents)) {
    print_error(*wrong + "\n");
    return failed;
  }
  folder.keep();
  count_others(sources, passed);
  print(built_text({*draft, passed, arguments.folder, arguments.subnets.empty() ? "" : arguments.store}));
  return ok;
}

}  // namespace

void add_estate_build(CLI::App& estate, Action& action) {
  CLI::App* verb = estate.add_subcommand("build", "Build a valid estate to drill, from what was imported");
  verb->footer(
      "Examples:\n"
      "  cordon estate build --organisation X01 --subnets subnets.csv --services services.csv my-trust\n"
      "  cordon estate build --organisations ods.csv nation\n"
      "  cordon estate build --organisations ods.csv --subnets subnets.csv nation\n"
      "\n"
      "The devices are those of the store. Each stands in the zone of the prefix that its address lies in; like "
      "devices\n"
      "make a group. What is missing is filled in by a named default, marked as assumed, with its range "
      "(docs/estate-build.md\n"
      "has the columns of the lists). Of a list of organisations those with prefixes and devices are real, the others "
      "typical\n"
      "of their kind.\n"
      "Exit status: 0 built, 1 could not write, 2 bad input; then nothing is written.");
  auto arguments = std::make_shared<EstateBuildArguments>();
  EstateBuildArguments& a = *arguments;
  verb->add_option("DIR", a.folder, "Folder to write, empty or not there yet")->required()->type_name("");
  add_store(*verb, a.store);
  CLI::Option* one =
      verb->add_option("--organisation", a.organisation, "Whose estate: an id of the store")->type_name("ID");
  verb->add_option("--name", a.name, "What it is called (its id)")->needs(one)->type_name("TEXT");
  verb->add_option("--kind", a.kind, "What it is: acute, mental-health, community, ambulance, gp-practice, ... (acute)")
      ->needs(one)
      ->type_name("WORD");
  verb->add_option("--organisations", a.organisations, "Instead: a list of organisations, ODS-style")
      ->excludes(one)
      ->type_name("FILE");
  verb->add_option("--subnets", a.subnets, "Prefixes: site, vlan, cidr, use")->type_name("FILE");
  verb->add_option("--services", a.services, "Services: name, recovery time, the systems that it needs")
      ->type_name("FILE");
  verb->add_option("--defaults", a.defaults, "Values in place of estates/built/defaults.csv")->type_name("FILE");
  verb->add_option("--typical", a.typical, "Typical organisations in place of estates/built/typical.csv")
      ->type_name("FILE");
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
