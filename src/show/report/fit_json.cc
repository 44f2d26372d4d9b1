#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/distribution.h"
#include "show/report/fit_report.h"

namespace report {

namespace {

using Json = nlohmann::ordered_json;

Json finite(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

double number(const Json& value) {
  return value.is_null() ? std::numeric_limits<double>::infinity() : value.get<double>();
}

Json quantiles_json(const drill::Quantiles& value) {
  return {{"mean", finite(value.mean)},
          {"median", finite(value.median)},
          {"p05", finite(value.p05)},
          {"p25", finite(value.p25)},
          {"p75", finite(value.p75)},
          {"p95", finite(value.p95)},
          {"standard_error", finite(value.standard_error)}};
}

drill::Quantiles quantiles_of(const Json& json) {
  return {number(json.at("mean")), number(json.at("median")), number(json.at("p05")),           number(json.at("p25")),
          number(json.at("p75")),  number(json.at("p95")),    number(json.at("standard_error"))};
}

Json numbers(const std::vector<double>& values) {
  Json out = Json::array();
  for (const double value : values) out.push_back(finite(value));
  return out;
}

std::vector<double> numbers_of(const Json& json) {
  std::vector<double> out;
  for (const Json& value : json) out.push_back(number(value));
  return out;
}

Json rounds_json(const std::vector<fit::Round>& rounds) {
  Json out = Json::array();
  for (const fit::Round& round : rounds) {
    out.push_back({{"simulated", round.simulated},
                   {"accepted", round.accepted},
                   {"tolerance", finite(round.tolerance)},
                   {"effective", round.effective}});
  }
  return out;
}

Json target_json(const estate::Target& target, const fit::Check* check) {
  Json by = Json::object();
  for (const auto& [key, value] : target.by) by[key] = value;
  Json out{{target.at ? "curve" : "measure", target.name}, {"by", by}};
  if (target.at) out["at"] = base::to_text(*target.at);
  out["value"] = target.value;
  out["role"] = target.held_out ? "predicted" : "fitted";
  out["source"] = target.source;
  if (check != nullptr) {
    out["prior"] = quantiles_json(check->before);
    out["posterior"] = quantiles_json(check->after);
    out["reached"] = check->reached;
  }
  return out;
}

/// One item of each list a line.
std::string lines(const Json& object) {
  std::string text = "{";
  for (const auto& [key, value] : object.items()) {
    text += (text.size() == 1 ? "\n " : ",\n ") + Json(key).dump() + ": ";
    if (!value.is_array() || value.empty() || !value[0].is_structured()) {
      text += value.dump(-1, ' ', false, Json::error_handler_t::replace);
      continue;
    }
    std::string list = "[";
    for (const Json& item : value) {
      list += (list.size() == 1 ? "\n  " : ",\n  ") + item.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    text += list + "]";
  }
  return text + "\n}\n";
}

}  // namespace

std::string posterior_json(const fit::Result& result, const Fitted& fitted) {
  Json out{{"schema", "cordon-posterior/1"},
           {"estate", fitted.estate},
           {"threat", fitted.threat},
           {"defence", fitted.defence.empty() ? Json() : Json(fitted.defence)},
           {"seed", fitted.seed},
           {"start", base::to_text(fitted.start)},
           {"horizon_s", fitted.horizon_s},
           {"targets", Json::array()},
           {"free", Json::array()},
           {"correlation", numbers(result.correlation)},
           {"rounds", rounds_json(result.rounds)},
           {"parameters", Json::array()},
           {"rows", Json::array()},
           {"weights", Json::array()}};
  for (std::size_t i = 0; i < fitted.targets.size(); ++i) {
    out["targets"].push_back(target_json(fitted.targets[i], i < result.checks.size() ? &result.checks[i] : nullptr));
    if (i < result.left_out.size() && result.left_out[i]) {
      out["targets"].back()["left_out"] = quantiles_json(result.left_out[i]->after);
    }
  }
  for (std::size_t i = 0; i < fitted.priors.size(); ++i) {
    const estate::Prior& prior = fitted.priors[i];
    out["free"].push_back({{"parameter", prior.parameter},
                           {"prior", base::to_text(prior.distribution)},
                           {"before", quantiles_json(result.learnt[i].before)},
                           {"after", quantiles_json(result.learnt[i].after)},
                           {"shrinkage", result.learnt[i].shrinkage}});
    out["parameters"].push_back(prior.parameter);
  }
  for (const fit::Particle& particle : result.particles) {
    out["rows"].push_back(numbers(particle.values));
    out["weights"].push_back(particle.weight);
  }
  return lines(out);
}

std::string fit_state_json(const fit::State& state, std::string_view inputs) {
  Json out{{"schema", "cordon-fit-state/1"},      {"inputs", inputs},       {"spread", numbers(state.spread)},
           {"rounds", rounds_json(state.rounds)}, {"prior", Json::array()}, {"kept", Json::array()}};
  for (const drill::Quantiles& one : state.prior) out["prior"].push_back(quantiles_json(one));
  for (const fit::Particle& particle : state.kept) {
    out["kept"].push_back({numbers(particle.values), numbers(particle.outcome), finite(particle.distance),
                           particle.importance, particle.weight});
  }
  return lines(out);
}

std::optional<fit::State> parse_fit_state(std::string_view text, std::string_view inputs) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("schema", "") != "cordon-fit-state/1" || json.value("inputs", "") != inputs) {
    return {};
  }
  try {
    fit::State state;
    state.spread = numbers_of(json.at("spread"));
    for (const Json& round : json.at("rounds")) {
      state.rounds.push_back({round.at("simulated").get<std::uint64_t>(), round.at("accepted").get<double>(),
                              number(round.at("tolerance")), round.at("effective").get<double>()});
    }
    for (const Json& one : json.at("prior")) state.prior.push_back(quantiles_of(one));
    for (const Json& one : json.at("kept")) {
      state.kept.push_back(
          {numbers_of(one.at(0)), numbers_of(one.at(1)), number(one.at(2)), number(one.at(3)), number(one.at(4))});
    }
    const bool whole = !state.rounds.empty() && !state.kept.empty() && state.prior.size() == state.spread.size() &&
                       std::ranges::all_of(state.kept, [&](const fit::Particle& particle) {
                         return particle.outcome.size() == state.spread.size() &&
                                particle.values.size() == state.kept.front().values.size();
                       });
    if (whole) return state;
  } catch (const Json::exception&) {  // not of the form that fit_state_json writes
  }
  return {};
}

}  // namespace report
