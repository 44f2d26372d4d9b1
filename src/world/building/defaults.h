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
    chance,  ///< a parameter that is 1 with the chance `number`, else 0: whether something is so at an organisation
  };
  std::string name;
  std::string value;  ///< as it is written
  double number = 0;  ///< of a value that is one
  double low = 0;     ///< range thought plausible; both 0 for a word
  double high = 0;
  std::string unit;  ///< "share", "word", ...: for people
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
  /// What a text stands for. Of its words each run that has a row counts, the longest first and of two of one length
  /// the last: "X-ray room" is of the row "use-of-device.x-ray". Null when no run has one.
  [[nodiscard]] const Default* meaning(std::string_view of, std::string_view text) const;
  /// The same by rows that say little, so that they count only when nothing else does: "use-vague.management".
  [[nodiscard]] const Default* vague_meaning(std::string_view of, std::string_view text) const;
  /// By meaning(), else by vague_meaning().
  [[nodiscard]] const Default* any_meaning(std::string_view of, std::string_view text) const;

 private:
  std::vector<Default> rows_;    ///< by name
  std::size_t longest_run_ = 1;  ///< words in a row's name
};

/// A default that the building asks for, whatever the data, and what its value has to be.
struct NeededDefault {
  enum class As : unsigned char { word, number, whole };
  std::string_view name;
  As as = As::word;
  double least = 0;  ///< of a number, and of either end of its range
  double most = 0;
};

std::vector<NeededDefault> needed_defaults();

}  // namespace building
