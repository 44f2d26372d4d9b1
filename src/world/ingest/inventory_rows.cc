#include "world/ingest/inventory_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "world/advisory/id.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"
#include "world/inventory/windows_name.h"

namespace ingest::inventories {

namespace {

using enum InventoryField;
using inventory::IdentifierKind;

constexpr std::size_t first_rows_most = 10;
constexpr std::size_t vulnerability_bytes_most = 100;

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return out;
}

std::string_view at(const InventoryRows::Values& values, InventoryField field) {
  return values[static_cast<std::size_t>(field)];
}

/// "KB4012212 KB4012215" or "4012212;4012215". Nothing when something else stands there.
std::optional<std::vector<std::uint32_t>> updates_of(std::string_view text) {
  constexpr std::string_view between = " ,;\t\r\n";
  constexpr std::uint64_t most = 99'999'999;
  std::vector<std::uint32_t> updates;
  for (;;) {
    const std::size_t first = text.find_first_not_of(between);
    if (first == std::string_view::npos) break;
    text.remove_prefix(first);
    std::string_view one = text.substr(0, text.find_first_of(between));
    text.remove_prefix(one.size());
    if (lowered(one.substr(0, 2)) == "kb") one.remove_prefix(2);
    const auto number = parse_whole(one);
    if (!number || *number == 0 || *number > most) return std::nullopt;
    updates.push_back(static_cast<std::uint32_t>(*number));
  }
  std::ranges::sort(updates);
  updates.erase(std::unique(updates.begin(), updates.end()), updates.end());
  return updates;
}

/// "6.1.7601" or "10.0.14393.7428"
bool is_build(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.');
  constexpr std::size_t digits_most = 9;
  return (parts.size() == 3 || parts.size() == 4) && std::ranges::all_of(parts, [](std::string_view part) {
           return !part.empty() && part.size() <= digits_most &&
                  part.find_first_not_of("0123456789") == std::string_view::npos;
         });
}

/// The build in what tools write of a version of Windows: "10.0.19045.3803", "10.0 (19045)", "10.0 (Build 19045)".
/// Empty when there is none.
std::string build_in(std::string_view text) {
  if (is_build(text)) return std::string(text);
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return {};
  std::string_view inner = text.substr(open + 1, text.size() - open - 2);
  if (const std::string word = lowered(inner.substr(0, 6)); word == "build ") inner.remove_prefix(6);
  std::string build = fmt::format("{}.{}", trimmed(text.substr(0, open)), trimmed(inner));
  return is_build(build) ? build : std::string();
}

/// Whether a value is one of those listed; letters of either case.
bool says(const std::vector<std::string>& listed, std::string_view value) {
  return std::ranges::any_of(listed, [&](const std::string& one) { return lowered(one) == lowered(value); });
}

/// A version whose numbers a spreadsheet or a tool parted with commas ("4,2", "6,1,7601,17514"), with dots.
std::string with_dots(std::string_view version) {
  std::string text(version);
  const bool numbers = text.find_first_not_of("0123456789,") == std::string::npos;
  const bool parted = !text.starts_with(',') && !text.ends_with(',') && text.find(",,") == std::string::npos;
  if (numbers && parted) std::ranges::replace(text, ',', '.');
  return text;
}

bool is_windows(std::string_view system) {
  const std::string name = lowered(system);
  return name.starts_with("windows") || name.starts_with("microsoft windows") || name.starts_with("win ") ||
         name.starts_with("microsoft(r) windows");
}

}  // namespace

std::string InventoryRows::column_of(std::string_view field) const {
  const auto i =
      static_cast<std::size_t>(std::ranges::find(inventory_field_names, field) - inventory_field_names.begin());
  if (i >= inventory_fields) return std::string(field);
  if (!column_names_[i].empty()) return column_names_[i];
  return map_.columns[i].empty() ? std::string(field) : map_.columns[i].front();
}

bool InventoryRows::has(InventoryField field) const {
  const auto i = static_cast<std::size_t>(field);
  return places_[i] != absent || !map_.constants[i].empty();
}

