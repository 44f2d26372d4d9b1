// Any folder as an estate. One input holds several files: a line "== NAME" begins the file NAME. Files of the small
// valid estate below stand in for those that the input does not have, so that each input reaches the later checks.

#include <cstdlib>

#include "world/ingest/estate.h"

namespace {

constexpr std::string_view valid = R"estate(== datapackage.json
{"name": "e", "profile": "tabular-data-package", "resources": [
{"name": "organisations", "path": "organisations.csv", "schema": {"fields": [
 {"name": "id", "type": "string"}, {"name": "name", "type": "string"}, {"name": "kind", "type": "string"},
 {"name": "sector", "type": "string"}, {"name": "region", "type": "string"}, {"name": "parent", "type": "string"}]}},
{"name": "networks", "path": "networks.csv", "schema": {"fields": [
 {"name": "id", "type": "string"}, {"name": "addresses", "type": "string"}, {"name": "within", "type": "string"}]}},
{"name": "zones", "path": "zones.csv", "schema": {"fields": [
 {"name": "id", "type": "string"}, {"name": "organisation", "type": "string"}, {"name": "network", "type": "string"},
 {"name": "addresses", "type": "string"}, {"name": "prefixes", "type": "string"},
 {"name": "purpose", "type": "string"}]}},
{"name": "conduits", "path": "conduits.csv", "schema": {"fields": [
 {"name": "from", "type": "string"}, {"name": "to", "type": "string"}, {"name": "service", "type": "string"},
 {"name": "action", "type": "string"}, {"name": "chance", "type": "string"}, {"name": "drawn_by", "type": "string"}]}},
{"name": "devices", "path": "devices.csv", "schema": {"fields": [
 {"name": "id", "type": "string"}, {"name": "zone", "type": "string"}, {"name": "count", "type": "integer"},
 {"name": "platform", "type": "string"}, {"name": "type", "type": "string"}, {"name": "software", "type": "string"},
 {"name": "vulnerabilities", "type": "string"}]}},
{"name": "services", "path": "services.csv", "schema": {"fields": [
 {"name": "id", "type": "string"}, {"name": "organisation", "type": "string"}, {"name": "kind", "type": "string"},
 {"name": "needs", "type": "string"}, {"name": "fallback", "type": "string"}, {"name": "offline", "type": "string"},
 {"name": "order", "type": "integer"}, {"name": "x_km", "type": "number"}, {"name": "y_km", "type": "number"}]}}]}
== organisations.csv
id,name,kind,sector,region,parent
o,O,k,,,
p,P,k,,,o
== networks.csv
id,addresses,within
n,2^16,
== zones.csv
id,organisation,network,addresses,prefixes,purpose
z,o,n,,10.0.0.0/24,desk
y,p,n,16,,desk
== conduits.csv
from,to,service,action,chance,drawn_by
zone:z,same-organisation,smb,allow,0.5,
== devices.csv
id,zone,count,platform,type,software,vulnerabilities
g,z,10,,,,v=q
h,y,1,,,,v=0.5
== services.csv
id,organisation,kind,needs,fallback,offline,order,x_km,y_km
s,o,ed,all(g),0,1,1,0,0
t,p,ed,"any(s, h)",0,1,1,0,0
== uncertain.toml
[[parameter]]
name = "q"
per = "organisation"
source = "s"
distribution = 0.5
)estate";

void put_files(std::string_view text, std::map<std::string, std::string>& files) {
  while (text.starts_with("== ")) {
    text.remove_prefix(3);
    const std::size_t line = std::min(text.find('\n'), text.size());
    const std::string name(text.substr(0, line));
    text.remove_prefix(std::min(line + 1, text.size()));
    const std::size_t next = text.find("\n== ");
    const std::size_t end = next == std::string_view::npos ? text.size() : next + 1;
    files[name] = text.substr(0, end);
    text.remove_prefix(end);
  }
}

/// Indices of what was read must hold: the snapshot and its ways through the rows are made from them.
void use(estate::Tables tables) {
  const estate::Estate estate(std::move(tables));
  for (const estate::DeviceGroup& group : estate.groups) {
    if (group.zone >= estate.zones.size()) std::abort();
  }
  if (estate.services_in_order().size() != estate.care.services.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::map<std::string, std::string> files;
  put_files(valid, files);
  put_files({reinterpret_cast<const char*>(data), size}, files);
  const ingest::CsvLimits limits{.bytes = 1 << 16, .rows = 1000, .columns = 16, .field_bytes = 1024};
  auto tables = ingest::read_estate(ingest::memory_folder(std::move(files)), limits);
  if (tables) {
    use(std::move(*tables));
  } else if (tables.error().to_text().empty()) {
    std::abort();
  }
  return 0;
}
