// An advisory for people at a terminal.

#include <fmt/format.h>

#include <algorithm>

#include "show/report/advisory.h"
#include "show/report/text_table.h"
#include "show/report/words.h"
#include "world/advisory/field.h"

namespace report {

namespace {

using advisory::Advisory;
using advisory::Vulnerability;

/// Products and remedies of which nobody asked for all: JSON has them.
constexpr std::size_t lines_shown = 30;

std::string support_words(const advisory::Lifecycle& life) {
  if (!life.security_ends.empty()) {
    const std::string extended = life.extended_ends.empty() ? "" : ", for those who pay until " + life.extended_ends;
    return "security updates until " + life.security_ends + extended;
  }
  return life.security_over ? "no security updates any longer; nobody says since when" : "no end is known";
}

std::string score_words(const Vulnerability& one) {
  std::string words;
  for (const advisory::Score& score : one.scores) {
    words += fmt::format("{}{}.{} ({})", words.empty() ? "" : "; ", score.tenths / 10, score.tenths % 10, score.vector);
  }
  return words;
}

class Writer {
 public:
  Writer(int width, bool colour) : width_(std::max(width, narrowest_text)), style_{colour} {}

  void write(const advisory::Noted& noted) {
    const Advisory& one = noted.advisory;
    out_ += style_("1", plain(one.id + (one.title.empty() ? "" : ": " + one.title))) + "\n";
    line("said by", fmt::format("{}, as {}", one.publisher, advisory::name_of(one.feed)));
    line("revision", one.revision);
    line("date", one.date);
    if (one.withdrawn) line("withdrawn", "it claims nothing any longer");
    if (one.feed == advisory::Feed::csaf) write(one.head);
    if (noted.remarks.read) line("read", "as it stands");
    for (const advisory::Comment& comment : noted.remarks.comments) line("comment " + comment.day, comment.text);
    for (const Vulnerability& flaw : one.vulnerabilities) write(one, flaw);
    if (!one.prose.empty()) out_ += "  " + style_("4", "Notes and references") + "\n";
    write(one.prose);
    out_ += "\n";
  }
  std::string take() { return std::move(out_); }

 private:
  void write(const advisory::Head& head) {
    if (!head.known()) {
      line("document",
           "an earlier version of Cordon imported it, and did not keep its category, status, history and so on: "
           "import it again");
    }
    for (const advisory::Field field : advisory::shown_of_head()) {
      line(std::string(advisory::name_of(field)), fmt::format("{}", fmt::join(advisory::values_of(head, field), ", ")));
    }
    std::size_t shown = 0;
    for (const advisory::Revision& one : head.history) {
      if (++shown > lines_shown) break;
      line("history " + one.number, one.date.substr(0, 10) + ": " + one.summary);
    }
    more(head.history.size(), "revisions");
  }

  void write(const Advisory& one, const Vulnerability& flaw) {
    out_ += "  " +
            style_("4", plain(flaw.id + (flaw.title.empty() || flaw.title == one.title ? "" : ": " + flaw.title))) +
            "\n";
    line("CVSS", score_words(flaw));
    write(flaw.prose);
    if (flaw.exploited) {
      line("exploited", fmt::format("since {}{}; by {}: {}", flaw.exploited->added,
                                    flaw.exploited->ransomware ? ", by ransomware too" : "", flaw.exploited->due,
                                    flaw.exploited->action));
    }
    if (flaw.epss)
      line("EPSS",
           fmt::format("{:.2f} %, percentile {:.1f}", flaw.epss->probability * 100, flaw.epss->percentile * 100));
    if (flaw.ssvc) {
      line("SSVC", fmt::format("exploitation {}, automatable {}, impact {}", flaw.ssvc->exploitation,
                               flaw.ssvc->automatable, flaw.ssvc->impact));
    }
    if (flaw.lifecycle) line("support", support_words(*flaw.lifecycle));
    std::size_t shown = 0;
    for (const advisory::Statement& statement : flaw.statements) {
      if (++shown > lines_shown) break;
      line(std::string(advisory::name_of(statement.status)), advisory::full_name_of(one.products[statement.product]));
    }
    more(flaw.statements.size(), "statements");
    shown = 0;
    for (const advisory::Remediation& remedy : flaw.remediations) {
      if (++shown > lines_shown) break;
      line(remedy.kind, remedy.update + (remedy.update.empty() || remedy.details.empty() ? "" : ": ") + remedy.details);
    }
    more(flaw.remediations.size(), "remedies");
  }

  /// What is read by people; what lawyers wrote is in the JSON.
  void write(const advisory::Prose& prose) {
    for (const advisory::Note& note : prose.notes) {
      if (note.category == "legal_disclaimer") continue;
      line(note.category, note.title + (note.title.empty() || note.text.empty() ? "" : ": ") + note.text);
    }
    std::size_t shown = 0;
    for (const advisory::Reference& one : prose.references) {
      if (++shown > lines_shown) break;
      line("reference", one.url + (one.summary.empty() ? "" : " (" + one.summary + ")"));
    }
    more(prose.references.size(), "references");
    for (const advisory::Acknowledgement& one : prose.acknowledgements) {
      std::string words = fmt::format("{}", fmt::join(one.names, ", "));
      if (!one.organisation.empty()) words += (words.empty() ? "" : " of ") + one.organisation;
      line("thanks", words + (words.empty() || one.summary.empty() ? "" : ": ") + one.summary);
    }
  }

  void more(std::size_t number, const char* what) {
    if (number > lines_shown) line("", fmt::format("... and {} more {}: --json has all", number - lines_shown, what));
  }

  void line(std::string name, const std::string& text) {
    std::size_t begin = 0;
    while (begin < text.size()) {  // paragraphs of its own
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string_view paragraph = std::string_view(text).substr(begin, end - begin);
      begin = end + 1;
      if (paragraph.ends_with('\r')) paragraph.remove_suffix(1);
      if (paragraph.find_first_not_of(' ') == std::string_view::npos) continue;
      for (const std::string& part : wrapped(plain(paragraph), width_ - 24)) {
        out_ += fmt::format("    {:<19} {}\n", name, part);
        name.clear();
      }
    }
  }

  int width_;
  Style style_;
  std::string out_;
};

}  // namespace

std::string advisories_text(const std::vector<advisory::Noted>& advisories, int width, bool colour) {
  Writer writer(width, colour);
  for (const advisory::Noted& one : advisories) writer.write(one);
  return writer.take();
}

}  // namespace report