base::Problems InventoryRows::take_head(const std::vector<std::string_view>& head, const std::string& place) {
  base::Problems problems;
  const auto wrong = [&](std::string_view value, std::string what, std::string mend) {
    problems.add({file_, place, shown(value), std::move(what), std::move(mend)});
  };
  std::ranges::fill(places_, absent);
  std::map<std::string, std::size_t, std::less<>> columns;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const std::string name = lowered(trimmed(head[i]));
    if (!columns.emplace(name, i).second && map_.own && !name.empty()) {
      wrong(trimmed(head[i]), "stands more than once", "keep one of them");
    }
  }
  std::vector<bool> taken(head.size(), false);
  for (std::size_t field = 0; field < inventory_fields; ++field) {
    for (const std::string& name : map_.columns[field]) {
      const auto found = columns.find(lowered(name));
      if (found == columns.end()) continue;
      places_[field] = found->second;
      column_names_[field] = std::string(trimmed(head[found->second]));
      taken[found->second] = true;
      break;
    }
  }
  if (organisations_ != nullptr) {
    const auto found = columns.find(lowered(organisations_->column));
    if (found == columns.end()) {
      wrong(organisations_->column, "is a column that is missing", "name the column that says whose a device is");
    } else {
      organisation_place_ = found->second;
      taken[found->second] = true;
    }
  }
  for (std::size_t i = 0; i < head.size(); ++i) {
    const std::string_view name = trimmed(head[i]);
    if (taken[i]) continue;
    const auto listed = [&](const std::string& one) { return lowered(one) == lowered(name); };
    if (is_personal(name) || std::ranges::any_of(map_.personal, listed)) {
      personal_.emplace_back(name);
    } else if (map_.own && !(columns.contains(lowered(name)) && columns.find(lowered(name))->second != i)) {
      wrong(name, "is no column that is known", "rename or remove it, or write a column map");
    }
  }
  check_head(place, problems);
  return problems;
}

void InventoryRows::check_head(const std::string& place, base::Problems& problems) const {
  const auto missing = [&](std::string_view value, std::string mend) {
    problems.add({file_, place, shown(value), "is a column that is missing", std::move(mend)});
  };
  if (!map_.own && map_.recognised_by.empty()) {
    for (std::size_t i = 0; i < inventory_fields; ++i) {
      if (map_.columns[i].empty() || places_[i] != absent) continue;
      missing(fmt::format("{}", fmt::join(map_.columns[i], " or ")), "see that map and delimiter are this table's");
    }
  }
  const auto none_has = [&](const auto& fields) {
    return std::ranges::none_of(fields, [&](InventoryField one) { return has(one); });
  };
  if (map_.own ? !has(device) : none_has(std::to_array({device, serial, directory, name, mac}))) {
    missing(column_of("device"), "add it: serial number or host name");
  }
  if (none_has(std::to_array({product, purl, cpe, build, updates, system, model}))) {
    missing(column_of("product"), "add it, or purl, cpe, build or updates");
  }
}

void InventoryRows::refuse(const std::string& place, std::string_view value, std::string what, std::string mend) {
  unplaced_.add({file_, place, shown(value), std::move(what), std::move(mend)});
}

InventoryRows::Part* InventoryRows::part_of(std::string_view organisation, const PlaceOf& place) {
  std::string id;
  if (organisations_ != nullptr) {
    organisation = trimmed(organisation);
    const std::string where = place(organisations_->column);
    if (organisation.empty()) {
      refuse(where, "", "is of no organisation", "write whose device it is");
      return nullptr;
    }
    const auto named = organisations_->ids.find(organisation);
    if (named != organisations_->ids.end()) {
      id = named->second;
    } else if (organisations_->ids.empty() && is_id(organisation)) {
      id = organisation;
    } else {
      refuse(where, organisation, "is no organisation that is known", "add it to the map of organisations");
      return nullptr;
    }
  }
  const auto found = parts_.find(id);
  if (found != parts_.end()) return &found->second;
  return &parts_.emplace(id, Part{Draft(file_, map_.tool, inventory::Tells::products), {}}).first->second;
}

void InventoryRows::take(Values values, std::string_view organisation, const PlaceOf& where) {
  for (std::size_t i = 0; i < inventory_fields; ++i) {
    values[i] = trimmed(values[i]);
    if (values[i].empty()) values[i] = map_.constants[i];
  }
  const PlaceOf place = [&](std::string_view field) { return where(column_of(field)); };
  Part* const part = part_of(organisation, where);
  if (part == nullptr) return;
  keep_first(values);
  take(*part, values, place);
  full_ = full_ || part->draft.full();
}

void InventoryRows::keep_first(const Values& values) {
  if (first_rows_.size() == first_rows_most) return;
  auto& row = first_rows_.emplace_back();
  for (std::size_t i = 0; i < inventory_fields; ++i) {
    if (values[i].empty()) continue;
    std::string understood(values[i]);
    if (static_cast<InventoryField>(i) == date) understood = seen_date(values[i], map_.dates).value_or("no date");
    row.emplace_back(inventory_field_names[i], std::move(understood));
  }
}

/// What tells a device apart in its table: the tool's own number, or the best of what else the row has.
std::string_view InventoryRows::device_id(const Values& values) const {
  if (map_.own || !at(values, device).empty()) return at(values, device);
  for (const InventoryField other : {serial, name, directory, mac}) {
    if (!at(values, other).empty()) return at(values, other);
  }
  return {};
}

