#include "world/advisory/purl.h"

#include <algorithm>
#include <array>
#include <optional>

#include "world/advisory/percent.h"
#include "world/advisory/version_key.h"

namespace advisory {

namespace {

base::Problems wrong(std::string_view value, std::string what, std::string mend) {
  return {{.file = {},
           .place = "package URL",
           .value = std::string(value.substr(0, 80)),
           .what = std::move(what),
           .mend = std::move(mend)}};
}

// ---- what types want ----------------------------------------------------------------------------------------------

enum class Space : std::uint8_t { optional, required, prohibited };

/// Which parts are not case-sensitive, and so in lower case, and whether there is a namespace.
struct TypeRule {
  std::string_view type;
  bool lower_space = false;
  bool lower_name = false;
  bool lower_version = false;
  Space space = Space::optional;
};

// From the definitions of types in package-url/purl-spec; a type that is not here changes nothing.
constexpr std::array<TypeRule, 27> rules{{
    {"alpm", true, true},
    {"apk", true, true},
    {"bitbucket", true, true},
    {"bitnami", false, true, false, Space::prohibited},
    {"brew", true, true},
    {"cargo", false, false, false, Space::prohibited},
    {"chrome-extension", false, true, false, Space::prohibited},
    {"cocoapods", false, false, false, Space::prohibited},
    {"composer", true, true},
    {"cran", false, false, false, Space::prohibited},
    {"deb", true, true},
    {"gem", false, false, false, Space::prohibited},
    {"git", true, true},
    {"github", true, true},
    {"hackage", false, false, false, Space::prohibited},
    {"hex", true, true},
    {"huggingface", false, false, true},
    {"julia", false, false, false, Space::prohibited},
    {"nuget", false, false, false, Space::prohibited},
    {"oci", false, true, false, Space::prohibited},
    {"otp", false, true, false, Space::prohibited},
    {"pub", false, true, false, Space::prohibited},
    {"pypi", false, true, false, Space::prohibited},
    {"rpm", true, false},
    {"swift", false, false, false, Space::required},
    {"vcpkg", false, true, false, Space::prohibited},
    {"vscode-extension", true, true, false, Space::required},
}};

/// What a type asks of names and versions beyond case; empty when all is well.
std::string_view complaint(const Purl& p) {
  const auto qualifier = [&](std::string_view key) {
    return std::any_of(p.qualifiers.begin(), p.qualifiers.end(), [&](const auto& q) { return q.first == key; });
  };
  if (p.type == "cpan" && p.name.find("::") != std::string::npos) return "names a module and no distribution";
  if (p.type == "julia" && !qualifier("uuid")) return "lacks the qualifier uuid";
  if (p.type == "chrome-extension") {
    constexpr std::size_t id_length = 32, numbers_most = 4;
    const bool id = p.name.size() == id_length &&
                    std::all_of(p.name.begin(), p.name.end(), [](char c) { return c >= 'a' && c <= 'p'; });
    if (!id) return "has no id of an extension for its name";
    if (p.version.find_first_not_of("0123456789.") != std::string::npos ||
        std::count(p.version.begin(), p.version.end(), '.') >= static_cast<std::ptrdiff_t>(numbers_most)) {
      return "has no version of an extension";
    }
  }
  return {};
}

void spell(Purl& p, const TypeRule& rule) {
  if (rule.lower_space) p.name_space = lowered(p.name_space);
  if (rule.lower_name) p.name = lowered(p.name);
  if (rule.lower_version) p.version = lowered(p.version);
}

/// Spelling that hangs on more than the type.
void spell_specially(Purl& p) {
  if (p.type == "pypi") std::replace(p.name.begin(), p.name.end(), '_', '-');
  if (p.type == "cpan") {
    std::transform(p.name_space.begin(), p.name_space.end(), p.name_space.begin(),
                   [](char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
  }
  if (p.type == "mlflow") {  // names are case-sensitive in Azure, not in Databricks
    const bool databricks = std::any_of(p.qualifiers.begin(), p.qualifiers.end(), [](const auto& q) {
      return q.first == "repository_url" && q.second.find("databricks") != std::string::npos;
    });
    if (databricks) p.name = lowered(p.name);
  }
}

// ---- parts ----------------------------------------------------------------------------------------------------------

bool type_is_right(std::string_view type) {
  return !type.empty() && is_letter(type.front()) && std::all_of(type.begin(), type.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-';
  });
}

bool key_is_right(std::string_view key) {
  return !key.empty() && is_letter(key.front()) && std::all_of(key.begin(), key.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
  });
}

/// Segments with "/" between them, decoded; empty ones are left out, and for a path "." and "..". Nothing when a code
/// is wrong or hides a "/".
std::optional<std::string> decoded_segments(std::string_view text, bool path) {
  std::string out;
  for (bool more = true; more;) {
    const std::size_t slash = text.find('/');
    const auto segment = percent_decoded(text.substr(0, slash));
    if (!segment || segment->find('/') != std::string::npos) return std::nullopt;
    more = slash != std::string_view::npos;
    if (more) text.remove_prefix(slash + 1);
    if (segment->empty() || (path && (*segment == "." || *segment == ".."))) continue;
    if (!out.empty()) out += '/';
    out += *segment;
  }
  return out;
}

/// "a=b&c=d" into pairs; false when a key is wrong or a code is.
bool read_qualifiers(std::string_view text, Purl& p) {
  for (bool more = !text.empty(); more;) {
    const std::size_t next = text.find('&');
    const std::string_view pair = text.substr(0, next);
    const std::size_t equal = pair.find('=');
    const auto value = percent_decoded(equal == std::string_view::npos ? "" : pair.substr(equal + 1));
    if (!value) return false;
    if (equal == std::string_view::npos && !pair.empty()) return false;
    if (equal != std::string_view::npos) p.qualifiers.emplace_back(pair.substr(0, equal), *value);
    more = next != std::string_view::npos;
    if (more) text.remove_prefix(next + 1);
  }
  return true;
}

/// Takes what follows the last `mark` off the end.
std::string_view take_after(std::string_view& text, char mark) {
  const std::size_t at = text.rfind(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view after = text.substr(at + 1);
  text = text.substr(0, at);
  return after;
}

}  // namespace

base::Result<Purl> make_purl(Purl p) {
  if (!type_is_right(p.type)) {
    return tl::unexpected(wrong(p.type, "is no type of a package", "write letters, digits, . and -, a letter first"));
  }
  p.type = lowered(p.type);
  if (p.name.empty()) return tl::unexpected(wrong(p.type, "has no name", "write pkg:TYPE/NAME@VERSION"));
  std::erase_if(p.qualifiers, [](const auto& q) { return q.second.empty(); });
  for (auto& [key, value] : p.qualifiers) {
    if (!key_is_right(key)) {
      return tl::unexpected(wrong(key, "is no key of a qualifier", "write letters, digits, . - and _, a letter first"));
    }
    key = lowered(key);
  }
  std::sort(p.qualifiers.begin(), p.qualifiers.end());
  const auto twice = std::adjacent_find(p.qualifiers.begin(), p.qualifiers.end(),
                                        [](const auto& a, const auto& b) { return a.first == b.first; });
  if (twice != p.qualifiers.end()) {
    return tl::unexpected(wrong(twice->first, "is a qualifier twice", "give each qualifier once"));
  }
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const TypeRule& r) { return r.type == p.type; });
  if (rule != rules.end()) {
    if (rule->space == Space::required && p.name_space.empty()) {
      return tl::unexpected(wrong(p.type, "needs a namespace", "write pkg:TYPE/NAMESPACE/NAME@VERSION"));
    }
    if (rule->space == Space::prohibited && !p.name_space.empty()) {
      return tl::unexpected(
          wrong(p.name_space, "is a namespace, which this type has not", "write pkg:TYPE/NAME@VERSION"));
    }
    spell(p, *rule);
  }
  spell_specially(p);
  const std::string_view complained = complaint(p);
  if (!complained.empty()) {
    return tl::unexpected(wrong(p.name, std::string(complained), "see the definition of its type in purl-spec"));
  }
  return p;
}

