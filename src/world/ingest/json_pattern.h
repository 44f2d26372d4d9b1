#pragma once
// Regular expressions as JSON Schema has them (ECMA-262, on code points), with a bound on the work that one may take.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ingest::json {

/// Longest expression that is read, in bytes.
inline constexpr std::size_t pattern_bytes_max = 4096;

class Pattern {
 public:
  enum class Found : std::uint8_t { no, yes, undecided };

  /// Nothing when the text is no expression, is too long, or needs what PCRE2 does not do as ECMA-262 has it.
  static std::optional<Pattern> compile(std::string_view text);

  /// Whether it is found anywhere in a text. `steps` is what is left of the work that may be done, and is made less:
  /// by one for each part of the expression that is tried at a place. Undecided: nothing is left.
  [[nodiscard]] Found found_in(std::string_view text, std::size_t& steps) const;

 private:
  struct Free {
    void operator()(void* code) const;
  };
  explicit Pattern(void* code) : code_(code) {}
  std::unique_ptr<void, Free> code_;  ///< pcre2_code, whose header stays in the .cc file
};

}  // namespace ingest::json
