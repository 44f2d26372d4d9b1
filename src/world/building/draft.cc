#include "world/building/draft.h"

#include <fmt/format.h>

#include "world/building/names.h"

namespace building {

namespace {

/// A text of TOML; what it could not hold plainly is written as an escape.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + '"';
}

std::string distribution_of(const Default& one) {
  switch (one.drawn) {
    case Default::Drawn::evenly: return fmt::format("{{ uniform = [{}, {}] }}", one.low, one.high);
    case Default::Drawn::chance: return fmt::format("{{ chance = {} }}", one.number);
    case Default::Drawn::once: break;
  }
  return fmt::format("{}", one.number);
}

}  // namespace

const Default& Draft::assume(const Default& one, const std::string& what, std::uint64_t number) {
  Assumption& assumption = assumed_[{one.name, what}];
  assumption.taken = one;
  assumption.what = what;
  assumption.number += number;
  return one;
}

const Default& Draft::assume(std::string_view name, const std::string& what, std::uint64_t number) {
  return assume(defaults_->at(name), what, number);
}

std::string Draft::parameter(std::string_view name, const std::string& what, std::uint64_t number) {
  parameters_.insert(std::string(name));
  return assume(name, what, number).name;
}

std::vector<Assumption> Draft::assumptions() const {
  std::vector<Assumption> all;
  all.reserve(assumed_.size());
  for (const auto& [name, one] : assumed_) all.push_back(one);
  return all;
}

std::vector<const Default*> Draft::parameters() const {
  std::vector<const Default*> all;
  all.reserve(parameters_.size());
  for (const std::string& name : parameters_) all.push_back(&defaults_->at(name));
  return all;
}

std::string Draft::unused_id(const std::string& text) {
  std::string id = fitted(text);
  if (ids_.insert(id).second) return id;
  std::size_t& number = next_.try_emplace(text, 2).first->second;
  do {
    id = fitted(fmt::format("{}-{}", text, number++));
  } while (!ids_.insert(id).second);
  return id;
}

std::string Draft::word_for(const std::string& what, std::string_view text) {
  const auto [known, is_new] = words_.try_emplace({what, spelling_of(text)});
  if (!is_new) return known->second;
  std::string word = word_of(text);
  // Letters that no word has are gone: what is left must not be taken for a word that somebody wrote.
  if (words_of(text) != word_of(text, text.size())) word = what + (word.empty() ? "" : "-" + word);
  const std::string first = word;
  for (int number = 2; !used_words_.emplace(what, word).second; ++number) word = fmt::format("{}-{}", first, number);
  return known->second = word;
}

std::string uncertain_toml(const Draft& draft) {
  std::string text =
      "# What nobody knows exactly about this estate: each simulated outbreak draws it afresh. All of it is assumed, "
      "by\n"
      "# the defaults that assumptions.csv lists. Put what you know in place of it; docs/formats/uncertain.md "
      "describes\n"
      "# the format.\n";
  for (const Default* one : draft.parameters()) {
    text += fmt::format(
        "\n[[parameter]]\nname = {}\nper = \"organisation\"\nassumed = {}\nplausible = [{}, {}]\ndistribution = {}\n",
        quoted(one->name), quoted(one->reason), one->low, one->high, distribution_of(*one));
  }
  return text;
}

}  // namespace building
