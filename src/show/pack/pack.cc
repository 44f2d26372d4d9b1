// What the pack holds and in which order: aim, objectives, sheets, debrief, lessons.

#include "show/pack/pack.h"

#include <fmt/format.h>

#include <cmath>

#include "show/pack/injects.h"
#include "show/pack/text_document.h"
#include "show/report/spreadsheet.h"
#include "show/report/words.h"

namespace pack {

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string clock(const Subject& subject, double at_s) {
  return base::clock_text(subject.start, at_s);
}

std::string hours(double at_s, const char* otherwise) {
  return std::isfinite(at_s) ? fmt::format("{:.1f}", at_s / 3600) : otherwise;
}

std::string which_run(const Subject& subject) {
  const exercise::Story& story = subject.story;
  const bool median = subject.which == exercise::Which::median;
  return fmt::format(
      "The run is number {} of {} simulated outbreaks with seed {}: the one nearest to the {} of {} ({:.1f}; this run: "
      "{:.1f}). About {} of the simulated outbreaks came to less.",
      story.replica + 1, report::whole(subject.replicas), subject.seed, median ? "median" : "90th percentile",
      report::spaced(story.measure), story.aimed_at, story.value, median ? "half" : "nine in ten");
}

Rows service_rows(const Subject& subject, std::size_t most) {
  Rows rows = {{"Service", "Hours until it goes on paper", "Hours until it is back", "Hours of full capacity lost"}};
  const auto& moments = subject.story.run.moments;
  const double first_s = moments.empty() ? 0 : moments.front().at_s;
  for (const exercise::ServiceCourse& course : subject.story.run.services) {
    if (rows.size() > most) break;
    rows.push_back({name_of(subject.estate, course.service), hours(course.on_paper_s - first_s, "never"),
                    hours(course.back_s - first_s, "not in this run"), fmt::format("{:.1f}", course.hours_lost)});
  }
  return rows;
}

Rows inject_rows(const Subject& subject, const std::vector<Inject>& injects) {
  Rows rows = {
      {"No", "Exercise time", "Outbreak time", "From", "To", "Channel", "Message", "Expected action", "Service"}};
  for (const Inject& inject : injects) {
    rows.push_back({fmt::format("{}", rows.size()), play_time(inject.play_s), clock(subject, inject.at_s), inject.from,
                    inject.to, inject.channel, inject.message, inject.expected, inject.service});
  }
  return rows;
}

Rows decision_rows(const exercise::Decision& decision, const exercise::Run& as_told) {
  Rows rows = {{"Choice", "Devices locked here", "Hours of full capacity lost here", "Devices locked in all",
                "Organisations with locked devices", "Hours of full capacity lost in all"}};
  const auto add = [&](const char* choice, const exercise::Run& run) {
    rows.push_back({choice, report::whole(run.devices_locked_in[decision.organisation]),
                    fmt::format("{:.1f}", run.service_hours_lost_in[decision.organisation]),
                    report::whole(run.devices_locked), report::whole(run.organisations_locked),
                    fmt::format("{:.1f}", run.service_hours_lost)});
  };
  add("Isolate now", decision.now);
  add("Isolate in two hours", decision.later);
  add("As told in the injects", as_told);
  return rows;
}

void add_blank_rows(Rows& rows, int number) {
  for (int i = 0; i < number; ++i) rows.emplace_back(rows.front().size());
}

const std::vector<std::string> objectives = {
    "Recognise the outbreak and declare an incident.",
    "Decide about cutting networks, with what is known at the time, and say what it costs.",
    "Keep the most urgent services going on paper, and say for how long that holds.",
    "Tell the region, neighbours, staff and the public the same thing.",
    "Bring services back in the order that was agreed."};

void add_opening(TextDocument& document, const Subject& subject, const char* for_whom) {
  document.title(fmt::format("Tabletop exercise: {} at {}",
                             subject.threat.title.empty() ? subject.threat.name : subject.threat.title,
                             subject.estate.title.empty() ? subject.estate.name : subject.estate.title));
  document.paragraph(for_whom);
  document.paragraph("THIS IS AN EXERCISE. Say so at the beginning and the end of every call and message.");
  document.paragraph(
      "Aim: to practise how we notice, decide, keep caring and recover when a cyber outbreak takes computers away.");
  document.paragraph("Objectives:");
  document.list(objectives);
}

std::string facilitator(const Subject& subject, const std::vector<Inject>& all) {
  TextDocument document(subject.marking);
  add_opening(document, subject, "For the facilitator. Players do not see this.");
  document.paragraph(which_run(subject));
  document.paragraph(
      "It is one course that things could take and no forecast. Names, channels and expected actions are proposals: "
      "change them. Early moments get more of the exercise's time than late ones; each inject has both clocks.");
  document.heading("What the services go through");
  constexpr std::size_t services_most = 30;
  document.paragraph("Counted from the first locked device. Most urgent first; all of them are in services.csv.");
  document.table(service_rows(subject, services_most));
  document.heading("Injects");
  const std::vector<Inject> injects = main_ones(all);
  if (injects.size() < all.size()) {
    document.paragraph(fmt::format("{} of {} injects; all of them are in injects.csv.", injects.size(), all.size()));
  }
  document.table(inject_rows(subject, injects), {1, 1.7, 2.7, 3.4, 3.2, 2.2, 5.3, 5.2, 2});
  for (std::size_t i = 0; i < subject.story.decisions.size(); ++i) {
    const exercise::Decision& decision = subject.story.decisions[i];
    const std::string& who = subject.estate.organisations[decision.organisation].name;
    document.heading(fmt::format("Decision {}: {}, at {}", i + 1, who, play_time(decision.play_s)));
    document.paragraph(fmt::format(
        "At {} {} knows of the outbreak. The same simulated outbreak, with the same chances, came to this by the end:",
        clock(subject, decision.at_s), who));
    document.table(decision_rows(decision, subject.story.run));
    document.paragraph(
        "Small differences elsewhere are chance: one outbreak is one course. Cutting off costs care as well: what "
        "others run is out of reach. Ask what was known when it was decided, not "
        "what the table says.");
  }
  document.heading("Hot debrief");
  document.paragraph("In the room, at once, ten minutes. Everybody says one thing of each.");
  Rows debrief = {{"What went well", "What did not", "What surprised us", "What we did not know and needed"}};
  add_blank_rows(debrief, 8);
  document.table(debrief);
  document.heading("Lessons");
  Rows lessons = {{"Lesson", "What will change", "Who owns it", "By when", "How we will see that it is done"}};
  add_blank_rows(lessons, 10);
  document.table(lessons);
  return document.bytes();
}

std::string players(const Subject& subject) {
  TextDocument document(subject.marking);
  add_opening(document, subject, "For players. The facilitator brings what happens.");
  document.paragraph("It begins at " + report::moment(subject.start) + " on the exercise's clock.");
  document.list({"Act as you would. Use your own plans, forms and telephone lists.",
                 "Ask for nothing that you could not get on such a day: mail and the intranet may be gone.",
                 "Write down each decision with its time, what you knew, and why."});
  document.heading("Our decisions");
  Rows log = {
      {"Exercise time", "What we were told", "What we decided, and why", "What we did not know", "Whom we told"}};
  add_blank_rows(log, 14);
  document.table(log);
  document.heading("Our services");
  Rows services = {{"Service", "Works how (system, paper, not at all)", "Since", "Holds until", "What we need"}};
  add_blank_rows(services, 12);
  document.table(services);
  return document.bytes();
}

/// RFC 4180, every cell in quotes.
std::string csv(const Rows& rows) {
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 ? "\"" : ",\"";
      for (const char c : report::spreadsheet_text(row[i])) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      out += '"';
    }
    out += '\n';
  }
  return out;
}

}  // namespace

std::vector<File> exercise_pack(const Subject& subject) {
  const std::vector<Inject> injects = injects_of(subject);
  return {{"facilitator.odt", facilitator(subject, injects)},
          {"players.odt", players(subject)},
          {"injects.csv", csv(inject_rows(subject, injects))},
          {"services.csv", csv(service_rows(subject, subject.story.run.services.size()))}};
}

}  // namespace pack
