#include "world/ingest/csv.h"

#include <csv.h>
#include <fmt/format.h>

#include <memory>
#include <vector>

#include "world/ingest/text.h"

namespace ingest {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

/// What libcsv's callbacks fill. The fields of a row lie one after the other in `bytes`.
class Reading {
 public:
  Reading(const std::string& file, const CsvLimits& limits, bool clean, base::Problems& problems,
          const std::function<bool(const CsvRow&)>& each)
      : file_(file), limits_(limits), clean_(clean), problems_(problems), each_(each) {}

  void take_field(std::string_view field) {
    if (stopped_) return;
    ++field_count_;
    if (field_count_ > limits_.columns) return;
    if (field.size() > limits_.field_bytes) {
      problem(field, fmt::format("is longer than {} bytes", limits_.field_bytes), "shorten it");
      field = field.substr(0, limits_.field_bytes);
    }
    if (!clean_) check_bytes(field);
    bytes_.append(field);
    ends_.push_back(bytes_.size());
  }

  /// `end`: the character that ended the row, -1 at the end of the text.
  void take_row(int end) {
    const bool second_half = end == '\n' && last_end_ == '\r' && field_count_ == 0;
    last_end_ = second_half ? 0 : end;
    if (stopped_ || second_half) return;
    ++row_;
    if (row_ > limits_.rows) {
      problems_.add(base::Problem{file_, fmt::format("row {}", row_), "",
                                  fmt::format("the table has more than {} rows", limits_.rows), "split it"});
      stopped_ = true;
      cut_short_ = true;
      return;
    }
    fields_.clear();
    std::size_t begin = 0;
    for (const std::size_t field_end : ends_) {
      fields_.push_back(std::string_view(bytes_).substr(begin, field_end - begin));
      begin = field_end;
    }
    stopped_ = !each_({row_, fields_, field_count_});
    bytes_.clear();
    ends_.clear();
    field_count_ = 0;
  }

  [[nodiscard]] std::size_t row() const { return row_ + 1; }
  [[nodiscard]] std::size_t column() const { return field_count_ + 1; }
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] bool cut_short() const { return cut_short_; }

 private:
  void problem(std::string_view value, std::string what, std::string mend) {
    problems_.add(base::Problem{file_, fmt::format("row {}, column {}", row(), field_count_), shown(value),
                                std::move(what), std::move(mend)});
  }

  void check_bytes(std::string_view field) {
    if (field.find('\0') != std::string_view::npos) {
      problem(field, "has a NUL byte", "save the table as UTF-8 text");
    } else if (!is_utf8(field)) {
      problem(field, "is not UTF-8", "save the table as UTF-8 text");
    } else if (has_control(field)) {
      problem(field, "has a control character", "remove it");
    }
  }

  const std::string& file_;
  const CsvLimits& limits_;
  const bool clean_;
  base::Problems& problems_;
  const std::function<bool(const CsvRow&)>& each_;
  std::string bytes_;
  std::vector<std::size_t> ends_;
  std::vector<std::string_view> fields_;
  std::size_t field_count_ = 0;
  std::size_t row_ = 0;
  int last_end_ = 0;
  bool stopped_ = false;
  bool cut_short_ = false;
};

void on_field(void* field, std::size_t size, void* reading) {
  static_cast<Reading*>(reading)->take_field({static_cast<const char*>(field), size});
}

void on_row(int end, void* reading) {
  static_cast<Reading*>(reading)->take_row(end);
}

int no_space(unsigned char) {
  return 0;
}

/// The parser of libcsv: strict, and telling of every line end, so that rows keep their numbers.
class Parser {
 public:
  explicit Parser(char delimiter) {
    good_ = csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) == 0;
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&parser_, no_space);
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool parse(std::string_view text, Reading& reading) {
    // In pieces, so that a row that ends the reading ends it soon.
    constexpr std::size_t piece = std::size_t{1} << 16;
    while (good_ && !text.empty() && !reading.stopped()) {
      const auto part = text.substr(0, piece);
      good_ = csv_parse(&parser_, part.data(), part.size(), on_field, on_row, &reading) == part.size();
      text.remove_prefix(part.size());
    }
    if (good_ && !reading.stopped()) good_ = csv_fini(&parser_, on_field, on_row, &reading) == 0;
    return good_;
  }

 private:
  csv_parser parser_{};
  bool good_ = false;
};

}  // namespace

bool read_csv(std::string_view text, const std::string& file, const CsvLimits& limits, base::Problems& problems,
              const std::function<bool(const CsvRow&)>& each, char delimiter) {
  if (text.size() > limits.bytes) {
    problems.add(base::Problem{file, "", "", fmt::format("is larger than {} bytes", limits.bytes), "split it"});
    return false;
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    problems.add(base::Problem{file, "row 1", "", "is UTF-16", "save the table as UTF-8 text"});
    return false;
  }
  if (text.starts_with(utf8_mark)) text.remove_prefix(utf8_mark.size());
  Reading reading(file, limits, is_utf8(text) && !has_control(text), problems, each);
  Parser parser(delimiter);
  if (!parser.parse(text, reading)) {
    problems.add(base::Problem{file, fmt::format("row {}, column {}", reading.row(), reading.column()), "",
                               "quotes are not closed, or stand inside a field",
                               "put the whole field into quotes and double each quote inside; the rows after this one "
                               "were not read"});
    return false;
  }
  return !reading.cut_short();
}

}  // namespace ingest
