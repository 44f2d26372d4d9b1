#pragma once
// Like devices make a group.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "world/building/draft.h"
#include "world/building/placing.h"
#include "world/building/sources.h"

namespace building {

struct GroupDraft {
  std::string id;
  std::size_t zone = 0;  ///< of Zones::all()
  std::string platform;  ///< empty: not known
  std::string type;
  bool zone_assumed = false;
  std::vector<const Device*> devices;
};

/// Groups of devices that are alike: same zone, platform and type, and their zone known in the same way. A device of
/// `alone` (by id) is a group by itself, so that services can name it. Keeps pointers into `devices`.
std::vector<GroupDraft> grouped(const std::vector<const Device*>& devices, const std::set<std::string>& alone,
                                Zones& zones, Draft& draft);

/// What a threat may require of devices like these, as devices.csv writes it: "ms17-010=unpatched". Empty: nothing that
/// the defaults know of.
std::string vulnerabilities_of(const std::string& platform, const std::string& purpose, std::uint64_t devices,
                               Draft& draft);

}  // namespace building
