#include "world/ingest/windows_parts.h"

#include <algorithm>
#include <array>

namespace ingest {

namespace {

// Beginnings of the tables' names. What comes with every Windows in one version (the kernel, SMB) is not here.
constexpr auto apart = std::to_array<std::string_view>({
    "Microsoft .NET Framework",
    ".NET Framework",
    "Windows Internet Explorer",
    "Microsoft Internet Explorer",
    "Internet Explorer",
    "Microsoft XML Core Services",
    "VBScript 5",
    "JScript 5",
    "Adobe Flash Player",
    "Microsoft Silverlight",
    "Microsoft DirectX",
    "Microsoft Internet Information Services",
    "Microsoft Outlook Express",
    "Windows Media Player ",
    "Windows Media Format Runtime",
    "Windows Media Encoder",
    "Windows Media Services",
});

bool meet(const std::vector<std::uint32_t>& some, const std::vector<std::uint32_t>& others) {
  return std::ranges::any_of(some,
                             [&](std::uint32_t update) { return std::ranges::find(others, update) != others.end(); });
}

template <class Value>
void add_once(std::vector<Value>& all, const std::vector<Value>& more) {
  for (const Value& one : more) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
  }
}

/// Where one is the system itself, both are.
WindowsPart joined(WindowsPart some, const WindowsPart& others) {
  if (some.components.empty() || others.components.empty()) {
    some.components.clear();
  } else {
    add_once(some.components, others.components);
  }
  add_once(some.updates, others.updates);
  return some;
}

WindowsPart without_number(const std::vector<WindowsPart>& parts) {
  WindowsPart all = parts.front();
  for (const WindowsPart& part : parts) all = joined(std::move(all), part);
  return all;
}

}  // namespace

bool WindowsPart::installed_apart() const {
  const auto is_apart = [](std::string_view name) {
    return std::ranges::any_of(apart, [&](std::string_view begin) { return name.starts_with(begin); });
  };
  return !components.empty() && std::ranges::all_of(components, is_apart);
}

void add_to_parts(std::vector<WindowsPart>& parts, std::string_view component, std::uint32_t update) {
  const auto same = [&](const WindowsPart& part) {
    return component.empty() ? part.components.empty()
                             : !part.components.empty() && part.components.front() == component;
  };
  auto at = std::ranges::find_if(parts, same);
  if (at == parts.end()) {
    parts.emplace_back();
    if (!component.empty()) parts.back().components.emplace_back(component);
    at = parts.end() - 1;
  }
  if (update != 0) add_once(at->updates, {update});
}

std::vector<WindowsPart> mended_apart(const std::vector<WindowsPart>& parts) {
  std::vector<WindowsPart> separate;
  for (WindowsPart part : parts) {
    if (part.updates.empty()) continue;
    std::vector<WindowsPart> others;
    for (WindowsPart& other : separate) {
      if (meet(part.updates, other.updates)) {
        part = joined(part, other);
      } else {
        others.push_back(std::move(other));
      }
    }
    others.push_back(std::move(part));
    separate = std::move(others);
  }
  if (separate.empty()) separate = {without_number(parts)};
  std::ranges::stable_sort(separate, {}, &WindowsPart::installed_apart);  // the system itself first
  // Of a system with one part its name alone is enough, unless the part may be missing.
  if (separate.size() == 1 && !separate.front().installed_apart()) separate.front().components.clear();
  return separate;
}

}  // namespace ingest
