#include "report/sample_exposed.h"

#include <string>
#include <utility>

#include "foresee/exposure/evidence.h"

namespace sample {

namespace {

inventory::Component pump(const std::string& version) {
  inventory::Component one;
  one.vendor = "Maker";
  one.name = "Pump";
  one.version = version;
  return one;
}

}  // namespace

ExposedFleet::ExposedFleet(const std::string& second) : claims_(advisory::Aliases{}) {
  advisory::Advisory said;
  said.publisher = "https://maker.example/<script>";
  said.id = "M-1";
  said.products = {{"P1", "Maker / Pump", "Maker", "Pump", advisory::Versions::range, "<4.1", {}, "", "", {}, ""}};
  advisory::Vulnerability& flaw = said.vulnerabilities.emplace_back();
  flaw.id = "CVE-2024-0001";
  flaw.statements = {{0, advisory::Status::known_affected}};
  flaw.exploited = {"2024-02-01", "2024-03-01", "Update.", true};
  flaw.epss = {0.5, 0.9, ""};
  flaw.scores = {{advisory::CvssVersion::v3_1, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 98, {}}};
  claims_.add(said);
  fleet_.organisations = {"X01", second};
  fleet_.devices = {{0, "pump-1", "Main", "lan"},
                    {0, "pump-2", "Main", "lan"},
                    {1, "pump-3", "", ""},
                    {1, "<img src=x>", "", ""},
                    {1, "printer", second, second}};
  fleet_.sources = {{0, "csv", "a.csv", inventory::Tells::products, "2024-02-03"},
                    {1, "csv", second + "b.csv", inventory::Tells::products, ""}};
  fleet_.components = {pump("4.0"), pump("4.1"), pump(""), pump("3.0"), {}};
  for (std::uint32_t i = 0; i < 5; ++i) {
    fleet_.holdings.push_back({i, i < 2 ? 0U : 1U, i, i + 1U});
    fleet_.held.push_back(i);
  }
  stock_ = std::make_unique<exposure::Stock>(fleet_, claims_.aliases());
  scope_ = exposure::scope_of(claims_, nullptr, {"CVE-2024-0001"});
  exposed_ = exposure::exposed(fleet_, *stock_, claims_, scope_,
                               exposure::answers_for(claims_, *stock_, {"CVE-2024-0001"}), {});
  exposure::let_age(fleet_, "2024-02-10", {}, exposed_);
  witnesses_ = {{1, "=tool<i>", "d.json", "2024-02-03", "CVE-2024-0001", true, false, true}};
  mitigated_.devices = {{0,
                         {"X01", "pump-1", "CVE-2024-0001", inventory::MitigationKind::compensating_control, "EBME",
                          "change <4711>", "2024-06-30", "2024-02-04"}}};
  estate::Tables around;
  around.organisations.resize(2);
  around.organisations[0].id = "X01";
  around.organisations[1].id = "X03";
  around.zones.resize(1);
  around.zones[0].organisation = 0;
  around.groups.resize(1);
  around.groups[0].zone = 0;
  around.groups[0].count = 2;
  const estate::Estate estate(std::move(around));
  coverage_ = exposure::coverage(fleet_, exposed_, mitigated_, witnesses_, {{"X01", 3}}, &estate);
}

report::ExposedAnswer ExposedFleet::answer() const {
  exposure::Coverage before;
  before.organisations.resize(1);
  before.organisations[0].id = "X01";
  before.organisations[0].position = exposure::Position::exposed;
  before.count[static_cast<std::size_t>(exposure::Position::exposed)] = 1;
  const inventory::Fleet none;
  return {"CVE-2024-0001",
          "2024-02-10",
          fleet_,
          *stock_,
          claims_,
          scope_,
          exposed_,
          coverage_,
          mitigated_,
          witnesses_,
          exposure::context_of(claims_, {"CVE-2024-0001"}),
          {},
          {},
          "2024-01-01",
          exposure::movement({none, {}, before}, {fleet_, exposed_, coverage_})};
}

}  // namespace sample
