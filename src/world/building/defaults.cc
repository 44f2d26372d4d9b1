#include "world/building/defaults.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "world/building/names.h"

namespace building {

Defaults::Defaults(std::vector<Default> rows) : rows_(std::move(rows)) {
  std::ranges::sort(rows_, {}, &Default::name);
}

const Default* Defaults::find(std::string_view name) const {
  const auto found =
      std::ranges::lower_bound(rows_, name, {}, [](const Default& row) -> std::string_view { return row.name; });
  return found == rows_.end() || found->name != name ? nullptr : &*found;
}

const Default& Defaults::at(std::string_view name) const {
  const Default* found = find(name);
  assert(found != nullptr);
  return *found;
}

const Default* Defaults::meaning(std::string_view of, std::string_view text) const {
  const std::string word = word_of(text);
  const std::string before = std::string(of) + '.';
  if (word.empty()) return nullptr;
  if (const Default* whole = find(before + word)) return whole;
  const std::vector<std::string_view> parts = parts_of(word);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (const Default* found = find(before + std::string(*part))) return found;
  }
  return nullptr;
}

std::vector<std::string_view> needed_defaults() {
  return {"organisation.kind",
          "use.not-known",
          "use-of-device.not-known",
          "use-of-device.server",
          "site.not-known",
          "addresses.device",
          "addresses.practice",
          "addresses.wide",
          "needs.share",
          "service.kind",
          "paper",
          "disconnected",
          "unpatched",
          "unpatched-servers",
          "unpatched-medical",
          "unpatched-old",
          "unpatched-not-known",
          "medical-flat",
          "guest-flat",
          "internet-open",
          "wide-open",
          "public.addresses",
          "vulnerability.not-known",
          "organisation-kind.not-known",
          "order.not-known"};
}

}  // namespace building
