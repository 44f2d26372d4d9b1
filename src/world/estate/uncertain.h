#pragma once
// What nobody knows exactly about an estate: named parameters, drawn afresh for each replica.

#include <cstdint>
#include <string>
#include <vector>

#include "base/distribution.h"

namespace estate {

using Index = std::uint32_t;
inline constexpr Index none = 0xffffffffU;

/// A number, or the parameter that gives it in each replica.
struct Quantity {
  double number = 0;
  Index parameter = none;  ///< index into Estate::parameters; `none`: it is `number`

  [[nodiscard]] bool certain() const { return parameter == none; }
};

/// One thing that must hold for a case to apply: an organisation's column has one of the texts, or a parameter that
/// stands earlier in the file came out within [low, high].
struct Condition {
  enum class Field : std::uint8_t { kind, sector, region, organisation, parameter };
  Field field = Field::kind;
  std::vector<std::string> texts;  ///< for the organisation's columns
  Index parameter = none;
  double low = 0;
  double high = 0;
};

struct Case {
  std::vector<Condition> when;  ///< all must hold; empty: always
  base::Distribution distribution;
  Index first_from = none;  ///< parameter per estate that gives the distribution's `a` in each replica; none: it is a
};

/// A named parameter. The first case whose conditions hold gives its distribution; the last case has no condition.
struct Parameter {
  /// One draw for each ...; `parent`: one for each organisation without a parent, shared by all below it.
  enum class Per : std::uint8_t { estate, region, kind, parent, organisation };
  std::string name;
  Per per = Per::organisation;
  std::vector<Case> cases;
  std::string unit;          ///< for people; empty: a share
  std::string source;        ///< where it comes from; empty when assumed
  std::string assumed;       ///< why this value, when there is no source
  double plausible_low = 0;  ///< range thought plausible, when assumed
  double plausible_high = 0;
  bool hand_set = false;  ///< adjusted by hand to meet a published row
};

/// Parameters per estate that are drawn together, from rows of values that stand for what a fit left open. They take
/// the place of what the parameters' own distributions say.
struct Joint {
  std::vector<Index> parameters;
  std::vector<std::vector<double>> rows;  ///< [row][position in `parameters`]
  std::vector<double> weights;            ///< [row], sum above 0
};

}  // namespace estate
