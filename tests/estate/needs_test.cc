// The grammar of needs: what it reads, where it says that something is wrong, and what an expression is worth.

#include "world/estate/needs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace {

using estate::Needs;
using Kind = Needs::Kind;

/// Groups g0, g1, ... and services s0, s1, ...: whatever number they have.
std::optional<estate::NeedsName> find(std::string_view name) {
  if (name.size() < 2 || (name[0] != 'g' && name[0] != 's')) return {};
  std::uint32_t index = 0;
  for (const char c : name.substr(1)) {
    if (c < '0' || c > '9') return {};
    index = index * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return estate::NeedsName{name[0] == 'g' ? Kind::group : Kind::service, index};
}

base::Result<Needs> parse(std::string_view text) {
  return estate::parse_needs(text, find);
}

std::string problem(std::string_view text) {
  const auto needs = parse(text);
  return needs ? "" : needs.error().to_text();
}

double value(std::string_view text, const std::vector<double>& groups, const std::vector<double>& services = {}) {
  const auto needs = parse(text);
  EXPECT_TRUE(needs.has_value()) << problem(text);
  if (!needs) return -1;
  return estate::value_of(
      *needs, [&](std::uint32_t g) { return groups.at(g); }, [](std::uint32_t g) { return g + 1; },
      [&](std::uint32_t s) { return services.at(s); });
}

/// The expression as text again.
std::string print(std::span<const Needs::Node> nodes, std::uint32_t at) {
  const Needs::Node& node = nodes[at];
  if (node.kind == Kind::nothing) return "nothing";
  if (node.kind == Kind::group) return fmt::format("g{}", node.index);
  if (node.kind == Kind::service) return fmt::format("s{}", node.index);
  std::string list;
  for (std::uint32_t child = at + 1; child < node.end; child = nodes[child].end) {
    list += (list.empty() ? "" : ", ") + print(nodes, child);
  }
  switch (node.kind) {
    case Kind::all: return "all(" + list + ")";
    case Kind::any: return "any(" + list + ")";
    case Kind::count: return fmt::format("{} of ({})", node.index, list);
    case Kind::share: return fmt::format("{}% of ({})", node.share * 100, list);
    default: return fmt::format("at least {}% of ({})", node.share * 100, list);
  }
}

/// Any expression over g0..g9 and s0..s9, `depth` deep at most.
rc::Gen<std::string> expressions(int depth) {
  const auto name = rc::gen::apply([](bool group, int i) { return fmt::format("{}{}", group ? 'g' : 's', i); },
                                   rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 10));
  if (depth == 0) return name;
  const auto list = rc::gen::apply(
      [](int form, int percent, const std::vector<std::string>& drawn) {
        std::vector<std::string> terms;
        for (const std::string& term : drawn) {
          if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
        }
        const std::string joined = fmt::format("({})", fmt::join(terms, " , "));
        switch (form) {
          case 0: return "all" + joined;
          case 1: return "any " + joined;
          case 2: return fmt::format("{} of {}", 1 + static_cast<std::size_t>(percent) % terms.size(), joined);
          case 3: return fmt::format("{}% of{}", percent, joined);
          default: return fmt::format("at  least {}.5% of {}", percent - 1, joined);
        }
      },
      rc::gen::inRange(0, 5), rc::gen::inRange(1, 101),
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::resize(4, expressions(depth - 1)))));
  return rc::gen::oneOf(name, list);
}

TEST(needs, reads_every_form) {
  const auto needs = parse("all(g1, any(s2, g3), 2 of (g4, g5, s6), 80% of (g7), at least 12.5% of (g8, g9))");
  ASSERT_TRUE(needs.has_value());
  const auto nodes = needs->nodes();
  ASSERT_EQ(nodes.size(), 14U);
  EXPECT_EQ(nodes[0].kind, Kind::all);
  EXPECT_EQ(nodes[0].children, 5U);
  EXPECT_EQ(nodes[0].end, 14U);
  EXPECT_EQ(nodes[2].kind, Kind::any);
  EXPECT_EQ(nodes[2].end, 5U);
  EXPECT_EQ(nodes[5].kind, Kind::count);
  EXPECT_EQ(nodes[5].index, 2U);
  EXPECT_EQ(nodes[9].kind, Kind::share);
  EXPECT_DOUBLE_EQ(nodes[9].share, 0.8);
  EXPECT_EQ(nodes[11].kind, Kind::at_least);
  EXPECT_DOUBLE_EQ(nodes[11].share, 0.125);
}

TEST(needs, nothing_is_always_there) {
  EXPECT_EQ(value("nothing", {}), 1);
}

