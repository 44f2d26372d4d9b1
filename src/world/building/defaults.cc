#include "world/building/defaults.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "world/building/names.h"

namespace building {

Defaults::Defaults(std::vector<Default> rows) : rows_(std::move(rows)) {
  std::ranges::sort(rows_, {}, &Default::name);
  for (const Default& row : rows_) {
    const std::string_view words = std::string_view(row.name).substr(row.name.find('.') + 1);
    longest_run_ = std::max(longest_run_, static_cast<std::size_t>(std::ranges::count(words, '-')) + 1);
  }
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
  constexpr std::size_t bytes_most = 200;
  const std::string words = words_of(text.substr(0, bytes_most));
  const std::vector<std::string_view> parts = parts_of(words);
  for (std::size_t run = std::min(parts.size(), longest_run_); run > 0; --run) {
    for (std::size_t first = parts.size() - run + 1; first-- > 0;) {
      const char* const begin = parts[first].data();
      const char* const end = parts[first + run - 1].data() + parts[first + run - 1].size();
      if (const Default* found = find(std::string(of) + '.' + std::string(begin, end))) return found;
    }
  }
  return nullptr;
}

const Default* Defaults::vague_meaning(std::string_view of, std::string_view text) const {
  return meaning(std::string(of) + "-vague", text);
}

const Default* Defaults::any_meaning(std::string_view of, std::string_view text) const {
  const Default* exact = meaning(of, text);
  return exact == nullptr ? vague_meaning(of, text) : exact;
}

std::vector<NeededDefault> needed_defaults() {
  using As = NeededDefault::As;
  constexpr double addresses_most = 4294967296.0;
  constexpr double a_device_most = 65536;
  std::vector<NeededDefault> needed{{"addresses.device", As::number, 1, a_device_most},
                                    {"addresses.practice", As::whole, 1, a_device_most},
                                    {"addresses.wide", As::whole, 1, addresses_most},
                                    {"public.addresses", As::whole, 1, a_device_most}};
  for (const std::string_view word :
       {"organisation.kind", "organisation-kind.not-known", "use.not-known", "use-of-device.not-known",
        "use-of-device.server", "site.not-known", "service.kind", "order.not-known", "vulnerability.not-known"}) {
    needed.push_back({word, As::word, 0, 0});
  }
  // A service cannot need 0 % of something.
  for (const std::string_view share :
       {"needs.share", "needs.desktops", "needs.servers", "needs.kit", "needs.practice"}) {
    needed.push_back({share, As::number, 0.01, 1});
  }
  for (const std::string_view share :
       {"paper", "disconnected", "unpatched", "unpatched-servers", "unpatched-medical", "unpatched-old",
        "unpatched-not-known", "medical-flat", "guest-flat", "internet-open", "wide-open"}) {
    needed.push_back({share, As::number, 0, 1});
  }
  return needed;
}

}  // namespace building
