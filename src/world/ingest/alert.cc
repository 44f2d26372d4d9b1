#include "world/ingest/alert.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "world/advisory/id.h"
#include "world/advisory/vendor_range.h"
#include "world/ingest/toml_node.h"
#include "world/ingest/toml_tree.h"

namespace ingest {

namespace {

using advisory::Alert;
using advisory::Severity;

constexpr std::size_t digits_least = 4;

bool is_digits(std::string_view text, std::size_t least) {
  return text.size() >= least && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "CVE-2017-0144"
bool is_cve(std::string_view id) {
  const std::string key = advisory::id_key(id);
  const std::string_view text = key;
  if (!text.starts_with("CVE-") || text.size() < 9 || text[8] != '-') return false;
  return is_digits(text.substr(4, 4), digits_least) && is_digits(text.substr(9), digits_least);
}

std::optional<std::string> as_text(const TomlNode& node) {
  return node.text();
}

std::optional<std::string> as_day(const TomlNode& node) {
  auto text = node.text();
  constexpr std::size_t length = 10;
  if (text && (text->size() != length || !base::day_number(*text))) {
    node.refuse("is no day", "write it as \"2017-04-28\"");
    return std::nullopt;
  }
  return text;
}

bool too_many(const TomlNode& node) {
  if (node.value().items.size() <= alert_items_most) return false;
  node.refuse(fmt::format("has more than {} entries", alert_items_most), "split the alert");
  return true;
}

std::optional<std::vector<std::string>> as_ids(const TomlNode& node) {
  if (node.value().kind == TomlValue::Kind::list && too_many(node)) return std::nullopt;
  return node.texts();
}

/// A range that nobody can read would leave every device with *cannot tell*: its author is here to mend it.
std::optional<std::string> as_range(const TomlNode& node) {
  auto text = node.text();
  if (!text) return text;
  const advisory::RangeReading read = advisory::read_range(*text);
  if (read.reading != advisory::Reading::for_a_person) return text;
  node.refuse("is no range of versions", "write it as \"< 4.1\", \">= 2.0, < 2.7\" or \"7.0.x\"");
  return std::nullopt;
}

/// Deadlines follow it, and must be days of four digits too.
std::optional<base::Instant> as_issue(const TomlNode& node) {
  auto instant = node.instant();
  if (!instant) return instant;
  const std::string year = base::to_text(*instant).substr(0, 4);
  if (year >= "1970" && year < "3000") return instant;
  node.refuse("is in no year of alerts", "write a year from 1970 to 2999");
  return std::nullopt;
}

std::optional<std::string> as_url(const TomlNode& node) {
  auto text = node.text();
  if (!text) return text;
  const bool named =
      (text->starts_with("https://") && text->size() > 8) || (text->starts_with("http://") && text->size() > 7);
  // RFC 3986, 2: what else stands in it must be written in percent signs.
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
  };
  if (named && std::ranges::all_of(*text, allowed)) return text;
  node.refuse("is no address", "write it as \"https://centre.example\"");
  return std::nullopt;
}

advisory::AlertProduct read_product(const TomlNode& node) {
  const TomlTable table(node, {"vendor", "name", "versions"});
  advisory::AlertProduct product;
  table.need(product.vendor, "vendor", "name who makes it", as_text);
  table.need(product.name, "name", "name the product", as_text);
  table.find(product.versions, "versions", as_range);
  return product;
}

advisory::AlertAction read_action(const TomlNode& node) {
  const TomlTable table(node, {"text", "due"});
  advisory::AlertAction action;
  table.need(action.text, "text", "say what must be done", as_text);
  table.find(action.due, "due", as_day);
  return action;
}

void read_policy(const TomlNode& node, advisory::Deadlines& deadlines) {
  const TomlTable table(node, {"acknowledge_hours", "update_days", "done_days"});
  constexpr std::uint64_t hours_most = 24 * 365;
  constexpr std::uint64_t days_most = 3650;
  table.find(deadlines.acknowledge_hours, "acknowledge_hours",
             [](const TomlNode& one) { return one.whole(1, hours_most); });
  table.find(deadlines.update_days, "update_days", [](const TomlNode& one) { return one.whole(1, days_most); });
  table.find(deadlines.done_days, "done_days", [](const TomlNode& one) { return one.whole(1, days_most); });
}

/// The tables of [[key]], which may be left out but not be empty.
template <class T>
void read_each(const TomlTable& table, std::string_view key, T (*read)(const TomlNode&), std::vector<T>& into) {
  const auto node = table.find(key);
  if (!node) return;
  if (node->value().kind == TomlValue::Kind::list && node->value().items.empty()) {
    node->refuse("is an empty list", fmt::format("begin each with [[{}]]", key));
  } else if (!too_many(*node)) {
    table.each(into, key, read);
  }
}

std::optional<Severity> as_severity(const TomlNode& node) {
  const auto which = node.one_of({"low", "medium", "high", "critical"});
  if (!which) return std::nullopt;
  return static_cast<Severity>(static_cast<int>(Severity::low) + static_cast<int>(*which));
}

void check_ids(const TomlTable& table, Alert& alert) {
  for (const std::string& id : alert.vulnerabilities) {
    if (is_cve(id)) continue;
    table.find("vulnerabilities")
        ->refuse("has an entry that is no CVE", "write CVE-2017-0144; other ids stand in advisories");
    break;
  }
  std::set<std::string> seen;
  for (const auto& [key, ids] :
       {std::pair("vulnerabilities", &alert.vulnerabilities), std::pair("advisories", &alert.advisories)}) {
    for (const std::string& id : *ids) {
      if (!seen.insert(advisory::id_key(id)).second) table.find(key)->refuse("names an id twice", "keep one of them");
    }
  }
  if (!table.has("vulnerabilities") && !table.has("advisories") && !table.has("products")) {
    table.node().refuse_missing("vulnerabilities", "name what it is about, or advisories or products");
  }
}

void check_days(const TomlTable& table, const Alert& alert) {
  for (const advisory::AlertAction& action : alert.actions) {
    if (!action.due.empty() && action.due < advisory::issued_on(alert)) {
      table.find("actions")->refuse("has one that is due before the alert is issued", "name a later day");
    }
  }
}

Alert read(const TomlNode& root) {
  const TomlTable table(root, {"id", "title", "issuer", "namespace", "contact", "issued", "severity", "summary",
                               "vulnerabilities", "advisories", "products", "actions", "policy"});
  Alert alert;
  table.need(alert.id, "id", "give it the number that you issue it under",
             [](const TomlNode& node) { return node.id(); });
  table.need(alert.title, "title", "say in a few words what it is about", as_text);
  table.need(alert.issuer, "issuer", "name who issues it", as_text);
  table.need(alert.issuer_namespace, "namespace",
             "write an address that stands for the issuer: \"https://centre.example\"", as_url);
  table.find(alert.contact, "contact", as_text);
  table.need(alert.issued, "issued", "write when it is issued: \"2017-03-17T12:00+00:00\"", as_issue);
  table.need(alert.severity, "severity", "write low, medium, high or critical", as_severity);
  table.find(alert.summary, "summary", as_text);
  table.find(alert.vulnerabilities, "vulnerabilities", as_ids);
  table.find(alert.advisories, "advisories", as_ids);
  read_each(table, "products", read_product, alert.products);
  read_each(table, "actions", read_action, alert.actions);
  if (!table.has("actions")) {
    root.refuse_missing("actions", "say what must be done: [[actions]] with a text");
  }
  alert.deadlines.done_days = advisory::done_days(alert.severity);
  if (const auto policy = table.find("policy")) read_policy(*policy, alert.deadlines);
  check_ids(table, alert);
  check_days(table, alert);
  return alert;
}

}  // namespace

base::Result<Alert> parse_alert(const std::string& name, std::string_view bytes) {
  auto tree = parse_toml(name, bytes);
  if (!tree) return tl::unexpected(tree.error());
  TomlDocument document(name, std::move(*tree));
  Alert alert = read(document.root());
  if (!document.problems.empty()) return tl::unexpected(std::move(document.problems));
  return alert;
}

base::Result<Alert> read_alert(const std::filesystem::path& path) {
  const auto bytes = read_bytes(path, toml_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_alert(path.string(), *bytes);
}

}  // namespace ingest
