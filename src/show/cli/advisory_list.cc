// cordon advisory list: what the store holds, by what is asked for.

#include "show/report/advisory_list.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "show/cli/arguments.h"
#include "show/cli/one_advisory.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "world/store/store.h"

namespace cli {

namespace {

constexpr std::size_t rows_for_people = 20;

struct Arguments {
  advisory::Filter filter;
  std::string feed;
  std::string sort = "date";
  std::uint64_t top = 0;
  std::string store;
  bool json = false;
  bool csv = false;
};

advisory::Filter filter_of(const Arguments& arguments) {
  advisory::Filter filter = arguments.filter;
  if (!arguments.feed.empty()) filter.feed = advisory::feed_from(arguments.feed);
  filter.sort = advisory::sort_by_from(arguments.sort).value_or(advisory::SortBy::date);
  if (arguments.top > 0) filter.top = arguments.top;
  if (!filter.top && !arguments.json && !arguments.csv) filter.top = rows_for_people;
  return filter;
}

int run(const Arguments& arguments) {
  auto opened = store::Store::open(arguments.store);
  const auto list =
      opened ? opened->list(filter_of(arguments)) : base::Result<advisory::List>(tl::unexpected(opened.error()));
  if (!list) return refused(list.error());
  if (arguments.json) {
    print(report::advisory_list_json(*list));
  } else if (arguments.csv) {
    print(report::advisory_list_csv(*list));
  } else {
    print(report::advisory_list_text(*list, width(1), wants_colour(1)));
  }
  return ok;
}

void add_filters(CLI::App& verb, Arguments& arguments) {
  advisory::Filter& filter = arguments.filter;
  add_from(verb, arguments.feed, filter.publisher);
  verb.add_option("--search", filter.text, "With this in id, title, publisher, or a vulnerability's id or title")
      ->type_name("TEXT");
  verb.add_option("--cve", filter.cve, "That speak of this vulnerability")->type_name("ID");
  verb.add_option("--product", filter.product, "With this in a product's name, vendor, path, purl or CPE")
      ->type_name("TEXT");
  verb.add_option("--since", filter.since, "Of this day (UTC) or later; those without a date are left out")
      ->check(day())
      ->type_name("DAY");
  verb.add_flag("--unread", filter.unread, "Only what was not marked as read");
}

}  // namespace

void add_advisory_list(CLI::App& advisory, Action& action) {
  CLI::App* verb = advisory.add_subcommand("list", "What the store holds, by what is asked for");
  verb->footer(
      "Examples:\n"
      "  cordon advisory list --unread --sort cvss\n"
      "  cordon advisory list --product intellispace --since 2026-01-01\n"
      "  cordon advisory list --feed csaf --csv > advisories.csv\n"
      "\n"
      "Texts are looked for anywhere in a field, letters of either case. All that is asked for must hold.\n"
      "Exit status: 0 listed, 2 bad input.");
  auto arguments = std::make_shared<Arguments>();
  add_filters(*verb, *arguments);
  verb->add_option("--sort", arguments->sort, "date, cvss (highest first), id, title, publisher, cve or product")
      ->check(CLI::IsMember({"date", "cvss", "id", "title", "publisher", "cve", "product"}))
      ->capture_default_str()
      ->type_name("BY");
  verb->add_option("--top", arguments->top, "How many (20; as JSON or CSV all)")
      ->check(whole(1, 1'000'000'000))
      ->type_name("N");
  add_store(*verb, arguments->store);
  CLI::Option* json = verb->add_flag("--json", arguments->json, "Print JSON");
  verb->add_flag("--csv", arguments->csv, "Print CSV, a row an advisory")->excludes(json);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
