// Extensions of CSAF 2.1 against their own schemas (6.1.60.2) and metadata (6.1.60.3), on small inputs of our own.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "world/ingest/csaf_extension_schemas.h"

namespace {

using nlohmann::json;

const std::string care = "https://example.org/schema/care_1.0.0.json";
const std::string ward = "https://example.org/schema/ward_1.0.0.json";

/// A schema of an extension as CSAF wants it, whose content is the fields that are given.
json schema(const std::string& id, const json& properties, const json& more = json::object()) {
  const json about = {{"title", "t"}, {"description", "d"}};
  json content = about;
  content.update(
      {{"type", "object"}, {"minProperties", 1}, {"properties", properties}, {"unevaluatedProperties", false}});
  content.update(more);
  json url = about;
  url.update({{"type", "string"}, {"format", "uri"}, {"const", id}});
  json category = about;
  category.update({{"type", "string"}, {"enum", {"significant", "supplementary"}}});
  json critical = about;
  critical.update({{"type", "boolean"}, {"const", false}});
  return {{"$schema", "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/extension-metaschema.json"},
          {"$id", id},
          {"title", "t"},
          {"description", "d"},
          {"type", "object"},
          {"required", {"$schema", "category", "critical", "content"}},
          {"properties", {{"$schema", url}, {"category", category}, {"critical", critical}, {"content", content}}},
          {"additionalProperties", false}};
}

json metadata(const std::string& id, int at_root, int elsewhere, const std::vector<std::string>& incompatible = {}) {
  json requirement;
  for (const char* path :
       {"$.document.x_extensions", "$.product_tree.branches..product.x_extensions",
        "$.product_tree.full_product_names[*].x_extensions",
        "$.product_tree.relationships[*].full_product_name.x_extensions",
        "$.vulnerabilities[*].metrics[*].content.x_extensions", "$.vulnerabilities[*].x_extensions"}) {
    requirement[path] = {{"max_occurrence", elsewhere}};
  }
  requirement["$.x_extensions"] = {{"max_occurrence", at_root}};
  json one = {{"$schema", "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/extension-metadata.json"},
              {"extension_schema", id},
              {"last_updated", "2026-02-23T15:28:11Z"},
              {"requirement", requirement}};
  if (!incompatible.empty()) one["incompatible_extensions"] = incompatible;
  return one;
}

json extension(const std::string& id, const json& content) {
  return {{"$schema", id}, {"category", "significant"}, {"critical", false}, {"content", content}};
}

auto parsed(const std::vector<json>& files) {
  std::vector<std::string> texts;
  texts.reserve(files.size());
  for (const json& file : files) texts.push_back(file.dump());
  std::vector<ingest::NamedText> named;
  for (std::size_t i = 0; i < texts.size(); ++i) named.push_back({"file" + std::to_string(i) + ".json", texts[i]});
  return ingest::parse_csaf_extensions(named);
}

/// What is said of extensions in a document that has these at its root and these of its one product in a branch: the
/// test, the place and the words, a line each; "?" before what is not checked.
std::string said(const std::vector<json>& files, const std::vector<json>& at_root,
                 const std::vector<json>& of_product = {}) {
  ingest::CsafReferences beside;
  if (!files.empty()) {
    auto set = parsed(files);
    EXPECT_TRUE(set) << (set ? "" : set.error().to_text());
    if (!set) return "refused";
    beside.extensions = *set;
  }
  json document = json::parse(R"({"document": {"csaf_version": "2.1", "title": "t", "tracking": {"id": "EX-1"}},
    "product_tree": {"branches": [{"product": {"product_id": "P1"}}]}})");
  if (!at_root.empty()) document["x_extensions"] = at_root;
  if (!of_product.empty()) document["product_tree"]["branches"][0]["product"]["x_extensions"] = of_product;
  const auto report = ingest::parse_csaf("doc.json", document.dump(), beside);
  EXPECT_TRUE(report);
  std::string out;
  const auto add = [&](const std::vector<ingest::CsafFinding>& findings, const char* before) {
    for (const ingest::CsafFinding& one : findings) {
      if (one.test.starts_with("6.1.60")) out += before + one.test + " " + one.place + ": " + one.what + "\n";
    }
  };
  if (report) add(report->findings, "");
  if (report) add(report->unchecked, "?");
  return out;
}

const json beds = {{"beds", {{"type", "integer"}, {"minimum", 1}}}};

