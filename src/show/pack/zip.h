#pragma once
// A zip archive in which nothing is compressed and no clock is read: what an OpenDocument file is kept in.

#include <string>
#include <vector>

namespace pack {

struct Entry {
  std::string name;
  std::string bytes;
};

/// The archive's bytes, entries in the order given. Together below 4 GiB.
std::string zip(const std::vector<Entry>& entries);

}  // namespace pack
