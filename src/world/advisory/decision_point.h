#pragma once
// Decision points of SSVC (Stakeholder-Specific Vulnerability Categorization), as the registry of CERT/CC has them:
// under which namespace, key and version, and with which values in which order. What a value means is not here.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace advisory {

struct DecisionPoint {
  std::string base;                 ///< namespace without extensions: "ssvc", "nist#800-30"
  std::string key;                  ///< "SI"
  std::string version;              ///< "2.0.0"
  std::string name;                 ///< "Safety Impact"
  std::vector<std::string> values;  ///< their keys, in order: "N", "M", "R", "C"
};

/// A state of the registry.
class DecisionPoints {
 public:
  /// False when one with the same namespace, key and version is there already.
  bool add(DecisionPoint point);
  /// Nothing when the registry has no such point.
  [[nodiscard]] const DecisionPoint* find(std::string_view base, std::string_view key, std::string_view version) const;
  /// The versions in which it has a key, in the order of their letters.
  [[nodiscard]] std::vector<std::string_view> versions(std::string_view base, std::string_view key) const;
  /// Whether points of this namespace are in the registry. Fragments do not count: "nist" is, when "nist#800-30" is.
  [[nodiscard]] bool is_registered(std::string_view base) const;

  std::string as_of;  ///< month of the state: "2026-06"; empty when there is no registry

 private:
  std::map<std::string, DecisionPoint, std::less<>> points_;  ///< by namespace, key and version, a line each
};

/// A namespace without its extensions: "ssvc" of "ssvc//.example.test#group".
std::string_view base_namespace(std::string_view text);
/// The same without its fragment: "nist" of "nist#800-30".
std::string_view namespace_name(std::string_view base);

}  // namespace advisory
