#include "world/ingest/csaf_feed.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

#include "world/advisory/cvss.h"
#include "world/ingest/csaf.h"
#include "world/ingest/csaf_extensions.h"
#include "world/ingest/csaf_head.h"
#include "world/ingest/csaf_tree.h"
#include "world/ingest/json_node.h"
#include "world/ingest/json_text.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using json::Node;

/// Reading one document.
class Reader {
 public:
  Reader(const std::string& name, const Node& root) : name_(name), root_(root) {}

  base::Result<FeedReading> read() {
    read_head();
    csaf::ProductTree tree = csaf::read_tree(name_, root_, problems_);
    products_ = std::move(tree.index);
    groups_ = std::move(tree.groups);
    advisory_.products = std::move(tree.products);
    root_.each("vulnerabilities", [&](const Node& node) { read_vulnerability(node); });
    if (advisory_.head.csaf_version == "2.1") name_critical_extensions();
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    reading_.advisories.push_back(std::move(advisory_));
    return std::move(reading_);
  }

 private:
  void read_head() {
    const auto head = root_.find("document");
    const auto tracking = head ? head->find("tracking") : std::nullopt;
    const auto publisher = head ? head->find("publisher") : std::nullopt;
    advisory_.feed = advisory::Feed::csaf;
    if (tracking) advisory_.id = tracking->text("id");
    if (publisher) advisory_.publisher = publisher->text("namespace");
    for (const auto& [place, text] : {std::pair("/document/tracking/id", &advisory_.id),
                                      std::pair("/document/publisher/namespace", &advisory_.publisher)}) {
      if (text->empty()) problems_.add({name_, place, "", "is missing", "it says which advisory this is"});
    }
    if (!head || !tracking) return;
    advisory_.title = head->text("title");
    advisory_.prose = prose_of(*head);
    advisory_.revision = tracking->text("version");
    advisory_.date = tracking->text("current_release_date");
    advisory_.withdrawn = head->text("category") == "csaf_withdrawn";  // 2.1, section 4.6
    advisory_.head = csaf::read_head(*head);
  }

  /// No extension is known here, and of one that is critical a consumer must warn.
  void name_critical_extensions() {
    csaf::each_extension(root_, [&](const Node& one) {
      const auto critical = one.find("critical");
      bool is_critical = false;
      if (!critical || critical->value().get_bool().get(is_critical) != simdjson::SUCCESS || !is_critical) return;
      reading_.refused.add({name_, one.pointer(), shown(one.text("$schema")),
                            "is an extension that must be understood, and is left out",
                            "read what it says in the document itself"});
    });
  }

  void read_vulnerability(const Node& node) {
    advisory::Vulnerability one;
    one.id = node.text("cve");
    node.each("ids", [&](const Node& id) {
      if (one.id.empty()) one.id = id.text("text");
    });
    one.title = node.text("title");
    one.prose = prose_of(node);
    if (one.id.empty()) one.id = advisory_.id;
    if (const auto cwe = node.find("cwe")) one.weaknesses.emplace_back(cwe->text("id"));  // 2.0: one; 2.1: a list
    node.each("cwes", [&](const Node& cwe) { one.weaknesses.emplace_back(cwe.text("id")); });
    read_statuses(node, one);
    node.each("remediations", [&](const Node& item) { read_remediation(item, one); });
    node.each("scores", [&](const Node& item) { read_scores(item, item, one); });  // 2.0
    node.each("metrics", [&](const Node& item) {                                   // 2.1
      const auto content = item.find("content");
      if (!content) return;
      read_scores(item, *content, one);
      read_likelihood(*content, one);
    });
    node.each("first_known_exploitation_dates", [&](const Node& item) {  // 2.1
      const std::string day(item.text("date").substr(0, 10));
      if (!one.exploited || day < one.exploited->added) one.exploited = advisory::KnownExploited{day, "", "", false};
    });
    advisory_.vulnerabilities.push_back(std::move(one));
  }

  /// The same in a document's head and in a vulnerability: notes_t, references_t and acknowledgments_t of the schema.
  static advisory::Prose prose_of(const Node& node) {
    advisory::Prose prose;
    node.each("notes", [&](const Node& one) {
      prose.notes.push_back(
          {std::string(one.text("category")), std::string(one.text("title")), std::string(one.text("text"))});
    });
    node.each("references", [&](const Node& one) {
      prose.references.push_back(
          {std::string(one.text("category")), std::string(one.text("url")), std::string(one.text("summary"))});
    });
    node.each("acknowledgments", [&](const Node& one) {
      advisory::Acknowledgement thanks{{}, std::string(one.text("organization")), std::string(one.text("summary"))};
      one.each("names", [&](const Node& name) { thanks.names.emplace_back(name.text().value_or("")); });
      prose.acknowledgements.push_back(std::move(thanks));
    });
    return prose;
  }

