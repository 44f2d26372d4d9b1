#include "world/ingest/estate_tables.h"

#include <vector>

namespace ingest {

std::span<const TableRules> estate_tables() {
  using enum Column::Type;
  constexpr bool blank = true;
  constexpr bool missing = true;
  static const std::vector<TableRules> tables = {
      {"organisations",
       true,
       {{"id"}, {"name"}, {"kind"}, {"sector", string, blank}, {"region", string, blank}, {"parent", string, blank}},
       true},
      {"networks", true, {{"id"}, {"addresses"}, {"within", string, blank}}, true},
      {"zones",
       true,
       {{"id"},
        {"organisation"},
        {"network"},
        {"addresses", string, blank},
        {"prefixes", string, blank},
        {"purpose", string, blank}},
       true},
      {"conduits",
       false,
       {{"from"}, {"to"}, {"service"}, {"action"}, {"chance", string, blank}, {"drawn_by", string, blank}}},
      {"devices",
       true,
       {{"id"},
        {"zone"},
        {"count", integer},
        {"platform", string, blank},
        {"type", string, blank},
        {"software", string, blank},
        {"vulnerabilities", string, blank}},
       true},
      {"edges", false, {{"from"}, {"to"}, {"kind"}, {"contacts", number}}},
      {"device_edges", false, {{"from"}, {"to"}, {"kind"}, {"weight", number, blank}}},
      {"services",
       false,
       {{"id"},
        {"organisation"},
        {"kind"},
        {"needs", string, !blank, missing},
        {"fallback"},
        {"offline"},
        {"order", integer},
        {"x_km", number},
        {"y_km", number}},
       true},
      {"activity", false, {{"service"}, {"measure"}, {"per_week", number}, {"profile"}}},
      {"profiles", false, {{"profile"}, {"hour", integer}, {"weight", number}}},
      {"measures", false, {{"name"}, {"unit"}, {"displaced", number}, {"cost", number}, {"source"}}, true},
      {"published",
       false,
       {{"measure"},
        {"by", string, blank},
        {"value", number},
        {"relation"},
        {"role"},
        {"source"},
        {"note", string, blank}}},
      {"published_points", false, {{"curve"}, {"by", string, blank}, {"at"}, {"value", number}, {"source"}}},
  };
  return tables;
}

}  // namespace ingest
