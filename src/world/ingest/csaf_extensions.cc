// Extensions (2.1): whether each has the fields that every extension has (6.1.60.1), is as its own schema asks
// (6.1.60.2), and stands where and as often as its metadata allows (6.1.60.3). Schemas and metadata are given to the
// program; without them an extension is left unchecked, and said to be.

#include "world/ingest/csaf_extensions.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "world/ingest/csaf_extension_set.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

constexpr std::array<std::string_view, 4> fields = {"$schema", "category", "critical", "content"};
constexpr std::array<std::string_view, 3> categories = {"essential", "significant", "supplementary"};

void check_one(Document& document, const Node& one) {
  simdjson::dom::object object;
  if (one.value().get_object().get(object) != simdjson::SUCCESS) {
    return document.note("6.1.60.1", one, "is no object");
  }
  for (const std::string_view field : fields) {
    if (!one.has(field)) document.note("6.1.60.1", one, fmt::format("{} is missing", field));
  }
  for (const auto& [key, value] : object) {
    if (std::ranges::find(fields, key) == fields.end()) {
      document.note("6.1.60.1", Node(value, one, key), "is no field of an extension");
    }
  }
  const auto category = one.find("category");
  if (category && std::ranges::find(categories, category->text().value_or("")) == categories.end()) {
    document.note("6.1.60.1", *category, "is none of essential, significant, supplementary");
  }
  const auto critical = one.find("critical");
  if (critical && !critical->value().is_bool()) document.note("6.1.60.1", *critical, "is neither true nor false");
  const auto content = one.find("content");
  simdjson::dom::object inner;
  if (content && (content->value().get_object().get(inner) != simdjson::SUCCESS || inner.size() == 0)) {
    document.note("6.1.60.1", *content, "is no object with something in it");
  }
}

/// How an extension without a schema is spoken of: by its class, as far as that can be told (2.4.1 of the standard).
std::string_view kind_of(std::string_view schema) {
  if (schema.starts_with("https://docs.oasis-open.org/csaf/")) return "it is an official extension";
  return "it is no official extension, and OASIS's list of registered ones is not here";
}

/// The lists of extensions of a document, each with its place.
template <class What>
void each_list(const Node& root, const What& what) {
  const auto in = [&](const Node& of, ExtensionPlace place) {
    if (const auto list = of.find("x_extensions")) what(*list, place);
  };
  in(root, ExtensionPlace::root);
  if (const auto head = root.find("document")) in(*head, ExtensionPlace::document);
  if (const auto tree = root.find("product_tree")) {
    each_in_branches(*tree, [&](const Node& product) { in(product, ExtensionPlace::branch); });
    tree->each("full_product_names", [&](const Node& product) { in(product, ExtensionPlace::product); });
    tree->each("product_paths", [&](const Node& one) {
      if (const auto product = one.find("full_product_name")) in(*product, ExtensionPlace::combined);
    });
  }
  root.each("vulnerabilities", [&](const Node& vulnerability) {
    in(vulnerability, ExtensionPlace::vulnerability);
    vulnerability.each("metrics", [&](const Node& metric) {
      if (const auto content = metric.find("content")) in(*content, ExtensionPlace::metric);
    });
  });
}

class Held {
 public:
  explicit Held(Document& document) : document_(document), known_(document.beside->extensions.get()) {}

  /// 6.1.60.2
  void against_schema(const Node& one) {
    const auto schema = one.find("$schema");
    if (!schema || !schema->text()) return;  // 6.1.60.1
    const auto* const found = of(&CsafExtensions::extensions, *schema->text());
    if (found == nullptr) {
      return document_.leave("6.1.60.2", *schema, fmt::format("its schema is not given; {}", kind_of(*schema->text())));
    }
    const auto verdict = known_->schemas.hold(**found, one, steps_, [&](const Node& at, std::string what) {
      document_.note("6.1.60.2", at, std::move(what));
    });
    if (verdict == json::Verdict::undecided) {
      document_.leave("6.1.60.2", *schema, "the extension takes too long to hold against its schema");
    }
  }

  /// 6.1.60.3
  void against_metadata(const Node& list, ExtensionPlace place) {
    std::map<std::string_view, std::uint64_t> times;
    list.each_item([&](const Node& one) {
      const auto schema = one.find("$schema");
      if (!schema || !schema->text()) return;  // 6.1.60.1
      const std::string_view id = *schema->text();
      const std::uint64_t time = ++times[id];
      const auto* const found = of(&CsafExtensions::metadata, id);
      if (found != nullptr) {
        count(*schema, time, found->most.at(static_cast<std::size_t>(place)));
        if (time == 1) look_for_incompatible(*schema, *found);
      } else if (time == 1) {
        document_.leave("6.1.60.3", *schema, fmt::format("its metadata is not given; {}", kind_of(id)));
      }
    });
  }

 private:
  template <class Value>
  const Value* of(std::map<std::string, Value, std::less<>> CsafExtensions::*which, std::string_view id) const {
    if (known_ == nullptr) return nullptr;
    const auto at = (known_->*which).find(id);
    return at == (known_->*which).end() ? nullptr : &at->second;
  }

  void count(const Node& schema, std::uint64_t time, std::uint64_t most) {
    if (time <= most) return;
    const std::string often = most == 1 ? "once" : fmt::format("{} times", most);
    document_.note(
        "6.1.60.3", schema,
        most == 0 ? "is of an extension that may not stand here" : "is of an extension that may stand here " + often);
  }

  void look_for_incompatible(const Node& schema, const ExtensionMetadata& metadata) {
    if (metadata.incompatible.empty()) return;
    if (all_.empty()) {
      each_list(document_.root, [&](const Node& list, ExtensionPlace) {
        list.each_item([&](const Node& one) { all_.insert(one.text("$schema")); });
      });
    }
    const auto [at, fresh] = others_.try_emplace(*schema.text());
    if (fresh) {
      std::ranges::copy_if(metadata.incompatible, std::back_inserter(at->second),
                           [&](const std::string& other) { return all_.contains(other); });
    }
    for (const std::string& other : at->second) {
      document_.note("6.1.60.3", schema, "is of an extension that does not go with that of " + other);
    }
  }

  Document& document_;
  const CsafExtensions* known_;
  std::size_t steps_ = document_steps_max;
  std::set<std::string_view> all_;  ///< schemas of the document's extensions, once asked for
  std::map<std::string_view, std::vector<std::string>> others_;  ///< of them: those that a schema does not go with
};

}  // namespace

void each_extension(const Node& root, const std::function<void(const Node&)>& what) {
  each_list(root, [&](const Node& list, ExtensionPlace) { list.each_item(what); });
}

void check_extensions(Document& document) {
  if (document.edition != Edition::v2_1) return;
  Held held(document);
  each_list(document.root, [&](const Node& list, ExtensionPlace place) {
    list.each_item([&](const Node& one) {
      check_one(document, one);
      held.against_schema(one);
    });
    held.against_metadata(list, place);
  });
}

}  // namespace ingest::csaf
