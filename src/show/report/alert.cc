#include "show/report/alert.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "show/report/text_table.h"
#include "show/report/words.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string severity_word(const advisory::Alert& alert) {
  std::string word(advisory::word(alert.severity));
  std::ranges::transform(word, word.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  return word;
}

std::string joined(const std::vector<std::string>& texts) {
  return plain(fmt::format("{}", fmt::join(texts, ", ")));
}

std::string due_of(const advisory::Alert& alert, const advisory::AlertAction& action) {
  return action.due.empty() ? advisory::done_by(alert) : action.due;
}

/// By when US federal agencies must have acted, where the alert gives more time.
std::string kev_words(const advisory::Alert& alert, const exposure::Context& context) {
  if (!context.exploited || context.exploited->due.empty()) return "";
  const std::string due = context.exploited->due.substr(0, 10);
  std::string words = fmt::format("Known to be exploited since {}{}; CISA's catalogue sets {} as its deadline.",
                                  plain(context.exploited->added),
                                  context.exploited->ransomware ? ", by ransomware too" : "", plain(due));
  if (due < advisory::done_by(alert)) words += " That is earlier than this alert's.";
  return words;
}

// ---- CSAF ---------------------------------------------------------------------------------------------------------

Json product_of(const std::string& name, std::size_t number) {
  return {{"name", name}, {"product_id", fmt::format("P{}", number)}};
}

/// Vendor, product and, where they are told, versions: a branch each.
Json branch_of(const advisory::AlertProduct& one, std::size_t number) {
  const std::string name =
      fmt::format("{} {}{}{}", one.vendor, one.name, one.versions.empty() ? "" : " ", one.versions);
  Json product = {{"category", "product_name"}, {"name", one.name}};
  if (one.versions.empty()) {
    product["product"] = product_of(name, number);
  } else {
    product["branches"] = Json::array(
        {{{"category", "product_version_range"}, {"name", one.versions}, {"product", product_of(name, number)}}});
  }
  return {{"category", "vendor"}, {"name", one.vendor}, {"branches", Json::array({std::move(product)})}};
}

Json notes_of(const advisory::Alert& alert) {
  Json notes = Json::array();
  const auto note = [&](const char* category, const char* title, std::string text) {
    notes.push_back({{"category", category}, {"text", std::move(text)}, {"title", title}});
  };
  if (!alert.summary.empty()) note("summary", "Summary", alert.summary);
  std::string actions;
  for (const advisory::AlertAction& action : alert.actions) {
    actions += fmt::format("{}- {} (by {})", actions.empty() ? "" : "\n", action.text, due_of(alert, action));
  }
  note("details", "Required actions", std::move(actions));
  note("general", "Deadlines",
       fmt::format("Acknowledge by {}. Send an update at least every {} days. All is to be done by {}.",
                   base::to_text(advisory::acknowledge_by(alert)), alert.deadlines.update_days,
                   advisory::done_by(alert)));
  if (!alert.advisories.empty()) {
    note("other", "Advisories", fmt::format("{}", fmt::join(alert.advisories, ", ")));
  }
  return notes;
}

Json vulnerabilities_of(const advisory::Alert& alert) {
  Json products = Json::array();
  for (std::size_t i = 1; i <= alert.products.size(); ++i) products.push_back(fmt::format("P{}", i));
  Json all = Json::array();
  const auto add = [&](Json one) {
    if (!products.empty()) one["product_status"] = {{"known_affected", products}};
    all.push_back(std::move(one));
  };
  for (const std::string& id : alert.vulnerabilities) {
    std::string cve = id;
    std::ranges::transform(cve, cve.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    add({{"cve", cve}});
  }
  if (alert.vulnerabilities.empty() && !products.empty()) {
    add({{"ids", Json::array({{{"system_name", alert.issuer}, {"text", alert.id}}})}, {"title", alert.title}});
  }
  return all;
}

}  // namespace

