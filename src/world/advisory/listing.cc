#include "world/advisory/listing.h"

#include <algorithm>

namespace advisory {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

Name name_of(const Advisory& advisory) {
  return {advisory.feed, advisory.publisher, advisory.id};
}

bool holds(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end() || part.empty();
}

bool speaks_of_text(const Advisory& advisory, std::string_view text) {
  if (holds(advisory.id, text) || holds(advisory.title, text) || holds(advisory.publisher, text)) return true;
  return std::any_of(advisory.vulnerabilities.begin(), advisory.vulnerabilities.end(),
                     [&](const Vulnerability& one) { return holds(one.id, text) || holds(one.title, text); });
}

bool answers(const Advisory& advisory, const Condition& condition) {
  const std::vector<std::string> values = values_of(advisory, condition.field);
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& value) { return holds(value, condition.text); });
}

void sum_up(const Advisory& advisory, Listed& line) {
  line.tenths.reset();
  line.vulnerabilities.clear();
  for (const Vulnerability& one : advisory.vulnerabilities) {
    line.vulnerabilities.push_back(one.id);
    for (const Score& score : one.scores) line.tenths = std::max(line.tenths.value_or(0), score.tenths);
  }
}

}  // namespace advisory
