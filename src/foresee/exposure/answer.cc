#include "foresee/exposure/answer.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "world/advisory/cpe.h"
#include "world/advisory/distribution_release.h"
#include "world/advisory/purl.h"

namespace exposure {

namespace {

using advisory::Contains;
using advisory::Scheme;
using advisory::Status;

bool is_distribution(Scheme scheme) {
  return scheme == Scheme::debian || scheme == Scheme::rpm || scheme == Scheme::alpine;
}

/// A claim beside a component.
struct Held {
  std::uint32_t claim = 0;
  Match match = Match::product_name;
  Contains contains = Contains::cannot_tell;
  Reason why_not = Reason::version_unread;  ///< when it cannot be told
};

/// The scheme of a range: that of its bounds.
std::optional<Scheme> scheme_of(const advisory::VersionRange& range) {
  if (range.bounds().empty()) return std::nullopt;
  return range.bounds().front().version.scheme;
}

/// Reads a component's version by the rules of a range. The maker's own words are compared by the vendor's order.
std::optional<advisory::Version> version_for(Scheme range, const Asked& asked) {
  if (!can_compare(range, asked)) return std::nullopt;
  const auto version = advisory::parse_version(range, asked.version);
  return version ? std::optional(*version) : std::nullopt;
}

void weigh(const Claim& claim, const Asked& asked, Held& held) {
  if (claim.range.reading == advisory::Reading::for_a_person) {
    held.why_not = Reason::range_unread;
    return;
  }
  if (claim.range.range.all()) {
    held.contains = Contains::inside;
  } else if (asked.version.empty()) {
    held.why_not = Reason::no_version;
  } else {
    const auto scheme = scheme_of(claim.range.range);
    const auto version = scheme ? version_for(*scheme, asked) : std::nullopt;
    if (version) held.contains = claim.range.range.check(*version);
  }
  if (held.contains == Contains::inside && !claim.release.empty() && asked.release.empty()) {
    held.contains = Contains::cannot_tell;
    held.why_not = Reason::release_unknown;
  }
}

/// Whether the attributes of a CPE beyond part, vendor, product and version fit.
bool attributes_fit(const std::string& pattern, const Asked& asked) {
  if (!asked.cpe) return true;
  auto wanted = advisory::parse_cpe(pattern);
  auto found = advisory::parse_cpe(*asked.cpe);
  if (!wanted || !found) return true;
  for (auto* cpe : {&*wanted, &*found}) cpe->values[static_cast<std::size_t>(advisory::CpeAttribute::version)] = "*";
  return advisory::covers(*wanted, *found) != advisory::Covers::no;
}

/// What one advisory says of one component in one vulnerability.
struct Said {
  std::vector<std::pair<const Held*, Status>> statements;
};

bool says_affected(Status status) {
  return status == Status::known_affected || status == Status::first_affected || status == Status::last_affected;
}

bool says_mended(Status status) {
  return status == Status::fixed || status == Status::first_fixed || status == Status::known_not_affected;
}

class Judge {
 public:
  Judge(const Claims& claims, const Asked& asked) : claims_(claims), asked_(asked) {}

  Answer judge(const Said& said) {
    for (const auto& [held, status] : said.statements) take(*held, status);
    return verdict(said.statements.front().first);
  }

 private:
  void take(const Held& held, Status status) {
    const Claim& claim = claims_.claims()[held.claim];
    if (claim.versions == advisory::Versions::others) {
      others_ = &held;
      others_status_ = status;
      return;
    }
    if (held.contains == Contains::cannot_tell) {
      if (status != Status::recommended) unsure_ = &held;
      return;
    }
    if (held.contains == Contains::outside) {
      if (!says_affected(status)) return;
      outside_ = &held;
      if (claim.versions == advisory::Versions::exact) listed_ = true;
      if (claim.versions == advisory::Versions::range) ranged_ = true;
      return;
    }
    if (says_affected(status)) affected_ = &held;
    if (says_mended(status)) {
      mended_ = &held;
      mended_status_ = status;
    }
    if (status == Status::under_investigation) open_ = &held;
  }

  Answer verdict(const Held* any) const {
    if (affected_ != nullptr && mended_ != nullptr)
      return answer(affected_, Verdict::cannot_tell, Reason::contradiction);
    if (affected_ != nullptr) {
      const bool all = claims_.claims()[affected_->claim].range.range.all();
      return answer(affected_, Verdict::affected, all ? Reason::all_affected : Reason::named_affected);
    }
    if (mended_ != nullptr) {
      const bool fixed = mended_status_ != Status::known_not_affected;
      return answer(mended_, Verdict::not_affected, fixed ? Reason::named_fixed : Reason::named_not_affected);
    }
    if (open_ != nullptr) return answer(open_, Verdict::cannot_tell, Reason::investigated);
    if (unsure_ != nullptr) return answer(unsure_, Verdict::cannot_tell, unsure_->why_not);
    if (others_ != nullptr) return by_default();
    if (outside_ == nullptr) return answer(any, Verdict::cannot_tell, Reason::not_listed);
    if (listed_ && !ranged_) return answer(outside_, Verdict::cannot_tell, Reason::not_listed);
    return answer(outside_, Verdict::not_affected, Reason::outside);
  }

  [[nodiscard]] Answer by_default() const {
    if (asked_.version.empty()) return answer(others_, Verdict::cannot_tell, Reason::no_version);
    if (says_affected(others_status_)) return answer(others_, Verdict::affected, Reason::all_affected);
    if (says_mended(others_status_)) return answer(others_, Verdict::not_affected, Reason::named_not_affected);
    return answer(others_, Verdict::cannot_tell, Reason::default_unknown);
  }

