#include "show/cli/estate_folder.h"

#include <fmt/format.h>

#include <system_error>
#include <vector>

#include "show/cli/embedded.h"
#include "show/report/words.h"
#include "world/ingest/estate_tables.h"

namespace cli {

namespace {

namespace fs = std::filesystem;
using building::Assumption;
using building::Default;

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) line += report::csv_cell(cell) + ',';
  line.back() = '\n';
  return line;
}

std::string range_of(const Default& one) {
  return one.low == one.high ? "" : fmt::format("{} to {}", one.low, one.high);
}

std::string assumptions_csv(const building::Draft& draft) {
  std::string text = "name,value,low,high,unit,what,number,reason\n";
  for (const Assumption& one : draft.assumptions()) {
    const Default& taken = one.taken;
    const bool ranged = taken.low != 0 || taken.high != 0;
    text += line_of({taken.name, taken.value, ranged ? fmt::format("{}", taken.low) : "",
                     ranged ? fmt::format("{}", taken.high) : "", taken.unit, one.what, fmt::format("{}", one.number),
                     taken.reason});
  }
  return text;
}

/// A cell of a table of Markdown.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

std::string readme(const building::Draft& draft, const EstateNames& names) {
  std::string text = fmt::format(
      "# {}\n\nMade by `cordon estate build`. The tables hold what the inventories, the list of prefixes and the list "
      "of "
      "services say, and\nthe defaults below where they say nothing. Put what you know in place of them: "
      "`cordon estate check` names every mistake.\n"
      "Building again makes a new folder and does not know of changes here.\n\n"
      "| file | what is in it |\n| --- | --- |\n"
      "| `organisations.csv`, `networks.csv`, `zones.csv`, `conduits.csv` | who there is, and who may talk to whom |\n"
      "| `devices.csv` | groups of like devices; the column `assumed` says what of a row nobody knows |\n"
      "| `members.csv` | which device of the inventories is in which group: `cordon drill --exposure` goes by it |\n"
      "| `services.csv` | what they need; `needs` in the column `assumed`: nobody said |\n"
      "| `uncertain.toml` | what each simulated outbreak draws afresh: all of it assumed |\n"
      "| `defence.toml`, `rehearsal.toml` | for a drill: what is done against an outbreak, and an invented one |\n"
      "| `assumptions.csv` | the list below |\n\n"
      "## Assumed\n\n"
      "| default | value | plausible | for | why |\n| --- | --- | --- | --- | --- |\n",
      names.title);
  for (const Assumption& one : draft.assumptions()) {
    text += fmt::format("| `{}` | {} | {} | {} {} | {} |\n", one.taken.name, cell(one.taken.value), range_of(one.taken),
                        report::whole(one.number), cell(one.what), cell(one.taken.reason));
  }
  return text;
}

std::string rehearsal(const std::string& zone) {
  constexpr std::string_view mark = "{zone}";
  std::string text(embedded(built_estate(), "rehearsal.toml"));
  text.replace(text.find(mark), mark.size(), zone);
  return text;
}

}  // namespace

base::Problems prepare_new(OutputFolder& folder) {
  std::error_code error;
  if (fs::exists(folder.path(), error) && fs::is_directory(folder.path(), error) &&
      !fs::is_empty(folder.path(), error)) {
    return base::Problem{"", "DIR", folder.path().string(), "is a folder with something in it",
                         "name a folder that is empty or not there yet"};
  }
  constexpr std::uintmax_t enough = 1U << 20U;
  return folder.prepare("DIR", enough);
}

std::map<std::string, std::string> files_of(const building::Draft& draft, const EstateNames& names) {
  auto files = ingest::table_files(names.name, names.title, draft.tables);
  files.emplace("uncertain.toml", building::uncertain_toml(draft));
  files.emplace("defence.toml", std::string(embedded(built_estate(), "defence.toml")));
  files.emplace("rehearsal.toml", rehearsal(draft.first_zone));
  files.emplace("assumptions.csv", assumptions_csv(draft));
  files.emplace("README.md", readme(draft, names));
  return files;
}

}  // namespace cli
