// What the document says of itself: its language, who translated it, its category, and what that category asks for.

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "world/advisory/language.h"
#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

bool all_of_letters_or_digits(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

/// A tag of RFC 5646: its first part is a registered language (or i or x), the others are well formed.
bool is_language_tag(std::string_view tag) {
  const std::string_view first = tag.substr(0, tag.find('-'));
  const bool special = first == "i" || first == "x" || first == "I" || first == "X";
  if (!special && !advisory::is_language(first)) return false;
  tag.remove_prefix(first.size());
  while (!tag.empty()) {
    tag.remove_prefix(1);
    const std::string_view part = tag.substr(0, tag.find('-'));
    if (part.empty() || part.size() > 8 || !all_of_letters_or_digits(part)) return false;
    tag.remove_prefix(part.size());
  }
  return true;
}

void check_languages(Document& document, const Node& head) {
  const json::Fields<"lang", "source_lang", "publisher"> fields(head);
  const auto check = [&](const std::optional<Node>& tag) {
    if (tag && !is_language_tag(tag->text().value_or(""))) document.note("6.1.12", *tag, "is no language of BCP 47");
  };
  const auto source = fields.find<"source_lang">();
  check(fields.find<"lang">());
  check(source);
  const auto publisher = fields.find<"publisher">();
  if (publisher && publisher->text("category") == "translator" && !source) {
    document.note("6.1.15", *publisher, "a translation says from which language: source_lang is missing");
  }
  if (source && fields.text<"lang">() == source->text().value_or("")) {
    document.note("6.1.28", *source, "is the language of the translation too");
  }
}

constexpr std::string_view profiles_2_0[] = {"csaf_base", "csaf_security_incident_response",
                                             "csaf_informational_advisory", "csaf_security_advisory", "csaf_vex"};
constexpr std::string_view profiles_2_1[] = {"csaf_base",
                                             "csaf_security_incident_response",
                                             "csaf_informational_advisory",
                                             "csaf_security_advisory",
                                             "csaf_vex",
                                             "csaf_deprecated_security_advisory",
                                             "csaf_withdrawn",
                                             "csaf_superseded",
                                             "csaf_vulnerability_report"};

std::span<const std::string_view> profiles_of(const Document& document) {
  if (document.edition == Edition::v2_1) return profiles_2_1;
  return profiles_2_0;
}

/// Hyphens, dashes, low lines and blanks of Unicode beyond ASCII, in UTF-8.
constexpr std::array<std::string_view, 26> parting = {
    "\u00A0", "\u00AD", "\u058A", "\u05BE", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
    "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2010", "\u2011", "\u2012",
    "\u2013", "\u2014", "\u2015", "\u2212", "\u0332", "\u203F", "\u3000", "\uFF3F"};

/// Small letters without hyphens, dashes, low lines and blanks.
std::string bare(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* const sign = std::ranges::find_if(parting, [&](std::string_view one) { return text.starts_with(one); });
    if (sign != parting.end()) {
      text.remove_prefix(sign->size());
      continue;
    }
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '-' || c == '_' || c == ' ' || (c >= '\t' && c <= '\r')) continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string small_letters(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

/// 6.1.26: a category of one's own is not written so that it could be taken for a profile.
void check_category(Document& document, const Node& head) {
  const auto category = head.find("category");
  const std::string_view text = category ? category->text().value_or("") : std::string_view();
  const auto profiles = profiles_of(document);
  if (text.empty() || std::ranges::find(profiles, text) != profiles.end()) return;
  const std::string mine = bare(text);
  if (document.edition == Edition::v2_1 && small_letters(text).starts_with("csaf_")) {
    document.note("6.1.26", *category, "begins as profiles of CSAF do, but is none");
    return;
  }
  const bool taken = std::ranges::any_of(profiles, [&](std::string_view profile) {
    const std::string theirs = bare(profile);
    return mine == theirs || (profile != "csaf_base" && mine == theirs.substr(4));
  });
  if (taken) document.note("6.1.26", *category, "reads like a profile of CSAF, but is none");
}

/// Whether a list has an item whose category is one of those.
bool has_category(const Node& of, std::string_view list, std::initializer_list<std::string_view> categories) {
  bool found = false;
  of.each(list, [&](const Node& item) {
    found = found || std::ranges::find(categories, item.text("category")) != categories.end();
  });
  return found;
}

void check_no_vulnerabilities(Document& document) {
  const auto vulnerabilities = document.root.find("vulnerabilities");
  if (vulnerabilities)
    document.note("6.1.27.3", *vulnerabilities, "a document of this category has no vulnerabilities");
}

/// 6.1.27.1 to 6.1.27.3
void check_information(Document& document, const Node& head, std::string_view profile) {
  if (!has_category(head, "notes", {"description", "details", "general", "summary"})) {
    document.note("6.1.27.1", head, "has no note that is a description, details, general or a summary");
  }
  if (!has_category(head, "references", {"external"})) {
    document.note("6.1.27.2", head, "has no external reference");
  }
  if (profile == "csaf_informational_advisory") check_no_vulnerabilities(document);
}

/// The products that items of a list are about, by themselves or through their groups.
void add_products(const Node& item, const Groups& groups, std::unordered_set<std::string_view>& products) {
  item.each("product_ids", [&](const Node& product) { products.insert(product.text().value_or("")); });
  item.each("group_ids", [&](const Node& group) {
    const auto members = groups.find(group.text().value_or(""));
    if (members != groups.end()) products.insert(members->second.begin(), members->second.end());
  });
}

/// 6.1.27.9 and 6.1.27.10: who says "not affected" says why; who says "affected" says what to do.
void check_statements(Document& document, const Node& vulnerability, const Groups& groups) {
  std::unordered_set<std::string_view> excused;
  std::unordered_set<std::string_view> helped;
  vulnerability.each("flags", [&](const Node& flag) { add_products(flag, groups, excused); });
  vulnerability.each("threats", [&](const Node& threat) {
    if (threat.text("category") == "impact") add_products(threat, groups, excused);
  });
  vulnerability.each("remediations", [&](const Node& one) { add_products(one, groups, helped); });
  const auto status = vulnerability.find("product_status");
  if (!status) return;
  status->each("known_not_affected", [&](const Node& product) {
    if (!excused.contains(product.text().value_or(""))) {
      document.note("6.1.27.9", product, "nothing says why the product is not affected");
    }
  });
  status->each("known_affected", [&](const Node& product) {
    if (!helped.contains(product.text().value_or(""))) {
      document.note("6.1.27.10", product, "nothing says what to do about the product");
    }
  });
}

/// 6.1.27.8, of 2.1: an id may be given for some products only; each product has one.
void check_named(Document& document, const Node& vulnerability, const Groups& groups) {
  std::unordered_set<std::string_view> named;
  bool all = false;
  vulnerability.each("ids", [&](const Node& id) {
    if (!id.has("product_ids") && !id.has("group_ids")) all = true;
    add_products(id, groups, named);
  });
  const auto status = vulnerability.find("product_status");
  if (all || !status) return;
  for (const std::string_view list : {"first_affected", "first_fixed", "fixed", "known_affected", "known_not_affected",
                                      "last_affected", "recommended", "under_investigation", "unknown"}) {
    status->each(list, [&](const Node& product) {
      if (!named.contains(product.text().value_or(""))) {
        document.note("6.1.27.8", product, "the vulnerability has neither cve nor an id for this product");
      }
    });
  }
}

/// What a product is a version of: the branch that its versions hang on. A combined product is a version of what it
/// begins with, on the same further products; what is installed with something else is a way to mend that.
class Kinds {
 public:
  /// None are asked for in 2.0.
  explicit Kinds(const Document& document) {
    if (document.edition != Edition::v2_1) return;
    const auto tree = document.root.find("product_tree");
    if (!tree) return;
    walk(*tree, 0);
    tree->each("product_paths", [&](const Node& path) {
      const auto product = path.find("full_product_name");
      if (product) take(path, product->text("product_id"));
    });
  }

  /// Several where it mends something; none for a product outside of the tree's branches.
  [[nodiscard]] std::vector<std::string> of(std::string_view product) const {
    const auto found = kinds_.find(product);
    return found == kinds_.end() ? std::vector<std::string>() : found->second;
  }

 private:
  /// `kind`: number of the branch that names the product.
  void walk(const Node& node, std::size_t kind) {
    node.each("branches", [&](const Node& branch) {
      const std::string_view category = branch.text("category");
      const bool version = category == "product_version" || category == "product_version_range" ||
                           category == "patch_level" || category == "service_pack";
      const std::size_t here = version ? kind : ++last_;
      const auto product = branch.find("product");
      if (product) kinds_[product->text("product_id")].push_back(fmt::format("{}", here));
      walk(branch, here);
    });
  }

  void take(const Node& path, std::string_view id) {
    std::vector<std::string> ways = of(path.text("beginning_product_reference"));
    std::vector<std::string> all;
    path.each("subpaths", [&](const Node& step) {
      const std::string_view next = step.text("next_product_reference");
      if (step.text("category") == "installed_with") {
        all.insert(all.end(), ways.begin(), ways.end());
        auto& mends = kinds_[next];
        mends.insert(mends.end(), ways.begin(), ways.end());
      }
      for (std::string& way : ways) way += fmt::format("/{}", next);
    });
    all.insert(all.end(), ways.begin(), ways.end());
    kinds_[id] = std::move(all);
  }

  std::unordered_map<std::string_view, std::vector<std::string>> kinds_;
  std::size_t last_ = 0;
};

/// 6.1.27.12 and 6.1.27.13: a security advisory names what is affected, and of all that is fixed another version that
/// is.
void check_affected(Document& document, const Node& vulnerability, const Kinds& kinds) {
  const auto status = vulnerability.find("product_status");
  if (!status) return;
  if (!status->has("known_affected")) document.note("6.1.27.12", *status, "known_affected is missing");
  std::unordered_set<std::string> affected;
  for (const std::string_view list : {"first_affected", "known_affected", "last_affected"}) {
    status->each(list, [&](const Node& product) {
      for (std::string& kind : kinds.of(product.text().value_or(""))) affected.insert(std::move(kind));
    });
  }
  for (const std::string_view list : {"first_fixed", "fixed"}) {
    status->each(list, [&](const Node& product) {
      const std::vector<std::string> own = kinds.of(product.text().value_or(""));
      const bool told =
          own.empty() ? status->has("known_affected")
                      : std::ranges::any_of(own, [&](const std::string& kind) { return affected.contains(kind); });
      if (!told) document.note("6.1.27.13", product, "no version of this product is listed as affected");
    });
  }
}

/// 6.1.27.4 to 6.1.27.13
void check_vulnerabilities_told(Document& document, std::string_view profile) {
  const bool vex = profile == "csaf_vex";
  const bool affected = profile == "csaf_security_advisory" && document.edition == Edition::v2_1;
  const Kinds kinds(document);
  if (!document.root.has("product_tree")) document.note("6.1.27.4", document.root, "product_tree is missing");
  if (!document.root.has("vulnerabilities")) document.note("6.1.27.11", document.root, "vulnerabilities is missing");
  const Groups groups = groups_of(document);
  document.root.each("vulnerabilities", [&](const Node& vulnerability) {
    const json::Fields<"notes", "product_status"> fields(vulnerability);
    if (!fields.has<"notes">()) document.note("6.1.27.5", vulnerability, "notes is missing");
    const auto status = fields.find<"product_status">();
    if (!vex) {
      if (!status) document.note("6.1.27.6", vulnerability, "product_status is missing");
      if (affected) check_affected(document, vulnerability, kinds);
      return;
    }
    const bool said = status && (status->has("fixed") || status->has("known_affected") ||
                                 status->has("known_not_affected") || status->has("under_investigation"));
    if (!said) {
      document.note("6.1.27.7", status ? *status : vulnerability,
                    "has none of fixed, known_affected, known_not_affected, under_investigation");
    }
    if (!vulnerability.has("cve") && !vulnerability.has("ids")) {
      document.note("6.1.27.8", vulnerability, "has neither cve nor ids");
    } else if (!vulnerability.has("cve") && document.edition == Edition::v2_1) {
      check_named(document, vulnerability, groups);
    }
    check_statements(document, vulnerability, groups);
  });
}

bool is_english(const Node& head) {
  const std::string lang = small_letters(head.text("lang"));
  return lang.empty() || lang == "en" || lang.starts_with("en-");
}

/// Exactly one note has the title, and it is a description.
void check_reason(Document& document, const Node& head, std::string_view test, std::string_view title) {
  std::size_t times = 0;
  head.each("notes", [&](const Node& note) {
    if (note.text("title") != title) return;
    ++times;
    if (note.text("category") != "description") document.note(test, note, "this note is a description");
  });
  if (times != 1) document.note(test, head, fmt::format("exactly one note has the title \"{}\"", title));
}

/// 6.1.27.3 and 6.1.27.14 to 6.1.27.19: what takes a document back.
void check_taken_back(Document& document, const Node& head, std::string_view profile) {
  check_no_vulnerabilities(document);
  if (!has_category(head, "notes", {"description"})) {
    document.note("6.1.27.14", head, "has no note that is a description");
  }
  if (const auto tree = document.root.find("product_tree")) {
    document.note("6.1.27.15", *tree, "a document of this category has no product tree");
  }
  const auto tracking = head.find("tracking");
  std::size_t revisions = 0;
  if (tracking) tracking->each("revision_history", [&](const Node&) { ++revisions; });
  if (tracking && revisions < 2) {
    document.note("6.1.27.16", *tracking, "what is taken back has at least two revisions");
  }
  if (!is_english(head)) return;
  if (profile == "csaf_withdrawn") return check_reason(document, head, "6.1.27.17", "Reasoning for Withdrawal");
  check_reason(document, head, "6.1.27.18", "Reasoning for Supersession");
  bool referred = false;
  head.each("references", [&](const Node& one) {
    const bool right = one.text("summary").starts_with("Superseding Document") && one.text("category") == "external";
    referred = referred || right;
  });
  if (!referred)
    document.note("6.1.27.19", head, "no external reference's summary begins with \"Superseding Document\"");
}

}  // namespace

void check_profiles(Document& document) {
  const auto head = document.root.find("document");
  if (!head) return;
  check_languages(document, *head);
  check_category(document, *head);
  const std::string_view profile = head->text("category");
  const bool later = document.edition == Edition::v2_1;
  if (profile == "csaf_security_incident_response" || profile == "csaf_informational_advisory") {
    check_information(document, *head, profile);
  }
  if (profile == "csaf_security_advisory" || profile == "csaf_vex" ||
      (later && profile == "csaf_deprecated_security_advisory")) {
    check_vulnerabilities_told(document, profile);
  }
  if (later && (profile == "csaf_withdrawn" || profile == "csaf_superseded")) {
    check_taken_back(document, *head, profile);
  }
}

}  // namespace ingest::csaf
