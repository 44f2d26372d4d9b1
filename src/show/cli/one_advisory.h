#pragma once
// Which one advisory a verb is about, where a mistake would touch another.

#include <string>

#include "base/result.h"
#include "world/advisory/listing.h"

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace cli {

/// A name of a feed: "csaf", "cve", ...
CLI::Validator feed_name();

/// An advisory by its own id, and by who says it where several have that id.
struct OneAdvisory {
  std::string id;
  std::string feed;
  std::string publisher;  ///< the whole, or a part that only one has
};

/// ID, --feed, --publisher.
void add_one_advisory(CLI::App& verb, OneAdvisory& which);
/// --feed, --publisher.
void add_from(CLI::App& verb, std::string& feed, std::string& publisher);

/// Problems: none, or several, which are named.
base::Result<advisory::Name> find_one(const std::string& store, const OneAdvisory& which);

}  // namespace cli
