#pragma once
// Reads what might have been otherwise: a TOML file of changes to a threat, a defence and an estate's parameters
// (docs/formats/counterfactual.md). It is applied to the inputs as they are read, so that what is wrong with a changed
// value is found by the same checks.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/distribution.h"
#include "base/result.h"
#include "world/estate/estate.h"
#include "world/ingest/toml_tree.h"

namespace ingest {

/// One value that is another: "threat.kill_switch.at", "defence.isolation[*].delay".
struct Change {
  std::string at;
  TomlValue to;  ///< unless it is removed
  bool removed = false;
  std::string place;  ///< in its own file
};

/// A parameter of the estate that is drawn otherwise, whatever its cases and a posterior say.
struct ParameterChange {
  std::string parameter;
  base::Distribution to;
  std::string place;
  bool first_case_only = false;  ///< what its other cases say stays
};

struct Counterfactual {
  std::string file;
  std::string name;
  std::string title;             ///< "The kill switch four hours sooner"
  std::filesystem::path threat;  ///< another threat altogether; empty: the drill's own
  std::vector<Change> changes;
  std::vector<ParameterChange> parameters;
};

base::Result<Counterfactual> read_counterfactual(const std::filesystem::path& path);

/// The same from memory; `name` is what problems call the file. A path to a threat counts from `folder`.
base::Result<Counterfactual> parse_counterfactual(const std::string& name, std::string_view bytes,
                                                  const std::filesystem::path& folder = {});

/// Makes the changes whose path begins with `root` ("threat" or "defence") in a file's tree. Problems: paths that lead
/// nowhere.
base::Problems change_tree(const Counterfactual& counterfactual, std::string_view root, TomlValue& tree);

/// Problems: parameters that the estate does not have.
base::Problems change_parameters(const Counterfactual& counterfactual, estate::Tables& tables);

}  // namespace ingest
