#pragma once
// Every vulnerability that the fleet is exposed to, worst first.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foresee/exposure/exposed.h"
#include "foresee/exposure/surroundings.h"
#include "foresee/exposure/windows.h"
#include "world/advisory/listing.h"

namespace exposure {

/// What is known of a vulnerability from whoever speaks of it. Sources that disagree stay apart in the advisories; here
/// stands the gravest.
struct Context {
  std::string title;
  std::optional<advisory::KnownExploited> exploited;
  std::optional<double> epss;  ///< probability of exploitation within 30 days
  std::optional<int> cvss_tenths;
};
/// Of vulnerabilities, or of all that advisories with these ids speak of.
Context context_of(const Claims& claims, const std::vector<std::string>& ids);

struct Exposure {
  std::string id;
  Context context;
  std::size_t affected = 0;                ///< devices
  std::size_t cannot_tell = 0;             ///< devices, not counting those that are affected
  std::size_t organisations = 0;           ///< with an affected device
  Reach reach = Reach::not_known;          ///< the widest of the affected devices
  std::size_t services = 0;                ///< that hang on the zones of the affected devices
  std::vector<advisory::Name> advisories;  ///< that name what was found, and do not clear it
};

/// Whether the text stands in a component's vendor, name, package URL or CPE, or in what Windows it is; ASCII letters
/// of either case.
bool is_called(const inventory::Component& component, std::string_view text);

/// Only those with an affected device or one of which it cannot be told. Known exploitation comes first (with
/// ransomware before the rest), then those with an affected device, then reach, then likelihood (EPSS), then severity
/// (CVSS), then services, then the number of devices, then the id. `around`: of an estate; nullptr: reach and services
/// are not known. `product`: only what is_called() so counts; empty: all.
std::vector<Exposure> overview(const inventory::Fleet& fleet, const Claims& claims, const Stock& stock,
                               const WindowsRules& windows, const Surroundings* around = nullptr,
                               std::string_view product = {});

}  // namespace exposure
