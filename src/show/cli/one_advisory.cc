#include "show/cli/one_advisory.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "world/ingest/text.h"
#include "world/store/store.h"

namespace cli {

namespace {

constexpr std::size_t named_most = 10;

std::string words(const advisory::Name& name) {
  return fmt::format("{} of {}", advisory::name_of(name.feed), ingest::shown(name.publisher));
}

base::Problem several(const std::string& store, const OneAdvisory& which, const std::vector<advisory::Listed>& found) {
  std::string names;
  for (std::size_t i = 0; i < std::min(found.size(), named_most); ++i) {
    names += (i == 0 ? "" : ", ") + words(found[i].name);
  }
  if (found.size() > named_most) names += ", ...";
  return {store, "ID", ingest::shown(which.id), fmt::format("is the id of {} advisories: {}", found.size(), names),
          "say which with --feed and --publisher"};
}

}  // namespace

CLI::Validator feed_name() {
  return {[](std::string& text) {
            if (advisory::feed_from(text)) return std::string();
            std::string all;
            for (int i = 0; i < advisory::feeds; ++i) {
              all += fmt::format("{}{}", i == 0 ? "" : ", ", advisory::name_of(static_cast<advisory::Feed>(i)));
            }
            return fmt::format("'{}' is no feed; write one of {}", text, all);
          },
          "", "feed"};
}

void add_from(CLI::App& verb, std::string& feed, std::string& publisher) {
  verb.add_option("--feed", feed, "Only of this feed: csaf, cve, nvd, osv, kev, ...")
      ->check(feed_name())
      ->type_name("FEED");
  verb.add_option("--publisher", publisher, "Only by who has this in the name")->type_name("TEXT");
}

void add_one_advisory(CLI::App& verb, OneAdvisory& which) {
  verb.add_option("ID", which.id, "The advisory's own id")->required()->type_name("");
  add_from(verb, which.feed, which.publisher);
}

base::Result<advisory::Name> find_one(const std::string& store, const OneAdvisory& which) {
  auto opened = store::Store::open(store);
  if (!opened) return tl::unexpected(opened.error());
  advisory::Filter filter;
  filter.id = which.id;
  filter.publisher = which.publisher;
  if (!which.feed.empty()) filter.feed = advisory::feed_from(which.feed);
  // An empty id would ask for all of them.
  const auto list = which.id.empty() ? base::Result<advisory::List>(advisory::List{}) : opened->list(filter);
  if (!list) return tl::unexpected(list.error());
  const std::vector<advisory::Listed>& found = list->rows;
  if (found.empty()) {
    return tl::unexpected(base::Problem{store, "ID", ingest::shown(which.id), "is the id of no such advisory",
                                        "see which there are: cordon advisory list"});
  }
  const auto whole = [&](const advisory::Listed& one) { return one.name.publisher == which.publisher; };
  if (found.size() > 1 && std::count_if(found.begin(), found.end(), whole) == 1) {
    return std::find_if(found.begin(), found.end(), whole)->name;
  }
  if (found.size() > 1) return tl::unexpected(several(store, which, found));
  return found.front().name;
}

}  // namespace cli