TEST(CsafExtensions, OneThatIsAsItsSchemaAndMetadataAskPasses) {
  EXPECT_EQ(said({schema(care, beds), metadata(care, 1, 0)}, {extension(care, {{"beds", 3}})}), "");
}

TEST(CsafExtensions, AreHeldAgainstTheirSchema) {
  const std::vector<json> files = {schema(care, beds, {{"required", {"beds"}}}), metadata(care, 9, 9)};
  EXPECT_EQ(said(files, {extension(care, {{"beds", 0}})}), "6.1.60.2 /x_extensions/0/content/beds: is below 1\n");
  EXPECT_EQ(said(files, {extension(care, {{"beds", 3}, {"more", 1}})}),
            "6.1.60.2 /x_extensions/0/content/more: is no property that may be here\n");
  EXPECT_EQ(said(files, {}, {extension(care, {{"more", 1}})}),
            "6.1.60.2 /product_tree/branches/0/product/x_extensions/0/content: beds is missing\n"
            "6.1.60.2 /product_tree/branches/0/product/x_extensions/0/content/more: is no property that may be here\n");
  json other = extension(care, {{"beds", 3}});
  other["category"] = "essential";
  EXPECT_EQ(said(files, {other}), "6.1.60.2 /x_extensions/0/category: is none of the values that may be here\n");
}

TEST(CsafExtensions, AreCountedInEachListByTheirMetadata) {
  const json one = extension(care, {{"beds", 3}});
  const json another = extension(care, {{"beds", 4}});
  const std::vector<json> files = {schema(care, beds), metadata(care, 1, 0)};
  EXPECT_EQ(said(files, {one, another}),
            "6.1.60.3 /x_extensions/1/$schema: is of an extension that may stand here once\n");
  EXPECT_EQ(said(files, {}, {one}),
            "6.1.60.3 /product_tree/branches/0/product/x_extensions/0/$schema: is of an extension that may not stand "
            "here\n");
  EXPECT_EQ(said({schema(care, beds), metadata(care, 2, 0)}, {one, another}), "");
}

TEST(CsafExtensions, ThatDoNotGoTogetherAreFoundInTheWholeDocument) {
  const std::vector<json> files = {schema(care, beds), schema(ward, beds), metadata(care, 1, 1, {ward}),
                                   metadata(ward, 1, 1)};
  EXPECT_EQ(said(files, {extension(care, {{"beds", 3}})}, {extension(ward, {{"beds", 3}})}),
            "6.1.60.3 /x_extensions/0/$schema: is of an extension that does not go with that of " + ward + "\n");
  EXPECT_EQ(said(files, {extension(ward, {{"beds", 3}})}), "");
}

TEST(CsafExtensions, WithoutSchemaOrMetadataAreLeftUncheckedAndSaidToBe) {
  const json one = extension(care, {{"beds", 3}});
  const std::string of = "; it is no official extension, and OASIS's list of registered ones is not here\n";
  const std::string neither = "?6.1.60.2 /x_extensions/0/$schema: its schema is not given" + of +
                              "?6.1.60.3 /x_extensions/0/$schema: its metadata is not given" + of;
  EXPECT_EQ(said({}, {one}), neither);
  EXPECT_EQ(said({schema(ward, beds), metadata(ward, 1, 1)}, {one}), neither);
  EXPECT_EQ(said({schema(care, beds)}, {one}), "?6.1.60.3 /x_extensions/0/$schema: its metadata is not given" + of);
  const std::string official = said({}, {extension("https://docs.oasis-open.org/csaf/x/v1/x_1.0.0.json", {{"a", 1}})});
  EXPECT_EQ(official.find("?6.1.60.2 /x_extensions/0/$schema: its schema is not given; it is an official extension"),
            0U);
}

TEST(CsafExtensions, ThatTakeTooLongAreLeftUnchecked) {
  const json lengthy = {{"text", {{"type", "string"}, {"pattern", "^(a+)+$"}}}};
  const std::vector<json> files = {schema(care, lengthy), metadata(care, 1, 1)};
  EXPECT_EQ(said(files, {extension(care, {{"text", "aaaa"}})}), "");
  EXPECT_EQ(said(files, {extension(care, {{"text", std::string(64, 'a') + "b"}})}),
            "?6.1.60.2 /x_extensions/0/$schema: the extension takes too long to hold against its schema\n");
}

/// The problems of files that are refused.
std::string refused(const std::vector<json>& files) {
  const auto set = parsed(files);
  EXPECT_FALSE(set);
  return set ? "" : set.error().to_text();
}

