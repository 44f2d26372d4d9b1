#pragma once
// From values of the free parameters to what one outbreak comes to under them.

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "foresee/drill/curves.h"
#include "foresee/drill/measures.h"
#include "foresee/fit/fit.h"
#include "foresee/harm/harm.h"
#include "foresee/outbreak/outbreak.h"

namespace fit {

/// Outbreaks to simulate: particle i with the replica number `first + i`.
struct Batch {
  std::span<Particle> particles;  ///< their outcomes are filled in
  std::uint64_t first = 0;
};

class Simulator {
 public:
  /// Keeps the references. Problems: what `run` of fit.h says.
  static base::Result<Simulator> make(const estate::Estate& estate, const threat::Threat& threat,
                                      const threat::Defence& defence, const std::vector<estate::Target>& targets,
                                      const std::vector<estate::Prior>& priors, const Options& options);
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;
  ~Simulator();

  /// False when it was asked to stop before all were done. `on_done` after each, from any thread, one at a time.
  bool simulate(const Batch& batch, const std::function<void()>& on_done);

 private:
  struct Parts;
  explicit Simulator(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace fit
