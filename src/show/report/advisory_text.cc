// An advisory for people at a terminal.

#include <fmt/format.h>

#include <algorithm>

#include "show/report/advisory.h"
#include "show/report/text_table.h"
#include "show/report/words.h"

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
    if (noted.remarks.read) line("read", "as it stands");
    for (const advisory::Comment& comment : noted.remarks.comments) line("comment " + comment.day, comment.text);
    for (const Vulnerability& flaw : one.vulnerabilities) write(one, flaw);
    out_ += "\n";
  }
  std::string take() { return std::move(out_); }

 private:
  void write(const Advisory& one, const Vulnerability& flaw) {
    out_ += "  " +
            style_("4", plain(flaw.id + (flaw.title.empty() || flaw.title == one.title ? "" : ": " + flaw.title))) +
            "\n";
    line("CVSS", score_words(flaw));
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

  void more(std::size_t number, const char* what) {
    if (number > lines_shown) line("", fmt::format("... and {} more {}: --json has all", number - lines_shown, what));
  }

  void line(std::string name, const std::string& text) {
    if (text.empty()) return;
    for (const std::string& part : wrapped(plain(text), width_ - 24)) {
      out_ += fmt::format("    {:<19} {}\n", name, part);
      name.clear();
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
