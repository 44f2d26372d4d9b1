#include "world/advisory/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "world/advisory/field.h"

namespace advisory {

namespace {

constexpr std::array<std::string_view, parts> part_names{"document", "product", "vulnerability",
                                                         "status",   "remedy",  "score"};
constexpr std::array<std::string_view, 4> versions_names{"unstated", "exact", "range", "others"};

/// Facts of one part of a document: what they are about -> what is said.
using Facts = std::map<std::string, std::string>;

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, ", "));
}

/// Notes by category and title, and one after the other where several have both; references by their address.
void add(const Prose& prose, Facts& facts) {
  for (const Note& one : prose.notes) {
    std::string& text = facts["note " + one.category + (one.title.empty() ? "" : " \"" + one.title + "\"")];
    text += (text.empty() ? "" : "\n") + one.text;
  }
  for (const Reference& one : prose.references) {
    facts["reference " + one.url] = one.summary.empty() ? one.url : one.summary;
  }
  for (const Acknowledgement& one : prose.acknowledgements) {
    std::string& text = facts["acknowledgement of " + (one.names.empty() ? one.organisation : joined(one.names))];
    text += (text.empty() ? "" : "\n") + one.organisation + (one.organisation.empty() ? "" : ": ") + one.summary;
  }
}

/// Revisions by their numbers.
void add(const Head& head, Facts& facts) {
  for (const Field field : shown_of_head()) facts[std::string(name_of(field))] = joined(values_of(head, field));
  for (const Revision& one : head.history) {
    std::string& text = facts["history " + one.number];
    text += (text.empty() ? "" : "\n") + one.date + ": " + one.summary +
            (one.legacy_version.empty() ? "" : " (" + one.legacy_version + ")");
  }
}

Facts facts_of(const Advisory& one, bool with_head) {
  Facts facts{{"title", one.title},
              {"revision", one.revision},
              {"date", one.date},
              {"withdrawn", one.withdrawn ? "yes" : "no"}};
  if (with_head) add(one.head, facts);
  add(one.prose, facts);
  return facts;
}

/// All of a product but its id, and its path, which is made of the rest.
Facts facts_of(const Product& one) {
  return {{"vendor", one.vendor},
          {"name", one.name},
          {"versions", std::string(versions_names.at(static_cast<std::size_t>(one.versions)))},
          {"version", one.version},
          {"scheme", one.scheme ? std::string(name_of(*one.scheme)) : ""},
          {"purl", one.purl},
          {"cpe", one.cpe},
          {"models", joined(one.models)},
          {"platform", one.platform}};
}

/// What a vulnerability says of itself, and not of products.
Facts facts_of(const Vulnerability& one) {
  Facts facts{{"title", one.title}, {"weaknesses", joined(one.weaknesses)}};
  if (one.exploited) {
    facts["known exploited"] =
        fmt::format("since {}{}; by {}: {}", one.exploited->added,
                    one.exploited->ransomware ? ", by ransomware too" : "", one.exploited->due, one.exploited->action);
  }
  if (one.epss) facts["EPSS"] = fmt::format("{}, percentile {}", one.epss->probability, one.epss->percentile);
  if (one.ssvc) {
    facts["SSVC"] = fmt::format("exploitation {}, automatable {}, impact {}", one.ssvc->exploitation,
                                one.ssvc->automatable, one.ssvc->impact);
  }
  if (one.lifecycle) {
    const Lifecycle& life = *one.lifecycle;
    facts["lifecycle"] = fmt::format("released {}, support ends {}{}, security {}{}, extended {}", life.released,
                                     life.support_ends, life.support_over ? " (over)" : "", life.security_ends,
                                     life.security_over ? " (over)" : "", life.extended_ends);
  }
  add(one.prose, facts);
  return facts;
}

std::string remedy_words(const Remediation& one) {
  return one.kind + (one.update.empty() ? "" : " " + one.update) + (one.date.empty() ? "" : " of " + one.date) +
         (one.details.empty() ? "" : ": " + one.details);
}

class Comparison {
 public:
  Comparison(const Advisory& before, const Advisory& after) : before_(before), after_(after) {}

  std::vector<Change> run() {
    const bool heads = before_.head.known() && after_.head.known();
    tell(Part::document, "", "", facts_of(before_, heads), facts_of(after_, heads));
    products();
    vulnerabilities();
    return std::move(changes_);
  }

 private:
  void tell(Part part, const std::string& vulnerability, const std::string& of, const Facts& before,
            const Facts& after) {
    std::set<std::string> subjects;
    for (const Facts* facts : {&before, &after}) {
      for (const auto& [subject, value] : *facts) subjects.insert(subject);
    }
    const auto value = [](const Facts& facts, const std::string& subject) {
      const auto found = facts.find(subject);
      return found == facts.end() ? std::string() : found->second;
    };
    for (const std::string& subject : subjects) {
      std::string old = value(before, subject);
      std::string now = value(after, subject);
      if (old != now) changes_.push_back({part, vulnerability, of + subject, std::move(old), std::move(now)});
    }
  }

