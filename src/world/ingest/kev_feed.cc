#include "world/ingest/kev_feed.h"

#include <algorithm>
#include <array>
#include <utility>

#include "world/ingest/feed_record.h"
#include "world/ingest/feed_table.h"

namespace ingest {

namespace feeds {

namespace {

/// Fields of an entry; JSON and CSV call them alike.
enum { cve, vendor, product, title, added, action, due, ransomware, weaknesses };
constexpr auto names =
    std::to_array<std::string_view>({"cveID", "vendorProject", "product", "vulnerabilityName", "dateAdded",
                                     "requiredAction", "dueDate", "knownRansomwareCampaignUse", "cwes"});
using Entry = std::array<std::string_view, weaknesses>;

advisory::Advisory advisory_of(const Entry& entry, std::string_view date) {
  advisory::Advisory advisory;
  advisory.feed = advisory::Feed::kev;
  advisory.publisher = "CISA";
  advisory.id = std::string(entry[cve]);
  advisory.title = std::string(entry[title]);
  advisory.date = std::string(date);
  advisory::Product& what = advisory.products.emplace_back();
  what.id = "1";
  what.vendor = std::string(entry[vendor]);
  what.name = std::string(entry[product]);
  what.path = what.vendor + " / " + what.name;
  advisory::Vulnerability& flaw = advisory.vulnerabilities.emplace_back();
  flaw.id = advisory.id;
  flaw.title = advisory.title;
  flaw.statements.push_back({0, advisory::Status::known_affected});
  flaw.exploited = advisory::KnownExploited{std::string(entry[added]), std::string(entry[due]),
                                            std::string(entry[action]), entry[ransomware] == "Known"};
  return advisory;
}

void take_entry(const Node& node, const Node& file, Record& record) {
  const Fields<names.size()> at(node, names, record);
  Entry entry;
  for (std::size_t i = 0; i < entry.size(); ++i) {
    entry[i] = i == cve || i == added ? at.needed_text(i) : at.text(i);
  }
  std::vector<std::string> cwes;
  cwes.reserve(at.count(weaknesses));
  at.each(weaknesses, [&](const Node& cwe) {
    const auto text = cwe.text();
    if (!text) return record.wrong(cwe, "is no text", "write it in quotes");
    cwes.emplace_back(*text);
  });
  if (record.broken()) return;
  if (!is_cve_id(entry[cve])) return record.wrong(at.node(cve), "is no id of a CVE", "write CVE-YEAR-NUMBER");
  if (!is_day(entry[added])) return record.wrong(at.node(added), "is no day", "write it as 2022-02-10");
  advisory::Advisory advisory = advisory_of(entry, file.text("dateReleased"));
  advisory.vulnerabilities[0].weaknesses = std::move(cwes);
  record.add(std::move(advisory));
}

/// "CWE-59, CWE-436"
std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view one = text.substr(0, comma);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (!one.empty()) all.emplace_back(one);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return all;
}

constexpr auto columns = std::to_array<FeedColumn>({{names[cve]},
                                                    {names[vendor]},
                                                    {names[product]},
                                                    {names[title], false},
                                                    {names[added]},
                                                    {names[action], false},
                                                    {names[due], false},
                                                    {names[ransomware], false},
                                                    {names[weaknesses], false}});

void take_row(const FeedRow& row, FeedReading& reading) {
  if (!row.has_cve_id(cve)) return;
  if (!is_day(row[added])) return row.wrong(added, "is no day", "write it as 2022-02-10");
  Entry entry;
  for (std::size_t i = 0; i < entry.size(); ++i) entry[i] = row[i];
  reading.advisories.push_back(advisory_of(entry, ""));
  reading.advisories.back().vulnerabilities[0].weaknesses = listed(row[weaknesses]);
}

}  // namespace

}  // namespace feeds

base::Result<FeedReading> read_kev_feed(const std::string& name, std::string_view bytes) {
  auto reading = feeds::read_records(name, bytes, "vulnerabilities", feeds::take_entry);
  if (reading) reading->kind = "KEV catalogue";
  return reading;
}

base::Result<FeedReading> read_kev_table(const std::string& name, std::string_view bytes) {
  FeedReading reading;
  reading.kind = "KEV catalogue, CSV";
  base::Problems problems = feeds::read_feed_table(name, bytes, 1, feeds::columns, reading.refused,
                                                   [&](const feeds::FeedRow& row) { feeds::take_row(row, reading); });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  // The table does not say when it was made: not before its latest entry.
  std::string latest;
  for (const advisory::Advisory& one : reading.advisories) {
    latest = std::max(latest, one.vulnerabilities[0].exploited->added);
  }
  for (advisory::Advisory& one : reading.advisories) one.date = latest;
  return reading;
}

}  // namespace ingest
