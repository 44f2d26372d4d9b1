#include "world/ingest/threat.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "world/ingest/threat_entry.h"
#include "world/ingest/threat_values.h"
#include "world/ingest/where.h"

namespace ingest {

namespace {

/// The three ways to write a rate; exactly one of them.
void read_rate(const TomlTable& table, threat::Vector& vector) {
  constexpr std::pair<std::string_view, double> units[] = {
      {"rate_per_second", 1.0}, {"rate_per_minute", 60.0}, {"rate_per_hour", 3600.0}};
  int found = 0;
  for (const auto& [key, seconds] : units) {
    const auto node = table.find(key);
    if (!node) continue;
    if (++found > 1) {
      node->refuse("is a second rate", "keep one of rate_per_second, rate_per_minute, rate_per_hour");
      continue;
    }
    vector.rate_per_s = node->number(Range{0, 1e9, true}).value_or(0) / seconds;
  }
  if (found == 0) table.node().refuse_missing("rate_per_second", "write it, or rate_per_minute or rate_per_hour");
}

void read_targets(const TomlNode& node, threat::Vector& vector) {
  const auto entries = node.opened().entries();
  if (!entries) return;
  double sum = 0;
  bool complete = true;
  for (const auto& [name, value] : *entries) {
    threat::Target target;
    if (name == "own-zone") {
      target.space = threat::Target::Space::own_zone;
    } else if (name == "own-organisation") {
      target.space = threat::Target::Space::own_organisation;
    } else {
      target.network = name;
    }
    const auto share = value.number(Range{0, 1, true});
    complete = complete && share;
    target.share = share.value_or(0);
    sum += target.share;
    vector.targets.push_back(std::move(target));
  }
  if (complete && std::abs(sum - 1) > 1e-9) {
    node.refuse("has shares that do not sum to 1",
                "make the shares of own-zone, own-organisation and networks sum to 1");
  }
}

void read_scan(const TomlTable& table, threat::Vector& vector) {
  table.need(vector.service, "service", "name the service that a conduit must let through, such as \"smb\"", as_name);
  if (const auto targets = table.need("targets", "write where the attempts go, such as { internet = 1 }")) {
    read_targets(*targets, vector);
  }
  if (const auto along = table.find("along")) {
    along->refuse("is about edges, which a scan does not follow", "leave `along` out, or write kind = \"contact\"");
  }
}

void read_contact(const TomlTable& table, threat::Vector& vector) {
  table.need(vector.along, "along", "name the kinds of edges, such as [\"credential\"]", as_names);
  for (const std::string_view key : {"service", "targets"}) {
    if (const auto node = table.find(key)) {
      node->refuse("is about a scan, and this vector follows edges", "leave it out, or write kind = \"scan\"");
    }
  }
}

threat::Vector read_vector(const TomlNode& node) {
  const TomlTable table(node, {"name", "kind", "rate_per_second", "rate_per_minute", "rate_per_hour", "success",
                               "service", "requires", "targets", "along"});
  threat::Vector vector;
  table.need(vector.name, "name", "give each vector a name of its own", as_name);
  read_rate(table, vector);
  table.find(vector.success, "success", as_chance);
  table.find(vector.requires_all, "requires", as_names);
  const auto kind_node = table.need("kind", "write \"scan\" or \"contact\"");
  const auto kind = kind_node ? kind_node->one_of({"scan", "contact"}) : std::nullopt;
  if (!kind) return vector;
  vector.kind = *kind == 0 ? threat::Vector::Kind::scan : threat::Vector::Kind::contact;
  if (*kind == 0) {
    read_scan(table, vector);
  } else {
    read_contact(table, vector);
  }
  return vector;
}

threat::Course read_course(const TomlNode& node) {
  const TomlTable table(node, {"spreading_after", "locked_after", "locked_spreads", "reinfectable"});
  threat::Course course;
  table.need(course.spreading_after_s, "spreading_after",
             "write how long after infection a device spreads, such as \"1min\"", as_time);
  table.find(course.locked_after_s, "locked_after", as_time);
  table.find(course.locked_spreads, "locked_spreads", as_boolean);
  table.find(course.reinfectable, "reinfectable", as_boolean);
  return course;
}

threat::KillSwitch read_kill_switch(const TomlNode& node) {
  const TomlTable table(node, {"at", "reach", "stops_running"});
  threat::KillSwitch kill_switch;
  table.need(kill_switch.at_s, "at", "write how long after the start, such as \"16h8min\"", as_duration);
  table.find(kill_switch.reach, "reach", as_chance);
  table.find(kill_switch.stops_running, "stops_running", as_boolean);
  return kill_switch;
}

threat::Signature read_signature(const TomlNode& node) {
  const TomlTable table(node, {"at", "delay", "share"});
  threat::Signature signature;
  table.need(signature.at_s, "at", "write how long after the start, such as \"18h\"", as_duration);
  table.find(signature.delay_s, "delay", as_time);
  table.find(signature.share, "share", as_chance);
  return signature;
}

threat::EmergencyPatching read_patching(const TomlNode& node) {
  const TomlTable table(node, {"where", "at", "delay", "devices_per_hour"});
  threat::EmergencyPatching patching;
  patching.where = read_where_organisations(table);
  table.need(patching.at_s, "at", "write how long after the start, such as \"20h\"", as_duration);
  table.find(patching.delay_s, "delay", as_time);
  table.need(patching.devices_per_hour, "devices_per_hour",
             "write how many devices one organisation patches in an hour", as_positive);
  return patching;
}

void check_vectors(const TomlTable& file, const threat::Threat& threat) {
  const auto vectors = file.find("vector");
  if (threat.vectors.empty()) {
    if (!vectors)
      file.node().refuse_missing("vector", "write at least one [[vector]]: how it gets from device to device");
    return;
  }
  std::set<std::string_view> names;
  const auto nodes = *vectors->tables();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::string& name = threat.vectors[i].name;
    if (name.empty() || names.insert(name).second) continue;
    nodes[i].find("name")->refuse("is the name of an earlier vector", "give each vector a name of its own");
  }
}

void check_entry(const TomlTable& file, const threat::Threat& threat) {
  const bool none = !file.has("seeds") && !file.has("pressure") && !file.has("supplier") && !file.has("mail");
  if (none) file.node().refuse_missing("seeds", "write at least one [[seeds]], [[pressure]], [[supplier]] or [[mail]]");
  if (threat.pressures.empty()) return;
  std::vector<std::string_view> scans;
  for (const threat::Vector& vector : threat.vectors) {
    if (vector.kind == threat::Vector::Kind::scan) scans.push_back(vector.name);
  }
  const auto nodes = *file.find("pressure")->tables();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::string& name = threat.pressures[i].vector;
    if (name.empty() || std::find(scans.begin(), scans.end(), name) != scans.end()) continue;
    const auto near = nearest(name, scans);
    nodes[i].find("vector")->refuse(
        "is not the name of a scan vector",
        near.empty() ? "name a vector of kind \"scan\"" : fmt::format("did you mean \"{}\"?", near));
  }
}

