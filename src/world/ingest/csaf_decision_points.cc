// SSVC (2.1): whether each decision point that is selected from stands in CERT/CC's registry, and whether the values
// are some of its own, in its order (6.1.48). Names are not compared: an extension of a namespace may translate them.

#include <algorithm>
#include <array>
#include <utility>

#include "world/ingest/csaf_node.h"

namespace ingest::csaf {

namespace {

/// Namespaces that SSVC keeps free: those that nothing may be in, and those of tests and examples, which may hold
/// anything.
constexpr std::array<std::string_view, 2> forbidden = {"invalid", "x_invalid"};
constexpr std::array<std::string_view, 2> of_anything = {"example", "test"};

class Selected {
 public:
  Selected(Document& document, const Node& selection)
      : document_(document), points_(document.beside->decision_points), selection_(selection) {}

  void check() {
    const auto name_space = selection_.find("namespace");
    const std::string_view text = name_space ? name_space->text().value_or("") : std::string_view();
    if (text.empty()) return;  // 6.1.46
    const std::string_view base = advisory::base_namespace(text);
    const std::string_view name = advisory::namespace_name(base);
    if (std::ranges::find(forbidden, name) != forbidden.end()) {
      return document_.note("6.1.48", *name_space, "is a namespace that SSVC reserves; nothing may be in it");
    }
    if (std::ranges::find(of_anything, name) != of_anything.end() || name.starts_with("x_")) return;
    if (!points_.is_registered(base)) {
      return document_.leave("6.1.48", *name_space,
                             "is no namespace that was registered, nor begins with x_" + as_of());
    }
    check_point(base);
  }

 private:
  /// Which state of the registry an answer comes from.
  [[nodiscard]] std::string as_of() const {
    if (points_.as_of.empty()) return " (there is no registry here)";
    return fmt::format(" (SSVC's registry as of {})", points_.as_of);
  }

  void check_point(std::string_view base) {
    const auto key = selection_.find("key");
    const auto version = selection_.find("version");
    if (!key || !version) return;  // 6.1.46
    const auto* point = points_.find(base, key->text().value_or(""), version->text().value_or(""));
    if (point != nullptr) return check_values(*point);
    const auto versions = points_.versions(base, key->text().value_or(""));
    if (versions.empty())
      return document_.note("6.1.48", *key, fmt::format("is no decision point of {}{}", base, as_of()));
    document_.note(
        "6.1.48", *version,
        fmt::format("is no version of this decision point; there are {}{}", fmt::join(versions, ", "), as_of()));
  }

  void check_values(const advisory::DecisionPoint& point) {
    std::size_t next = 0;  // where in the point's order the next value may stand
    selection_.each("values", [&](const Node& value) {
      const auto key = value.find("key");
      if (!key || !key->text()) return;  // 6.1.46
      const auto at = static_cast<std::size_t>(std::ranges::find(point.values, *key->text()) - point.values.begin());
      const auto with_order = [&](std::string_view what) {
        return fmt::format("{} {} {} ({}): {}{}", what, point.key, point.version, point.name,
                           fmt::join(point.values, ", "), as_of());
      };
      if (at == point.values.size()) return document_.note("6.1.48", *key, with_order("is no value of"));
      if (at < next) return document_.note("6.1.48", *key, with_order("is not in the order of the values of"));
      next = at + 1;
    });
  }

  Document& document_;
  const advisory::DecisionPoints& points_;
  const Node& selection_;
};

}  // namespace

void check_decision_points(Document& document, const Node& ssvc) {
  ssvc.each("selections", [&](const Node& selection) { Selected(document, selection).check(); });
}

}  // namespace ingest::csaf
