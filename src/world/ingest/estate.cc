#include "world/ingest/estate.h"

#include <fmt/format.h>

#include <algorithm>

#include "world/ingest/estate_reading.h"
#include "world/ingest/estate_tables.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

constexpr std::string_view package_file = "datapackage.json";

bool read_package(EstateReading& reading) {
  const std::string file(package_file);
  auto text = reading.folder.read(file, datapackage_bytes_max);
  if (!text) {
    reading.problems.add(text.error());
    return false;
  }
  if (!text->has_value()) {
    reading.problems.add(base::Problem{reading.folder.path_of(file), "", "", "there is no such file",
                                       "give the folder of an estate; docs/formats/estate.md tells what is in it"});
    return false;
  }
  reading.package = read_datapackage(**text, reading.folder.path_of(file), estate_tables(), reading.problems);
  reading.tables.name = reading.package.name;
  reading.tables.title = reading.package.title;
  return true;
}

/// A table that lies in the folder under its usual name but is not listed would be dropped in silence.
void check_unlisted(EstateReading& reading) {
  if (!reading.package.complete) return;
  for (const TableRules& table : estate_tables()) {
    const std::string file = fmt::format("{}.csv", table.name);
    const auto same = [&](const Resource& resource) { return resource.name == table.name || resource.path == file; };
    if (std::any_of(reading.package.resources.begin(), reading.package.resources.end(), same)) continue;
    const auto text = reading.folder.read(file, reading.limits.bytes);
    if (!text || text->has_value()) {
      reading.problems.add(base::Problem{reading.folder.path_of(file), "", "", "is not listed in datapackage.json",
                                         "list it there, or move it out of the folder"});
    }
  }
}

}  // namespace

bool EstateReading::read(std::string_view table, Ids* ids, const std::function<void(const Row&)>& each) {
  const auto rules = std::find_if(estate_tables().begin(), estate_tables().end(),
                                  [&](const TableRules& known) { return known.name == table; });
  const auto resource = std::find_if(package.resources.begin(), package.resources.end(),
                                     [&](const Resource& listed) { return listed.name == table; });
  if (resource == package.resources.end()) {
    const bool whole = package.complete && !rules->required;
    if (ids != nullptr && !whole) ids->complete = false;
    return whole;
  }
  const std::string file = folder.path_of(resource->path);
  const auto text = folder.read(resource->path, limits.bytes);
  if (!text || !text->has_value()) {
    if (ids != nullptr) ids->complete = false;
    if (!text) {
      problems.add(text.error());
    } else {
      problems.add(base::Problem{file, "", "", "is listed in datapackage.json but is not there",
                                 "put the file there, or take the table off the list"});
    }
    return false;
  }
  if (ids != nullptr) ids->reserve(static_cast<std::size_t>(std::count((*text)->begin(), (*text)->end(), '\n')) + 1);
  read_table(**text, file, *rules, resource->fields, limits, problems, ids, each);
  return true;
}

std::string EstateReading::file_of(std::string_view table) const {
  for (const Resource& resource : package.resources) {
    if (resource.name == table) return folder.path_of(resource.path);
  }
  return folder.path_of(fmt::format("{}.csv", table));
}

void EstateReading::wrong(std::string_view table, std::size_t row, std::string_view column, std::string_view value,
                          std::string what, std::string mend) {
  problems.add(base::Problem{file_of(table), fmt::format("row {}, column {}", row, column), shown(value),
                             std::move(what), std::move(mend)});
}

void EstateReading::unknown(std::string_view table, std::size_t row, std::string_view column, const std::string& id,
                            const Ids& ids, std::string what) {
  std::optional<std::string> meant;
  if (problems.wants(file_of(table), what)) meant = ids.nearest(id);
  wrong(table, row, column, id, std::move(what),
        meant ? fmt::format("did you mean '{}'?", *meant) : "name one that exists, or leave it blank");
}

estate::Quantity EstateReading::share(const Row& row, std::size_t column, std::string_view text) {
  if (text.empty()) return {};
  if (const auto number = parse_number(text)) {
    if (!(*number >= 0 && *number <= 1)) row.wrong(column, text, "is not a share", "write a number from 0 to 1");
    return {*number};
  }
  const estate::Index parameter = parameters.find(text);
  if (parameter != estate::none) {
    if (share_uses[parameter].empty()) share_uses[parameter] = row.place(column);
    return {0, parameter};
  }
  if (parameters.may_exist(text)) return {};
  const std::string what = "is neither a number nor a parameter of uncertain.toml";
  row.wrong(
      column, text, what,
      row.mend_for(what, text, parameters, "write a number from 0 to 1, or the name of a parameter that is there"));
  return {};
}

std::vector<std::pair<std::string, std::string>> EstateReading::by(const Row& row, std::size_t column) {
  const std::vector<std::pair<std::string_view, const Ids*>> fields = {
      {"kind", &kinds}, {"sector", &sectors}, {"region", &regions}, {"organisation", &organisations}};
  std::vector<std::pair<std::string, std::string>> pairs;
  const auto words = words_of(row[column]);
  if (words.size() > fields.size() * 2) {
    row.wrong(column, "has too many pairs", fmt::format("write at most {}", fields.size() * 2));
    return pairs;
  }
  for (const std::string_view word : words) {
    const std::size_t equals = word.find('=');
    const std::string_view key = word.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? "" : word.substr(equals + 1);
    if (!is_id(key) || !is_id(value)) {
      row.wrong(column, word, "is not of the form key=value", "write pairs such as sector=trust kind=acute");
      continue;
    }
    for (const auto& [name, values] : fields) {
      if (key == name) check_in_use(row, column, value, *values, name);
      if (key != name && edit_distance(key, name, 2) <= 2) {
        row.wrong(column, word, "is by a key that there is not", fmt::format("did you mean '{}'?", name));
      }
    }
    for (const auto& [other, other_value] : pairs) {
      if (other == key) row.wrong(column, word, "has a key that stands twice", "give each key once");
    }
    pairs.emplace_back(key, value);
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  constexpr std::string_view blanks = " \t\r\n";
  std::size_t begin = text.find_first_not_of(blanks);
  while (begin != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(blanks, end);
  }
  return words;
}

void check_in_use(const Row& row, std::size_t column, std::string_view word, const Ids& words, std::string_view what) {
  if (words.may_exist(word)) return;
  std::string problem = fmt::format("is a {} that nothing of the estate has", what);
  std::string mend = row.mend_for(problem, word, words, fmt::format("name a {} that is in use", what));
  row.wrong(column, word, std::move(problem), std::move(mend));
}

base::Result<estate::Tables> read_estate(const std::filesystem::path& folder) {
  auto on_disk = disk_folder(folder);
  if (!on_disk) return tl::unexpected(std::move(on_disk.error()));
  return read_estate(*on_disk);
}

base::Result<estate::Tables> read_estate(const Folder& folder, const CsvLimits& limits) {
  EstateReading reading(folder, limits);
  if (!read_package(reading)) return tl::unexpected(std::move(reading.problems));
  check_unlisted(reading);
  for (const auto read : {read_organisations, read_parameters, read_networks, read_zones, read_conduits, read_devices,
                          read_members, read_edges, read_device_edges, read_services, read_measures, read_profiles,
                          read_activity, read_published, read_harm}) {
    read(reading);
  }
  for (const auto check :
       {check_parents, check_networks, check_zone_sizes, check_service_cycles, check_share_parameters}) {
    check(reading);
  }
  if (!reading.problems.empty()) return tl::unexpected(std::move(reading.problems));
  return std::move(reading.tables);
}

}  // namespace ingest
