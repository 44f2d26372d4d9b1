#pragma once
// What a person means who asks about an id: a vulnerability, an advisory, a bulletin, or a file that holds an alert.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "world/advisory/alert.h"

namespace cli {

struct Asked {
  std::string id;                        ///< as people know it: of an alert its own id
  std::vector<std::string> ids;          ///< vulnerabilities and advisories
  std::optional<advisory::Alert> alert;  ///< when a file of one was named

  /// What an alert says of products that no other advisory names.
  [[nodiscard]] std::vector<advisory::Advisory> own() const;
};

/// What ends in .toml is the file of an alert. Problems: all that is wrong with it.
base::Result<Asked> asked_about(const std::string& id);

/// All that an alert is about: of bulletins the vulnerabilities; its own id when it names products.
base::Result<std::vector<std::string>> ids_of(const advisory::Alert& alert);

}  // namespace cli
