// What the document says of itself: its language, who translated it, its category, and what that category asks for.

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

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
  for (const std::string_view key : {"lang", "source_lang"}) {
    const auto tag = head.find(key);
    if (tag && !is_language_tag(tag->text().value_or(""))) document.note("6.1.12", *tag, "is no language of BCP 47");
  }
  const auto publisher = head.find("publisher");
  if (publisher && publisher->text("category") == "translator" && !head.has("source_lang")) {
    document.note("6.1.15", *publisher, "a translation says from which language: source_lang is missing");
  }
  const auto source = head.find("source_lang");
  if (source && head.text("lang") == source->text().value_or("")) {
    document.note("6.1.28", *source, "is the language of the translation too");
  }
}

constexpr std::array profiles = {"csaf_base", "csaf_security_incident_response", "csaf_informational_advisory",
                                 "csaf_security_advisory", "csaf_vex"};

/// Small letters without '-', '_' and blanks.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-' || c == '_' || c == ' ' || c == '\t') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

/// 6.1.26: a category of one's own is not written so that it could be taken for a profile.
void check_category(Document& document, const Node& head) {
  const auto category = head.find("category");
  const std::string_view text = category ? category->text().value_or("") : std::string_view();
  if (text.empty() || std::ranges::find(profiles, text) != profiles.end()) return;
  const std::string mine = bare(text);
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

/// 6.1.27.1 to 6.1.27.3
void check_information(Document& document, const Node& head, std::string_view profile) {
  if (!has_category(head, "notes", {"description", "details", "general", "summary"})) {
    document.note("6.1.27.1", head, "has no note that is a description, details, general or a summary");
  }
  if (!has_category(head, "references", {"external"})) {
    document.note("6.1.27.2", head, "has no external reference");
  }
  const auto vulnerabilities = document.root.find("vulnerabilities");
  if (profile == "csaf_informational_advisory" && vulnerabilities) {
    document.note("6.1.27.3", *vulnerabilities, "an informational advisory has no vulnerabilities");
  }
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

/// 6.1.27.4 to 6.1.27.11
void check_vulnerabilities_told(Document& document, bool vex) {
  if (!document.root.has("product_tree")) document.note("6.1.27.4", document.root, "product_tree is missing");
  if (!document.root.has("vulnerabilities")) document.note("6.1.27.11", document.root, "vulnerabilities is missing");
  const Groups groups = groups_of(document);
  document.root.each("vulnerabilities", [&](const Node& vulnerability) {
    if (!vulnerability.has("notes")) document.note("6.1.27.5", vulnerability, "notes is missing");
    const auto status = vulnerability.find("product_status");
    if (!vex) {
      if (!status) document.note("6.1.27.6", vulnerability, "product_status is missing");
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
    }
    check_statements(document, vulnerability, groups);
  });
}

}  // namespace

void check_profiles(Document& document) {
  const auto head = document.root.find("document");
  if (!head) return;
  check_languages(document, *head);
  check_category(document, *head);
  const std::string_view profile = head->text("category");
  if (profile == "csaf_security_incident_response" || profile == "csaf_informational_advisory") {
    check_information(document, *head, profile);
  }
  if (profile == "csaf_security_advisory" || profile == "csaf_vex") {
    check_vulnerabilities_told(document, profile == "csaf_vex");
  }
}

}  // namespace ingest::csaf
