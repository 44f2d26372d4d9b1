#pragma once
// One outbreak and its harm, turned into the numbers of a drill.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "foresee/drill/curves.h"
#include "foresee/drill/measures.h"
#include "foresee/harm/harm.h"
#include "foresee/outbreak/outbreak.h"
#include "world/estate/estate.h"

namespace drill {

/// Keeps its memory from replica to replica; one for each thread. One pass over the events, a few operations each.
class Tally {
 public:
  /// Keeps the references. `locks`: the threat locks devices; else an infected device makes an organisation infected.
  Tally(const estate::Estate& estate, const MeasureLayout& measures, const CurveLayout& curves, bool locks);

  /// Fills a row of `measures.size()` numbers and `curves.size()` samples.
  void count(const outbreak::Outbreak& outbreak, const harm::Harm& harm, std::span<double> row,
             std::span<float> samples);

 private:
  /// [kind of event] how often, for what happens to devices.
  using OfGroup = std::array<std::uint32_t, static_cast<std::size_t>(outbreak::EventKind::restored) + 1>;
  struct OfOrganisation {
    double cleared_s = 0;     ///< last time when no device was locked any more
    double first_lock_s = 0;  ///< only when `locked`
    std::uint32_t locked_now = 0;
    std::uint32_t locked_soon = 0;  ///< within seven minutes of the first
    bool infected = false, locked = false, halted = false, reporting = false;
    bool isolated = false, disconnected = false, cut_off = false;
  };

  void clear();
  void follow(const outbreak::Outbreak& outbreak, std::span<float> samples);
  void apply(const outbreak::Event& event);
  void apply_to_device(const outbreak::Event& event);
  void step(std::vector<float>& now, Index organisation, float by);
  void sample(std::span<float> samples, std::size_t time) const;
  void count_devices(std::span<double> row) const;
  void count_services(const harm::Harm& harm, std::span<double> row) const;
  void count_organisations(const harm::Harm& harm, std::span<double> row) const;
  void count_restored(std::span<double> row);
  void count_losses(const harm::Harm& harm, std::span<double> row) const;
  void count_diversions(const harm::Harm& harm, std::span<double> row, std::span<float> samples);
  void count_whole(const harm::Harm& harm, std::span<double> row) const;
  void sample_services(const harm::Harm& harm, std::span<float> samples) const;
  void sample_days(const harm::Harm& harm, std::span<float> samples) const;

  const estate::Estate& estate_;
  const MeasureLayout& measures_;
  const CurveLayout& curves_;
  bool locks_;
  std::vector<Index> organisation_of_;  ///< of each group
  std::vector<OfGroup> groups_;
  std::vector<OfOrganisation> organisations_;
  std::vector<float> infected_now_, reporting_now_, cut_off_now_;  ///< in each slot of the curves
  std::vector<std::pair<double, Index>> cleared_;
  std::vector<std::pair<double, int>> opens_;
  std::vector<Index> departments_;
  std::int64_t locked_now_ = 0, locked_most_ = 0;
  double first_infection_s_ = 0, first_lock_s_ = 0, alarm_s_ = 0, peak_s_ = 0;
};

}  // namespace drill
