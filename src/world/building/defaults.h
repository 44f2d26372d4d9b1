#pragma once
// What is taken where nobody knows: named values with the range that is thought plausible and the reason
// (estates/built/defaults.csv). Whatever of it is used stands in the estate that is made, marked as assumed.

#include <string>
#include <string_view>
#include <vector>

namespace building {

struct Default {
  /// How a number comes into the estate.
  enum class Drawn : unsigned char {
    once,    ///< it is used while the estate is built
    evenly,  ///< a parameter that each simulated outbreak draws, evenly between `low` and `high`
    fixed,   ///< a parameter that is `number` in each of them; --sensitivity moves it to either end
    chance,  ///< a parameter that is 1 with the chance `number`, else 0: whether something is so at an organisation
  };
  std::string name;
  std::string value;  ///< as it is written
  double number = 0;  ///< of a value that is one
  double low = 0;     ///< range thought plausible; both 0 for a word
  double high = 0;
  std::string unit;  ///< "share", "word", ...
  Drawn drawn = Drawn::once;
  std::string reason;
};

class Defaults {
 public:
  Defaults() = default;
  /// Names are unique.
  explicit Defaults(std::vector<Default> rows);

  /// Null when there is none of the name.
  [[nodiscard]] const Default* find(std::string_view name) const;
  /// One that must be there: needed_defaults() lists them.
  [[nodiscard]] const Default& at(std::string_view name) const;
  /// What a word stands for: the row "kind.ct-scanner" for kind "CT scanner", else that of one of its parts
  /// ("kind.scanner"), the last part first. Null when there is none.
  [[nodiscard]] const Default* meaning(std::string_view of, std::string_view text) const;

 private:
  std::vector<Default> rows_;  ///< by name
};

/// The names that the building asks for, whatever the data.
std::vector<std::string_view> needed_defaults();

}  // namespace building