  void products() {
    std::map<std::string, std::pair<const Product*, const Product*>> by_id;
    for (const Product& one : before_.products) by_id[one.id].first = &one;
    for (const Product& one : after_.products) by_id[one.id].second = &one;
    for (const auto& [id, both] : by_id) {
      const auto [old, now] = both;
      if (old != nullptr && now != nullptr) {
        const std::size_t told = changes_.size();
        const std::string of = full_name_of(*old) + ": ";
        tell(Part::product, "", of, facts_of(*old), facts_of(*now));
        if (changes_.size() == told) tell(Part::product, "", of, {{"path", old->path}}, {{"path", now->path}});
      } else {
        const std::string words = full_name_of(old != nullptr ? *old : *now);
        changes_.push_back({Part::product, "", words, old != nullptr ? words : "", now != nullptr ? words : ""});
      }
    }
  }

  void vulnerabilities() {
    using Key = std::pair<std::string, std::size_t>;  // the id, and the how-manieth of it
    std::map<Key, std::pair<const Vulnerability*, const Vulnerability*>> by_id;
    const auto each = [](const Advisory& whole, const auto& put) {
      std::map<std::string, std::size_t> seen;
      for (const Vulnerability& one : whole.vulnerabilities) put(Key(one.id, seen[one.id]++), one);
    };
    each(before_, [&](const Key& key, const Vulnerability& one) { by_id[key].first = &one; });
    each(after_, [&](const Key& key, const Vulnerability& one) { by_id[key].second = &one; });
    const Vulnerability none;
    for (const auto& [key, both] : by_id) {
      const auto [old, now] = both;
      if (old == nullptr || now == nullptr) {
        changes_.push_back({Part::vulnerability, key.first, key.first, old != nullptr ? key.first : "",
                            now != nullptr ? key.first : ""});
      }
      compare(key.first, old != nullptr ? *old : none, now != nullptr ? *now : none);
    }
  }

  void compare(const std::string& id, const Vulnerability& before, const Vulnerability& after) {
    tell(Part::vulnerability, id, "", facts_of(before), facts_of(after));
    statuses(id, before, after);
    tell(Part::remedy, id, remedies(before_, before), remedies(after_, after));
    tell(Part::score, id, scores(before_, before), scores(after_, after));
  }

  /// By the products' ids, so that a product that is only called otherwise has no new status.
  void statuses(const std::string& id, const Vulnerability& before, const Vulnerability& after) {
    struct Both {
      std::string words;
      std::set<Status> before;
      std::set<Status> after;
    };
    std::map<std::string, Both> by_product;
    for (const Statement& one : before.statements) {
      const Product& product = before_.products[one.product];
      by_product[product.id].words = full_name_of(product);
      by_product[product.id].before.insert(one.status);
    }
    for (const Statement& one : after.statements) {
      const Product& product = after_.products[one.product];
      by_product[product.id].words = full_name_of(product);
      by_product[product.id].after.insert(one.status);
    }
    const auto words = [](const std::set<Status>& statuses) {
      std::vector<std::string> names;
      names.reserve(statuses.size());
      for (const Status status : statuses) names.emplace_back(name_of(status));
      return joined(names);
    };
    for (const auto& [product, both] : by_product) {
      if (both.before != both.after) {
        changes_.push_back({Part::status, id, both.words, words(both.before), words(both.after)});
      }
    }
  }

  /// What is said -> of which products, by id, with their names.
  using Said = std::map<std::string, std::map<std::string, std::string>>;

  static void add(const Advisory& whole, const std::vector<std::uint32_t>& products, const std::string& what,
                  Said& said) {
    if (products.empty()) said[what][""] = "all products";
    for (const std::uint32_t product : products) {
      said[what][whole.products[product].id] = full_name_of(whole.products[product]);
    }
  }

  static Said remedies(const Advisory& whole, const Vulnerability& one) {
    Said said;
    for (const Remediation& remedy : one.remediations) add(whole, remedy.products, remedy_words(remedy), said);
    return said;
  }

  static Said scores(const Advisory& whole, const Vulnerability& one) {
    Said said;
    for (const Score& score : one.scores) {
      const std::string words = fmt::format("{}.{} ({})", score.tenths / 10, score.tenths % 10, score.vector);
      add(whole, score.products, words, said);
    }
    return said;
  }

  /// What `these` say that `those` do not.
  static Facts only_in(const Said& these, const Said& those) {
    Facts only;
    for (const auto& [what, products] : these) {
      const auto other = those.find(what);
      std::vector<std::string> names;
      for (const auto& [id, name] : products) {
        if (other == those.end() || !other->second.contains(id)) names.push_back(name);
      }
      if (!names.empty()) only[what] = fmt::format("{}", fmt::join(names, "; "));
    }
    return only;
  }

  void tell(Part part, const std::string& vulnerability, const Said& before, const Said& after) {
    for (const auto& [what, products] : only_in(before, after)) {
      changes_.push_back({part, vulnerability, what, products, ""});
    }
    for (const auto& [what, products] : only_in(after, before)) {
      changes_.push_back({part, vulnerability, what, "", products});
    }
  }

  const Advisory& before_;
  const Advisory& after_;
  std::vector<Change> changes_;
};

}  // namespace

std::string_view name_of(Part part) {
  return part_names[static_cast<std::size_t>(part)];
}

std::vector<Change> differences(const Advisory& before, const Advisory& after) {
  return Comparison(before, after).run();
}

}  // namespace advisory
