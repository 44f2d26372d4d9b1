#include "world/ingest/dpkg_inventory.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "world/ingest/dpkg_packages.h"
#include "world/ingest/inventory_draft.h"
#include "world/ingest/lines.h"
#include "world/ingest/text.h"

namespace ingest {

namespace inventories {

namespace {

constexpr std::string_view list_mend =
    "make it with dpkg-query -W "
    "-f='${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${source:Version}\\t"
    "${db:Status-Status}\\n'";

/// One paragraph of the file of states: the fields that count.
class Paragraph {
 public:
  void take(std::string_view line, std::size_t number, Draft& draft) {
    if (line_ == 0) line_ = number;
    if (line.starts_with(' ') || line.starts_with('\t')) return;  // goes on with the field before
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      return wrong(number, line, "is no field", draft);
    }
    const auto* const name = std::find(names.begin(), names.end(), line.substr(0, colon));
    if (name == names.end()) return;
    std::string_view& value = values_[static_cast<std::size_t>(name - names.begin())];
    if (!value.empty()) return wrong(number, line, "stands more than once in its paragraph", draft);
    value = trimmed(line.substr(colon + 1));
  }

  /// The end: its package, when one is installed.
  void end(DebianPackages& packages, Draft& draft) {
    if (line_ > 0 && !broken_) put(packages, draft);
    *this = Paragraph();
  }
  [[nodiscard]] bool open() const { return line_ > 0; }

 private:
  enum { package, status, version, architecture, source };
  static constexpr auto names =
      std::to_array<std::string_view>({"Package", "Status", "Version", "Architecture", "Source"});

  void wrong(std::size_t line, std::string_view value, std::string what, Draft& draft) {
    broken_ = true;
    draft.refuse(fmt::format("line {}", line), value, std::move(what), "copy /var/lib/dpkg/status again");
  }

  void put(DebianPackages& packages, Draft& draft) {
    for (const std::size_t needed : {std::size_t{package}, std::size_t{status}}) {
      if (values_[needed].empty())
        return wrong(line_, values_[package], fmt::format("has no {}", names[needed]), draft);
    }
    const std::vector<std::string_view> words = split(values_[status], ' ');
    if (words.size() != 3 || !is_state(words[2])) return wrong(line_, values_[status], "is no state of dpkg", draft);
    if (!is_on_disk(words[2])) return;
    DebianPackage found{std::string(values_[package]),      std::string(values_[version]),
                        std::string(values_[architecture]), "",
                        std::string(values_[version]),      fmt::format("line {}", line_)};
    // "gcc-defaults (1.203)": the version stands there when it differs
    const std::string_view made_from = values_[source];
    const std::size_t bracket = made_from.find('(');
    found.source = std::string(trimmed(made_from.substr(0, bracket)));
    if (bracket != std::string_view::npos && made_from.ends_with(')')) {
      found.source_version = std::string(trimmed(made_from.substr(bracket + 1, made_from.size() - bracket - 2)));
    }
    packages.add(std::move(found), draft);
  }

  std::array<std::string_view, names.size()> values_{};
  std::size_t line_ = 0;
  bool broken_ = false;
};

/// "libc6:amd64" is what dpkg-query calls a package of which there may be several.
void part_architecture(DebianPackage& package) {
  const std::size_t colon = package.name.find(':');
  if (colon == std::string::npos) return;
  if (package.architecture.empty()) package.architecture = package.name.substr(colon + 1);
  package.name.resize(colon);
}

void take_line(std::string_view line, std::size_t number, DebianPackages& packages, Draft& draft) {
  constexpr std::size_t without_source_version = 5;
  constexpr std::size_t all = 6;
  const std::vector<std::string_view> fields = split(line, '\t');
  const std::string place = fmt::format("line {}", number);
  if (fields.size() != without_source_version && fields.size() != all) {
    return draft.refuse(place, line, "has another number of fields", std::string(list_mend));
  }
  // "install ok installed" or "installed"
  const std::string_view state = split(fields.back(), ' ').back();
  if (!is_state(state)) return draft.refuse(place, fields.back(), "is no state of dpkg", std::string(list_mend));
  if (!is_on_disk(state)) return;
  DebianPackage found{
      std::string(fields[0]), std::string(fields[1]), std::string(fields[2]), std::string(fields[3]), "", place};
  if (fields.size() == all) found.source_version = std::string(fields[4]);
  part_architecture(found);
  packages.add(std::move(found), draft);
}

base::Result<InventoryReading> finished(Draft draft, const DebianPackages& packages, const std::string& device) {
  if (const auto number = draft.device(device, "")) {
    packages.put(*number, draft);
    return std::move(draft).done();
  }
  return tl::unexpected(no_device(draft.file(), device));
}

}  // namespace

}  // namespace inventories

using inventories::DebianPackages;
using inventories::Draft;
using inventories::finished;

bool is_dpkg_status(std::string_view bytes) {
  constexpr std::size_t looked_at = 4096;
  const std::string_view head = bytes.substr(0, looked_at);
  return head.starts_with("Package: ") &&
         (head.find("\nStatus: ") != std::string_view::npos || head.find("\nVersion: ") != std::string_view::npos);
}

bool is_dpkg_list(std::string_view bytes) {
  const std::vector<std::string_view> fields = split(bytes.substr(0, bytes.find_first_of("\r\n")), '\t');
  const auto is_version = [](std::string_view text) { return !text.empty() && text[0] >= '0' && text[0] <= '9'; };
  if (fields.size() == 2) return is_version(fields[1]) && fields[0].find(' ') == std::string_view::npos;
  return (fields.size() == 5 || fields.size() == 6) && inventories::is_state(split(fields.back(), ' ').back());
}

base::Result<InventoryReading> read_dpkg_status(const std::string& name, std::string_view bytes,
                                                const std::string& device) {
  Draft draft(name, "dpkg", inventory::Tells::packages);
  DebianPackages packages;
  inventories::Paragraph paragraph;
  each_line(bytes, [&](std::string_view line, std::size_t number) {
    if (trimmed(line).empty()) {
      paragraph.end(packages, draft);
    } else {
      paragraph.take(line, number, draft);
    }
    return true;
  });
  if (paragraph.open()) {
    return tl::unexpected(base::Problem{name, "", "", "does not end with an empty line: it may be cut off",
                                        "copy /var/lib/dpkg/status again"});
  }
  return finished(std::move(draft), packages, device);
}

base::Result<InventoryReading> read_dpkg_list(const std::string& name, std::string_view bytes,
                                              const std::string& device) {
  if (!bytes.ends_with('\n')) {
    return tl::unexpected(
        base::Problem{name, "", "", "does not end with a line end: it may be cut off", "make the list again"});
  }
  if (split(bytes.substr(0, bytes.find('\n')), '\t').size() == 2) {
    return tl::unexpected(base::Problem{name, "line 1", shown(bytes.substr(0, bytes.find('\n'))),
                                        "does not tell which packages are installed",
                                        std::string(inventories::list_mend)});
  }
  Draft draft(name, "dpkg", inventory::Tells::packages);
  DebianPackages packages;
  each_line(bytes, [&](std::string_view line, std::size_t number) {
    if (!line.empty()) inventories::take_line(line, number, packages, draft);
    return true;
  });
  return finished(std::move(draft), packages, device);
}

}  // namespace ingest