TEST(needs, has_the_values_of_its_description) {
  const std::vector<double> groups = {0.2, 0.9, 0.5};  // of 1, 2 and 3 devices
  EXPECT_DOUBLE_EQ(value("g0", groups), 0.2);
  EXPECT_DOUBLE_EQ(value("s0", groups, {0.7}), 0.7);
  EXPECT_DOUBLE_EQ(value("all(g0, g1, g2)", groups), 0.2);
  EXPECT_DOUBLE_EQ(value("any(g0, g1, g2)", groups), 0.9);
  EXPECT_DOUBLE_EQ(value("2 of (g0, g1, g2)", groups), 0.5);
  EXPECT_DOUBLE_EQ(value("80% of (g0, g1, g2)", groups), (0.2 + 1.8 + 1.5) / 6 / 0.8);  // weighted by devices
  EXPECT_DOUBLE_EQ(value("80% of (g0, s0)", groups, {0.6}), 0.4 / 0.8);                 // not weighted
  EXPECT_DOUBLE_EQ(value("50% of (g0, g1, g2)", groups), 1);
  EXPECT_DOUBLE_EQ(value("at least 50% of (g0, g1, g2)", groups), 1);
  EXPECT_DOUBLE_EQ(value("at least 60% of (g0, g1, g2)", groups), 0);
}

TEST(needs, names_may_look_like_words_of_the_grammar) {
  const auto any_name = [](std::string_view) { return estate::NeedsName{Kind::group, 0}; };
  for (const std::string_view text : {"all", "any", "of", "at", "5", "all(all, any, of)", "any(2, 3:4, a/b.c_d-e)"}) {
    EXPECT_TRUE(estate::parse_needs(text, any_name).has_value()) << text;
  }
}

TEST(needs, says_where_it_is_wrong) {
  EXPECT_EQ(problem("all(g1, x)"),
            "character 9: 'x' is not a device group or a service; name one that exists, of any organisation\n");
  EXPECT_TRUE(problem("all(g1 g2)").starts_with("character 8: 'g2' stands where ',' or ')' is expected"));
  EXPECT_TRUE(problem("all(g1,").starts_with("character 8: the expression ends too early"));
  EXPECT_TRUE(problem("").starts_with("character 1: the expression is empty"));
  EXPECT_TRUE(problem("  ").starts_with("character 1: the expression is empty"));
  EXPECT_TRUE(problem("none(g1)").starts_with("character 1: 'none' cannot stand before a list"));
  EXPECT_TRUE(problem("0% of (g1)").starts_with("character 1: '0%' is not a share"));
  EXPECT_TRUE(problem("at least 2 of (g1)").starts_with("character 10: '2' is not a share"));
  EXPECT_TRUE(problem("4294967296 of (g1)").starts_with("character 1: '4294967296' is not a number of things"));
  EXPECT_TRUE(problem("2 of (g1)").starts_with("character 1: '2' is more than the list has"));
  EXPECT_TRUE(problem("é(g1)").starts_with("character 1: 'é' is not the beginning of a term"));
  EXPECT_TRUE(problem("all(é, g1)").starts_with("character 5: 'é'"));
}

TEST(needs, reports_all_unknown_names_at_once) {
  const auto needs = parse("all(x, any(g1, y), z)");
  ASSERT_FALSE(needs.has_value());
  EXPECT_EQ(needs.error().total(), 3U);
}

TEST(needs, refuses_what_is_too_deep_or_too_long) {
  const auto nested = [](std::size_t lists) {
    std::string text = "g1";
    for (std::size_t i = 0; i < lists; ++i) text = "all(" + text + ")";
    return text;
  };
  EXPECT_EQ(problem(nested(estate::needs_depth_max - 1)), "");
  EXPECT_NE(problem(nested(estate::needs_depth_max)).find("is nested too deep"), std::string::npos);
  EXPECT_EQ(problem("g1" + std::string(estate::needs_length_max - 2, ' ')), "");
  EXPECT_NE(problem("g1" + std::string(estate::needs_length_max - 1, ' ')).find("is too long"), std::string::npos);
}

RC_GTEST_PROP(needs_property, printed_and_read_again_is_the_same, ()) {
  const std::string text = *expressions(3);
  const auto once = parse(text);
  RC_ASSERT(once.has_value());
  const std::string printed = print(once->nodes(), 0);
  const auto twice = parse(printed);
  RC_ASSERT(twice.has_value());
  RC_ASSERT(print(twice->nodes(), 0) == printed);
  RC_ASSERT(twice->nodes().size() == once->nodes().size());
}

RC_GTEST_PROP(needs_property, value_is_a_share_and_never_falls_when_more_works, ()) {
  const auto needs = parse(*expressions(3));
  RC_ASSERT(needs.has_value());
  const auto shares = rc::gen::container<std::vector<int>>(20, rc::gen::inRange(0, 101));
  const auto lower = *shares;
  const auto raised = *shares;
  const auto at = [&](bool more) {
    const auto share = [&, more](std::size_t i) { return (more ? std::max(lower[i], raised[i]) : lower[i]) / 100.0; };
    return estate::value_of(
        *needs, [&](std::uint32_t g) { return share(g); }, [](std::uint32_t g) { return g; },
        [&](std::uint32_t s) { return share(10 + s); });
  };
  RC_ASSERT(at(false) >= 0);
  RC_ASSERT(at(true) <= 1);
  RC_ASSERT(at(true) >= at(false) - 1e-12);
}

RC_GTEST_PROP(needs_property, any_text_gives_an_answer, (const std::string& text)) {
  const auto needs = parse(text);
  if (!needs) RC_ASSERT(!needs.error().to_text().empty());
}

}  // namespace
