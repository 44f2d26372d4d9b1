#pragma once
// How much of a drill's answer, and of what it was given, is assumed. docs/report.md says what counts.

#include <cstdint>
#include <optional>
#include <string>

#include "show/report/report.h"

namespace report {

/// A device is counted once in `devices_assumed`, and under every part of it that is assumed.
struct Assumed {
  std::uint64_t devices = 0;
  std::uint64_t devices_assumed = 0;
  std::uint64_t by_count = 0;          ///< they are as many as a typical organisation has
  std::uint64_t by_zone = 0;           ///< nothing says where they stand
  std::uint64_t by_platform = 0;       ///< nothing says what runs on them
  std::uint64_t by_vulnerability = 0;  ///< the share that has what the threat requires is a parameter that is assumed
  std::uint64_t services = 0;
  std::uint64_t services_assumed = 0;  ///< what they need is
  std::uint64_t inputs = 0;            ///< numbers under "What went in"
  std::uint64_t inputs_assumed = 0;
  /// Of the mean number of devices infected, the share that are devices of which something is assumed, in [0, 1];
  /// nothing when none was infected.
  std::optional<double> infected;
};

/// Of all inputs that are there. Without an estate no devices and services are counted.
Assumed assumed_in(const drill::Result& result, const Inputs& inputs);

/// "Of the devices infected 80 % are ones of which something is assumed. Assumed: 60 of 100 devices (60 %): ...; the
/// needs of ...; 2 of 4 inputs (50 %)."; empty without an estate.
std::string assumed_sentence(const Assumed& assumed);

/// The same for a terminal, with the way to see which assumptions matter.
std::string assumed_to_terminal(const drill::Result& result, const Inputs& inputs, bool colour, int width);

}  // namespace report
