// The shipped threats read as they should, and a small threat and defence come out value by value.

#include "world/ingest/threat.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> shipped() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(CORDON_SOURCE_DIR) / "threats")) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  }
  return paths;
}

threat::Threat shipped_threat(const std::string& name) {
  auto read = ingest::read_threat(fs::path(CORDON_SOURCE_DIR) / "threats" / (name + ".toml"));
  EXPECT_TRUE(read.has_value()) << read.error().to_text();
  return read ? std::move(*read) : threat::Threat{};
}

TEST(ShippedThreats, read_and_are_named_like_their_files) {
  ASSERT_GE(shipped().size(), 4U);
  for (const fs::path& path : shipped()) EXPECT_EQ(shipped_threat(path.stem().string()).name, path.stem().string());
}

TEST(ShippedThreats, give_a_source_or_a_reason_for_every_number) {
  for (const fs::path& path : shipped()) {
    const auto threat = shipped_threat(path.stem().string());
    EXPECT_GE(threat.inputs.size(), 5U) << path;
    for (const base::Provenance& input : threat.inputs) {
      EXPECT_NE(input.source.empty(), input.assumed.empty()) << path << " " << input.place;
      EXPECT_EQ(input.plausible.has_value(), !input.assumed.empty()) << path << " " << input.place;
      EXPECT_FALSE(input.value.empty()) << path << " " << input.place;
    }
  }
}

TEST(ShippedThreats, only_the_rehearsal_is_invented) {
  for (const fs::path& path : shipped()) {
    const std::string name = path.stem().string();
    EXPECT_EQ(shipped_threat(name).invented, name == "quiet-tide") << name;
  }
}

TEST(ShippedThreats, the_invented_one_has_several_ways_no_kill_switch_and_is_quiet_for_days) {
  const auto threat = shipped_threat("quiet-tide");
  EXPECT_GE(threat.vectors.size(), 3U);
  EXPECT_FALSE(threat.kill_switch.has_value());
  ASSERT_TRUE(threat.course.locked_after_s.has_value());
  EXPECT_GT(base::mean(*threat.course.locked_after_s), 7 * 86400.0);
}

TEST(ShippedThreats, wannacry_is_one_stream_on_two_kinds_of_device) {
  const auto threat = shipped_threat("wannacry-2017");
  ASSERT_EQ(threat.vectors.size(), 2U);
  EXPECT_EQ(threat.vectors[0].rate_per_s, threat.vectors[1].rate_per_s);
  ASSERT_EQ(threat.vectors[0].targets.size(), threat.vectors[1].targets.size());
  for (std::size_t i = 0; i < threat.vectors[0].targets.size(); ++i) {
    EXPECT_EQ(threat.vectors[0].targets[i].share, threat.vectors[1].targets[i].share);
  }
  EXPECT_NE(threat.vectors[0].requires_all, threat.vectors[1].requires_all);
  EXPECT_GT(threat.vectors[0].success.number, threat.vectors[1].success.number);
  ASSERT_TRUE(threat.kill_switch.has_value());
  EXPECT_EQ(threat.kill_switch->at_s, 16 * 3600 + 8 * 60);
  EXPECT_EQ(threat.start, *base::parse_instant("2017-05-12T00:00+01:00"));
  EXPECT_EQ(threat.pressures.at(0).population.until_s, threat.kill_switch->at_s);
}

TEST(ShippedThreats, code_red_never_locks_and_grows_by_1_8_an_hour) {
  const auto threat = shipped_threat("code-red-2001");
  EXPECT_FALSE(threat.course.locked_after_s.has_value());
  EXPECT_NEAR(threat.vectors.at(0).rate_per_s * 360000 / 0x1p32 * 3600, 1.80, 0.005);
}

