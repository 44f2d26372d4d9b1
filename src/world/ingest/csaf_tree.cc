#include "world/ingest/csaf_tree.h"

#include <utility>

#include "world/ingest/csaf_feed.h"
#include "world/ingest/text.h"

namespace ingest::csaf {

namespace {

using json::Node;

/// What the branches on the way to a product say of it.
struct Way {
  std::string path;
  advisory::Product product;
  std::string patch;  ///< service pack and patch level: part of the version
};

void add(std::string& text, std::string_view more, std::string_view between) {
  if (!text.empty() && !more.empty()) text += between;
  text += more;
}

void step(Way& way, std::string_view category, std::string_view name) {
  add(way.path, name, " / ");
  advisory::Product& product = way.product;
  if (category == "vendor") product.vendor = name;
  if (category == "product_name") product.name = name;
  if (category == "product_family" && product.name.empty()) product.name = name;
  if (category == "legacy" && product.name.empty()) product.name = name;
  if (category == "service_pack" || category == "patch_level") add(way.patch, name, " ");
  if (category == "product_version" || category == "product_version_range") {
    product.versions = category == "product_version" ? advisory::Versions::exact : advisory::Versions::range;
    product.version = name;
  }
}

class Reader {
 public:
  Reader(const std::string& name, base::Problems& problems) : name_(name), problems_(problems) {}

  ProductTree read(const Node& tree) {
    read_branches(tree, {}, 0);
    tree.each("full_product_names", [&](const Node& node) { define(node, {}); });
    tree.each("relationships", [&](const Node& node) { read_relationship(node); });  // 2.0
    read_paths(tree);                                                                // 2.1
    tree.each("product_groups", [&](const Node& node) {
      auto& group = tree_.groups[std::string(node.text("group_id"))];
      node.each("product_ids", [&](const Node& id) {
        if (const auto product = find(id)) group.push_back(*product);
      });
    });
    return std::move(tree_);
  }

 private:
  void read_branches(const Node& node, const Way& above, int depth) {
    if (depth > csaf_branches_deep) {
      problems_.add({name_, node.pointer(), "", "branches too deep", "30 levels are read"});
      return;
    }
    node.each("branches", [&](const Node& branch) {
      Way way = above;
      step(way, branch.text("category"), branch.text("name"));
      if (const auto product = branch.find("product")) define(*product, way);
      read_branches(branch, way, depth + 1);
    });
  }

  void define(const Node& node, const Way& way) {
    advisory::Product product = way.product;
    product.id = node.text("product_id");
    product.path = way.path.empty() ? std::string(node.text("name")) : way.path;
    if (product.name.empty()) product.name = node.text("name");
    if (product.versions == advisory::Versions::exact) add(product.version, way.patch, " ");
    if (const auto found = node.find("product_identification_helper")) identify(*found, product);
    const auto number = static_cast<std::uint32_t>(tree_.products.size());
    if (product.id.empty() || !tree_.index.emplace(product.id, number).second) {
      problems_.add({name_, node.pointer() + "/product_id", shown(product.id),
                     product.id.empty() ? "is missing" : "is defined twice", "give each product an id of its own"});
    }
    tree_.products.push_back(std::move(product));
  }

  static void identify(const Node& node, advisory::Product& product) {
    product.cpe = node.text("cpe");
    product.purl = node.text("purl");  // 2.0; 2.1 has a list, of one package in several spellings
    node.each("purls", [&](const Node& purl) {
      if (product.purl.empty()) product.purl = purl.text().value_or("");
    });
    node.each("model_numbers", [&](const Node& model) { product.models.emplace_back(model.text().value_or("")); });
  }

  /// A product that is another one, installed on or part of a third.
  void read_relationship(const Node& node) {
    const auto full = node.find("full_product_name");
    const auto reference = node.find("product_reference");
    const auto relates = node.find("relates_to_product_reference");
    const auto what = reference ? find(*reference) : std::nullopt;
    const auto onto = relates ? find(*relates) : std::nullopt;
    if (!full || !what || !onto) return;
    Way way;
    way.product = tree_.products[*what];
    way.path = full->text("name");
    way.product.platform = tree_.products[*onto].path;
    define(*full, way);
  }

  /// Products that are combined over several steps. A path may begin with one that a later path defines: what cannot be
  /// read yet waits for another round.
  void read_paths(const Node& tree) {
    std::vector<bool> done;
    for (bool more = true; more;) {
      more = false;
      std::size_t number = 0;
      tree.each("product_paths", [&](const Node& path) {
        if (number == done.size()) done.push_back(false);
        if (!done[number] && is_defined(path)) {
          read_path(path);
          done[number] = more = true;
        }
        ++number;
      });
    }
    std::size_t number = 0;
    tree.each("product_paths", [&](const Node& path) {
      if (!done[number++]) read_path(path);  // says what is missing
    });
  }

  [[nodiscard]] bool is_defined(const Node& path) const {
    bool all = tree_.index.contains(std::string(path.text("beginning_product_reference")));
    path.each("subpaths", [&](const Node& step) {
      all = all && tree_.index.contains(std::string(step.text("next_product_reference")));
    });
    return all;
  }

  void read_path(const Node& path) {
    const auto full = path.find("full_product_name");
    const auto begin = path.find("beginning_product_reference");
    const auto what = begin ? find(*begin) : std::nullopt;
    if (!full || !what) return;
    Way way;
    way.product = tree_.products[*what];
    way.path = full->text("name");
    way.product.platform.clear();
    path.each("subpaths", [&](const Node& step) {
      const auto reference = step.find("next_product_reference");
      const auto onto = reference ? find(*reference) : std::nullopt;
      if (onto) add(way.product.platform, tree_.products[*onto].path, ", ");
    });
    define(*full, way);
  }

  std::optional<std::uint32_t> find(const Node& id) {
    const auto found = tree_.index.find(std::string(id.text().value_or("")));
    if (found != tree_.index.end()) return found->second;
    problems_.add({name_, id.pointer(), shown(id.text().value_or("")), "is no product of the product tree",
                   "define it, before what refers to it"});
    return std::nullopt;
  }

  const std::string& name_;
  base::Problems& problems_;
  ProductTree tree_;
};

}  // namespace

ProductTree read_tree(const std::string& name, const Node& root, base::Problems& problems) {
  const auto tree = root.find("product_tree");
  return tree ? Reader(name, problems).read(*tree) : ProductTree();
}

}  // namespace ingest::csaf
