#include "world/ingest/where.h"

namespace ingest {

namespace {

void take(std::vector<std::string>& into, const TomlTable& table, std::string_view key) {
  if (const auto node = table.find(key)) into = node->texts().value_or(std::vector<std::string>{});
}

void take_organisations(threat::Selector& selector, const TomlTable& table) {
  take(selector.organisations, table, "organisation");
  take(selector.kinds, table, "kind");
  take(selector.sectors, table, "sector");
  take(selector.regions, table, "region");
}

}  // namespace

threat::Selector read_where(const TomlTable& table) {
  threat::Selector selector;
  const auto node = table.find("where");
  if (!node) return selector;
  const TomlTable where(*node,
                        {"organisation", "kind", "sector", "region", "zone", "purpose", "group", "platform", "type"});
  take_organisations(selector, where);
  take(selector.zones, where, "zone");
  take(selector.purposes, where, "purpose");
  take(selector.groups, where, "group");
  take(selector.platforms, where, "platform");
  take(selector.types, where, "type");
  return selector;
}

threat::Selector read_where_organisations(const TomlTable& table) {
  threat::Selector selector;
  if (const auto node = table.find("where")) {
    take_organisations(selector, TomlTable(*node, {"organisation", "kind", "sector", "region"}));
  }
  return selector;
}

}  // namespace ingest
