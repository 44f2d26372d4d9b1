// An advisory for programs.

#include <array>
#include <nlohmann/json.hpp>

#include "show/report/advisory.h"
#include "show/report/advisory_head.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array versions_words{"unstated", "exact", "range", "others"};

void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

Json to_json(const advisory::Product& product) {
  Json json = {{"id", product.id}};
  put(json, "path", product.path);
  put(json, "vendor", product.vendor);
  put(json, "name", product.name);
  json["versions"] = versions_words.at(static_cast<std::size_t>(product.versions));
  put(json, "version", product.version);
  if (product.scheme) json["scheme"] = advisory::name_of(*product.scheme);
  put(json, "purl", product.purl);
  put(json, "cpe", product.cpe);
  if (!product.models.empty()) json["models"] = product.models;
  put(json, "platform", product.platform);
  return json;
}

Json context_of(const advisory::Vulnerability& one) {
  Json json = Json::object();
  if (one.exploited) {
    json["known_exploited"] = {{"added", one.exploited->added},
                               {"due", one.exploited->due},
                               {"action", one.exploited->action},
                               {"ransomware", one.exploited->ransomware}};
  }
  if (one.epss)
    json["epss"] = {
        {"probability", one.epss->probability}, {"percentile", one.epss->percentile}, {"date", one.epss->date}};
  if (one.ssvc) {
    json["ssvc"] = {{"exploitation", one.ssvc->exploitation},
                    {"automatable", one.ssvc->automatable},
                    {"impact", one.ssvc->impact},
                    {"date", one.ssvc->date}};
  }
  if (one.lifecycle) {
    json["lifecycle"] = {{"released", one.lifecycle->released},
                         {"support_ends", one.lifecycle->support_ends},
                         {"security_ends", one.lifecycle->security_ends},
                         {"extended_ends", one.lifecycle->extended_ends}};
  }
  return json;
}

/// Adds what there is.
void put(Json& json, const advisory::Prose& prose) {
  for (const advisory::Note& one : prose.notes) {
    json["notes"].push_back({{"category", one.category}, {"title", one.title}, {"text", one.text}});
  }
  for (const advisory::Reference& one : prose.references) {
    json["references"].push_back({{"category", one.category}, {"url", one.url}, {"summary", one.summary}});
  }
  for (const advisory::Acknowledgement& one : prose.acknowledgements) {
    json["acknowledgements"].push_back(
        {{"names", one.names}, {"organisation", one.organisation}, {"summary", one.summary}});
  }
}

/// Products by their ids.
Json ids_of(const advisory::Advisory& whole, const std::vector<std::uint32_t>& products) {
  Json list = Json::array();
  for (const std::uint32_t product : products) list.push_back(whole.products[product].id);
  return list;
}

Json to_json(const advisory::Advisory& whole, const advisory::Vulnerability& one) {
  Json json = {{"id", one.id}, {"title", one.title}, {"weaknesses", one.weaknesses}};
  json.update(context_of(one));
  for (const advisory::Statement& statement : one.statements) {
    json["statements"][std::string(advisory::name_of(statement.status))].push_back(
        whole.products[statement.product].id);
  }
  for (const advisory::Remediation& remedy : one.remediations) {
    json["remediations"].push_back({{"kind", remedy.kind},
                                    {"update", remedy.update},
                                    {"date", remedy.date},
                                    {"details", remedy.details},
                                    {"products", ids_of(whole, remedy.products)}});
  }
  for (const advisory::Score& score : one.scores) {
    json["scores"].push_back(
        {{"vector", score.vector}, {"base", score.tenths / 10.0}, {"products", ids_of(whole, score.products)}});
  }
  put(json, one.prose);
  return json;
}

}  // namespace

std::string advisories_json(const std::vector<advisory::Noted>& advisories) {
  Json list = Json::array();
  for (const auto& [one, remarks] : advisories) {
    Json comments = Json::array();
    for (const advisory::Comment& comment : remarks.comments) {
      comments.push_back({{"day", comment.day}, {"text", comment.text}});
    }
    Json products = Json::array();
    for (const advisory::Product& product : one.products) products.push_back(to_json(product));
    Json vulnerabilities = Json::array();
    for (const advisory::Vulnerability& flaw : one.vulnerabilities) vulnerabilities.push_back(to_json(one, flaw));
    list.push_back({{"feed", advisory::name_of(one.feed)},
                    {"publisher", one.publisher},
                    {"id", one.id},
                    {"title", one.title},
                    {"revision", one.revision},
                    {"date", one.date},
                    {"withdrawn", one.withdrawn},
                    {"document", document_json(one.head)},
                    {"read", remarks.read},
                    {"comments", std::move(comments)},
                    {"products", std::move(products)},
                    {"vulnerabilities", std::move(vulnerabilities)}});
    put(list.back(), one.prose);
  }
  const Json json = {{"schema", "cordon-advisories/1"}, {"advisories", std::move(list)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
