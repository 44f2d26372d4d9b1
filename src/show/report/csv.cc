// Measures and curves as CSV, for spreadsheets.

#include <charconv>
#include <cmath>
#include <string_view>

#include "show/report/report.h"
#include "show/report/words.h"

namespace report {

namespace {

/// Shortest digits that read back as the same number; empty when it is not finite.
std::string exact(double value) {
  if (!std::isfinite(value)) return {};
  if (value == 0) return "0";
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, end};
}

constexpr std::string_view quantile_columns = "mean,median,p05,p25,p75,p95,standard_error";

std::string quantiles(const drill::Quantiles& value) {
  std::string out;
  for (const double number : {value.mean, value.median, value.p05, value.p25, value.p75, value.p95}) {
    out += exact(number) + ',';
  }
  return out + exact(value.standard_error);
}

}  // namespace

std::string measures_csv(const drill::Result& result) {
  std::string out = "name,by,unit," + std::string(quantile_columns) + ",of,published,relation,role,source\n";
  for (const drill::Measure& measure : result.measures) {
    out += csv_cell(measure.name) + ',' + csv_cell(by_text(measure.by)) + ',' + csv_cell(measure.unit) + ',';
    out += quantiles(measure.value) + ',' + (measure.of ? exact(*measure.of) : "") + ',';
    if (measure.published) {
      const estate::Published& published = *measure.published;
      out += exact(published.value) + ',' + csv_cell(published.relation) + ',' + csv_cell(published.role) + ',' +
             csv_cell(published.source);
    } else {
      out += ",,,";
    }
    out += '\n';
  }
  return out;
}

std::string sensitivity_csv(const comparison::Sensitivity& made) {
  std::string out = "assumed,value,why,end,moved_to,measure,by,mean_change,low,high,told_apart\n";
  for (const comparison::Moved& one : made.numbers) {
    for (std::size_t i = 0; i < made.measures.size(); ++i) {
      const comparison::Swing& swing = one.swings[i];
      const auto line = [&](std::string_view end, const std::string& to, const comparison::Difference& d, bool apart) {
        out += csv_cell(one.place) + ',' + csv_cell(one.value) + ',' + csv_cell(one.assumed) + ',' + std::string(end) +
               ',' + csv_cell(to) + ',' + csv_cell(made.measures[i].name) + ',' +
               csv_cell(by_text(made.measures[i].by)) + ',' + exact(d.mean) + ',' + exact(d.low) + ',' + exact(d.high) +
               ',' + (apart ? "yes" : "no") + '\n';
      };
      line("lower", one.low_end, swing.low, swing.low_told_apart);
      line("upper", one.high_end, swing.high, swing.high_told_apart);
    }
  }
  return out;
}

std::string curves_csv(const drill::Result& result) {
  std::string out = "curve,by,unit,at_s,at," + std::string(quantile_columns) + "\n";
  for (const drill::Curve& curve : result.curves) {
    const std::string start =
        csv_cell(curve.name) + ',' + csv_cell(by_text(curve.by)) + ',' + csv_cell(curve.unit) + ',';
    for (const drill::CurvePoint& point : curve.points) {
      const base::Instant at{result.start.utc_s + std::llround(point.at_s), result.start.offset_s};
      out += start + exact(point.at_s) + ',' + to_text(at) + ',' + quantiles(point.value) + '\n';
    }
  }
  return out;
}

}  // namespace report
