#include "world/ingest/json_pattern.h"

#include <algorithm>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace ingest::json {

namespace {

// With these, what PCRE2 reads is what ECMA-262 does with the flag u: \uXXXX, [^], $ at the very end only, groups that
// took no part are empty; \d and \w are ASCII there too. The callouts are ours: they count the steps.
constexpr std::uint32_t options = PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_DOLLAR_ENDONLY |
                                  PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C | PCRE2_NEVER_UCP |
                                  PCRE2_AUTO_CALLOUT;
constexpr std::uint32_t memory_most = 16'384;  ///< KiB, for what matching must remember
constexpr std::uint32_t nesting_most = 50;     ///< of parentheses

pcre2_code* code_of(void* code) {
  return static_cast<pcre2_code*>(code);
}

struct FreeContext {
  void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

/// Called at each part of the expression, at each place where it is tried: other than 0 ends the search.
int count_step(pcre2_callout_block* /*where*/, void* left) {
  auto& steps = *static_cast<std::size_t*>(left);
  if (steps == 0) return PCRE2_ERROR_CALLOUT;
  --steps;
  return 0;
}

}  // namespace

void Pattern::Free::operator()(void* code) const {
  pcre2_code_free(code_of(code));
}

std::optional<Pattern> Pattern::compile(std::string_view text) {
  // "(*" begins what steers PCRE2 itself, its limits too, and is no expression of ECMA-262.
  if (text.size() > pattern_bytes_max || text.find("(*") != std::string_view::npos) return std::nullopt;
  const std::unique_ptr<pcre2_compile_context, FreeContext> context(pcre2_compile_context_create(nullptr));
  if (!context) return std::nullopt;
  pcre2_set_parens_nest_limit(context.get(), nesting_most);
  int error = 0;
  PCRE2_SIZE place = 0;
  auto* const code =
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), options, &error, &place, context.get());
  if (code == nullptr) return std::nullopt;
  return Pattern(code);
}

Pattern::Found Pattern::found_in(std::string_view text, std::size_t& steps) const {
  steps -= std::min(steps, text.size() / 64);  // looking for the first letter costs something too
  if (steps == 0) return Found::undecided;
  const std::unique_ptr<pcre2_match_context, FreeContext> context(pcre2_match_context_create(nullptr));
  const std::unique_ptr<pcre2_match_data, FreeContext> data(pcre2_match_data_create(1, nullptr));
  if (!context || !data) return Found::undecided;
  pcre2_set_callout(context.get(), count_step, &steps);
  pcre2_set_heap_limit(context.get(), memory_most);
  const int found = pcre2_match(code_of(code_.get()), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0,
                                PCRE2_NO_UTF_CHECK, data.get(), context.get());
  if (found == PCRE2_ERROR_NOMATCH) return Found::no;
  return found >= 0 ? Found::yes : Found::undecided;
}

}  // namespace ingest::json
