// CSV: what is a row, where it says that something is wrong, and which limits hold.

#include "world/ingest/csv.h"

#include <csv.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "world/ingest/text.h"

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;
  std::string problems;
  bool whole = false;
};

Read read(std::string_view text, const ingest::CsvLimits& limits = {}) {
  Read result;
  base::Problems problems;
  result.whole = ingest::read_csv(text, "t.csv", limits, problems, [&](const ingest::CsvRow& row) {
    result.rows.emplace_back(row.fields.begin(), row.fields.end());
    return true;
  });
  result.problems = problems.to_text();
  return result;
}

/// RFC 4180 by libcsv's own writer.
std::string quoted(const std::string& field) {
  std::string out(2 * field.size() + 2, '\0');
  out.resize(csv_write(out.data(), out.size(), field.data(), field.size()));
  return out;
}

TEST(csv, reads_rows_with_any_line_end) {
  const Rows expected = {{"a", "b"}, {"1", ""}, {"", "2"}};
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const Read result = read("a,b" + end + "1," + end + ",2" + end);
    EXPECT_EQ(result.rows, expected);
    EXPECT_TRUE(result.whole);
    EXPECT_EQ(result.problems, "");
    EXPECT_EQ(read("a,b" + end + "1," + end + ",2").rows, expected) << "without the last line end";
  }
}

TEST(csv, keeps_spaces_and_quoted_signs) {
  EXPECT_EQ(read("\" a \", b ,\"c,\"\"d\"\"\ne\"").rows, (Rows{{" a ", " b ", "c,\"d\"\ne"}}));
}

TEST(csv, counts_empty_lines_as_rows) {
  EXPECT_EQ(read("a\r\n\r\nb\r\n").rows, (Rows{{"a"}, {}, {"b"}}));
}

TEST(csv, passes_over_a_byte_order_mark) {
  EXPECT_EQ(read("\xEF\xBB\xBFid\n").rows, (Rows{{"id"}}));
}

TEST(csv, reads_on_after_bad_bytes_but_not_after_bad_quotes) {
  const Read bytes = read("a\n\xff\nb\n");
  EXPECT_EQ(bytes.rows.size(), 3U);
  EXPECT_TRUE(bytes.whole);
  EXPECT_EQ(bytes.problems, "t.csv: row 2, column 1: '\\xff' is not UTF-8; save the table as UTF-8 text\n");
  const Read quotes = read("a\n1,x\"y\nb\n");
  EXPECT_EQ(quotes.rows.size(), 1U);
  EXPECT_FALSE(quotes.whole);
  EXPECT_TRUE(quotes.problems.starts_with("t.csv: row 2, column 2: quotes are not closed"));
}

TEST(csv, keeps_to_its_limits) {
  EXPECT_TRUE(read("a\nb\n", {.rows = 2}).whole);
  const Read rows = read("a\nb\nc\nd\n", {.rows = 2});
  EXPECT_FALSE(rows.whole);
  EXPECT_EQ(rows.rows.size(), 2U);
  EXPECT_EQ(rows.problems, "t.csv: row 3: the table has more than 2 rows; split it\n");
  EXPECT_FALSE(read("abc", {.bytes = 2}).whole);
  EXPECT_TRUE(read("abc", {.bytes = 3}).whole);
  EXPECT_EQ(read("a,b,c", {.columns = 2}).rows, (Rows{{"a", "b"}}));
  EXPECT_EQ(read("abcd", {.field_bytes = 4}).problems, "");
  EXPECT_EQ(read("abcde", {.field_bytes = 4}).problems,
            "t.csv: row 1, column 1: 'abcde' is longer than 4 bytes; shorten it\n");
}

RC_GTEST_PROP(csv_property, what_was_quoted_comes_back, ()) {
  const auto character = rc::gen::element<char>('a', 'z', ' ', ',', '"', '\n', '\r', '\t', '-', '0');
  const auto field = rc::gen::container<std::string>(character);
  const auto rows = *rc::gen::container<Rows>(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(field)));
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : ",") + quoted(row[i]);
    text += "\r\n";
  }
  const Read result = read(text, {.columns = 1000});
  RC_ASSERT(result.whole);
  RC_ASSERT(result.problems.empty());
  RC_ASSERT(result.rows == rows);
}

RC_GTEST_PROP(csv_property, any_bytes_give_rows_or_problems, (const std::string& bytes)) {
  const Read result = read(bytes);
  RC_ASSERT(result.whole || !result.problems.empty());
}

TEST(text, knows_utf8) {
  EXPECT_TRUE(ingest::is_utf8("plain and \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x8F\xA5"));
  for (const char* bad :
       {"\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "aaaaaaa\x80"}) {
    EXPECT_FALSE(ingest::is_utf8(bad));
  }
}

TEST(text, reads_plain_numbers_only) {
  EXPECT_EQ(ingest::parse_number("1e-3"), 0.001);
  for (const char* bad : {"", "+1", " 1", "1 ", "1,5", "0x10", "nan", "inf", "1e999", "--1", "1.2.3"}) {
    EXPECT_FALSE(ingest::parse_number(bad).has_value()) << bad;
  }
}

TEST(text, measures_how_far_words_are_apart) {
  EXPECT_EQ(ingest::edit_distance("kitten", "sitting", 5), 3U);
  EXPECT_EQ(ingest::edit_distance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(ingest::edit_distance("", "ab", 5), 2U);
  EXPECT_EQ(ingest::edit_distance("same", "same", 0), 0U);
}

}  // namespace