std::string alert_csaf(const advisory::Alert& alert) {
  const std::string issued = base::to_text(alert.issued);
  Json publisher = {{"category", "coordinator"}, {"name", alert.issuer}, {"namespace", alert.issuer_namespace}};
  if (!alert.contact.empty()) publisher["contact_details"] = alert.contact;
  Json document = {{"document",
                    {{"aggregate_severity", {{"text", severity_word(alert)}}},
                     {"category", "csaf_base"},
                     {"csaf_version", "2.0"},
                     {"lang", "en-GB"},
                     {"notes", notes_of(alert)},
                     {"publisher", std::move(publisher)},
                     {"title", alert.title},
                     {"tracking",
                      {{"current_release_date", issued},
                       {"id", alert.id},
                       {"initial_release_date", issued},
                       {"revision_history", Json::array({{{"date", issued}, {"number", "1"}, {"summary", "Issued"}}})},
                       {"status", "final"},
                       {"version", "1"}}}}}};
  if (!alert.products.empty()) {
    Json branches = Json::array();
    for (std::size_t i = 0; i < alert.products.size(); ++i) branches.push_back(branch_of(alert.products[i], i + 1));
    document["product_tree"] = {{"branches", std::move(branches)}};
  }
  if (Json all = vulnerabilities_of(alert); !all.empty()) document["vulnerabilities"] = std::move(all);
  return dumped(document);
}

std::string alert_text(const advisory::Alert& alert, const std::optional<exposure::Context>& context, int width,
                       bool colour) {
  width = std::max(width, narrowest_text);
  const Style style{colour};
  std::string out = paragraph(fmt::format("{}: {}", plain(alert.id), plain(alert.title)), width, style, "1");
  out += paragraph(
      fmt::format("Issued by {} at {}; severity {}.", plain(alert.issuer), moment(alert.issued), severity_word(alert)),
      width, style, "");
  if (!alert.summary.empty()) out += paragraph(plain(alert.summary), width, style, "");
  out += "\nIt is about\n";
  if (!alert.vulnerabilities.empty()) out += "  " + joined(alert.vulnerabilities) + "\n";
  if (!alert.advisories.empty()) out += "  " + joined(alert.advisories) + "\n";
  for (const advisory::AlertProduct& one : alert.products) {
    out += fmt::format("  {} {} {}\n", plain(one.vendor), plain(one.name),
                       one.versions.empty() ? "(all versions)" : plain(one.versions));
  }
  out += "\n";
  Table table({{"to be done"}, {"by"}});
  for (const advisory::AlertAction& action : alert.actions) {
    table.add({{plain(action.text), due_of(alert, action)}, {}});
  }
  out += table.to_text(width, style);
  out +=
      "\n" + paragraph(fmt::format("Acknowledge by {}, then an update at least every {} days; all is to be done by {}.",
                                   moment(advisory::acknowledge_by(alert)), alert.deadlines.update_days,
                                   advisory::done_by(alert)),
                       width, style, "");
  if (context) {
    const std::string words = kev_words(alert, *context);
    out += paragraph(words.empty() ? "The store knows of no exploitation." : words, width, style, "");
  }
  return out;
}

std::string alert_json(const advisory::Alert& alert, const std::optional<exposure::Context>& context) {
  Json products = Json::array();
  for (const advisory::AlertProduct& one : alert.products) {
    products.push_back({{"vendor", one.vendor}, {"name", one.name}, {"versions", one.versions}});
  }
  Json actions = Json::array();
  for (const advisory::AlertAction& one : alert.actions) {
    actions.push_back({{"text", one.text}, {"due", due_of(alert, one)}});
  }
  Json json = {{"schema", "cordon-alert/1"},
               {"id", alert.id},
               {"title", alert.title},
               {"issuer", alert.issuer},
               {"issued", base::to_text(alert.issued)},
               {"severity", severity_word(alert)},
               {"vulnerabilities", alert.vulnerabilities},
               {"advisories", alert.advisories},
               {"products", std::move(products)},
               {"actions", std::move(actions)},
               {"acknowledge_by", base::to_text(advisory::acknowledge_by(alert))},
               {"update_days", alert.deadlines.update_days},
               {"done_by", advisory::done_by(alert)}};
  if (context && context->exploited) {
    json["known_exploited"] = {{"added", context->exploited->added},
                               {"due", context->exploited->due},
                               {"ransomware", context->exploited->ransomware}};
  }
  return dumped(json);
}

}  // namespace report
