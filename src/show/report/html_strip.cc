#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "show/report/page.h"

namespace report {

namespace {

constexpr double width = 200;
constexpr double margin = 8;  // so that a diamond at either end is whole
constexpr double middle = 11;

/// An arrow from the published value towards where the true one may lie.
std::string arrow(double x, double direction) {
  const double tip = x + direction * 20;
  return fmt::format(
      R"(<path class="reach" d="M{:.1f} {:.1f}H{:.1f}M{:.1f} {:.1f}l{:.1f} -3.5M{:.1f} {:.1f}l{:.1f} 3.5"/>)", x,
      middle, tip, tip, middle, -direction * 4, tip, middle, -direction * 4);
}

double at(double value, double low, double high) {
  return margin + (value - low) / (high - low) * (width - 2 * margin);
}

/// The intervals and the median, without the end of the picture.
std::string bars(const drill::Quantiles& simulated, double low, double high) {
  const auto bar = [&](const char* name, double from, double to, double height) {
    const double left = at(from, low, high);
    return fmt::format(R"(<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)", name, left,
                       middle - height / 2, std::max(1.0, at(to, low, high) - left), height);
  };
  std::string out = R"(<svg class="strip" viewBox="0 0 200 22" aria-hidden="true" focusable="false">)";
  out += fmt::format(R"(<path class="base" d="M{:.1f} {:.1f}H{:.1f}"/>)", margin, middle, width - margin);
  out += bar("ninety", simulated.p05, simulated.p95, 6) + bar("fifty", simulated.p25, simulated.p75, 12);
  return out + fmt::format(R"(<path class="median" d="M{:.1f} 4V18"/>)", at(simulated.median, low, high));
}

}  // namespace

std::string strip(const drill::Quantiles& simulated, double most) {
  return std::isfinite(most) && most > 0 ? bars(simulated, 0, most) + "</svg>" : "";
}

std::string strip(const drill::Quantiles& simulated, const estate::Published& published) {
  const double low = std::min({0.0, simulated.p05, published.value});
  const double high = std::max({simulated.p95, published.value, low});
  if (!std::isfinite(low) || !std::isfinite(high) || high == low) return {};
  std::string out = bars(simulated, low, high);
  const double x = at(published.value, low, high);
  if (published.relation == "at_least" && x < width - 30) out += arrow(x, 1);
  if (published.relation == "at_most" && x > 30) out += arrow(x, -1);
  out += fmt::format(R"(<path class="published" d="M{:.1f} 5l6 6l-6 6l-6 -6z"/>)", x);
  return out + "</svg>";
}

}  // namespace report
