#pragma once
// How single values of threats and defences are read: arguments for TomlTable::find and TomlTable::need.

#include "world/ingest/toml_node.h"

namespace ingest {

inline constexpr auto as_time = [](const TomlNode& node) { return node.distribution(Unit::time); };
inline constexpr auto as_duration = [](const TomlNode& node) { return node.duration(); };
inline constexpr auto as_chance = [](const TomlNode& node) { return node.quantity(Range::share()); };
inline constexpr auto as_positive = [](const TomlNode& node) { return node.number(Range::positive()); };
inline constexpr auto as_not_negative = [](const TomlNode& node) { return node.number(Range::not_negative()); };
inline constexpr auto as_boolean = [](const TomlNode& node) { return node.boolean(); };
inline constexpr auto as_text = [](const TomlNode& node) { return node.text(); };
inline constexpr auto as_name = [](const TomlNode& node) { return node.id(); };
inline constexpr auto as_names = [](const TomlNode& node) { return node.ids(); };
inline constexpr auto as_instant = [](const TomlNode& node) { return node.instant(); };

/// `read(node)` for a table of its own, [course].
template <class T>
auto as_table(T (*read)(const TomlNode&)) {
  return [read](const TomlNode& node) { return std::optional<T>(read(node)); };
}

}  // namespace ingest
