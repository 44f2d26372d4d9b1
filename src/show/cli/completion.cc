// cordon completion: scripts that complete verbs and options in bash, zsh and fish, made from the command line itself.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "show/cli/status.h"
#include "show/cli/terminal.h"
#include "show/cli/verbs.h"

namespace cli {

namespace {

/// A verb, or a verb's verb, with what may follow it.
struct Words {
  std::string path;                                          ///< "estate check"; empty: cordon itself
  std::vector<std::pair<std::string, std::string>> verbs;    ///< with what they do
  std::vector<std::pair<std::string, std::string>> options;  ///< "--seed" with what it does
};

void collect(const CLI::App& app, const std::string& path, std::vector<Words>& all) {
  Words words{path, {}, {}};
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.verbs.emplace_back(verb->get_name(), verb->get_description());
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames())
      words.options.emplace_back("--" + name, option->get_description());
  }
  all.push_back(words);
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    collect(*verb, path.empty() ? verb->get_name() : path + " " + verb->get_name(), all);
  }
}

std::string names(const Words& words) {
  std::string text;
  for (const auto* list : {&words.verbs, &words.options}) {
    for (const auto& [name, what] : *list) text += (text.empty() ? "" : " ") + name;
  }
  return text;
}

/// The words before the one that is being written, without options, choose the list; after an option that takes a
/// value, and where nothing fits, files are completed. `words` and `index` are the shell's own variables.
std::string bash(const std::vector<Words>& all) {
  std::string cases;
  for (const Words& words : all) cases += fmt::format("    \"{}\") words=\"{}\" ;;\n", words.path, names(words));
  return fmt::format(R"(# bash completion for cordon; put into ~/.bashrc: source <(cordon completion bash)
_cordon() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} path="" words="" i
  for ((i = 1; i < COMP_CWORD && i < 3; ++i)); do
    [[ ${{COMP_WORDS[i]}} == -* ]] && break
    [[ $i == 2 && ${{COMP_WORDS[1]}} != estate ]] && break
    path="${{path:+$path }}${{COMP_WORDS[i]}}"
  done
  case $path in
{}  esac
  COMPREPLY=()
  if [[ $current == -* || -z $path || $path == estate || $path == completion ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}}
complete -o default -F _cordon cordon
)",
                     cases);
}

std::string zsh(const std::vector<Words>& all) {
  return "# zsh completion for cordon; put into ~/.zshrc after compinit: source <(cordon completion zsh)\n"
         "autoload -U +X bashcompinit && bashcompinit\n" +
         bash(all).substr(bash(all).find('\n') + 1);
}

std::string quoted(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\'' ? std::string("\\'") : std::string(1, c);
  return "'" + out + "'";
}

std::string fish(const std::vector<Words>& all) {
  std::string out = "# fish completion for cordon; cordon completion fish > ~/.config/fish/completions/cordon.fish\n";
  for (const Words& words : all) {
    std::string when = words.path.empty() ? "__fish_use_subcommand" : "";
    std::string path = words.path;
    while (!path.empty()) {
      const std::string word = path.substr(0, path.find(' '));
      path.erase(0, std::min(path.size(), word.size() + 1));
      when += (when.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + word);
    }
    for (const auto& [name, what] : words.verbs) {
      out += fmt::format("complete -c cordon -f -n '{}' -a {} -d {}\n", when, name, quoted(what));
    }
    for (const auto& [name, what] : words.options) {
      out += fmt::format("complete -c cordon -n '{}' -l {} -d {}\n", when, name.substr(2), quoted(what));
    }
  }
  return out;
}

}  // namespace

void add_completion(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("completion", "Print a script that completes verbs and options in your shell");
  verb->footer(
      "Examples:\n  source <(cordon completion bash)\n  cordon completion fish > "
      "~/.config/fish/completions/cordon.fish");
  auto shell = std::make_shared<std::string>();
  verb->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->type_name("");
  verb->callback([shell, &app, &action] {
    action = [shell, &app](drill::Ranks&) {
      std::vector<Words> all;
      collect(app, "", all);
      print(*shell == "bash" ? bash(all) : *shell == "zsh" ? zsh(all) : fish(all));
      return static_cast<int>(ok);
    };
  });
}

}  // namespace cli
