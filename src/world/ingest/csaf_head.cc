#include "world/ingest/csaf_head.h"

#include <string>

namespace ingest::csaf {

namespace {

using json::Node;

void read_publisher(const Node& publisher, advisory::Head& head) {
  head.publisher_category = publisher.text("category");
  head.publisher_name = publisher.text("name");
  head.contact_details = publisher.text("contact_details");
  head.issuing_authority = publisher.text("issuing_authority");
}

void read_generator(const Node& generator, advisory::Head& head) {
  head.generator_date = generator.text("date");
  const auto engine = generator.find("engine");
  if (!engine) return;
  head.generator = engine->text("name");
  const std::string version(engine->text("version"));
  if (!version.empty()) head.generator += (head.generator.empty() ? "" : " ") + version;
}

void read_tracking(const Node& tracking, advisory::Head& head) {
  head.status = tracking.text("status");
  head.initial_date = tracking.text("initial_release_date");
  tracking.each("aliases", [&](const Node& alias) { head.aliases.emplace_back(alias.text().value_or("")); });
  tracking.each("revision_history", [&](const Node& one) {
    head.history.push_back({std::string(one.text("number")), std::string(one.text("date")),
                            std::string(one.text("summary")), std::string(one.text("legacy_version"))});
  });
  if (const auto generator = tracking.find("generator")) read_generator(*generator, head);
}

void read_distribution(const Node& distribution, advisory::Head& head) {
  head.distribution = distribution.text("text");
  if (const auto tlp = distribution.find("tlp")) {
    head.tlp = tlp->text("label");
    head.tlp_url = tlp->text("url");
  }
  if (const auto group = distribution.find("sharing_group")) {  // 2.1
    head.sharing_group = group->text("id");
    head.sharing_group_name = group->text("name");
  }
}

}  // namespace

advisory::Head read_head(const Node& document) {
  advisory::Head head;
  head.csaf_version = document.text("csaf_version");
  head.category = document.text("category");
  if (const auto publisher = document.find("publisher")) read_publisher(*publisher, head);
  if (const auto tracking = document.find("tracking")) read_tracking(*tracking, head);
  if (const auto distribution = document.find("distribution")) read_distribution(*distribution, head);
  if (const auto severity = document.find("aggregate_severity")) {
    head.severity = severity->text("text");
    head.severity_namespace = severity->text("namespace");
  }
  return head;
}

}  // namespace ingest::csaf
