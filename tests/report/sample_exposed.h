#pragma once
// A small fleet and what is said of it, with names that try to break out of each format.

#include <memory>
#include <string>
#include <vector>

#include "show/report/exposed.h"

namespace sample {

/// Two organisations, five devices: each standing is taken. One device is mitigated, on another a tool disagrees, and a
/// third moved. A third organisation sent nothing.
class ExposedFleet {
 public:
  /// `second`: what the second organisation is called, and its list, its device and its site too.
  explicit ExposedFleet(const std::string& second = "=X02<b>");
  [[nodiscard]] report::ExposedAnswer answer() const;

 private:
  inventory::Fleet fleet_;
  exposure::Claims claims_;
  std::unique_ptr<exposure::Stock> stock_;
  exposure::Scope scope_;
  exposure::Exposed exposed_;
  std::vector<exposure::Witness> witnesses_;
  exposure::Mitigated mitigated_;
  exposure::Coverage coverage_;
};

}  // namespace sample
