// Schema cordon-compare/1: docs/formats/compare.md and docs/formats/compare.schema.json.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/instant.h"
#include "show/report/comparison.h"
#include "show/report/json_pieces.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;

Json side_json(const Side& side, const std::string& name) {
  const drill::Result& result = side.result;
  return {{"name", name},
          {"file", side.file},
          {"estate", result.estate},
          {"threat", result.threat},
          {"defence", result.defence.empty() ? Json() : Json(result.defence)},
          {"seed", result.seed},
          {"replicas", result.replicas},
          {"partial", result.partial},
          {"start", base::to_text(result.start)},
          {"horizon_s", exact(result.horizon_s)}};
}

const char* to_text(comparison::Apart apart) {
  switch (apart) {
    case comparison::Apart::seed: return "seed";
    case comparison::Apart::start: return "start";
    case comparison::Apart::horizon: return "horizon";
    case comparison::Apart::estate: break;
  }
  return "estate";
}

const char* to_text(comparison::Missing missing) {
  switch (missing) {
    case comparison::Missing::nowhere: return "not in both";
    case comparison::Missing::other_unit: return "other unit";
    case comparison::Missing::never_finite: break;
  }
  return "never finite";
}

void put_difference(Json& out, const comparison::Difference& d) {
  out["paired"] = d.paired;
  out["mean_base"] = exact(d.mean_base);
  out["mean"] = exact(d.mean_other);
  out["difference"] = exact(d.mean);
  out["interval"] = {exact(d.low), exact(d.high)};
  out["standard_error"] = exact(d.error());
  out["standard_error_paired"] = exact(d.error_paired);
  out["standard_error_unpaired"] = exact(d.error_unpaired);
  out["variance_ratio"] = exact(d.variance_ratio);
  out["degrees_of_freedom"] = exact(d.freedom);
  out["p"] = exact(d.p);
  out["p05"] = exact(d.p05);
  out["p25"] = exact(d.p25);
  out["median"] = exact(d.median);
  out["p75"] = exact(d.p75);
  out["p95"] = exact(d.p95);
  out["share_less"] = exact(d.share_less);
  out["share_more"] = exact(d.share_more);
}

Json measure_json(const comparison::Compared& measure) {
  Json out{{"name", measure.which.name}, {"by", by_json(measure.which.by)}, {"unit", measure.unit}};
  const comparison::Difference& d = measure.difference;
  if (measure.missing) out["left_out"] = to_text(*measure.missing);
  if (!measure.missing || *measure.missing == comparison::Missing::never_finite) {
    out["replicas_base"] = d.base;
    out["replicas"] = d.other;
    out["not_finite_base"] = d.base_never;
    out["not_finite"] = d.other_never;
    out["used_base"] = d.base_used;
    out["used"] = d.other_used;
  }
  if (measure.missing) return out;
  put_difference(out, d);
  out["p_adjusted"] = exact(measure.p_adjusted);
  out["told_apart"] = measure.told_apart;
  return out;
}

}  // namespace

std::string comparison_to_json(const comparison::Table& table, std::span<const Side> sides) {
  const std::vector<std::string> names = names_of(sides);
  const comparison::Which& ranked_by = table.measures[table.ranked_by];
  Json out{{"schema", "cordon-compare/1"},
           {"base", side_json(sides[0], names[0])},
           {"confidence", comparison::confidence},
           {"correction", "holm"},
           {"comparisons", table.comparisons},
           {"ranked_by", {{"name", ranked_by.name}, {"by", by_json(ranked_by.by)}}},
           {"drills", Json::array()}};
  for (const comparison::Beside& beside : table.others) {
    Json drill = side_json(sides[beside.drill], names[beside.drill]);
    drill["coupled"] = beside.apart.empty();
    drill["not_coupled_because"] = Json::array();
    for (const comparison::Apart apart : beside.apart) drill["not_coupled_because"].push_back(to_text(apart));
    drill["sentence"] = sentence(beside.measures[table.ranked_by], names[beside.drill]);
    drill["measures"] = Json::array();
    for (const comparison::Compared& measure : beside.measures) drill["measures"].push_back(measure_json(measure));
    out["drills"].push_back(std::move(drill));
  }
  return lines_of(out);
}

}  // namespace report
