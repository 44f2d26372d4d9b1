#include "world/ingest/feed_names.h"

#include <algorithm>
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

constexpr std::string_view cpe_prefix = "cpe:2.3:";

bool is_small(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// A value that needs no second look: "*", "-", or small letters, digits, _ . - and signs with a backslash.
bool is_simple(std::string_view value) {
  if (value == "*" || value == "-") return true;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (is_small(c) || c == '_' || c == '.' || c == '-') continue;
    const bool quoted = c == '\\' && i + 1 < value.size() && value[i + 1] > ' ' && value[i + 1] < 0x7F &&
                        !is_small(value[i + 1]) && !(value[i + 1] >= 'A' && value[i + 1] <= 'Z');
    if (!quoted) return false;
    ++i;
  }
  return !value.empty();
}

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
  // Small letters and digits are spelled alike in every type.
  const bool simple = std::all_of(package.begin(), package.end(), [](char c) { return is_small(c) || c == '-'; });
  if (simple && between == 0 && !package.empty()) {
    std::string purl = "pkg:";
    for (const std::string_view part : {type, name_space, package}) {
      if (part.empty()) continue;
      if (part.data() != type.data()) purl += '/';
      purl += part;
    }
    return purl;
  }
  advisory::Purl parts;
  parts.type = std::string(type);
  const std::size_t cut = between == 0 ? std::string_view::npos : package.find_last_of(between);
  parts.name_space = std::string(cut == std::string_view::npos ? name_space : package.substr(0, cut));
  parts.name = std::string(cut == std::string_view::npos ? package : package.substr(cut + 1));
  const auto purl = advisory::make_purl(std::move(parts));
  return purl ? advisory::to_text(*purl) : std::string();
}

std::string path_of(std::initializer_list<std::string_view> parts) {
  constexpr std::string_view between = " / ";
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size() + between.size();
  std::string path;
  path.reserve(size);
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!path.empty()) path += between;
    path += part;
  }
  return path;
}

std::optional<std::array<std::string_view, advisory::cpe_attributes>> cpe_values(std::string_view cpe) {
  if (!cpe.starts_with(cpe_prefix) || cpe.size() > advisory::cpe_bytes_most) return std::nullopt;
  std::array<std::string_view, advisory::cpe_attributes> values;
  std::size_t value = 0;
  bool simple = true;
  std::size_t from = cpe_prefix.size();
  for (std::size_t i = from; i <= cpe.size(); ++i) {
    if (i < cpe.size() && cpe[i] == '\\') {
      ++i;  // and what it stands before
      continue;
    }
    if (i < cpe.size() && cpe[i] != ':') continue;
    if (value == values.size()) return std::nullopt;
    values[value] = cpe.substr(from, i - from);
    simple = simple && is_simple(values[value]);
    ++value;
    from = i + 1;
  }
  if (value != values.size()) return std::nullopt;
  const std::string_view part = values[0];
  simple = simple && (part == "a" || part == "o" || part == "h");
  if (!simple && !advisory::parse_cpe(cpe)) return std::nullopt;
  return values;
}

std::string plain_value(std::string_view value) {
  if (value == "*" || value == "-") return {};
  std::string plain(value);
  if (value.find('\\') == std::string_view::npos) return plain;
  plain.clear();
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) ++i;
    plain += value[i];
  }
  return plain;
}

std::optional<std::string> cpe_of_product(std::string_view text) {
  constexpr auto version = static_cast<std::size_t>(advisory::CpeAttribute::version);
  constexpr auto update = static_cast<std::size_t>(advisory::CpeAttribute::update);
  if (!text.starts_with(cpe_prefix)) {  // the older form
    auto cpe = advisory::parse_cpe(text);
    if (!cpe) return std::nullopt;
    cpe->values[version] = "*";
    cpe->values[update] = "*";
    return advisory::to_text(*cpe);
  }
  auto values = cpe_values(text);
  if (!values) return std::nullopt;
  (*values)[version] = "*";
  (*values)[update] = "*";
  std::string out;
  out.reserve(text.size());
  out += "cpe:2.3";
  for (const std::string_view value : *values) {
    out += ':';
    out += value;
  }
  return out;
}

}  // namespace ingest::feeds
