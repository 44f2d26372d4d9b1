#pragma once
// Who is exposed, as a table for a terminal, JSON and CSV.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/component_marks.h"
#include "foresee/exposure/coverage.h"
#include "foresee/exposure/explain.h"
#include "foresee/exposure/exposed.h"
#include "foresee/exposure/mitigations.h"
#include "foresee/exposure/movement.h"
#include "foresee/exposure/overview.h"
#include "foresee/exposure/remedies.h"
#include "foresee/exposure/witnesses.h"

namespace report {

/// What devices are counted by.
enum class ExposedBy { organisation, site, zone, device, service, component };
std::optional<ExposedBy> exposed_by(std::string_view name);

/// A service and what hangs on it.
struct ExposedService {
  std::string organisation;
  std::string id;
  std::string kind;
  exposure::ServiceExposure exposure;
};

/// The answer to one question, and what it rests on.
struct ExposedAnswer {
  std::string id;
  std::string day;  ///< on which the evidence must still be good
  const inventory::Fleet& fleet;
  const exposure::Stock& stock;
  const exposure::Claims& claims;
  const exposure::Scope& scope;
  const exposure::Exposed& exposed;
  const exposure::Coverage& coverage;
  const exposure::Mitigated& mitigated;
  const std::vector<exposure::Witness>& witnesses;
  exposure::Context context;
  std::vector<exposure::MarkedDevice> marked;
  std::vector<ExposedService> services;  ///< when they are asked for
  std::string since;                     ///< the day that `movement` starts from; empty: nobody asked
  exposure::Movement movement;
  std::vector<exposure::MatchedComponent> components{};  ///< when they are asked for
};

/// For people: one sentence, what is known of the vulnerability, and a table, the gravest first.
std::string exposed_text(const ExposedAnswer& answer, ExposedBy by, int width, bool colour);
/// Schema cordon-exposed/1 (docs/exposed.md).
std::string exposed_json(const ExposedAnswer& answer, ExposedBy by);
/// A page that opens without a network: a bar for each group, and the devices that are exposed or cannot be told.
std::string exposed_html(const ExposedAnswer& answer, ExposedBy by);
/// A row a device, or a component of one.
std::string exposed_csv(const ExposedAnswer& answer, ExposedBy by);

/// Chains of evidence of one device.
std::string explained_text(const std::vector<exposure::Chain>& chains, int width, bool colour);
std::string explained_json(std::string_view id, std::string_view organisation, std::string_view device,
                           const std::vector<exposure::Chain>& chains);

/// The list of all vulnerabilities. `around`: whether an estate says from where devices are reached. `advisories`:
/// whether the ids of those are shown that say so; JSON has them anyway.
std::string overview_text(const std::vector<exposure::Exposure>& all, bool around, bool advisories, std::size_t top,
                          int width, bool colour);
std::string overview_json(const std::vector<exposure::Exposure>& all, bool around, std::size_t top);

}  // namespace report
