#pragma once
// Moments of an outbreak as injects: what somebody is told, by whom, and what they should do.

#include <string>
#include <vector>

#include "show/pack/pack.h"

namespace pack {

struct Inject {
  double play_s = 0;
  double at_s = 0;
  std::string from, to, channel, message, expected, service;
  int weight = 0;  ///< what is lightest is left out of the sheets first
};

/// One for each moment of the run and each decision, in order of time.
std::vector<Inject> injects_of(const Subject& subject);

/// The sheets' injects: at most this many, the heaviest, the early ones of equals; all of them stand in injects.csv.
inline constexpr std::size_t injects_most = 40;
std::vector<Inject> main_ones(const std::vector<Inject>& all);

/// "1:05" of seconds after the start of the exercise.
std::string play_time(double seconds);

/// "Emergency department (RIV-ed), Riverside General Hospital"
std::string name_of(const estate::Estate& estate, estate::Index service);

}  // namespace pack
