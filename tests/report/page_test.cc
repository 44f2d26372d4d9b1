// The page as text; tests/report/browser opens it.

#include "show/report/page.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "report/sample.h"

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// The page without the script that is built in, which holds tags of its own in strings.
std::string own_text(const drill::Result& result) {
  std::string page = report::to_html(result, sample::world().inputs());
  const std::size_t script = page.find("<script>");
  return script == std::string::npos ? page : page.substr(0, script);
}

TEST(Page, AsksNothingOfAnyNetwork) {
  const std::string page = own_text(sample::national());
  EXPECT_NE(page.find("Content-Security-Policy\" content=\"default-src 'none'"), std::string::npos);
  for (const char* part : {"http:", "https:", "//", "src=", "@import", "url("}) {
    EXPECT_EQ(page.find(part), std::string::npos) << part;
  }
}

TEST(Page, HostileNamesAreEscapedEverywhere) {
  const std::string page = own_text(sample::hostile());
  for (const char* part :
       {"<script>alert", "<img", "</title><b>", "<!-- ]]>", "\x1b", "\xE2\x80\xAE", "\xE2\x80\xA8"}) {
    EXPECT_EQ(page.find(part), std::string::npos) << part;
  }
  EXPECT_NE(page.find("&lt;img src=x onerror=alert(1)&gt;"), std::string::npos);
  EXPECT_EQ(report::escaped("a<b>&\"c'"), "a&lt;b&gt;&amp;&quot;c&#39;");
}

TEST(Page, ChartDataCannotEndItsElement) {
  const std::string data = report::chart_data(sample::hostile());
  for (const char c : data) EXPECT_TRUE(c >= 0x20 && c < 0x7F && c != '<' && c != '>' && c != '&');
  const auto json = nlohmann::json::parse(data);
  EXPECT_EQ(json["curves"][0]["label"], "</title><b> (sector trust)");
}

TEST(Page, EveryPublishedValueHasItsSourceAndItsStrip) {
  const drill::Result result = sample::national();
  const std::string page = own_text(result);
  std::size_t published = 0;
  for (const auto& measure : result.measures) {
    if (!measure.published) continue;
    ++published;
    EXPECT_NE(page.find(report::escaped(measure.published->source)), std::string::npos);
  }
  const std::string beside = report::beside_section(result, nullptr);
  EXPECT_EQ(count(beside, "<svg class=\"strip\""), published);
}

TEST(Page, ServicesThatLostMostComeFirst) {
  drill::Result result;
  for (const auto& [kind, hours] : {std::pair<const char*, double>{"imaging", 3}, {"pathology", 9}, {"records", 0}}) {
    drill::Measure measure;
    measure.name = "service_hours_lost";
    measure.unit = "hours";
    measure.by = {{"service", kind}};
    measure.value = {hours, hours, 0, hours, hours, hours, 0};
    result.measures.push_back(measure);
  }
  const std::string section = report::services_section(result);
  ASSERT_NE(section.find("pathology"), std::string::npos);
  EXPECT_LT(section.find("pathology"), section.find("imaging"));
  EXPECT_EQ(section.find("records"), std::string::npos);  // nothing was lost
  EXPECT_EQ(count(section, "<svg class=\"strip\""), 2U);
}

TEST(Page, WhatTheDrillWouldHaveSaidBeforeTheFitStandsBeside) {
  const drill::Result result = sample::national();
  drill::Result prior = result;
  for (drill::Measure& measure : prior.measures) measure.value.p95 = 987654;
  EXPECT_EQ(report::beside_section(result, nullptr).find("before the fit"), std::string::npos);
  const std::string with = report::beside_section(result, &prior);
  EXPECT_NE(with.find("before the fit"), std::string::npos);
  EXPECT_GE(count(with, "987,654"), 5U);
}

TEST(Page, LeavesTheSingleReplicasToTheJson) {
  drill::Result with = sample::small();
  drill::Result without = with;
  for (drill::Measure& measure : without.measures) measure.replicas.clear();
  ASSERT_NE(report::to_json(with, {}), report::to_json(without, {}));
  EXPECT_EQ(report::to_html(with, {}), report::to_html(without, {}));
}

TEST(Page, InputsSayWhereTheyComeFrom) {
  const std::string page = own_text(sample::small());
  EXPECT_NE(page.find("5 of these inputs have a source, 4 are assumed; 1 was set by hand"), std::string::npos);
  EXPECT_EQ(count(page, "tag assumed"), 4U);
  EXPECT_NE(page.find("<p>Assumed: 0 of 2,400 devices (0 %); 4 of 9 inputs (44 %).</p>"), std::string::npos);
  EXPECT_NE(page.find("kind is acute or specialist and maturity in 0 to 0.5: beta(mean 0.6, concentration 8)"),
            std::string::npos);
}

TEST(Page, SaysThatAThreatIsInvented) {
  sample::World world = sample::world();
  EXPECT_EQ(report::to_html(sample::small(), world.inputs()).find("invented"), std::string::npos);
  world.threat.invented = true;
  EXPECT_NE(report::to_html(sample::small(), world.inputs()).find("The threat is invented"), std::string::npos);
}

TEST(Page, EmptyResultIsStillAPage) {
  const drill::Result nothing;
  const std::string page = own_text(nothing);
  EXPECT_NE(page.find("No simulated outbreak was finished"), std::string::npos);
}

TEST(Page, CurvesADayApartAreBars) {
  drill::Curve curve{"anything", {}, "appointments", {{0, {}}, {86400, {}}}, {}};
  EXPECT_TRUE(report::is_by_day(curve));
  curve.points.push_back({90000, {}});
  EXPECT_FALSE(report::is_by_day(curve));
}

TEST(Strip, StaysInItsBox) {
  estate::Published published;
  published.relation = "at_least";
  for (const double value : {0.0, 5.0, 20.0, 1e9}) {
    published.value = value;
    const std::string svg = report::strip({0, 8, 2, 4, 12, 20, 0}, published);
    EXPECT_EQ(svg.find("-1"), std::string::npos) << svg;
    EXPECT_EQ(svg.find("nan"), std::string::npos);
  }
  EXPECT_EQ(report::strip({}, {}), "") << "no room between zero and zero";
}

}  // namespace