void InventoryRows::take(Part& part, const Values& values, const PlaceOf& place) {
  Draft& draft = part.draft;
  auto component = own_component(draft, values, place);
  if (!component) return;
  base::Problems problems = check_texts(*component, file_, place);
  problems.add(spell_identifiers(*component, file_, place));
  if (!problems.empty()) return draft.refuse(problems);
  for (const InventoryField field : {site, zone}) {
    if (auto what = complaint(at(values, field), field_bytes_most)) {
      return draft.refuse(place(inventory_field_names[static_cast<std::size_t>(field)]), at(values, field),
                          *std::move(what), "shorten it to one line of text");
    }
  }
  std::optional<std::string> seen;
  if (const std::string_view said = at(values, date); !said.empty()) {
    seen = seen_date(said, map_.dates);
    if (!seen) draft.refuse(place("date"), said, "is neither a day nor an instant", "write it as 2024-03-01");
    if (!seen && map_.own) return;
  }
  const auto number = draft.device(device_id(values), place("device"));
  if (!number) return;
  if (!draft.stands_in(*number, at(values, site), at(values, zone))) {
    return draft.refuse(place("site"), fmt::format("{} {}", at(values, site), at(values, zone)),
                        "is another site or zone than a row before gives this device", "write the same in all rows");
  }
  if (seen) draft.seen(*number, *seen);
  identify(draft, *number, values);
  take_findings(draft, *number, values, place);
  if (auto installed = system_of(values)) put_windows(part, *number, *std::move(installed), place);
  if (component->windows) return put_windows(part, *number, *std::move(component), place);
  const bool something = std::ranges::any_of(std::to_array({vendor, product, version, purl, cpe, model}),
                                             [&](InventoryField one) { return !at(values, one).empty(); });
  if (something) draft.put(*number, *std::move(component), place);
}

/// What the tool says of the row by itself: a vulnerability, or an update that is lacking, not needed or there.
void InventoryRows::take_findings(Draft& draft, std::uint32_t number, const Values& values,
                                  const PlaceOf& place) const {
  if (const std::string_view id = at(values, vulnerability); !id.empty()) {
    if (auto what = complaint(id, vulnerability_bytes_most)) {
      draft.refuse(place("vulnerability"), id, *std::move(what), "write it as CVE-2017-0144");
    } else {
      draft.find(number, {advisory::id_key(id), true});
    }
  }
  const bool lacks = says(map_.required, at(values, state));
  if (!lacks && !says(map_.not_required, at(values, state)) && !says(map_.installed, at(values, state))) return;
  const auto numbers = updates_of(at(values, updates));
  for (const std::uint32_t update : numbers.value_or(std::vector<std::uint32_t>())) {
    draft.find(number, {fmt::format("KB{}", update), lacks});
  }
}

void InventoryRows::identify(Draft& draft, std::uint32_t number, const Values& values) const {
  draft.identify(number, IdentifierKind::serial, at(values, serial));
  draft.identify(number, IdentifierKind::directory, at(values, directory));
  for (std::string_view macs : {at(values, mac), at(values, wifi_mac)}) {
    while (!macs.empty()) {
      const std::size_t end = std::min(macs.find_first_of(",;|"), macs.size());
      draft.identify(number, IdentifierKind::mac, macs.substr(0, end));
      macs.remove_prefix(std::min(end + 1, macs.size()));
    }
  }
  if (!map_.family.empty() && !at(values, device).empty()) {
    draft.identify(number, IdentifierKind::asset, fmt::format("{}:{}", map_.family, at(values, device)));
  }
  std::string_view called = at(values, name);
  const bool id_is_a_name = map_.family.empty() && draft.has_identifiers(number);
  if (called.empty() && id_is_a_name) called = at(values, device);
  draft.identify(number, IdentifierKind::name, called);
  draft.describe(number, called, at(values, kind), at(values, address));
}

/// What the row's own columns name: a product, or an installation of Windows. Nothing, and told, when they are wrong.
std::optional<inventory::Component> InventoryRows::own_component(Draft& draft, const Values& values,
                                                                 const PlaceOf& place) const {
  inventory::Component component;
  component.purl = std::string(at(values, purl));
  component.cpe = std::string(at(values, cpe));
  component.vendor = std::string(at(values, vendor));
  component.version = with_dots(at(values, version));
  component.model = std::string(at(values, model));
  if (at(values, build).empty() && at(values, updates).empty()) {
    component.name = std::string(at(values, product));
    return component;
  }
  if (!at(values, build).empty() && !is_build(at(values, build))) {
    draft.refuse(place("build"), at(values, build), "is no build of Windows", "write 6.1.7601 or 10.0.14393.7428");
    return std::nullopt;
  }
  auto numbers = updates_of(at(values, updates));
  if (!numbers) {
    draft.refuse(place("updates"), at(values, updates), "is no list of updates", "write KB4012212 KB4012215");
    return std::nullopt;
  }
  if (!map_.installed.empty() && !says(map_.installed, at(values, state))) numbers->clear();
  component.windows =
      inventory::Windows{windows_product(draft, values, place), std::string(at(values, build)), *std::move(numbers)};
  return component;
}

