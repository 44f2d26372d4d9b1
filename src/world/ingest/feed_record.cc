#include "world/ingest/feed_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "world/advisory/cvss.h"
#include "world/ingest/text.h"

namespace ingest::feeds {

namespace {

base::Problem whole(const std::string& name, std::string_view value, std::string what, std::string mend) {
  return {name, "", shown(value), std::move(what), std::move(mend)};
}

std::string why(simdjson::error_code error) {
  return error == simdjson::DEPTH_ERROR ? fmt::format("is nested deeper than {} levels", depth_most)
                                        : std::string("is no JSON: ") + simdjson::error_message(error);
}

/// One parser and its memory for all values of a file.
class Parsing {
 public:
  Parsing(const std::string& name, std::string_view bytes, FeedReading& reading)
      : name_(name), end_(bytes.data() + bytes.size()), reading_(reading) {}

  /// The parser reads some bytes beyond the end, which are there for all but the last lines: only those are copied.
  simdjson::error_code parse(std::string_view text, simdjson::dom::element& root) {
    if (text.size() > value_bytes_most) return simdjson::CAPACITY;
    if (parser_.max_depth() != depth_most || parser_.capacity() < text.size()) {
      const std::size_t capacity = std::max({text.size(), parser_.capacity() * 2, capacity_least});
      const auto error = parser_.allocate(std::min(capacity, value_bytes_most), depth_most);
      if (error != simdjson::SUCCESS) return error;
    }
    const bool at_end = static_cast<std::size_t>(end_ - (text.data() + text.size())) < simdjson::SIMDJSON_PADDING;
    return parser_.parse(text.data(), text.size(), at_end).get(root);
  }

  /// False when the file has more than is taken.
  bool take(const Node& node, const Node& file, std::size_t line, const Take& take) {
    Record record(name_, line, reading_);
    take(node, file, record);
    if (!record.broken()) products_ += record.products();
    return reading_.advisories.size() <= advisories_most && products_ <= products_most;
  }

