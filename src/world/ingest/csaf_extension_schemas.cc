#include "world/ingest/csaf_extension_schemas.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "world/ingest/csaf_extension_set.h"
#include "world/ingest/json_text.h"
#include "world/ingest/text.h"
#include "world/ingest/toml_tree.h"

namespace ingest {

namespace {

using json::Node;
using Document = json::Schemas::Document;

constexpr std::size_t depth_max = 100;
constexpr std::string_view of_extensions =
    "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/extension-metaschema.json";
constexpr std::string_view of_metadata = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/extension-metadata.json";

/// What CSAF 2.1 asks of the schema of an extension and of its metadata, as schemas in our words: its metaschema
/// (extension-metaschema.json) says the first in terms of the metaschemas of JSON Schema. That the schema is one of
/// JSON Schema is seen when it is looked through.
constexpr std::string_view shapes = R"json({
  "$id": "shapes",
  "$defs": {
    "url": {"type": "string", "format": "uri",
      "pattern": "^https://[a-z0-9.-]+/([^/\\s]+/)*[^/\\s]+_(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?\\.json$"},
    "words": {"type": "string", "minLength": 1},
    "four": {"const": ["$schema", "category", "critical", "content"]},
    "categories": {"type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true,
      "items": {"enum": ["essential", "significant", "supplementary"]}},
    "about": {"type": "object", "required": ["title", "description", "type"],
      "properties": {"title": {"$ref": "#/$defs/words"}, "description": {"$ref": "#/$defs/words"}}},
    "extension": {
      "type": "object",
      "required": ["$schema", "$id", "title", "description", "type", "required", "properties", "additionalProperties"],
      "properties": {
        "$schema": true, "$defs": {"type": "object", "minProperties": 1},
        "$id": {"$ref": "#/$defs/url"},
        "title": {"$ref": "#/$defs/words"}, "description": {"$ref": "#/$defs/words"},
        "type": {"const": "object"},
        "required": {"$ref": "#/$defs/four"},
        "additionalProperties": {"const": false},
        "properties": {
          "type": "object", "required": ["$schema", "category", "critical", "content"],
          "properties": {
            "$schema": {"$ref": "#/$defs/about", "required": ["format"], "minProperties": 5, "maxProperties": 5,
              "properties": {"title": true, "description": true, "type": {"const": "string"},
                "format": {"const": "uri"}, "const": {"$ref": "#/$defs/url"}, "pattern": true},
              "additionalProperties": false},
            "category": {"$ref": "#/$defs/about", "required": ["enum"],
              "properties": {"title": true, "description": true, "type": {"const": "string"},
                "enum": {"$ref": "#/$defs/categories"}},
              "additionalProperties": false},
            "critical": {"$ref": "#/$defs/about", "maxProperties": 5,
              "properties": {"title": true, "description": true, "type": {"const": "boolean"}, "default": true,
                "const": {"type": "boolean"}},
              "additionalProperties": false},
            "content": {"$ref": "#/$defs/about",
              "required": ["minProperties", "properties", "unevaluatedProperties"],
              "properties": {"type": {"const": "object"}, "minProperties": {"type": "integer", "minimum": 1},
                "unevaluatedProperties": {"const": false}}}
          }
        }
      },
      "additionalProperties": false
    },
    "metadata": {
      "type": "object",
      "required": ["$schema", "extension_schema", "last_updated", "requirement"],
      "properties": {
        "$schema": true,
        "extension_schema": {"$ref": "#/$defs/url"},
        "incompatible_extensions": {"type": "array", "minItems": 1, "uniqueItems": true,
          "items": {"$ref": "#/$defs/url"}},
        "last_updated": {"type": "string", "format": "date-time"},
        "requirement": {
          "type": "object",
          "required": ["$.x_extensions", "$.document.x_extensions", "$.product_tree.branches..product.x_extensions",
            "$.product_tree.full_product_names[*].x_extensions", "$.vulnerabilities[*].x_extensions",
            "$.vulnerabilities[*].metrics[*].content.x_extensions"],
          "minProperties": 7, "maxProperties": 7,
          "patternProperties": {
            "^\\$\\.(document\\.|vulnerabilities\\[\\*\\]\\.(metrics\\[\\*\\]\\.content\\.)?)?x_extensions$": {"$ref": "#/$defs/most"},
            "^\\$\\.product_tree\\.(branches\\.\\.product|full_product_names\\[\\*\\]|(relationships|product_paths)\\[\\*\\]\\.full_product_name)\\.x_extensions$": {"$ref": "#/$defs/most"}
          },
          "additionalProperties": false
        }
      },
      "additionalProperties": false
    },
    "most": {"type": "object", "required": ["max_occurrence"],
      "properties": {"max_occurrence": {"type": "integer", "minimum": 0}}, "additionalProperties": false}
  },
  "type": "object",
  "allOf": [
    {"if": {"properties": {"$schema": {"const": "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/extension-metadata.json"}}},
     "then": {"$ref": "#/$defs/metadata"}, "else": {"$ref": "#/$defs/extension"}}
  ]
})json";