/// Windows' name as Microsoft's tables write it, worked out with the build where the row has another. What stays open
/// is told, and the row stays: nobody may take the device for one of which the tables are silent.
std::string InventoryRows::windows_product(Draft& draft, const Values& values, const PlaceOf& place) const {
  const std::string_view said = at(values, product);
  if (said.empty() || inventory::is_table_name(said)) return std::string(said);
  std::string name = inventory::windows_name_said(said, at(values, build));
  if (name.empty()) {
    draft.refuse(place("product"), said, "is no name of Windows in Microsoft's tables, so nothing can be told of it",
                 "write it as Windows 10 Version 22H2 for x64-based Systems, or add its build and 64-bit or 32-bit");
  }
  return name;
}

/// The operating system that a tool names beside the device. Windows without the numbers that would settle its release
/// stays without a name: what is exposed of it cannot be told, and says so.
std::optional<inventory::Component> InventoryRows::system_of(const Values& values) const {
  std::string said(at(values, system));
  std::string_view number = at(values, system_version);
  // Microsoft Defender lists Windows among the software: vendor microsoft, name windows_10, version 10.0.19045.3803.
  const bool among_products = !map_.own && said.empty() && lowered(at(values, vendor)) == "microsoft" &&
                              at(values, product).starts_with("windows_");
  if (among_products) {
    said = std::string(at(values, product));
    std::ranges::replace(said, '_', ' ');
    number = at(values, version);
  }
  if (said.empty() && number.empty()) return std::nullopt;
  inventory::Component component;
  const std::string build = build_in(number);
  if (!is_windows(said)) {
    component.name = std::move(said);
    component.version = std::string(number);
    return component.name.empty() ? std::nullopt : std::optional(component);
  }
  if (said.starts_with("Win ") || said.starts_with("win ")) said = "Windows " + said.substr(4);
  const std::string_view architecture_said = at(values, architecture);
  const std::string whole = architecture_said.empty() ? said : fmt::format("{} {}", said, architecture_said);
  component.windows.emplace();
  const std::string processor = lowered(architecture_said);
  const bool bits_64 = processor == "x64" || processor == "amd64";
  if (inventory::is_table_name(said)) {
    component.windows->product = said;
  } else if (map_.clients && lowered(said) == "windows" && build.starts_with("10.0.") &&
             (bits_64 || processor == "arm64")) {
    component.windows->product = inventory::windows_name({build, false, 0, bits_64, !bits_64});
  } else {
    component.windows->product = inventory::windows_name_said(whole, build);
  }
  component.windows->build = build;
  return component;
}

/// Rows that differ in their updates alone speak of one Windows.
void InventoryRows::put_windows(Part& part, std::uint32_t number, inventory::Component component,
                                const PlaceOf& place) {
  if (!component.windows) return part.draft.put(number, std::move(component), place);
  inventory::Component bare = component;
  bare.windows->updates.clear();
  const auto [known, fresh] = part.windows.try_emplace({number, inventory::key_of(bare)});
  if (fresh) {
    known->second = {std::move(component), place("updates")};
  } else {
    known->second.component.windows = inventory::joined(*known->second.component.windows, *component.windows);
  }
}

base::Result<std::vector<InventoryReading>> InventoryRows::done() && {
  if (parts_.empty()) parts_.emplace("", Part{Draft(file_, map_.tool, inventory::Tells::products), {}});
  std::vector<InventoryReading> readings;
  for (auto& [id, part] : parts_) {
    for (auto& each : part.windows) {
      OneWindows& one = each.second;
      part.draft.put(each.first.first, std::move(one.component), [&](std::string_view) { return one.place; });
    }
    part.draft.good_for(map_.good_for);
    auto reading = std::move(part.draft).done();
    if (!reading) return tl::unexpected(reading.error());
    reading->inventory.organisation = id;
    readings.push_back(*std::move(reading));
  }
  readings.front().refused.add(unplaced_);
  readings.front().of_nobody = unplaced_.total();
  readings.front().personal = std::move(personal_);
  readings.front().first_rows = std::move(first_rows_);
  return readings;
}

}  // namespace ingest::inventories
