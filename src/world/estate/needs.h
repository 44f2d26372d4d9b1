#pragma once
// What a service needs in order to work: an expression over device groups and other services.
//
//   needs   = "nothing" | term
//   term    = name | "all(" list ")" | "any(" list ")" | NUMBER " of (" list ")"
//           | SHARE " of (" list ")" | "at least " SHARE " of (" list ")"
//   list    = term { "," term }        SHARE = NUMBER "%"
//   name    = id of a device group or of a service, of any organisation; letters, digits and - _ . : /
//
// An expression has a value in [0, 1], the capacity that it leaves:
//   device group   share of its devices that are in service (0 devices: 1)
//   service        its capacity
//   all            the smallest of the list; any: the largest; k of: the k-th largest
//   s% of          min(1, m / s), where m is the mean of the list, each device group weighted by its devices
//                  when the list holds device groups only; at least s% of: 1 when m >= s, else 0

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace estate {

/// A parsed `needs` expression in prefix order: a node is followed by its children, each with its own.
class Needs {
 public:
  enum class Kind : std::uint8_t { nothing, group, service, all, any, count, share, at_least };
  struct Node {
    Kind kind = Kind::nothing;
    std::uint32_t index = 0;     ///< group or service; for `count`, k
    double share = 0;            ///< for `share` and `at_least`, in (0, 1]
    std::uint32_t children = 0;  ///< direct children
    std::uint32_t end = 0;       ///< one past the last node of this subtree
  };

  Needs() : nodes_{Node{}} { nodes_[0].end = 1; }
  explicit Needs(std::vector<Node> nodes) : nodes_(std::move(nodes)) {}

  [[nodiscard]] std::span<const Node> nodes() const { return nodes_; }

 private:
  std::vector<Node> nodes_;
};

/// What a name in an expression stands for.
struct NeedsName {
  Needs::Kind kind = Needs::Kind::group;  ///< group or service
  std::uint32_t index = 0;
};

/// Deepest nesting and longest text that are read; more is refused.
inline constexpr std::size_t needs_depth_max = 32;
inline constexpr std::size_t needs_length_max = 65536;

/// Reads an expression; `find` answers what a name stands for. A problem has `what`, `value` and `mend` set, and in
/// `place` the character position ("character 14").
base::Result<Needs> parse_needs(std::string_view text,
                                const std::function<std::optional<NeedsName>(std::string_view)>& find);

/// Value of an expression. `group_share(g)` is the share of group g in service, `group_count(g)` its devices,
/// `service_capacity(s)` in [0, 1].
template <class GroupShare, class GroupCount, class ServiceCapacity>
double value_of(const Needs& needs, const GroupShare& group_share, const GroupCount& group_count,
                const ServiceCapacity& service_capacity);

}  // namespace estate

#include "world/estate/needs_value.h"
