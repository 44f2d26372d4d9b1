// cordon advisory list: what the store holds, by what is asked for.

#include "show/report/advisory_list.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "show/cli/arguments.h"
#include "show/cli/one_advisory.h"
#include "show/cli/status.h"
#include "show/cli/store_option.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"
#include "show/report/text_table.h"
#include "world/ingest/text.h"
#include "world/store/store.h"

namespace cli {

namespace {

constexpr std::size_t rows_for_people = 20;

struct AdvisoryListArguments {
  advisory::Filter filter;
  std::string feed;
  std::vector<std::string> where;
  std::string sort = "date";
  std::uint64_t top = 0;
  std::string store;
  bool json = false;
  bool csv = false;
};

/// "date, id, ...": all, or those of the head of CSAF documents, or the others.
std::string field_names(std::optional<bool> of_head = std::nullopt) {
  std::string all;
  for (int i = 0; i < advisory::fields; ++i) {
    const auto field = static_cast<advisory::Field>(i);
    if (of_head && *of_head != (advisory::kept_in(field) == advisory::Kept::head)) continue;
    all += fmt::format("{}{}", all.empty() ? "" : ", ", advisory::name_of(field));
  }
  return all;
}

/// For --help, in lines.
std::string about_fields() {
  const std::string words = fmt::format(
      "Fields of --where and --sort, in all feeds: {}. In CSAF documents: {}. Dates, versions and scores "
      "are sorted from the highest down, texts from A on; what says nothing comes last. Without a text "
      "behind the =, all are found that say anything there.",
      field_names(false), field_names(true));
  return fmt::format("{}", fmt::join(report::wrapped(words, 100), "\n"));
}

/// "category=vex". Problems: no field is called so.
base::Result<advisory::Condition> condition_of(const std::string& text) {
  const std::size_t end = text.find('=');
  const auto field = advisory::field_from(text.substr(0, end));
  if (end != std::string::npos && field) return advisory::Condition{*field, text.substr(end + 1)};
  return tl::unexpected(base::Problem{"", "--where", ingest::shown(text),
                                      end == std::string::npos ? "has no = behind a field" : "names no field",
                                      "write FIELD=TEXT with one of " + field_names()});
}

base::Result<advisory::Filter> filter_of(const AdvisoryListArguments& arguments) {
  advisory::Filter filter = arguments.filter;
  base::Problems problems;
  for (const std::string& text : arguments.where) {
    auto condition = condition_of(text);
    if (condition) {
      filter.where.push_back(std::move(*condition));
    } else {
      problems.add(condition.error());
    }
  }
  const auto sort = advisory::field_from(arguments.sort);
  if (!sort) {
    problems.add({"", "--sort", ingest::shown(arguments.sort), "names no field", "write one of " + field_names()});
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  filter.sort = *sort;
  if (!arguments.feed.empty()) filter.feed = advisory::feed_from(arguments.feed);
  if (arguments.top > 0) filter.top = arguments.top;
  if (!filter.top && !arguments.json && !arguments.csv) filter.top = rows_for_people;
  return filter;
}

int run(const AdvisoryListArguments& arguments) {
  const auto filter = filter_of(arguments);
  if (!filter) return refused(filter.error());
  auto opened = store::Store::open(arguments.store);
  const auto list = opened ? opened->list(*filter) : base::Result<advisory::List>(tl::unexpected(opened.error()));
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

void add_filters(CLI::App& verb, AdvisoryListArguments& arguments) {
  advisory::Filter& filter = arguments.filter;
  add_from(verb, arguments.feed, filter.publisher);
  verb.add_option("--search", filter.text, "With this in id, title, publisher, or a vulnerability's id or title")
      ->type_name("TEXT");
  verb.add_option("--cve", filter.cve, "That speak of this vulnerability")->type_name("ID");
  verb.add_option("--product", filter.product,
                  "With this in a product's path, name, vendor, version, purl, CPE, platform or model number")
      ->type_name("TEXT");
  verb.add_option("--since", filter.since, "Of this day (UTC) or later; those without a date are left out")
      ->check(day())
      ->type_name("DAY");
  verb.add_option("--where", arguments.where, "With TEXT in that field, see below; may be given several times")
      ->allow_extra_args(false)
      ->type_name("FIELD=TEXT");
  verb.add_flag("--unread", filter.unread, "Only what was not marked as read");
}

}  // namespace

void add_advisory_list(CLI::App& advisory, Action& action) {
  CLI::App* verb = advisory.add_subcommand("list", "What the store holds, by what is asked for");
  verb->footer(std::string("Examples:\n") +
               "  cordon advisory list --unread --sort cvss\n"
               "  cordon advisory list --where status=interim --where publisher_name=siemens --sort initial_date\n"
               "  cordon advisory list --product intellispace --since 2026-01-01\n"
               "  cordon advisory list --feed csaf --csv > advisories.csv\n"
               "\n"
               "Texts are looked for anywhere in a field, letters of either case. All that is asked for must hold.\n"
               "\n" +
               about_fields() +
               "\n\n"
               "Exit status: 0 listed, 2 bad input.");
  auto arguments = std::make_shared<AdvisoryListArguments>();
  add_filters(*verb, *arguments);
  verb->add_option("--sort", arguments->sort, "By this field: see below")->capture_default_str()->type_name("FIELD");
  verb->add_option("--top", arguments->top, "How many (20; as JSON or CSV all)")
      ->check(whole(1, 1'000'000'000))
      ->type_name("N");
  add_store(*verb, arguments->store);
  CLI::Option* json = verb->add_flag("--json", arguments->json, "Print JSON");
  verb->add_flag("--csv", arguments->csv, "Print CSV, a row an advisory")->excludes(json);
  verb->callback([arguments, &action] { action = [arguments](drill::Ranks&) { return run(*arguments); }; });
}

}  // namespace cli
