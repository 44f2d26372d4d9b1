// Reads the posterior that `cordon fit` wrote.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "world/ingest/fitting.h"
#include "world/ingest/text.h"
#include "world/ingest/toml_tree.h"

namespace ingest {

namespace {

using nlohmann::json;

constexpr const char* schema = "cordon-posterior/1";
constexpr const char* again = "fit again: cordon fit --help";

class Reader {
 public:
  Reader(const std::string& file, const estate::Tables& tables, const std::string& threat)
      : file_(file), tables_(tables), threat_(threat) {}

  base::Result<estate::Joint> read(std::string_view bytes) {
    const json root = parse(bytes);
    if (root.is_object()) {
      expect(root, "schema", schema, "is not of the version that this program reads");
      expect(root, "estate", tables_.name, "is another estate than the one given");
      expect(root, "threat", threat_, "is another threat than the one given");
      read_parameters(root);
      read_rows(root);
    } else if (problems_.empty()) {
      wrong("", "", "is not a posterior", again);
    }
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return std::move(joint_);
  }

 private:
  void wrong(std::string place, std::string_view value, std::string what, std::string mend) {
    problems_.add(base::Problem{file_, std::move(place), shown(value), std::move(what), std::move(mend)});
  }

  json parse(std::string_view bytes) {
    bool too_deep = false;
    const auto watch = [&](int depth, json::parse_event_t, json&) {
      too_deep = too_deep || depth > 8;
      return !too_deep;
    };
    json root = json::parse(bytes, watch, false);
    if (root.is_discarded() || too_deep) {
      wrong("", "", "is not JSON that a fit writes", again);
      return json(json::value_t::discarded);
    }
    return root;
  }

  void expect(const json& root, const char* key, const std::string& wanted, std::string what) {
    const auto found = root.find(key);
    const bool text = found != root.end() && found->is_string();
    const std::string value = text ? found->get<std::string>() : "";
    if (value == wanted) return;
    wrong(key, value, text ? std::move(what) : "is missing", fmt::format("expected '{}'; {}", wanted, again));
  }

  void read_parameters(const json& root) {
    const auto names = root.find("parameters");
    if (names == root.end() || !names->is_array() || names->empty() || names->size() > tables_.parameters.size()) {
      return wrong("parameters", "", "is not a list of parameters of the estate", again);
    }
    for (const json& name : *names) {
      const std::string text = name.is_string() ? name.get<std::string>() : "";
      const auto at = std::ranges::find(tables_.parameters, text, &estate::Parameter::name);
      if (at == tables_.parameters.end() || at->per != estate::Parameter::Per::estate) {
        wrong("parameters", text, "is not a parameter of the estate that is drawn per estate", again);
        continue;
      }
      const auto index = static_cast<estate::Index>(at - tables_.parameters.begin());
      if (std::ranges::find(joint_.parameters, index) != joint_.parameters.end()) {
        wrong("parameters", text, "stands twice", again);
      }
      joint_.parameters.push_back(index);
    }
  }

  void read_rows(const json& root) {
    const auto rows = root.find("rows");
    const auto weights = root.find("weights");
    if (rows == root.end() || weights == root.end() || !rows->is_array() || !weights->is_array() || rows->empty() ||
        rows->size() != weights->size()) {
      return wrong("rows", "", "are not as many as the weights, at least one", again);
    }
    double sum = 0;
    for (std::size_t i = 0; i < rows->size(); ++i) {
      const json& row = (*rows)[i];
      const json& weight = (*weights)[i];
      const bool numbers =
          row.is_array() && row.size() == joint_.parameters.size() && weight.is_number() &&
          std::ranges::all_of(row, [](const json& one) { return one.is_number() && std::isfinite(one.get<double>()); });
      const double heavy = numbers ? weight.get<double>() : -1;
      if (!numbers || !(heavy >= 0) || !std::isfinite(heavy)) {
        wrong(fmt::format("rows[{}]", i), "", "is not a number for each parameter with a weight that is not negative",
              again);
        continue;
      }
      sum += heavy;
      joint_.rows.push_back(row.get<std::vector<double>>());
      joint_.weights.push_back(heavy);
    }
    if (problems_.empty() && !(sum > 0 && std::isfinite(sum))) wrong("weights", "", "give no row any weight", again);
    if (problems_.empty()) check_ranges();
  }

  /// What stands for a share stays one.
  void check_ranges() {
    for (std::size_t p = 0; p < joint_.parameters.size(); ++p) {
      const estate::Parameter& parameter = tables_.parameters[joint_.parameters[p]];
      const auto within = [](const estate::Case& one) {
        return base::lowest(one.distribution) >= 0 && base::highest(one.distribution) <= 1;
      };
      if (!std::ranges::all_of(parameter.cases, within)) continue;
      for (const std::vector<double>& row : joint_.rows) {
        if (row[p] >= 0 && row[p] <= 1) continue;
        wrong("rows", fmt::format("{}", row[p]), "leaves 0 to 1 where " + parameter.name + " is a share", again);
        break;
      }
    }
  }

  const std::string& file_;
  const estate::Tables& tables_;
  const std::string& threat_;
  base::Problems problems_;
  estate::Joint joint_;
};

}  // namespace

base::Result<estate::Joint> parse_posterior(const std::string& name, std::string_view bytes,
                                            const estate::Tables& tables, const std::string& threat) {
  return Reader(name, tables, threat).read(bytes);
}

base::Result<estate::Joint> read_posterior(const std::filesystem::path& path, const estate::Tables& tables,
                                           const std::string& threat) {
  const auto bytes = read_bytes(path, posterior_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_posterior(path.string(), *bytes, tables, threat);
}

}  // namespace ingest