class Gathering {
 public:
  Gathering() : set_(std::make_shared<CsafExtensions>()) {
    if (auto document = parsed("shapes", shapes)) shapes_ = *own_.add(std::move(document));
    problems_.add(own_.look_through(*shapes_));
  }

  void take(const NamedText& one) {
    auto document = parsed(one.name, one.text);
    if (!document) return;
    const Node root(document->root);
    if (!root.value().is_object()) return wrong(one.name, root, "is no object", "give schemas and metadata");
    if (root.text("$schema") == of_metadata) return take_metadata(std::move(document));
    const bool extension = root.text("$schema") == of_extensions;
    if (extension && !has_shape(*document)) return;
    auto added = set_->schemas.add(std::move(document));
    if (!added) return problems_.add(added.error());
    if (extension) set_->extensions.emplace((*added)->id, *added);
  }

  base::Result<std::shared_ptr<const CsafExtensions>> finish() {
    for (const auto& [id, document] : set_->extensions) problems_.add(set_->schemas.look_through(*document));
    for (const auto& document : metadata_) add_metadata(*document);
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return set_;
  }

 private:
  std::unique_ptr<Document> parsed(const std::string& name, std::string_view text) {
    auto document = std::make_unique<Document>();
    document->file = name;
    if (text.size() > extension_bytes_max) {
      problems_.add({name, "", "", "is too large", fmt::format("{} MiB are read", extension_bytes_max >> 20U)});
      return nullptr;
    }
    const auto root = json::parse(document->parser, name, text, depth_max);
    if (!root) {
      problems_.add(root.error());
      return nullptr;
    }
    document->root = *root;
    return document;
  }

  void wrong(const std::string& file, const Node& at, std::string what, std::string mend) {
    const std::string value =
        at.value().is_number() ? simdjson::minify(at.value()) : std::string(at.text().value_or(""));
    problems_.add({file, at.pointer(), shown(value), std::move(what), std::move(mend)});
  }

  bool has_shape(const Document& document) {
    std::size_t steps = csaf::file_steps_max;
    const auto verdict = own_.hold(*shapes_, Node(document.root), steps, [&](const Node& at, std::string what) {
      wrong(document.file, at, std::move(what), "see CSAF 2.1, section 2.4");
    });
    if (verdict == json::Verdict::undecided) {
      wrong(document.file, Node(document.root), "takes too long to look at", "write it plainly");
    }
    return verdict == json::Verdict::valid;
  }

  void take_metadata(std::unique_ptr<Document> document) {
    if (has_shape(*document)) metadata_.push_back(std::move(document));
  }

  void add_metadata(const Document& document) {
    const Node root(document.root);
    const std::string_view schema = root.text("extension_schema");
    if (!set_->extensions.contains(schema)) {
      return wrong(document.file, *root.find("extension_schema"), "is the schema of no extension that is given",
                   "put that schema beside it");
    }
    csaf::ExtensionMetadata metadata;
    root.each("incompatible_extensions", [&](const Node& one) { metadata.incompatible.emplace_back(*one.text()); });
    const auto requirement = root.find("requirement");
    for (const csaf::ExtensionPath& path : csaf::extension_paths) {
      const auto at = requirement->find(path.path);
      if (at) metadata.most.at(static_cast<std::size_t>(path.place)) = most_of(*at);
    }
    if (!set_->metadata.emplace(schema, std::move(metadata)).second) {
      wrong(document.file, *root.find("extension_schema"), "has metadata already", "keep one file of the two");
    }
  }

  static std::uint64_t most_of(const Node& at) {
    const double most = at.number("max_occurrence").value_or(0);
    return most < 1e9 ? static_cast<std::uint64_t>(most) : 1'000'000'000;
  }

  std::shared_ptr<CsafExtensions> set_;
  json::Schemas own_;
  const Document* shapes_ = nullptr;
  std::vector<std::unique_ptr<Document>> metadata_;
  base::Problems problems_;
};

}  // namespace

base::Result<std::shared_ptr<const CsafExtensions>> parse_csaf_extensions(const std::vector<NamedText>& texts) {
  Gathering gathering;
  for (const NamedText& one : texts) gathering.take(one);
  return gathering.finish();
}

base::Result<std::shared_ptr<const CsafExtensions>> load_csaf_extensions(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<fs::path> files;
  for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    if (at->is_regular_file(error) && at->path().extension() == ".json") files.push_back(at->path());
  }
  const auto refused = [&](std::string what, std::string mend) {
    return tl::unexpected(base::Problem{folder.string(), "", "", std::move(what), std::move(mend)});
  };
  if (error) return refused("cannot be read: " + error.message(), "name a folder of schemas of extensions");
  if (files.empty()) return refused("holds no file that ends in .json", "put the schemas of extensions into it");
  if (files.size() > extension_files_max) {
    return refused("holds too many files", fmt::format("{} are read", extension_files_max));
  }
  std::ranges::sort(files);
  Gathering gathering;
  base::Problems problems;
  for (const fs::path& file : files) {
    const auto bytes = read_bytes(file, extension_bytes_max);
    if (bytes) gathering.take({file.string(), *bytes});
    if (!bytes) problems.add(bytes.error());
  }
  auto set = gathering.finish();
  if (!set) problems.add(set.error());
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return set;
}

}  // namespace ingest
