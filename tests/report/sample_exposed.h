#pragma once
// A small fleet and what is said of it, with names that try to break out of each format.

#include <memory>

#include "show/report/exposed.h"

namespace sample {

/// Two organisations, five devices: each standing is taken.
class ExposedFleet {
 public:
  ExposedFleet();
  [[nodiscard]] report::ExposedAnswer answer() const;

 private:
  inventory::Fleet fleet_;
  exposure::Claims claims_;
  std::unique_ptr<exposure::Stock> stock_;
  exposure::Exposed exposed_;
};

}  // namespace sample
