#include "world/ingest/feed_names.h"

#include <array>
#include <utility>

#include "world/advisory/cpe.h"
#include "world/advisory/purl.h"

namespace ingest::feeds {

namespace {

/// A registry, by how its address goes on after "https://", and the type of package URL whose names are its own.
struct Registry {
  std::string_view address;
  std::string_view type;
  char between;  ///< what stands between namespace and name; 0: there is none
};
constexpr auto registries = std::to_array<Registry>({{"registry.npmjs.org", "npm", '/'},
                                                     {"www.npmjs.com", "npm", '/'},
                                                     {"npmjs.com", "npm", '/'},
                                                     {"pypi.org", "pypi", 0},
                                                     {"pypi.python.org", "pypi", 0},
                                                     {"repo.maven.apache.org/maven2", "maven", ':'},
                                                     {"repo1.maven.org/maven2", "maven", ':'},
                                                     {"rubygems.org", "gem", 0},
                                                     {"crates.io", "cargo", 0},
                                                     {"packagist.org", "composer", '/'},
                                                     {"www.nuget.org", "nuget", 0},
                                                     {"nuget.org", "nuget", 0},
                                                     {"pkg.go.dev", "golang", '/'},
                                                     {"hex.pm", "hex", 0}});

/// Where the values of the version and of the update stand in a CPE name of the 2.3 form.
constexpr std::size_t version_at = 5;

}  // namespace

std::string purl_of(std::string_view address, std::string_view package) {
  if (package.empty() || package.find_first_of(" ,|") != std::string_view::npos) return {};
  constexpr std::string_view secure = "https://";
  if (!address.starts_with(secure)) return {};
  address.remove_prefix(secure.size());
  while (address.ends_with('/')) address.remove_suffix(1);
  for (const Registry& registry : registries) {
    if (registry.address != address) continue;
    return purl_of_package(registry.type, registry.between, "", package);
  }
  return {};
}

std::string purl_of_package(std::string_view type, char between, std::string_view name_space,
                            std::string_view package) {
  advisory::Purl parts;
  parts.type = std::string(type);
  const std::size_t cut = between == 0 ? std::string_view::npos : package.find_last_of(between);
  parts.name_space = std::string(cut == std::string_view::npos ? name_space : package.substr(0, cut));
  parts.name = std::string(cut == std::string_view::npos ? package : package.substr(cut + 1));
  const auto purl = advisory::make_purl(std::move(parts));
  return purl ? advisory::to_text(*purl) : std::string();
}

std::optional<std::string> cpe_of_product(std::string_view text) {
  if (!text.starts_with("cpe:2.3:")) {
    auto cpe = advisory::parse_cpe(text);
    if (!cpe) return std::nullopt;
    cpe->values[static_cast<std::size_t>(advisory::CpeAttribute::version)] = "*";
    cpe->values[static_cast<std::size_t>(advisory::CpeAttribute::update)] = "*";
    return advisory::to_text(*cpe);
  }
  if (!advisory::parse_cpe(text)) return std::nullopt;
  std::string out;
  out.reserve(text.size());
  std::size_t value = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '\\') {
      ++i;
      continue;
    }
    if (i < text.size() && text[i] != ':') continue;
    const bool any = value == version_at || value == version_at + 1;
    out += any ? std::string_view("*") : text.substr(from, i - from);
    if (i < text.size()) out += ':';
    from = i + 1;
    ++value;
  }
  return out;
}

}  // namespace ingest::feeds
