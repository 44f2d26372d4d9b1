#pragma once
// What is wrong with somebody's input, said so that they can mend it.

#include <cstddef>
#include <string>
#include <vector>

namespace base {

/// One thing wrong: where it stands, what was found there, what is wrong with it, what would be right.
struct Problem {
  std::string file;   ///< path as the user gave it; empty when the problem is not in a file
  std::string place;  ///< "row 12, column count" or "vector[2].rate"; row 1 is the header line
  std::string value;  ///< the value found; empty when something is missing
  std::string what;   ///< what is wrong
  std::string mend;   ///< what would be right
};

/// "devices.csv: row 12, column count: 'many' is not a whole number; write 0, 1, 2, ..."
std::string to_line(const Problem& problem);

/// All problems of one reading. Thousands of alike problems are counted but only the first of each kind are kept.
class Problems {
 public:
  /// Problems kept word for word for each (file, what); the rest of that kind is counted only.
  static constexpr std::size_t kept_per_kind = 20;

  Problems() = default;
  Problems(Problem problem) { add(std::move(problem)); }

  void add(Problem problem);
  void add(const Problems& others);

  /// Whether one more problem of this kind would be kept word for word: worth the work of a good `mend`.
  [[nodiscard]] bool wants(const std::string& file, const std::string& what) const;

  [[nodiscard]] bool empty() const { return total_ == 0; }
  [[nodiscard]] std::size_t total() const { return total_; }
  [[nodiscard]] const std::vector<Problem>& kept() const { return kept_; }

  /// One line a kept problem, then one line for each kind of which some were only counted.
  [[nodiscard]] std::string to_text() const;

 private:
  struct Kind {
    std::string file;
    std::string what;
    std::size_t count = 0;
  };
  std::vector<Problem> kept_;
  std::vector<Kind> kinds_;
  std::size_t total_ = 0;
};

}  // namespace base
