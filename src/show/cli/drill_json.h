#pragma once
// Reads what `cordon drill --json` wrote, as far as drills are compared: docs/formats/result.md.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "foresee/drill/drill.h"

namespace cli {

/// A hundred thousand replicas of a national estate take some 60 MB.
inline constexpr std::size_t drill_json_bytes_max = std::size_t{256} << 20U;
/// How deep lists and objects may lie in each other; a result needs 7.
inline constexpr std::size_t drill_json_depth_max = 16;

/// Names, seed, start, horizon, number of replicas, whether it is partial, and of each measure name, by, unit, whether
/// something is published (not what) and its replicas: null becomes infinite. Curves, inputs, quantiles and what later
/// versions may add are not looked at. `file`: what problems name.
///
/// Problems: not JSON, a key twice, nested too deep, another schema, something missing or of a wrong type, a measure
/// twice, lists of replicas of other lengths than `replicas` says, none at all.
base::Result<drill::Result> parse_drill_json(const std::string& file, std::string_view text);

/// Problems: also that it cannot be read, or is larger than `drill_json_bytes_max`.
base::Result<drill::Result> read_drill_json(const std::filesystem::path& path);

}  // namespace cli
