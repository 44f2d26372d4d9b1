#pragma once
// Microsoft's tables of security updates: which update mends which vulnerability on which product, and which update
// replaces which.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "world/ingest/feed.h"

namespace ingest {

/// One CSV table with a row a (vulnerability, update, product): columns CVE, BulletinKB, AffectedProduct, and, where
/// they are there, DatePosted, Title, Supersedes; others are passed over. Each CVE becomes an advisory of Microsoft's;
/// rows without a CVE become that of their update.
base::Result<FeedReading> read_windows_csv(const std::string& name, std::string_view bytes);

/// The same in normal form: a folder with kb_cve_products.tsv, products.tsv, kb_titles.tsv and kb_supersedes.tsv.
bool is_windows_tables(const std::filesystem::path& folder);
base::Result<FeedReading> load_windows_tables(const std::filesystem::path& folder);

/// Builds that cumulative updates lead to (products/windows_builds.csv: update, build, source).
base::Result<std::vector<advisory::UpdateBuild>> parse_windows_builds(const std::string& name, std::string_view text);

/// Days on which support of a product ended (products/windows_support.csv: product, end_of_support, source).
base::Result<std::vector<advisory::EndOfSupport>> parse_windows_support(const std::string& name, std::string_view text);

/// Vulnerabilities of a bulletin (products/bulletins.csv: bulletin, vulnerability, source), by bulletin.
using Bulletins = std::map<std::string, std::vector<std::string>, std::less<>>;
base::Result<Bulletins> parse_bulletins(const std::string& name, std::string_view text);

}  // namespace ingest
