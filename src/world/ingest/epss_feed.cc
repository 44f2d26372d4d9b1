#include "world/ingest/epss_feed.h"

#include <algorithm>
#include <array>
#include <utility>

#include "world/ingest/feed_table.h"

namespace ingest {

namespace {

enum { cve, probability, percentile };
constexpr auto daily = std::to_array<feeds::FeedColumn>({{.name = "cve"}, {.name = "epss"}, {.name = "percentile"}});
constexpr auto joined =
    std::to_array<feeds::FeedColumn>({{.name = "CVE"}, {.name = "EPSS"}, {.name = "EPSS Percentile"}});

/// "2024-10-23T00:00:00+0000" of "#model_version:v2023.03.01,score_date:2024-10-23T00:00:00+0000"; empty when it is not
/// there.
std::string_view date_of(std::string_view comment) {
  constexpr std::string_view word = "score_date:";
  const std::size_t at = comment.find(word);
  if (at == std::string_view::npos) return {};
  comment.remove_prefix(at + word.size());
  return comment.substr(0, comment.find_first_of(", \r\n"));
}

void take_row(const feeds::FeedRow& row, std::string_view date, FeedReading& reading) {
  if (!row.has_cve_id(cve)) return;
  const auto likely = row.share_at(probability);
  const auto beside = row.share_at(percentile);
  if (!likely || !beside) return;
  advisory::Advisory& one = reading.advisories.emplace_back();
  one.feed = advisory::Feed::epss;
  one.publisher = "FIRST";
  one.id = std::string(row[cve]);
  one.date = std::string(date);
  advisory::Vulnerability& flaw = one.vulnerabilities.emplace_back();
  flaw.id = one.id;
  flaw.epss = advisory::Epss{*likely, *beside, one.date};
}

}  // namespace

base::Result<FeedReading> read_epss_feed(const std::string& name, std::string_view bytes) {
  FeedReading reading;
  reading.kind = "EPSS";
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const bool comment = bytes.starts_with('#');
  const std::size_t end = comment ? std::min(bytes.find('\n'), bytes.size() - 1) + 1 : 0;
  const std::string_view date = date_of(bytes.substr(0, end));
  const std::string_view table = bytes.substr(end);
  const auto head = table.substr(0, table.find('\n'));
  base::Problems problems =
      feeds::read_feed_table(name, table, comment ? 2 : 1, head.starts_with("CVE") ? joined : daily, reading.refused,
                             [&](const feeds::FeedRow& row) { take_row(row, date, reading); });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return reading;
}

}  // namespace ingest
