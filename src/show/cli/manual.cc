// cordon manual: the manual pages, made from the command line itself, so that they say what --help says.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "show/cli/output.h"
#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"

namespace cli {

namespace {

bool any(const CLI::App* /*verb*/) {
  return true;
}

/// Text for roff: its own signs mean nothing, and a hyphen stays one that can be copied.
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = i == 0 || text[i - 1] == '\n';
    if (begins && (text[i] == '.' || text[i] == '\'')) out += "\\&";
    if (text[i] == '\\') {
      out += "\\e";
    } else if (text[i] == '-') {
      out += "\\-";
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string section(std::string_view name, std::string_view body) {
  return body.empty() ? std::string() : fmt::format(".SH {}\n{}\n", name, body);
}

/// "cordon estate check"
std::string command(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : command(*parent) + " " + app.get_name();
}

/// "cordon-estate-check": what one gives to man.
std::string page_name(const CLI::App& app) {
  std::string name = command(app);
  for (char& c : name) c = c == ' ' ? '-' : c;
  return name;
}

/// A footer as --help prints it: "Examples:" with indented commands, paragraphs, and one that begins with "Memory: ".
struct Footer {
  std::string examples, memory, notes;
};

Footer parts_of(std::string text) {
  Footer parts;
  text += "\n\n";
  for (std::size_t end = text.find("\n\n"); end != std::string::npos; end = text.find("\n\n")) {
    const std::string paragraph = text.substr(0, end);
    text.erase(0, end + 2);
    if (paragraph.rfind("Example", 0) == 0) {
      parts.examples = paragraph.substr(std::min(paragraph.size(), paragraph.find('\n') + 1));
    } else if (paragraph.rfind("Memory: ", 0) == 0) {
      parts.memory = paragraph.substr(std::string_view("Memory: ").size());
    } else if (!paragraph.empty() && paragraph != "\n") {
      parts.notes += (parts.notes.empty() ? "" : "\n.PP\n") + roff(paragraph);
    }
  }
  return parts;
}

/// What stands on the command line: the verbs that there are, or what the verb must and may be given.
std::string synopsis(const CLI::App& app) {
  std::string out = fmt::format(".B {}\n", roff(command(app)));
  if (!app.get_subcommands(any).empty()) return out + ".I VERB\n[\\fIOPTIONS\\fR]";
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_required()) continue;
    if (option->get_positional()) {
      out += fmt::format(".I {}\n", roff(option->get_name()));
    } else {
      out += fmt::format("\\fB{}\\fR \\fI{}\\fR\n", roff(option->get_name()), roff(option->get_type_name()));
    }
  }
  return out + "[\\fIOPTIONS\\fR]";
}

std::string option_entry(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += fmt::format("{}-{}", names.empty() ? "" : ", ", name);
  for (const std::string& name : option.get_lnames()) names += fmt::format("{}--{}", names.empty() ? "" : ", ", name);
  if (names.empty()) names = option.get_name();
  std::string out = fmt::format(".TP\n\\fB{}\\fR", roff(names));
  if (option.get_type_size() > 0 && !option.get_type_name().empty()) {
    out += fmt::format(" \\fI{}\\fR", roff(option.get_type_name()));
  }
  out += "\n" + roff(option.get_description()) + ".";
  if (option.get_required()) out += "\nRequired.";
  if (!option.get_default_str().empty()) out += fmt::format("\nWithout: {}.", roff(option.get_default_str()));
  for (const CLI::Option* other : option.get_excludes()) {
    out += fmt::format("\nNot together with \\fB{}\\fR.", roff(other->get_name()));
  }
  return out + "\n";
}

std::string options(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) out += option_entry(*option);
  return out;
}

std::string verbs(const CLI::App& app) {
  std::string out;
  for (const CLI::App* verb : app.get_subcommands(any)) {
    out += fmt::format(".TP\n\\fB{}\\fR(1)\n{}.\n", roff(page_name(*verb)), roff(verb->get_description()));
  }
  return out;
}

/// The page above this one, where there is one.
std::string see_also(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? std::string() : fmt::format("\\fB{}\\fR(1)", roff(page_name(*parent)));
}

/// A line without its full stop, and only the first one: what NAME and `apropos` show.
std::string brief(const CLI::App& app) {
  const std::string text = app.get_description().substr(0, app.get_description().find('\n'));
  const std::string name = app.get_name() + ": ";  // of "Cordon: how far ...", whatever its capital
  const bool named = text.size() > name.size() && std::string_view(text).substr(1, name.size() - 1) == name.substr(1);
  const std::string said = named ? text.substr(name.size()) : text;
  return said.substr(0, said.find_last_not_of('.') + 1);
}

std::string page(const CLI::App& app) {
  const Footer footer = parts_of(app.get_footer());
  const std::string title = page_name(app);
  const std::string said = app.get_description().back() == '.' ? "" : ".";
  return fmt::format(".TH \"{}\" 1 \"\" \"cordon {}\" \"Cordon\"\n", roff(title), CORDON_VERSION) +
         section("NAME", roff(title) + " \\- " + roff(brief(app))) + section("SYNOPSIS", synopsis(app)) +
         section("DESCRIPTION",
                 roff(app.get_description()) + said + (footer.notes.empty() ? "" : "\n.PP\n" + footer.notes)) +
         section("VERBS", verbs(app)) + section("OPTIONS", options(app)) +
         section("MEMORY USE", footer.memory.empty() ? "A few megabytes." : roff(footer.memory)) +
         section("EXAMPLES", footer.examples.empty() ? std::string() : ".nf\n" + roff(footer.examples) + "\n.fi") +
         section("SEE ALSO", see_also(app));
}

void collect(const CLI::App& app, const std::filesystem::path& folder, std::vector<Content>& pages) {
  pages.push_back({folder / (page_name(app) + ".1"), page(app)});
  for (const CLI::App* verb : app.get_subcommands(any)) collect(*verb, folder, pages);
}

int run(const CLI::App& app, const std::string& name) {
  OutputFolder folder(name);
  const base::Problems problems = folder.prepare("DIR", std::uintmax_t{1} << 20U);
  if (!problems.empty()) return refused(problems);
  std::vector<Content> pages;
  collect(app, folder.path(), pages);
  if (const auto wrong = write_all(pages)) {
    print_error(*wrong + "\n");
    return failed;
  }
  folder.keep();
  return ok;
}

}  // namespace

void add_manual(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("manual", "Write the manual pages of all verbs, for man");
  verb->footer(
      "Example:\n  cordon manual ~/.local/share/man/man1\n\n"
      "The Debian package brings them: 'man cordon', 'man cordon-drill'.");
  auto name = std::make_shared<std::string>();
  verb->add_option("DIR", *name, "Folder to write them into")->required()->type_name("");
  verb->callback([name, &app, &action] { action = [name, &app](drill::Ranks&) { return run(app, *name); }; });
}

}  // namespace cli