threat::Threat read_file(const TomlNode& root) {
  const TomlTable file(root, {"name", "title", "invented", "start", "seeds", "pressure", "supplier", "mail", "vector",
                              "course", "kill_switch", "signature", "patching"});
  threat::Threat threat;
  file.need(threat.name, "name", "write a short name, such as name = \"wannacry-2017\"", as_name);
  file.need(threat.title, "title", "write what people call it", as_text);
  file.find(threat.invented, "invented", as_boolean);
  file.need(threat.start, "start", "write when its times count from, such as \"2017-05-12T00:00+01:00\"", as_instant);
  read_entry(file, threat);
  file.each(threat.vectors, "vector", read_vector);
  file.need(threat.course, "course", "write [course] with spreading_after", as_table(read_course));
  file.find(threat.kill_switch, "kill_switch", as_table(read_kill_switch));
  file.find(threat.signature, "signature", as_table(read_signature));
  file.each(threat.patching, "patching", read_patching);
  check_vectors(file, threat);
  check_entry(file, threat);
  return threat;
}

}  // namespace

base::Result<threat::Threat> parse_threat(const std::string& name, std::string_view bytes,
                                          const Counterfactual* otherwise) {
  auto tree = parse_toml(name, bytes);
  if (!tree) return tl::unexpected(tree.error());
  base::Problems unchanged;
  if (otherwise != nullptr) unchanged = change_tree(*otherwise, "threat", *tree);
  if (!unchanged.empty()) return tl::unexpected(unchanged);
  // A changed value is wrong in neither file alone.
  const std::string file = otherwise == nullptr ? name : name + " with " + otherwise->file;
  TomlDocument document(file, std::move(*tree));
  threat::Threat threat = read_file(document.root());
  if (!document.problems.empty()) return tl::unexpected(document.problems);
  threat.inputs = std::move(document.inputs);
  return threat;
}

base::Result<threat::Threat> read_threat(const std::filesystem::path& path, const Counterfactual* otherwise) {
  const auto bytes = read_bytes(path, toml_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_threat(path.string(), *bytes, otherwise);
}

}  // namespace ingest