 private:
  static constexpr std::size_t capacity_least = std::size_t{64} << 10U;
  const std::string& name_;
  const char* end_;
  FeedReading& reading_;
  simdjson::dom::parser parser_;
  std::size_t products_ = 0;
};

base::Problem too_much(const std::string& name) {
  return whole(name, "", "holds more records than are read at once",
               fmt::format("split it: {} advisories of {} products are read", advisories_most, products_most));
}

/// Items of the list that holds the records, or the root itself.
bool take_records(Parsing& parsing, const Node& root, std::size_t line, std::string_view list_key, const Take& take) {
  bool fits = true;
  const auto one = [&](const Node& item) { fits = fits && parsing.take(item, root, line, take); };
  if (root.value().is_array()) {
    root.each_item(one);
    return fits;
  }
  const auto list = list_key.empty() ? std::nullopt : root.find(list_key);
  if (list && list->value().is_array()) {
    list->each_item(one);
  } else {
    one(root);
  }
  return fits;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Whether each line is a value of its own: the second one opens an object where the first leaves no room for one.
bool is_lines(std::string_view bytes) {
  const std::size_t first = bytes.find('\n');
  if (first == std::string_view::npos) return false;
  const std::string_view line = trimmed(bytes.substr(0, first));
  const std::size_t next = bytes.find_first_not_of(" \t\r\n", first);
  if (next == std::string_view::npos || bytes[next] != '{' || line.empty()) return false;
  return line.find_last_of("[,:") != line.size() - 1;
}

/// The first byte of each line that is not blank, and its number from 1.
template <class What>
void each_line(std::string_view bytes, const What& what) {
  std::size_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = trimmed(bytes.substr(0, end));
    ++number;
    if (!line.empty() && !what(line, number)) return;
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
}

base::Problems read_lines(const std::string& name, std::string_view bytes, std::string_view list_key, const Take& take,
                          FeedReading& reading) {
  Parsing parsing(name, bytes, reading);
  base::Problems problems;
  each_line(bytes, [&](std::string_view line, std::size_t number) {
    simdjson::dom::element root;
    const auto error = parsing.parse(line, root);
    if (error == simdjson::SUCCESS) {
      if (take_records(parsing, Node(root), number, list_key, take)) return true;
      problems.add(too_much(name));
    } else if (bytes.find('\n', static_cast<std::size_t>(line.data() - bytes.data())) == std::string_view::npos) {
      problems.add({name, fmt::format("line {}", number), shown(line), "is cut off", "get the file again"});
    } else {
      reading.refused.add({name, fmt::format("line {}", number), shown(line), why(error), "write one object a line"});
    }
    return problems.empty();
  });
  return problems;
}

base::Problems read_one(const std::string& name, std::string_view bytes, std::string_view list_key, const Take& take,
                        FeedReading& reading) {
  Parsing parsing(name, bytes, reading);
  simdjson::dom::element root;
  if (bytes.size() > value_bytes_most) {
    return whole(name, "", "is one JSON value that is too large",
                 fmt::format("split it, or write one record a line: {} MiB are read", value_bytes_most >> 20U));
  }
  if (const auto error = parsing.parse(bytes, root); error != simdjson::SUCCESS) {
    return whole(name, bytes.substr(0, 60), why(error), "get the file again: it may be cut off");
  }
  if (!take_records(parsing, Node(root), 0, list_key, take)) return too_much(name);
  return {};
}

}  // namespace

void Record::tell(const Node& at, std::string what, std::string mend) {
  std::string place = at.pointer();
  if (line_ > 0) place = place.empty() ? fmt::format("line {}", line_) : fmt::format("line {}, {}", line_, place);
  const auto text = at.text();
  const bool plain = !at.value().is_object() && !at.value().is_array();
  const std::string value = text ? std::string(*text) : plain ? simdjson::minify(at.value()) : std::string();
  reading_.refused.add({file_, shown(place), shown(value), std::move(what), std::move(mend)});
}

void Record::wrong(const Node& at, std::string what, std::string mend) {
  broken_ = true;
  tell(at, std::move(what), std::move(mend));
}

void Record::left_out(const Node& at, std::string what, std::string mend) {
  tell(at, std::move(what), std::move(mend));
}

bool Record::fits(const Node& at, std::size_t products) {
  if (products <= record_products_most) return true;
  if (!broken_) {
    wrong(at, fmt::format("becomes more than {} products", record_products_most), "split the record");
  }
  return false;
}

std::size_t Record::products() const {
  std::size_t products = 0;
  for (std::size_t i = before_; i < reading_.advisories.size(); ++i) products += reading_.advisories[i].products.size();
  return products;
}

base::Result<FeedReading> read_records(const std::string& name, std::string_view bytes, std::string_view list_key,
                                       const Take& take) {
  FeedReading reading;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto read = is_lines(bytes) ? read_lines : read_one;
  base::Problems problems = read(name, bytes, list_key, take, reading);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return reading;
}

void take_vector(const Node& vector, Record& record, advisory::Vulnerability& vulnerability,
                 std::vector<std::uint32_t> products) {
  const auto text = vector.text();
  if (!text) return record.wrong(vector, "is no text", "write it in quotes");
  const auto read = advisory::parse_cvss(*text);
  if (!read) {
    const base::Problem& why = read.error().kept()[0];
    return record.left_out(vector, "is no CVSS vector: " + why.what, why.mend);
  }
  vulnerability.scores.push_back({read->version, std::string(*text), advisory::score(*read).base, std::move(products)});
}

std::string beginning_of(std::string_view text) {
  constexpr std::size_t most = 120;
  text = text.substr(0, text.find('\n'));
  if (text.size() <= most) return std::string(text);
  const std::size_t space = text.substr(0, most).find_last_of(' ');
  std::size_t end = space == std::string_view::npos ? most : space;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
  return std::string(text.substr(0, end)) + " ...";
}

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  return text.find_first_not_of("0123456789-") == std::string_view::npos;
}

bool is_cve_id(std::string_view text) {
  constexpr std::string_view prefix = "CVE-";
  constexpr std::size_t year = 4;
  if (text.size() > 24 || !text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  const std::size_t dash = text.find('-');
  const auto digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return dash == year && text.size() >= year + 5 && digits(text.substr(0, year)) && digits(text.substr(year + 1));
}

}  // namespace ingest::feeds
