#include "foresee/exposure/wanted.h"

#include "world/advisory/purl.h"

namespace exposure {

namespace {

std::string publisher_of(const advisory::Advisory& one) {
  return one.publisher.empty() ? std::string(advisory::name_of(one.feed)) : one.publisher;
}

/// Of a version that could not be held against the range: whether that is because of how it is written. Else the range
/// is in another order of versions, or leaves it open, and no other version of the same source would help.
bool is_unordered(const Claim& claim, const Asked& asked) {
  const auto& bounds = claim.range.range.bounds();
  if (bounds.empty()) return false;
  const advisory::Scheme range = bounds.front().version.scheme;
  return can_compare(range, asked) && !advisory::parse_version(range, asked.version);
}

/// What is still wanted once the vendor is known.
bool lacks_version(const Claim& claim, const Asked& asked) {
  return asked.version.empty() && claim.range.reading != advisory::Reading::for_a_person && !claim.range.range.all();
}

}  // namespace

std::string product_words(const inventory::Component& component) {
  std::string words = component.vendor;
  if (!component.name.empty()) words += (words.empty() ? "" : " ") + component.name;
  if (!words.empty()) return words;
  // Behind the @ of a package URL stands its version.
  if (!component.purl.empty()) {
    if (const auto purl = advisory::parse_purl(component.purl)) return purl->type + " package " + purl->name;
    return component.purl;
  }
  return component.cpe.empty() ? "something without a name" : component.cpe;
}

std::vector<Wanted> wanted(const Claims& claims, const Answer& answer, const inventory::Component& component,
                           const Asked& asked) {
  const Claim& claim = claims.claims()[answer.claim];
  const advisory::Advisory& advisory = claims.advisories()[answer.advisory];
  const std::string what = product_words(component);
  const auto tool = [](std::string field) { return Wanted{Whom::tool, "", std::move(field)}; };
  const auto publisher = [&](std::string field) {
    return Wanted{Whom::publisher, publisher_of(advisory), std::move(field)};
  };
  const std::string range = "a range of " + what + " that can be read";
  switch (answer.reason) {
    case Reason::no_version: return {tool("version of " + what)};
    case Reason::version_unread:
      if (is_unordered(claim, asked)) return {tool("version of " + what + " that can be ordered")};
      return {publisher(range)};
    case Reason::vendor_unknown: {
      std::vector<Wanted> all{component.vendor.empty() ? tool("vendor of " + what) : publisher("vendor of " + what)};
      if (lacks_version(claim, asked)) all.push_back(tool("version of " + what));
      if (claim.range.reading == advisory::Reading::for_a_person) all.push_back(publisher(range));
      return all;
    }
    case Reason::release_unknown: return {tool("release of the distribution")};
    case Reason::range_unread: return {publisher(range)};
    case Reason::investigated: return {publisher("what came of looking into " + what)};
    case Reason::contradiction: return {publisher("which of its two statements on " + what + " holds")};
    case Reason::not_listed:
    case Reason::default_unknown:
    case Reason::named_affected:
    case Reason::all_affected:
    case Reason::named_fixed:
    case Reason::named_not_affected:
    case Reason::outside: break;
  }
  return {publisher("what holds for versions of " + what + " that it does not list")};
}

Wanted wanted(WindowsReason reason) {
  const auto tool = [](const char* field) { return Wanted{Whom::tool, "", field}; };
  const auto microsoft = [](const char* field) { return Wanted{Whom::publisher, "Microsoft", field}; };
  switch (reason) {
    case WindowsReason::list_cumulative: return tool("build of Windows with its revision");
    case WindowsReason::list_partial: return tool("a whole list of updates");
    case WindowsReason::part_not_known: return tool("which parts of Windows are installed");
    case WindowsReason::list_newer: return microsoft("tables of updates as new as the lists");
    case WindowsReason::some_found: return microsoft("whether one of several updates is enough");
    case WindowsReason::unsupported: return microsoft("whether systems out of support are affected");
    default: break;
  }
  return tool("release of Windows");
}

}  // namespace exposure