TEST(ReadThreat, every_key_arrives) {
  const auto read = ingest::parse_threat("t.toml", R"(
name = "t"
title = "T"
invented = true
start = "2020-01-01T00:00Z"
[[seeds]]
where = { kind = "acute", zone = ["a", "b"] }
organisations = 2
devices = 3
requires = "flaw"
at = { uniform = ["1h", "2h"] }
[[pressure]]
vector = "v"
network = "wide"
attempts_per_second = 2
population = { points = [["0h", 100], ["2h", 5000]] }
[[supplier]]
chance = "customers"
devices = { lognormal = { median = 5, sigma = 1 } }
at = "1h"
[[mail]]
chance = 1e-4
at = { exponential = "1d" }
[[vector]]
name = "v"
kind = "scan"
rate_per_minute = 30
success = "luck"
service = "smb"
requires = ["flaw", "other"]
targets = { own-zone = 0.25, own-organisation = 0.25, wide = 0.5 }
[[vector]]
name = "c"
kind = "contact"
rate_per_hour = 36
along = "credential"
[course]
spreading_after = { gamma = { mean = "10min", shape = 2 } }
locked_after = { choice = { values = ["1h", "2h"], weights = [1, 3] } }
locked_spreads = false
reinfectable = true
[kill_switch]
at = "16h8min"
reach = 0.5
stops_running = true
[signature]
at = "1d"
delay = "2h"
share = 0.25
[[patching]]
where = { sector = "gp" }
at = "2d"
delay = "1h"
devices_per_hour = 7
)");
  ASSERT_TRUE(read.has_value()) << read.error().to_text();
  const threat::Threat& t = *read;
  EXPECT_TRUE(t.invented);
  EXPECT_EQ(t.seeds[0].where.kinds, std::vector<std::string>{"acute"});
  EXPECT_EQ(t.seeds[0].where.zones, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(t.seeds[0].organisations, 2U);
  EXPECT_EQ(t.seeds[0].devices, 3U);
  EXPECT_EQ(t.seeds[0].requires_all, std::vector<std::string>{"flaw"});
  EXPECT_EQ(t.seeds[0].at_s.b, 7200);
  EXPECT_EQ(t.pressures[0].network, "wide");
  EXPECT_EQ(t.pressures[0].population.points[1], std::pair(7200.0, 5000.0));
  EXPECT_EQ(t.suppliers[0].chance.parameter, "customers");
  EXPECT_EQ(t.suppliers[0].devices.kind, base::Distribution::Kind::lognormal);
  EXPECT_EQ(t.mails[0].chance.number, 1e-4);
  EXPECT_EQ(t.vectors[0].rate_per_s, 0.5);
  EXPECT_EQ(t.vectors[0].success.parameter, "luck");
  EXPECT_EQ(t.vectors[0].targets[2].network, "wide");
  EXPECT_EQ(t.vectors[0].targets[1].space, threat::Target::Space::own_organisation);
  EXPECT_EQ(t.vectors[1].kind, threat::Vector::Kind::contact);
  EXPECT_EQ(t.vectors[1].rate_per_s, 0.01);
  EXPECT_EQ(t.vectors[1].along, std::vector<std::string>{"credential"});
  EXPECT_EQ(t.course.spreading_after_s.a, 600);
  EXPECT_EQ(t.course.locked_after_s->values, (std::vector<double>{3600, 7200}));
  EXPECT_FALSE(t.course.locked_spreads);
  EXPECT_TRUE(t.course.reinfectable);
  EXPECT_TRUE(t.kill_switch->stops_running);
  EXPECT_EQ(t.kill_switch->reach.number, 0.5);
  EXPECT_EQ(t.signature->delay_s.a, 7200);
  EXPECT_EQ(t.signature->share.number, 0.25);
  EXPECT_EQ(t.patching[0].devices_per_hour, 7);
  EXPECT_EQ(t.patching[0].where.sectors, std::vector<std::string>{"gp"});
}

TEST(ReadThreat, origins_cover_what_they_enclose) {
  const auto read = ingest::parse_threat("t.toml", R"(
name = "t"
title = "T"
start = "2020-01-01T00:00Z"
[[seeds]]
at = "0"
[[vector]]
name = "v"
kind = "scan"
service = "smb"
rate_per_second = { value = 2, assumed = "a guess", plausible = [1, 3] }
targets = { value = { own-zone = 0.5, wide = 0.5 }, source = "a paper" }
[course]
spreading_after = "0"
)");
  ASSERT_TRUE(read.has_value()) << read.error().to_text();
  ASSERT_EQ(read->inputs.size(), 4U);
  EXPECT_EQ(read->inputs[0].place, "seeds[0].at");
  EXPECT_EQ(read->inputs[0].source + read->inputs[0].assumed, "");
  EXPECT_EQ(read->inputs[1].place, "vector[0].rate_per_second");
  EXPECT_EQ(read->inputs[1].assumed, "a guess");
  EXPECT_EQ(read->inputs[1].plausible, std::pair(1.0, 3.0));
  EXPECT_EQ(read->inputs[2].place, "vector[0].targets");
  EXPECT_EQ(read->inputs[2].source, "a paper");
}

TEST(ReadThreat, what_is_left_out_has_the_default_of_the_docs) {
  const auto read = ingest::parse_threat("t.toml", R"(
name = "t"
title = "T"
start = "2020-01-01T00:00Z"
[[seeds]]
at = "0"
[[vector]]
name = "v"
kind = "contact"
along = "trust"
rate_per_hour = 1
[course]
spreading_after = "0"
[kill_switch]
at = "1h"
)");
  ASSERT_TRUE(read.has_value()) << read.error().to_text();
  EXPECT_FALSE(read->invented);
  EXPECT_EQ(read->seeds[0].organisations, 0U);
  EXPECT_EQ(read->seeds[0].devices, 1U);
  EXPECT_EQ(read->vectors[0].success.number, 1);
  EXPECT_TRUE(read->course.locked_spreads);
  EXPECT_FALSE(read->course.reinfectable);
  EXPECT_FALSE(read->course.locked_after_s.has_value());
  EXPECT_EQ(read->kill_switch->reach.number, 1);
  EXPECT_FALSE(read->kill_switch->stops_running);
}

TEST(ReadThreat, a_missing_file_is_a_problem) {
  const auto read = ingest::read_threat("no/such/file.toml");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().to_text(), "no/such/file.toml: does not exist; check the path\n");
  EXPECT_FALSE(ingest::read_threat(CORDON_SOURCE_DIR).has_value());
}

