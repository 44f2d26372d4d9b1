// JSON Schema, keyword by keyword: values that are right and values that are not.

#include "world/ingest/json_schema.h"

#include <gtest/gtest.h>

#include <string>

#include "world/ingest/json_same.h"

namespace {

using ingest::json::Schemas;
using ingest::json::Verdict;

Verdict held(const std::string& schema, const std::string& value, std::string* said = nullptr) {
  Schemas schemas;
  auto document = std::make_unique<Schemas::Document>();
  document->file = "s.json";
  const std::string text = R"({"$id":"s",)" + schema + "}";
  document->root = document->parser.parse(text);
  const auto added = schemas.add(std::move(document));
  EXPECT_TRUE(added);
  const auto problems = schemas.look_through(**added);
  EXPECT_TRUE(problems.empty()) << schema << "\n" << problems.to_text();
  if (!problems.empty()) return Verdict::undecided;
  simdjson::dom::parser parser;
  const simdjson::dom::element root = parser.parse(value);
  std::string words;
  std::size_t steps = 1'000'000;
  const Verdict verdict =
      schemas.hold(**added, ingest::json::Node(root), steps,
                   [&](const ingest::json::Node& at, std::string what) { words += at.pointer() + ": " + what + "\n"; });
  EXPECT_EQ(verdict == Verdict::invalid, !words.empty() && verdict != Verdict::undecided) << schema << value << words;
  if (said != nullptr) *said = words;
  return verdict;
}

struct Case {
  const char* schema;
  const char* right;
  const char* wrong;
};

constexpr Case cases[] = {
    {R"("type":"integer")", "1.0", "1.5"},
    {R"("type":["string","null"])", "null", "true"},
    {R"("type":"number")", "1", R"("1")"},
    {R"("const":{"a":1,"b":[2]})", R"({"b":[2.0],"a":1})", R"({"a":1,"b":[3]})"},
    {R"("enum":[1,"a",null])", "null", "false"},
    {R"("enum":["a\u000ab"])", R"("a\nb")", R"("ab")"},
    {R"("minimum":2,"maximum":3)", "3", "1"},
    {R"("exclusiveMinimum":2)", "2.1", "2"},
    {R"("exclusiveMaximum":2)", "1.9", "2"},
    {R"("multipleOf":0.1)", "0.3", "0.25"},
    {R"("minLength":2)", R"("éé")", R"("é")"},
    {R"("maxLength":2)", R"("éé")", R"("ééé")"},
    {R"("pattern":"^b")", R"("bc")", R"("ab")"},
    {R"("pattern":"b$")", R"("ab")", R"("b\n")"},
    {R"("pattern":"^\\u00e9[^]\\d$")", R"("éx1")", R"("éx")"},
    {R"("pattern":"^(?!x)\\w+$")", R"("ax")", R"("xa")"},
    {R"("format":"date-time")", R"("2024-02-29T10:00:00Z")", R"("2023-02-29T10:00:00Z")"},
    {R"("format":"date")", R"("2024-02-29")", R"("2024-2-29")"},
    {R"("format":"uri")", R"("https://example.org/a")", R"("no uri")"},
    {R"("minItems":1,"maxItems":2)", "[1]", "[]"},
    {R"("maxItems":2)", "[1,2]", "[1,2,3]"},
    {R"("uniqueItems":true)", R"([{"a":1,"b":2},{"a":1}])", R"([{"a":1,"b":2},{"b":2,"a":1.0}])"},
    {R"("items":{"type":"integer"})", "[1,2]", R"([1,"2"])"},
    {R"("prefixItems":[{"type":"integer"}],"items":{"type":"string"})", R"([1,"2"])", R"(["1","2"])"},
    {R"("prefixItems":[true],"items":false)", "[1]", "[1,2]"},
    {R"("contains":{"const":1})", "[0,1]", "[0]"},
    {R"("contains":{"const":1},"minContains":2)", "[1,1]", "[1]"},
    {R"("contains":{"const":1},"minContains":0,"maxContains":1)", "[0]", "[1,1]"},
    {R"("unevaluatedItems":false,"prefixItems":[true])", "[1]", "[1,2]"},
    {R"("unevaluatedItems":false,"contains":{"const":1})", "[1,1]", "[1,2]"},
    {R"("minProperties":1)", R"({"a":1})", "{}"},
    {R"("maxProperties":1)", R"({"a":1})", R"({"a":1,"b":2})"},
    {R"("required":["a"])", R"({"a":1})", R"({"b":1})"},
    {R"("dependentRequired":{"a":["b"]})", R"({"b":1})", R"({"a":1})"},
    {R"("dependentSchemas":{"a":{"required":["b"]}})", R"({"a":1,"b":1})", R"({"a":1})"},
    {R"("properties":{"a":{"type":"string"}})", R"({"b":1})", R"({"a":1})"},
    {R"("patternProperties":{"^x_":{"type":"string"}})", R"({"a":1})", R"({"x_a":1})"},
    {R"("properties":{"a":true},"patternProperties":{"^x_":true},"additionalProperties":false)", R"({"a":1,"x_b":1})",
     R"({"c":1})"},
    {R"("propertyNames":{"pattern":"^[a-z]+$"})", R"({"a":1})", R"({"A":1})"},
    {R"("propertyNames":{"maxLength":1})", R"({"\"":1})", R"({"\"\\":1})"},
    {R"("allOf":[{"minimum":1},{"maximum":2}])", "2", "3"},
    {R"("anyOf":[{"const":1},{"const":2}])", "2", "3"},
    {R"("oneOf":[{"minimum":1},{"maximum":2}])", "0", "1"},
    {R"("not":{"const":1})", "2", "1"},
    {R"("if":{"const":1},"then":true,"else":{"const":2})", "1", "3"},
    {R"("if":{"minimum":1},"then":{"const":5})", "0", "2"},
    {R"("$defs":{"a":{"$ref":"#/$defs/b"},"b":{"const":1}},"$ref":"#/$defs/a")", "1", "2"},
    {R"("properties":{"a":{"$ref":"#"}},"additionalProperties":false)", R"({"a":{"a":{}}})", R"({"a":{"b":1}})"},
    {R"("allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false)", R"({"a":1})", R"({"b":1})"},
    {R"("anyOf":[{"properties":{"a":{"const":1}}},{"properties":{"b":true}}],"unevaluatedProperties":false)",
     R"({"a":1,"b":2})", R"({"a":2})"},
    {R"("$defs":{"x":{"properties":{"a":true}}},"$ref":"#/$defs/x","unevaluatedProperties":false)", R"({"a":1})",
     R"({"b":1})"},
    {R"("if":{"required":["a"],"properties":{"a":true}},"unevaluatedProperties":false)", R"({"a":1})", R"({"b":1})"},
    {R"("properties":{"a":{"properties":{"b":true},"unevaluatedProperties":false}})", R"({"a":{"b":1}})",
     R"({"a":{"c":1}})"},
};

TEST(JsonSchema, EachKeywordTellsRightFromWrong) {
  for (const Case& one : cases) {
    EXPECT_EQ(held(one.schema, one.right), Verdict::valid) << one.schema << " " << one.right;
    EXPECT_EQ(held(one.schema, one.wrong), Verdict::invalid) << one.schema << " " << one.wrong;
  }
}

TEST(JsonSchema, KeywordsPassOverValuesOfOtherTypes) {
  const char* all = R"("minimum":2,"minLength":2,"pattern":"x","minItems":2,"minProperties":2,"required":["a"],
    "uniqueItems":true,"format":"uri","contains":{"const":1},"propertyNames":false,"multipleOf":7)";
  for (const char* value : {"null", "true"}) EXPECT_EQ(held(all, value), Verdict::valid) << value;
}

TEST(JsonSchema, EndlessAndExplodingSchemasAreUndecided) {
  EXPECT_EQ(held(R"("$ref":"#")", "1"), Verdict::undecided);
  std::string defs = R"("a0":true)";
  for (int i = 1; i <= 40; ++i) {
    const std::string before = R"({"$ref":"#/$defs/a)" + std::to_string(i - 1) + "\"}";
    defs += ",\"a" + std::to_string(i) + R"(":{"allOf":[)" + before + "," + before + "]}";
  }
  EXPECT_EQ(held(R"("$defs":{)" + defs + R"(},"$ref":"#/$defs/a40")", "1"), Verdict::undecided);
  EXPECT_EQ(held(R"("not":{"pattern":"^(x+x+)+[yz]$"})", "\"" + std::string(60, 'x') + "\""), Verdict::undecided);
}

TEST(JsonSchema, SaysWhatIsWrongWhereItIs) {
  std::string said;
  held(R"("properties":{"a":{"items":{"type":"string"}}},"required":["b"])", R"({"a":["x",1]})", &said);
  EXPECT_EQ(said, ": b is missing\n/a/1: is of another type than \"string\"\n");
}

TEST(JsonSame, NumbersAndOrderOfFields) {
  const auto text = [](const char* value) {
    simdjson::dom::parser parser;
    return ingest::json::canonical(parser.parse(std::string(value)));
  };
  EXPECT_EQ(text(R"({"a":1,"b":-0.0})"), text(R"({"b":0,"a":1.0})"));
  EXPECT_NE(text("1.5"), text("1"));
  EXPECT_NE(text(R"("1")"), text("1"));
  EXPECT_EQ(text("18446744073709551615"), "18446744073709551615");
}

}  // namespace