TEST(CsafExtensionSchemas, ThatAreNotAsCsafWantsThemAreRefusedWithAllThatIsWrong) {
  json one = schema(care, beds);
  one["required"].erase(2);
  one["properties"].erase("critical");
  one["additionalProperties"] = true;
  const std::string text = refused({one, metadata(care, 1, 1)});
  EXPECT_NE(text.find("file0.json: /required: "), std::string::npos) << text;
  EXPECT_NE(text.find("file0.json: /properties: critical is missing"), std::string::npos) << text;
  EXPECT_NE(text.find("file0.json: /additionalProperties"), std::string::npos) << text;
  EXPECT_NE(refused({schema("https://example.org/care.json", beds)}).find("/$id"), std::string::npos);
}

TEST(CsafExtensionSchemas, WithWhatIsNotKnownAreRefused) {
  const auto with = [](const json& field) { return refused({schema(care, {{"beds", field}})}); };
  const std::string place = "file0.json: /properties/content/properties/beds/";
  EXPECT_NE(with({{"minimun", 1}}).find(place + "minimun"), std::string::npos);
  EXPECT_NE(with({{"$dynamicRef", "#x"}}).find(place + "$dynamicRef"), std::string::npos);
  EXPECT_NE(with({{"format", "hostname"}}).find(place + "format"), std::string::npos);
  EXPECT_NE(with({{"pattern", "("}}).find(place + "pattern"), std::string::npos);
  EXPECT_NE(with({{"pattern", "(*LIMIT_MATCH=9)a"}}).find(place + "pattern"), std::string::npos);
  EXPECT_NE(with({{"type", "float"}}).find(place + "type"), std::string::npos);
  EXPECT_NE(with({{"minItems", -1}}).find(place + "minItems"), std::string::npos);
  EXPECT_NE(with({{"multipleOf", 0}}).find(place + "multipleOf"), std::string::npos);
  EXPECT_NE(with({{"$ref", "https://example.org/none.json"}}).find("is not given"), std::string::npos);
}

TEST(CsafExtensionSchemas, MayReferToOthersThatAreGiven) {
  const json shared = {{"$id", "https://example.org/shared.json"},
                       {"$defs",
                        {{"beds", {{"$ref", "#/$defs/some"}}},
                         {"some", {{"minimum", 1}}},
                         {"strange", {{"$dynamicRef", "#not-looked-at"}}}}}};
  const json field = {{"beds", {{"$ref", "https://example.org/shared.json#/$defs/beds"}}}};
  const std::vector<json> files = {schema(care, field), shared, metadata(care, 1, 1)};
  EXPECT_EQ(said(files, {extension(care, {{"beds", 1}})}), "");
  EXPECT_EQ(said(files, {extension(care, {{"beds", 0}})}), "6.1.60.2 /x_extensions/0/content/beds: is below 1\n");
}

TEST(CsafExtensionSchemas, MetadataIsOfOneExtensionThatIsGiven) {
  EXPECT_NE(refused({metadata(care, 1, 1)}).find("is the schema of no extension that is given"), std::string::npos);
  EXPECT_NE(refused({schema(care, beds), metadata(care, 1, 1), metadata(care, 2, 1)}).find("has metadata already"),
            std::string::npos);
  json one = metadata(care, -1, 1);
  one["requirement"].erase("$.document.x_extensions");
  const std::string text = refused({schema(care, beds), one});
  EXPECT_NE(text.find("$.document.x_extensions is missing"), std::string::npos) << text;
  EXPECT_NE(text.find("/requirement/$.x_extensions/max_occurrence: '-1'"), std::string::npos) << text;
}

TEST(CsafExtensionSchemas, AreReadFromAFolderAndThoseBelowIt) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "csaf_extensions";
  fs::remove_all(folder);
  EXPECT_FALSE(ingest::load_csaf_extensions(folder));
  fs::create_directories(folder / "care");
  EXPECT_FALSE(ingest::load_csaf_extensions(folder)) << "nothing in it";
  std::ofstream(folder / "care" / "care_1.0.0.json") << schema(care, beds).dump();
  EXPECT_TRUE(ingest::load_csaf_extensions(folder));
  std::ofstream(folder / "broken.json") << "{";
  EXPECT_FALSE(ingest::load_csaf_extensions(folder));
  fs::remove_all(folder);
}

}  // namespace
