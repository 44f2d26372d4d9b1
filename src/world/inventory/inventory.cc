#include "world/inventory/inventory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace inventory {

namespace {

constexpr std::array<std::string_view, 5> tells_names{"hotfixes", "windows", "packages", "bill", "products"};

}  // namespace

std::string_view name_of(Tells tells) {
  return tells_names[static_cast<std::size_t>(tells)];
}

std::optional<Tells> tells_from(std::string_view name) {
  const auto found = std::find(tells_names.begin(), tells_names.end(), name);
  if (found == tells_names.end()) return std::nullopt;
  return static_cast<Tells>(found - tells_names.begin());
}

std::string key_of(const Component& component) {
  std::string key;
  const auto add = [&](std::string_view part) {
    key += part;
    key += '\0';
  };
  for (const std::string* part :
       {&component.purl, &component.cpe, &component.vendor, &component.name, &component.version, &component.model}) {
    add(*part);
  }
  add(component.scheme ? advisory::name_of(*component.scheme) : "");
  if (!component.windows) return key;
  add(component.windows->product);
  add(component.windows->build);
  for (const std::uint32_t update : component.windows->updates) fmt::format_to(std::back_inserter(key), "{},", update);
  key += '.';
  return key;
}

}  // namespace inventory
