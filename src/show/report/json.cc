// Schema cordon-drill/1: docs/formats/result.md and docs/formats/result.schema.json.

#include <nlohmann/json.hpp>
#include <string>

#include "base/distribution.h"
#include "base/instant.h"
#include "show/report/assumed.h"
#include "show/report/json_pieces.h"
#include "show/report/report.h"
#include "show/report/sources.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;  // keys in the order in which people read them

template <class Put>
void each_quantile(const drill::Quantiles& value, const Put& put) {
  put("mean", value.mean);
  put("median", value.median);
  put("p05", value.p05);
  put("p25", value.p25);
  put("p75", value.p75);
  put("p95", value.p95);
  put("standard_error", value.standard_error);
}

Json measure_json(const drill::Measure& measure) {
  Json out{{"name", measure.name}, {"by", by_json(measure.by)}, {"unit", measure.unit}};
  each_quantile(measure.value, [&](const char* name, double value) { out[name] = exact(value); });
  if (measure.of) out["of"] = exact(*measure.of);
  if (measure.published) {
    const estate::Published& published = *measure.published;
    Json& beside = out["published"];
    beside = Json{{"value", exact(published.value)},
                  {"relation", published.relation},
                  {"source", published.source},
                  {"role", published.role}};
    if (!published.note.empty()) beside["note"] = published.note;
  }
  if (!measure.replicas.empty()) {  // last: a line is read from its left
    Json& replicas = out["replicas"] = Json::array();
    for (const double value : measure.replicas) replicas.push_back(exact(value));
  }
  return out;
}

Json curve_json(const drill::Curve& curve) {
  Json out{{"name", curve.name}, {"by", by_json(curve.by)}, {"unit", curve.unit}, {"times", Json::array()}};
  for (const drill::CurvePoint& point : curve.points) {
    out["times"].push_back(exact(point.at_s));
    each_quantile(point.value, [&](const char* name, double value) { out[name].push_back(exact(value)); });
  }
  if (curve.points.empty()) each_quantile({}, [&](const char* name, double) { out[name] = Json::array(); });
  if (!curve.published.empty()) {
    Json& beside = out["published"] = Json::array();
    for (const estate::PublishedPoint& point : curve.published) {
      beside.push_back({{"at", base::to_text(point.at)}, {"value", exact(point.value)}, {"source", point.source}});
    }
  }
  return out;
}

Json input_json(const base::Provenance& input) {
  Json out{{"place", input.place}, {"value", input.value}};
  if (!input.source.empty()) out["source"] = input.source;
  if (!input.assumed.empty()) out["assumed"] = input.assumed;
  if (input.plausible) out["plausible"] = {exact(input.plausible->first), exact(input.plausible->second)};
  return out;
}

Json inputs_json(const std::vector<base::Provenance>& inputs) {
  Json out = Json::array();
  for (const base::Provenance& input : inputs) out.push_back(input_json(input));
  return out;
}

Json parameter_json(const estate::Parameter& parameter, const estate::Estate& estate) {
  Json out{{"name", parameter.name}, {"per", per_text(parameter.per)}, {"unit", parameter.unit}};
  Json& cases = out["cases"] = Json::array();
  for (const estate::Case& which : parameter.cases) {
    cases.push_back({{"when", when_text(which, estate)}, {"distribution", base::to_text(which.distribution)}});
  }
  if (!parameter.source.empty()) out["source"] = parameter.source;
  if (!parameter.assumed.empty()) {
    out["assumed"] = parameter.assumed;
    out["plausible"] = {exact(parameter.plausible_low), exact(parameter.plausible_high)};
  }
  out["hand_set"] = parameter.hand_set;
  return out;
}

Json estate_json(const estate::Estate& estate) {
  Json parameters = Json::array();
  for (const estate::Parameter& parameter : estate.parameters) parameters.push_back(parameter_json(parameter, estate));
  return {{"name", estate.name},
          {"title", estate.title},
          {"organisations", estate.organisations.size()},
          {"devices", estate.devices()},
          {"parameters", std::move(parameters)},
          {"care", inputs_json(care_inputs(estate.care))}};
}

Json assumed_json(const Assumed& assumed) {
  return {{"devices", assumed.devices_assumed},
          {"of_devices", assumed.devices},
          {"by_count", assumed.by_count},
          {"by_zone", assumed.by_zone},
          {"by_platform", assumed.by_platform},
          {"by_vulnerability", assumed.by_vulnerability},
          {"services", assumed.services_assumed},
          {"of_services", assumed.services},
          {"inputs", assumed.inputs_assumed},
          {"of_inputs", assumed.inputs},
          {"infected", assumed.infected ? Json(exact(*assumed.infected)) : Json()}};
}

}  // namespace

std::string to_json(const drill::Result& result, const Inputs& inputs) {
  Json out{{"schema", "cordon-drill/1"},
           {"marking", inputs.marking},
           {"shared", inputs.shared},
           {"estate", result.estate},
           {"threat", result.threat},
           {"defence", result.defence.empty() ? Json() : Json(result.defence)},
           {"seed", result.seed},
           {"replicas", result.replicas},
           {"replicas_asked", result.replicas_asked == 0 ? Json() : Json(result.replicas_asked)},
           {"partial", result.partial},
           {"stopping_rule", result.stopping_rule},
           {"start", base::to_text(result.start)},
           {"horizon_s", exact(result.horizon_s)},
           {"measures", Json::array()},
           {"curves", Json::array()},
           {"inputs", Json::object()}};
  for (const drill::Measure& measure : result.measures) out["measures"].push_back(measure_json(measure));
  for (const drill::Curve& curve : result.curves) out["curves"].push_back(curve_json(curve));
  if (inputs.estate != nullptr) {
    out["inputs"]["estate"] = estate_json(*inputs.estate);
    out["inputs"]["assumed"] = assumed_json(assumed_in(result, inputs));
  }
  if (inputs.threat != nullptr) {
    const threat::Threat& threat = *inputs.threat;
    out["inputs"]["threat"] = {{"name", threat.name},
                               {"title", threat.title},
                               {"invented", threat.invented},
                               {"inputs", inputs_json(threat.inputs)}};
  }
  if (inputs.defence != nullptr && !result.defence.empty()) {
    out["inputs"]["defence"] = {{"name", inputs.defence->name}, {"inputs", inputs_json(inputs.defence->inputs)}};
  }
  return lines_of(out);
}

}  // namespace report
