#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "show/report/page.h"
#include "show/report/words.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;

Json exact(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (value == std::floor(value) && std::abs(value) < 1e15) return static_cast<std::int64_t>(value);
  return value;
}

Json curve_data(const drill::Curve& curve, const drill::Result& result) {
  Json out{{"label", plain(label(curve.name, curve.by))}, {"unit", plain(curve.unit)}, {"days", is_by_day(curve)}};
  for (const char* name : {"t", "p05", "p25", "median", "p75", "p95", "published"}) out[name] = Json::array();
  for (const auto& [at_s, value] : curve.points) {
    out["t"].push_back(exact(at_s));
    out["p05"].push_back(exact(value.p05));
    out["p25"].push_back(exact(value.p25));
    out["median"].push_back(exact(value.median));
    out["p75"].push_back(exact(value.p75));
    out["p95"].push_back(exact(value.p95));
  }
  for (const estate::PublishedPoint& point : curve.published) {
    out["published"].push_back(
        {{"t", point.at.utc_s - result.start.utc_s}, {"value", exact(point.value)}, {"source", plain(point.source)}});
  }
  return out;
}

}  // namespace

std::string chart_data(const drill::Result& result) {
  Json out{{"start_ms", (result.start.utc_s + result.start.offset_s) * 1000},
           {"horizon_s", exact(result.horizon_s)},
           {"curves", Json::array()}};
  for (const std::size_t index : drawn_curves(result)) {
    out["curves"].push_back(curve_data(result.curves[index], result));
    out["curves"].back()["index"] = index;
  }
  return safe_in_script(out.dump(-1, ' ', true, Json::error_handler_t::replace));
}

/// What could end or begin an element inside a script becomes a \u escape.
std::string safe_in_script(const std::string& ascii_json) {
  std::string safe;
  for (const char c : ascii_json) {
    if (c == '<' || c == '>' || c == '&') {
      safe += c == '<' ? "\\u003c" : c == '>' ? "\\u003e" : "\\u0026";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace report