TEST(ReadDefence, every_key_arrives) {
  const auto read = ingest::parse_defence("d.toml", R"(
name = "d"
[[detection]]
where = { kind = "acute" }
after_locked = 3
delay = "20min"
[[detection]]
after_locked = 1
delay = "1h"
[[reporting]]
after_hours = "rings"
mistaken = 0.1
[[isolation]]
chance = "cuts"
delay = { exponential = "30min" }
boundary = "internet"
lasts = "3d"
[alarm]
at = "17h"
after_reports = 4
delay = "1h"
[[precaution]]
where = { region = ["north", "south"] }
chance = 0.3
delay = "2h"
lasts = "4d"
[[restoration]]
hands_per_1000_devices = 2
hands_least = 3
devices_per_hour = 1.5
starts_after = "6h"
)");
  ASSERT_TRUE(read.has_value()) << read.error().to_text();
  const threat::Defence& d = *read;
  ASSERT_EQ(d.detection.size(), 2U);
  EXPECT_EQ(d.detection[0].after_locked, 3U);
  EXPECT_EQ(d.detection[0].where.kinds, std::vector<std::string>{"acute"});
  EXPECT_EQ(d.detection[1].delay_s.a, 3600);
  EXPECT_EQ(d.reporting[0].after_hours.parameter, "rings");
  EXPECT_EQ(d.reporting[0].mistaken.number, 0.1);
  EXPECT_EQ(d.isolation[0].chance.parameter, "cuts");
  EXPECT_EQ(d.isolation[0].boundary, threat::Boundary::internet);
  EXPECT_EQ(d.isolation[0].lasts_s.a, 3 * 86400);
  EXPECT_EQ(d.alarm->at_s, 17 * 3600);
  EXPECT_EQ(d.alarm->after_reports, 4U);
  EXPECT_EQ(d.alarm->delay_s.a, 3600);
  EXPECT_EQ(d.precaution[0].where.regions.size(), 2U);
  EXPECT_EQ(d.precaution[0].chance.number, 0.3);
  EXPECT_EQ(d.restoration[0].hands_per_1000_devices, 2);
  EXPECT_EQ(d.restoration[0].hands_least, 3);
  EXPECT_EQ(d.restoration[0].devices_per_hour, 1.5);
  EXPECT_EQ(d.restoration[0].starts_after_s.a, 6 * 3600);
  EXPECT_EQ(d.inputs.size(), 19U);
}

/// The first example of a page of the docs.
std::string first_example(const std::string& page) {
  std::ifstream file(fs::path(CORDON_SOURCE_DIR) / "docs/formats" / page);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto begin = text.find("```toml\n") + 8;
  return text.substr(begin, text.find("```", begin) - begin);
}

TEST(Docs, examples_read) {
  const auto threat = ingest::parse_threat("threat.md", first_example("threat.md"));
  EXPECT_TRUE(threat.has_value()) << threat.error().to_text();
  const auto defence = ingest::parse_defence("defence.md", first_example("defence.md"));
  EXPECT_TRUE(defence.has_value()) << defence.error().to_text();
}

// The cases themselves are run by hostile_test.cc.
TEST(HostileThreats, are_at_least_forty) {
  const fs::path folder = fs::path(CORDON_SOURCE_DIR) / "tests" / "ingest" / "hostile_threat";
  EXPECT_GE(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 40);
}

}  // namespace