  [[nodiscard]] Answer answer(const Held* held, Verdict verdict, Reason reason) const {
    const Claim& claim = claims_.claims()[held->claim];
    if (held->match == Match::product_name) {
      verdict = Verdict::cannot_tell;
      reason = Reason::vendor_unknown;
    }
    return {claim.advisory, 0, held->claim, verdict, reason, held->match};
  }

  const Claims& claims_;
  const Asked& asked_;
  const Held* affected_ = nullptr;
  const Held* mended_ = nullptr;
  Status mended_status_ = Status::fixed;
  const Held* open_ = nullptr;
  const Held* unsure_ = nullptr;
  const Held* outside_ = nullptr;
  const Held* others_ = nullptr;
  Status others_status_ = Status::known_affected;
  bool listed_ = false;
  bool ranged_ = false;
};

/// Every claim found by an identity, once, by the surest; by number.
std::vector<Held> held_by(const Claims& claims, const Asked& asked) {
  std::vector<Held> all;
  for (const Identity& identity : asked.identities) {
    for (const std::uint32_t claim : claims.found_by(identity.key)) all.push_back({claim, identity.match});
  }
  std::ranges::sort(
      all, [](const Held& a, const Held& b) { return std::pair(a.claim, a.match) < std::pair(b.claim, b.match); });
  all.erase(std::unique(all.begin(), all.end(), [](const Held& a, const Held& b) { return a.claim == b.claim; }),
            all.end());
  std::erase_if(all, [&](const Held& held) {
    const Claim& claim = claims.claims()[held.claim];
    const std::string& cpe = claims.advisories()[claim.advisory].products[claim.product].cpe;
    const bool other_release =
        !claim.release.empty() && !asked.release.empty() && !advisory::same_release(claim.release, asked.release);
    return other_release || (held.match == Match::cpe && !attributes_fit(cpe, asked));
  });
  for (Held& held : all) weigh(claims.claims()[held.claim], asked, held);
  return all;
}

}  // namespace

bool can_compare(Scheme range, const Asked& asked) {
  const Scheme own = asked.scheme.value_or(range);
  return own == range || !(is_distribution(own) || is_distribution(range));
}

std::optional<Scheme> scheme_of_type(std::string_view type) {
  static constexpr auto types = std::to_array<std::pair<std::string_view, Scheme>>({{"alpm", Scheme::rpm},
                                                                                    {"apk", Scheme::alpine},
                                                                                    {"cargo", Scheme::semver},
                                                                                    {"composer", Scheme::packagist},
                                                                                    {"cran", Scheme::cran},
                                                                                    {"deb", Scheme::debian},
                                                                                    {"gem", Scheme::gem},
                                                                                    {"golang", Scheme::semver},
                                                                                    {"hackage", Scheme::hackage},
                                                                                    {"maven", Scheme::maven},
                                                                                    {"npm", Scheme::npm},
                                                                                    {"nuget", Scheme::nuget},
                                                                                    {"pub", Scheme::pub},
                                                                                    {"pypi", Scheme::pypi},
                                                                                    {"rpm", Scheme::rpm}});
  const auto* const found = std::ranges::find(types, type, &std::pair<std::string_view, Scheme>::first);
  return found == types.end() ? std::nullopt : std::optional(found->second);
}

Asked ask(const inventory::Component& component, const advisory::Aliases& aliases) {
  Asked asked;
  advisory::Product like;
  like.purl = component.purl;
  like.cpe = component.cpe;
  like.vendor = component.vendor;
  like.name = component.name;
  asked.identities = identities_of(like, aliases);
  // Who names no vendor asks those who do, and the other way round; two that name none are alike by name alone too.
  const advisory::ProductName name = advisory::product_name(component.vendor, component.name, aliases);
  if (!name.product.empty()) {
    asked.identities.pop_back();
    // A package of a package manager is found by its URL: its bare name is that of too many other things.
    if (component.purl.empty()) {
      asked.identities.push_back({Match::product_name, "bare:" + name.product});
      if (name.vendor.empty()) asked.identities.push_back({Match::product_name, "any:" + name.product});
    }
  }
  asked.version = component.version.empty() ? name.version : component.version;
  asked.scheme = component.scheme;
  if (const auto purl = advisory::parse_purl(component.purl); !component.purl.empty() && purl) {
    if (asked.version.empty()) asked.version = purl->version;
    if (!asked.scheme) asked.scheme = scheme_of_type(purl->type);
    const auto distro = std::ranges::find(purl->qualifiers, "distro", &std::pair<std::string, std::string>::first);
    if (distro != purl->qualifiers.end()) asked.release = advisory::release_number(distro->second);
  }
  if (const auto cpe = advisory::parse_cpe(component.cpe); !component.cpe.empty() && cpe) {
    asked.cpe = component.cpe;
    if (asked.version.empty()) asked.version = cpe->plain(advisory::CpeAttribute::version);
  }
  return asked;
}

std::vector<Answer> answers(const Claims& claims, const Asked& asked) {
  const std::vector<Held> all = held_by(claims, asked);
  std::map<std::pair<std::uint32_t, std::uint32_t>, Said> said;
  for (const Held& held : all) {
    const Claim& claim = claims.claims()[held.claim];
    for (const auto& [vulnerability, status] : claim.says) {
      said[{claim.advisory, vulnerability}].statements.emplace_back(&held, status);
    }
  }
  std::vector<Answer> found;
  found.reserve(said.size());
  for (const auto& [which, what] : said) {
    found.push_back(Judge(claims, asked).judge(what));
    found.back().vulnerability = which.second;
  }
  return found;
}

}  // namespace exposure
