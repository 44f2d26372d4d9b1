#pragma once
// Reads what a fit is asked (docs/formats/fit.md): the targets, the free parameters with their priors, and the
// posterior that a fit wrote.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/estate/estate.h"
#include "world/estate/fitting.h"

namespace ingest {

/// Largest posterior that is read.
inline constexpr std::size_t posterior_bytes_max = 64U << 20U;

/// Whether there are such measures and parameters is not looked at here. `name` is what problems call the file.
base::Result<std::vector<estate::Target>> parse_targets(const std::string& name, std::string_view bytes);
base::Result<std::vector<estate::Target>> read_targets(const std::filesystem::path& path);

base::Result<std::vector<estate::Prior>> parse_priors(const std::string& name, std::string_view bytes);
base::Result<std::vector<estate::Prior>> read_priors(const std::filesystem::path& path);

/// The joint table of a posterior. Refused when it is of another estate or threat (by their names), of another version,
/// or of parameters that `tables` does not draw per estate.
base::Result<estate::Joint> parse_posterior(const std::string& name, std::string_view bytes,
                                            const estate::Tables& tables, const std::string& threat);
base::Result<estate::Joint> read_posterior(const std::filesystem::path& path, const estate::Tables& tables,
                                           const std::string& threat);

}  // namespace ingest
