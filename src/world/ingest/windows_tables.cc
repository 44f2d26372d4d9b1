#include "world/ingest/windows_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "world/ingest/feed_table.h"
#include "world/ingest/table.h"
#include "world/ingest/text.h"
#include "world/ingest/toml_tree.h"
#include "world/ingest/windows_parts.h"
#include "world/inventory/windows_name.h"

namespace ingest {

namespace {

constexpr std::size_t table_bytes_most = 512U << 20U;

/// "KB4012212" or "4012212"; nothing for anything else.
std::optional<std::uint32_t> update_of(std::string_view text) {
  if (text.starts_with("KB") || text.starts_with("kb")) text.remove_prefix(2);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

/// What a row says, its texts as they stand in it.
struct TableRow {
  std::string_view id;       ///< the CVE, else the update
  std::uint32_t update = 0;  ///< 0: none by number
  std::string date;          ///< "2017-03-14"
  std::string_view title;
  std::string_view product;
  std::string_view component;  ///< may be empty
};

/// One vulnerability's advisory while rows come in.
struct Draft {
  struct Product {
    std::string name;
    std::vector<WindowsPart> parts;
  };
  std::string title;
  std::string date;
  std::vector<Product> products;
  std::unordered_map<std::string, std::size_t> numbers;  ///< of products, by windows_key()
  std::map<std::uint32_t, std::string> days;             ///< update -> first day that a row names it
};

class Drafts {
 public:
  void add(const TableRow& row) {
    Draft& draft = drafts_[std::string(row.id)];
    if (draft.title.empty()) draft.title = row.title;
    if (draft.date < row.date) draft.date = row.date;
    std::string key = inventory::windows_key(row.product);
    const bool windows = inventory::is_windows(key);
    const auto [at, fresh] = draft.numbers.emplace(std::move(key), draft.products.size());
    if (fresh) draft.products.push_back({std::string(row.product), {}});
    // Only of Windows itself are parts mended apart.
    add_to_parts(draft.products[at->second].parts, windows ? row.component : std::string_view(), row.update);
    if (row.update == 0) return;
    const auto [day, first] = draft.days.emplace(row.update, row.date);
    if (!first && row.date < day->second) day->second = row.date;
  }

  void supersedes(std::uint32_t update, std::uint32_t superseded, std::string_view product) {
    std::vector<std::string>& products = edges_[{update, superseded}];
    if (std::ranges::find(products, product) == products.end()) products.emplace_back(product);
  }

  FeedReading finish(std::string kind, base::Problems refused) {
    FeedReading reading{std::move(kind), {}, {}, std::move(refused)};
    reading.advisories.reserve(drafts_.size());
    for (auto& [id, draft] : drafts_) reading.advisories.push_back(finished(id, draft));
    for (auto& [edge, products] : edges_) {
      reading.updates.supersedences.push_back({edge.first, edge.second, std::move(products)});
    }
    return reading;
  }

 private:
  static advisory::Product product_of(const std::string& name, const WindowsPart& part, std::size_t number) {
    advisory::Product product;
    product.id = fmt::format("P{}", number + 1);
    product.vendor = "Microsoft";
    product.name = name;
    product.path = name;
    if (!part.components.empty()) product.path += " / " + fmt::format("{}", fmt::join(part.components, ", "));
    if (part.installed_apart()) product.platform = fmt::format("{}", fmt::join(part.components, ", "));
    return product;
  }

  static advisory::Advisory finished(const std::string& id, const Draft& draft) {
    advisory::Advisory one;
    one.feed = advisory::Feed::microsoft;
    one.publisher = "Microsoft";
    one.id = id;
    one.title = draft.title;
    one.date = draft.date;
    advisory::Vulnerability flaw;
    flaw.id = id;
    flaw.title = draft.title;
    std::map<std::uint32_t, std::vector<std::uint32_t>> mended;  // products by update
    for (const Draft::Product& product : draft.products) {
      for (const WindowsPart& part : mended_apart(product.parts)) {
        const auto number = static_cast<std::uint32_t>(one.products.size());
        one.products.push_back(product_of(product.name, part, number));
        flaw.statements.push_back({number, advisory::Status::known_affected});
        for (const std::uint32_t update : part.updates) mended[update].push_back(number);
      }
    }
    for (auto& [update, products] : mended) {
      flaw.remediations.push_back(
          {"vendor_fix", "", draft.days.at(update), fmt::format("KB{}", update), std::move(products)});
    }
    one.vulnerabilities.push_back(std::move(flaw));
    return one;
  }

  std::map<std::string, Draft> drafts_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::string>> edges_;
};

/// "20170314" as "2017-03-14".
std::string day(std::string_view digits) {
  if (digits.size() != 8) return std::string(digits);
  return fmt::format("{}-{}-{}", digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2));
}

/// The advisory's id: the CVE, else the update.
std::string id_of(std::string_view cve, std::uint32_t update) {
  return cve.empty() ? fmt::format("KB{}", update) : std::string(cve);
}

enum CsvColumns : std::size_t { cve, update, product, date, title, supersedes, component };
constexpr std::array<feeds::FeedColumn, 7> csv_columns{{{"CVE"},
                                                        {"BulletinKB"},
                                                        {"AffectedProduct"},
                                                        {"DatePosted", false},
                                                        {"Title", false},
                                                        {"Supersedes", false},
                                                        {"AffectedComponent", false}}};

void read_csv_row(const feeds::FeedRow& row, Drafts& drafts) {
  const auto number = update_of(row[update]);  // "Release Notes" and the like: an update without a number
  if (!number && row[cve].empty()) return row.wrong(cve, "is missing, and so is the update", "give one of them");
  if (row[product].empty()) return row.wrong(product, "is missing", "name the product");
  const std::string id = id_of(row[cve], number.value_or(0));
  drafts.add({id, number.value_or(0), day(row[date]), row[title], row[product], row[component]});
  std::string_view rest = row[supersedes];
  while (number && !rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(",; "), rest.size());
    if (const auto old = update_of(rest.substr(0, end))) drafts.supersedes(*number, *old, row[product]);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

/// Rows of a table of a normal form: fields between tabs, one line each, after a head line. `each` gets at least as
/// many fields as the head has.
template <class Each>
base::Result<void> each_row(const std::filesystem::path& file, std::string_view head, base::Problems& refused,
                            const Each& each) {
  const auto text = read_bytes(file, table_bytes_most);
  if (!text) return tl::unexpected(text.error());
  std::string_view rest = *text;
  std::vector<std::string_view> fields;
  const auto columns = static_cast<std::size_t>(std::ranges::count(head, '\t')) + 1;
  for (std::size_t line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view row = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (line == 1) {
      if (row == head) continue;
      return tl::unexpected(base::Problem{file.string(), "line 1", shown(row), "is another head line", shown(head)});
    }
    fields.clear();
    for (std::size_t at = 0; at <= row.size();) {
      const std::size_t tab = std::min(row.find('\t', at), row.size());
      fields.push_back(row.substr(at, tab - at));
      at = tab + 1;
    }
    if (fields.size() == columns) {
      each(fields, line);
    } else {
      refused.add({file.string(), fmt::format("line {}", line), shown(row),
                   "has another number of fields than the head", fmt::format("write {}", columns)});
    }
  }
  return {};
}

/// Ids of products, "0,1,2", as names.
template <class Each>
void each_product(std::string_view ids, const std::map<std::string, std::string, std::less<>>& names,
                  const Each& each) {
  while (!ids.empty()) {
    const std::size_t comma = std::min(ids.find(','), ids.size());
    if (const auto name = names.find(ids.substr(0, comma)); name != names.end()) each(name->second);
    ids.remove_prefix(std::min(comma + 1, ids.size()));
  }
}

class FolderReader {
 public:
  explicit FolderReader(std::filesystem::path folder) : folder_(std::move(folder)) {}

  base::Result<FeedReading> read() {
    base::Problems broken;
    for (const auto& done : {read_products(), read_components(), read_titles(), read_rows(), read_edges()}) {
      if (!done) broken.add(done.error());
    }
    if (!broken.empty()) return tl::unexpected(std::move(broken));
    return drafts_.finish("Microsoft's tables of updates", std::move(refused_));
  }

 private:
  using Fields = std::vector<std::string_view>;

  base::Result<void> read_products() {
    return each_row(folder_ / "products.tsv", "product_id\tproduct", refused_,
                    [&](const Fields& row, std::size_t) { products_.emplace(row[0], trimmed(row[1])); });
  }
  base::Result<void> read_components() {
    return each_row(folder_ / "components.tsv", "component_id\tcomponent", refused_,
                    [&](const Fields& row, std::size_t) { components_.emplace(row[0], trimmed(row[1])); });
  }
  base::Result<void> read_titles() {
    return each_row(folder_ / "kb_titles.tsv", "kb\ttitle", refused_, [&](const Fields& row, std::size_t) {
      if (const auto update = update_of(row[0])) titles_.emplace(*update, row[1]);
    });
  }
  base::Result<void> read_rows() {
    return each_row(folder_ / "kb_cve_products.tsv", "date\tcve\tkb\tcomponent_id\tseverity_id\timpact_id\tproduct_ids",
                    refused_, [&](const Fields& row, std::size_t line) {
                      const auto update = update_of(row[2]);
                      if (!update && row[1].empty()) {
                        refused_.add({(folder_ / "kb_cve_products.tsv").string(), fmt::format("line {}", line),
                                      shown(row[2]), "is no number of an update", "4012212"});
                        return;
                      }
                      const auto title = titles_.find(update.value_or(0));
                      const auto component = components_.find(row[3]);
                      const std::string id = id_of(row[1], update.value_or(0));
                      TableRow one{id, update.value_or(0), day(row[0]), "", "", ""};
                      if (title != titles_.end()) one.title = title->second;
                      if (component != components_.end()) one.component = component->second;
                      each_product(row[6], products_, [&](const std::string& product) {
                        one.product = product;
                        drafts_.add(one);
                      });
                    });
  }
  base::Result<void> read_edges() {
    return each_row(folder_ / "kb_supersedes.tsv", "kb\tsupersedes_kb\tproduct_ids", refused_,
                    [&](const Fields& row, std::size_t) {
                      const auto later = update_of(row[0]);
                      const auto earlier = update_of(row[1]);
                      if (!later || !earlier) return;
                      each_product(row[2], products_,
                                   [&](const std::string& product) { drafts_.supersedes(*later, *earlier, product); });
                    });
  }

  /// Without spaces at its ends, and with one between words.
  static std::string trimmed(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
  }

  std::filesystem::path folder_;
  base::Problems refused_;
  std::map<std::string, std::string, std::less<>> products_;    ///< by id
  std::map<std::string, std::string, std::less<>> components_;  ///< by id
  std::unordered_map<std::uint32_t, std::string> titles_;
  Drafts drafts_;
};

}  // namespace

base::Result<FeedReading> read_windows_csv(const std::string& name, std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  Drafts drafts;
  base::Problems refused;
  base::Problems broken = feeds::read_feed_table(name, bytes, 1, csv_columns, refused,
                                                 [&](const feeds::FeedRow& row) { read_csv_row(row, drafts); });
  if (!broken.empty()) return tl::unexpected(std::move(broken));
  return drafts.finish("Microsoft's table of updates", std::move(refused));
}

bool is_windows_tables(const std::filesystem::path& folder) {
  std::error_code error;
  return std::filesystem::exists(folder / "kb_cve_products.tsv", error);
}

base::Result<FeedReading> load_windows_tables(const std::filesystem::path& folder) {
  return FolderReader(folder).read();
}

base::Result<std::vector<advisory::UpdateBuild>> parse_windows_builds(const std::string& name, std::string_view text) {
  TableRules rules;
  rules.name = "windows_builds";
  rules.columns = {{"update"}, {"build"}, {"source"}};
  base::Problems problems;
  std::vector<advisory::UpdateBuild> builds;
  read_table(text, name, rules, {}, {}, problems, nullptr, [&](const Row& row) {
    const auto number = update_of(row[0]);
    if (!number) return row.wrong(0, "is no number of an update", "KB4012606");
    if (std::ranges::count(row[1], '.') != 3) return row.wrong(1, "is no build with its revision", "10.0.10240.17319");
    builds.push_back({*number, std::string(row[1])});
  });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return builds;
}

base::Result<std::vector<advisory::EndOfSupport>> parse_windows_support(const std::string& name,
                                                                        std::string_view text) {
  TableRules rules;
  rules.name = "windows_support";
  rules.columns = {{"product"}, {"end_of_support"}, {"source"}};
  base::Problems problems;
  std::vector<advisory::EndOfSupport> support;
  read_table(text, name, rules, {}, {}, problems, nullptr, [&](const Row& row) {
    const bool day = row[1].size() == 10 && row[1][4] == '-' && row[1][7] == '-';
    if (!day) return row.wrong(1, "is no day", "2014-04-08");
    support.push_back({std::string(row[0]), std::string(row[1])});
  });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return support;
}

base::Result<Bulletins> parse_bulletins(const std::string& name, std::string_view text) {
  TableRules rules;
  rules.name = "bulletins";
  rules.columns = {{"bulletin"}, {"vulnerability"}, {"source"}};
  base::Problems problems;
  Bulletins bulletins;
  read_table(text, name, rules, {}, {}, problems, nullptr,
             [&](const Row& row) { bulletins[std::string(row[0])].emplace_back(row[1]); });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return bulletins;
}

}  // namespace ingest