  void read_statuses(const Node& node, advisory::Vulnerability& one) {
    const auto list = node.find("product_status");
    if (!list) return;
    for (int i = 0; i < advisory::statuses; ++i) {
      const auto status = static_cast<advisory::Status>(i);
      list->each(advisory::name_of(status), [&](const Node& id) {
        if (const auto product = product_of(id)) one.statements.push_back({*product, status});
      });
    }
    list->each("unknown", [&](const Node& id) {  // 2.1: nobody looked into it, so nobody can tell either
      if (const auto product = product_of(id)) {
        one.statements.push_back({*product, advisory::Status::under_investigation});
      }
    });
  }

  void read_remediation(const Node& node, advisory::Vulnerability& one) {
    advisory::Remediation remediation;
    remediation.kind = node.text("category");
    remediation.details = node.text("details");
    remediation.date = node.text("date");
    remediation.products = products_of(node, "product_ids");
    node.each("group_ids", [&](const Node& id) {
      const auto group = groups_.find(std::string(id.text().value_or("")));
      if (group == groups_.end()) return undefined(id, "group");
      remediation.products.insert(remediation.products.end(), group->second.begin(), group->second.end());
    });
    one.remediations.push_back(std::move(remediation));
  }

  static void read_likelihood(const Node& content, advisory::Vulnerability& one) {
    const auto epss = content.find("epss");
    if (!epss) return;
    const auto share = [&](std::string_view key) {
      const std::string_view text = epss->text(key);
      double value = -1;
      std::from_chars(text.data(), text.data() + text.size(), value);
      return value;
    };
    const advisory::Epss found{share("probability"), share("percentile"), std::string(epss->text("timestamp"))};
    const bool right =
        found.probability >= 0 && found.probability <= 1 && found.percentile >= 0 && found.percentile <= 1;
    if (right) one.epss = found;
  }

  void read_scores(const Node& item, const Node& content, advisory::Vulnerability& one) {
    for (const std::string_view key : {"cvss_v2", "cvss_v3", "cvss_v4"}) {
      const auto cvss = content.find(key);
      if (!cvss) continue;
      const auto vector = advisory::parse_cvss(cvss->text("vectorString"));
      if (!vector) {
        reading_.refused.add({name_, cvss->pointer() + "/vectorString", shown(cvss->text("vectorString")),
                              vector.error().kept().front().what, "see the specification of CVSS"});
        continue;
      }
      one.scores.push_back(
          {vector->version, advisory::to_text(*vector), advisory::score(*vector).base, products_of(item, "products")});
    }
  }

  std::optional<std::uint32_t> product_of(const Node& id) {
    const auto found = products_.find(std::string(id.text().value_or("")));
    if (found != products_.end()) return found->second;
    undefined(id, "product");
    return std::nullopt;
  }

  std::vector<std::uint32_t> products_of(const Node& node, std::string_view key) {
    std::vector<std::uint32_t> products;
    node.each(key, [&](const Node& id) {
      if (const auto product = product_of(id)) products.push_back(*product);
    });
    return products;
  }

  void undefined(const Node& id, std::string_view what) {
    problems_.add({name_, id.pointer(), shown(id.text().value_or("")),
                   fmt::format("is no {} of the product tree", what), "define it there"});
  }

  const std::string& name_;
  const Node& root_;
  csaf::ProductTree::Index products_;
  csaf::ProductTree::Groups groups_;
  advisory::Advisory advisory_;
  FeedReading reading_;
  base::Problems problems_;
};

}  // namespace

base::Result<FeedReading> parse_csaf_feed(const std::string& name, std::string_view bytes) {
  if (bytes.size() > csaf_bytes_max) {
    return tl::unexpected(
        base::Problem{name, "", "", "is too large", fmt::format("{} MiB are read", csaf_bytes_max >> 20U)});
  }
  simdjson::dom::parser parser;
  const auto element = json::parse(parser, name, bytes, csaf_depth_max);
  if (!element) return tl::unexpected(element.error());
  const Node root(*element);
  const auto head = root.find("document");
  const std::string_view version = head ? head->text("csaf_version") : std::string_view();
  if (version != "2.0" && version != "2.1") {
    return tl::unexpected(base::Problem{name, "/document/csaf_version", shown(version),
                                        version.empty() ? "is missing" : "is a version that is not known",
                                        "CSAF 2.0 and 2.1 are read"});
  }
  auto reading = Reader(name, root).read();
  if (reading) reading->kind = fmt::format("CSAF {}", version);
  return reading;
}

}  // namespace ingest