base::Result<Purl> parse_purl(std::string_view text) {
  const auto malformed = [&] {
    return tl::unexpected(wrong(text, "is no package URL", "write pkg:TYPE/NAMESPACE/NAME@VERSION?KEY=VALUE#PATH"));
  };
  if (text.size() > purl_bytes_most) {
    return tl::unexpected(wrong(text, "is too long", "write at most " + std::to_string(purl_bytes_most) + " bytes"));
  }
  std::string_view rest = text;
  constexpr std::string_view scheme = "pkg:";
  if (lowered(rest.substr(0, scheme.size())) != scheme) return malformed();
  rest.remove_prefix(scheme.size());
  while (rest.starts_with('/')) rest.remove_prefix(1);

  Purl p;
  const auto subpath = decoded_segments(take_after(rest, '#'), true);
  if (!subpath || !read_qualifiers(take_after(rest, '?'), p)) return malformed();
  p.subpath = *subpath;
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return malformed();
  p.type = std::string(rest.substr(0, slash));
  rest.remove_prefix(slash + 1);
  while (rest.ends_with('/')) rest.remove_suffix(1);
  while (rest.starts_with('/')) rest.remove_prefix(1);
  // An "@" before a "/" belongs to a namespace such as npm's "@babel".
  const std::size_t last_slash = rest.rfind('/');
  const std::size_t at = rest.rfind('@');
  if (at != std::string_view::npos && (last_slash == std::string_view::npos || at > last_slash)) {
    const auto version = percent_decoded(take_after(rest, '@'));
    if (!version) return malformed();
    p.version = *version;
  }
  // A repository of git has its host for a namespace, and all that follows is its name.
  const bool git = lowered(p.type) == "git";
  const std::size_t before_name = git ? rest.find('/') : rest.rfind('/');
  const std::string_view coded_name = before_name == std::string_view::npos ? rest : rest.substr(before_name + 1);
  const auto name = git ? decoded_segments(coded_name, false) : percent_decoded(coded_name);
  const auto name_space =
      decoded_segments(before_name == std::string_view::npos ? "" : rest.substr(0, before_name), false);
  if (!name || !name_space) return malformed();
  p.name = *name;
  p.name_space = *name_space;
  return make_purl(std::move(p));
}

std::string to_text(const Purl& p) {
  std::string text = "pkg:" + p.type + "/";
  if (!p.name_space.empty()) text += percent_encoded(p.name_space, ":/") + "/";
  text += percent_encoded(p.name, p.type == "git" ? ":/" : ":");
  if (!p.version.empty()) text += "@" + percent_encoded(p.version, ":");
  char mark = '?';
  for (const auto& [key, value] : p.qualifiers) {
    text += mark + key + "=" + percent_encoded(value, ":");
    mark = '&';
  }
  if (!p.subpath.empty()) text += "#" + percent_encoded(p.subpath, ":/");
  return text;
}

}  // namespace advisory
