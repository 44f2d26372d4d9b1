#include "world/ingest/defence.h"

#include <fmt/format.h>

#include "world/ingest/threat_values.h"
#include "world/ingest/where.h"

namespace ingest {

namespace {

constexpr std::uint64_t count_max = 1'000'000'000;

threat::Detection read_detection(const TomlNode& node) {
  const TomlTable table(node, {"where", "after_locked", "delay"});
  threat::Detection detection;
  detection.where = read_where_organisations(table);
  table.need(detection.after_locked, "after_locked", "write after how many locked devices, such as 1",
             [](const TomlNode& n) { return n.whole(1, count_max); });
  table.need(detection.delay_s, "delay", "write how long after that, such as \"20min\"", as_time);
  return detection;
}

threat::Reporting read_reporting(const TomlNode& node) {
  const TomlTable table(node, {"where", "after_hours", "mistaken"});
  threat::Reporting reporting;
  reporting.where = read_where_organisations(table);
  table.need(reporting.after_hours, "after_hours", "write how many hours after detection, such as 2",
             [](const TomlNode& n) {
               return n.quantity(Range{0, duration_max_s / 3600, false});
             });
  table.find(reporting.mistaken, "mistaken", as_chance);
  return reporting;
}

std::optional<threat::Boundary> as_boundary(const TomlNode& node) {
  const auto word = node.one_of({"organisation", "zone", "internet"});
  return word ? std::optional(static_cast<threat::Boundary>(*word)) : std::nullopt;
}

/// What isolation and precaution have in common.
template <class Cut>
void read_cut(const TomlTable& table, Cut& cut) {
  cut.where = read_where_organisations(table);
  table.find(cut.chance, "chance", as_chance);
  table.need(cut.delay_s, "delay", "write how long it takes, such as \"30min\"", as_time);
  table.need(cut.lasts_s, "lasts", "write how long it lasts, such as \"3d\"", as_time);
}

threat::Isolation read_isolation(const TomlNode& node) {
  const TomlTable table(node, {"where", "chance", "delay", "boundary", "lasts"});
  threat::Isolation isolation;
  read_cut(table, isolation);
  table.need(isolation.boundary, "boundary", "write \"organisation\", \"zone\" or \"internet\"", as_boundary);
  return isolation;
}

threat::Precaution read_precaution(const TomlNode& node) {
  const TomlTable table(node, {"where", "chance", "delay", "lasts"});
  threat::Precaution precaution;
  read_cut(table, precaution);
  return precaution;
}

threat::Alarm read_alarm(const TomlNode& node) {
  const TomlTable table(node, {"at", "after_reports", "delay"});
  threat::Alarm alarm;
  if (const auto at = table.find("at")) alarm.at_s = at->duration();
  table.find(alarm.after_reports, "after_reports", [](const TomlNode& n) { return n.whole(1, count_max); });
  table.find(alarm.delay_s, "delay", as_time);
  if (!table.has("at") && !table.has("after_reports")) {
    node.refuse("is raised by nothing", "write at, after_reports, or both");
  }
  if (const auto delay = table.find("delay"); delay && !table.has("after_reports")) {
    delay->refuse("is the delay after reports, which do not raise the alarm here",
                  "write after_reports, or leave it out");
  }
  return alarm;
}

threat::Restoration read_restoration(const TomlNode& node) {
  const TomlTable table(node, {"where", "hands_per_1000_devices", "hands_least", "devices_per_hour", "starts_after"});
  threat::Restoration restoration;
  restoration.where = read_where_organisations(table);
  table.find(restoration.hands_per_1000_devices, "hands_per_1000_devices", as_not_negative);
  table.find(restoration.hands_least, "hands_least", as_not_negative);
  table.need(restoration.devices_per_hour, "devices_per_hour", "write how many devices one hand restores in an hour",
             as_positive);
  table.need(restoration.starts_after_s, "starts_after", "write how long after detection it begins, such as \"12h\"",
             as_time);
  if (restoration.hands_per_1000_devices <= 0 && restoration.hands_least <= 0) {
    node.refuse("has no hands", "write hands_least or hands_per_1000_devices above 0");
  }
  return restoration;
}

/// An entry after one that is about every organisation never counts.
template <class T>
void check_order(const TomlTable& file, std::string_view key, const std::vector<T>& entries) {
  const auto everything = [](const threat::Selector& where) {
    return where.organisations.empty() && where.kinds.empty() && where.sectors.empty() && where.regions.empty();
  };
  for (std::size_t i = 0; i + 1 < entries.size(); ++i) {
    const auto nodes = *file.find(key)->tables();
    if (nodes[i].find("where") || !everything(entries[i].where)) continue;
    nodes[i + 1].refuse("never counts, because an earlier entry without `where` matches every organisation",
                        "put the entry without `where` last");
    return;
  }
}

threat::Defence read_file(const TomlNode& root) {
  const TomlTable file(root, {"name", "detection", "reporting", "isolation", "alarm", "precaution", "restoration"});
  threat::Defence defence;
  file.need(defence.name, "name", "write a short name, such as name = \"as-it-was\"", as_name);
  file.each(defence.detection, "detection", read_detection);
  file.each(defence.reporting, "reporting", read_reporting);
  file.each(defence.isolation, "isolation", read_isolation);
  file.find(defence.alarm, "alarm", as_table(read_alarm));
  file.each(defence.precaution, "precaution", read_precaution);
  file.each(defence.restoration, "restoration", read_restoration);
  check_order(file, "detection", defence.detection);
  check_order(file, "reporting", defence.reporting);
  check_order(file, "isolation", defence.isolation);
  check_order(file, "precaution", defence.precaution);
  check_order(file, "restoration", defence.restoration);
  const auto needs = [&](std::string_view key, bool met, const std::string& what) {
    const auto node = file.find(key);
    if (node && !met) node->refuse(what + ", and there is none", fmt::format("write it, or leave {} out", key));
  };
  needs("reporting", file.has("detection"), "follows a [[detection]]");
  needs("isolation", file.has("detection"), "follows a [[detection]]");
  needs("restoration", file.has("detection"), "follows a [[detection]]");
  needs("precaution", file.has("alarm"), "follows an [alarm]");
  if (defence.alarm && defence.alarm->after_reports > 0) {
    needs("alarm", file.has("detection"), "counts the reports of a [[detection]]");
  }
  return defence;
}

}  // namespace

base::Result<threat::Defence> parse_defence(const std::string& name, std::string_view bytes,
                                            const Counterfactual* otherwise) {
  auto tree = parse_toml(name, bytes);
  if (!tree) return tl::unexpected(tree.error());
  base::Problems unchanged;
  if (otherwise != nullptr) unchanged = change_tree(*otherwise, "defence", *tree);
  if (!unchanged.empty()) return tl::unexpected(unchanged);
  // A changed value is wrong in neither file alone.
  const std::string file = otherwise == nullptr ? name : name + " with " + otherwise->file;
  TomlDocument document(file, std::move(*tree));
  threat::Defence defence = read_file(document.root());
  if (!document.problems.empty()) return tl::unexpected(document.problems);
  defence.inputs = std::move(document.inputs);
  return defence;
}

base::Result<threat::Defence> read_defence(const std::filesystem::path& path, const Counterfactual* otherwise) {
  const auto bytes = read_bytes(path, toml_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_defence(path.string(), *bytes, otherwise);
}

}  // namespace ingest
