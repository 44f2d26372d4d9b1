#include "show/pack/injects.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "show/report/words.h"

namespace pack {

namespace {

using exercise::Moment;
using exercise::What;

Inject of_organisation(const Moment& moment, const std::string& who) {
  switch (moment.what) {
    case What::locked:
      return {0,
              0,
              "A member of staff, " + who,
              "IT service desk",
              "telephone",
              "A screen demands money and the computer cannot be used any more.",
              "Log it, tell the IT manager on call, ask whether others see the same; nobody switches anything on.",
              "",
              1};
    case What::detected:
      return {0,
              0,
              "IT service desk, " + who,
              "Manager on call, " + who,
              "telephone",
              "Several computers are locked in the same way. This is an outbreak.",
              "Declare an incident, report it upwards, open the log, decide about cutting the network.",
              "",
              1};
    case What::isolated:
      return {0,
              0,
              "Network team, " + who,
              "Control room",
              "radio or in person",
              who + " is cut off from all other networks. Mail and what others run for it are gone.",
              "Go over to the continuity plans; find out what others no longer get from here.",
              "",
              2};
    case What::disconnected:
      return {0,
              0,
              "Network team, " + who,
              "Control room",
              "telephone",
              who + " has cut itself off as a precaution. It is not infected.",
              "Say who decided, until when, and what care that costs.",
              "",
              1};
    case What::reconnected:
      return {0,
              0,
              "Network team, " + who,
              "Control room",
              "telephone",
              who + " is connected again.",
              "Say by what evidence that is safe; watch for a second wave.",
              "",
              1};
    case What::restored:
      return {0,
              0,
              "IT manager, " + who,
              "Control room",
              "telephone",
              "The last of our locked computers is back in service.",
              "Say what is still worked off from paper; stand people down by name.",
              "",
              1};
    default:
      return {0,
              0,
              "Regional coordination",
              "All organisations",
              "bulletin by telephone tree",
              "A cyber outbreak is under way in several organisations. Report what you see; protect what you run.",
              "Confirm receipt, report the state of services, decide about precautions.",
              "",
              3};
  }
}

Inject of_service(const Moment& moment, const estate::Estate& estate) {
  const std::string service = name_of(estate, moment.service);
  switch (moment.what) {
    case What::on_paper:
      return {0,
              0,
              "Lead of " + service,
              "Control room",
              "runner or telephone",
              "Our systems do not give us more than paper does any more: we go over to paper.",
              "Agree what is put off, who is told, where the forms are and who brings results.",
              service,
              2};
    case What::back:
      return {0,
              0,
              "Lead of " + service,
              "Control room",
              "telephone",
              "Our systems work again at full capacity.",
              "Plan how what stands on paper gets into the record.",
              service,
              1};
    default: {
      const std::string goes_to = moment.receiver == estate::none
                                      ? "No other department is open."
                                      : "Nearest open: " + name_of(estate, moment.receiver) + ".";
      return {0,
              0,
              "Ambulance control",
              "Control room",
              "telephone",
              service + " sends ambulances elsewhere. " + goes_to,
              "Confirm with the receiving department; tell the region; set a time to look at it again.",
              service,
              3};
    }
  }
}

}  // namespace

std::string play_time(double seconds) {
  const auto minutes = std::lround(seconds / 60);
  return fmt::format("{}:{:02}", minutes / 60, minutes % 60);
}

std::string name_of(const estate::Estate& estate, estate::Index service) {
  const estate::Service& of = estate.care.services[service];
  std::string kind = report::label(of.kind, {});
  std::replace(kind.begin(), kind.end(), '-', ' ');
  return fmt::format("{} ({}), {}", kind, of.id, estate.organisations[of.organisation].name);
}

std::vector<Inject> injects_of(const Subject& subject) {
  std::vector<Inject> out;
  const auto& decisions = subject.story.decisions;
  for (const Moment& moment : subject.story.run.moments) {
    const bool of_a_service = moment.service != estate::none;
    const std::string who =
        moment.organisation == estate::none ? "" : subject.estate.organisations[moment.organisation].name;
    Inject inject = of_a_service ? of_service(moment, subject.estate) : of_organisation(moment, who);
    inject.play_s = moment.play_s;
    inject.at_s = moment.at_s;
    const bool decides = std::any_of(decisions.begin(), decisions.end(), [&](const exercise::Decision& decision) {
      return decision.organisation == moment.organisation;
    });
    if (decides) inject.weight += 2;  // the exercise is played where it is decided
    out.push_back(std::move(inject));
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      if (moment.what != What::detected || decisions[i].organisation != moment.organisation ||
          decisions[i].at_s != moment.at_s) {
        continue;
      }
      out.push_back({moment.play_s, moment.at_s, "Facilitator", "Manager on call, " + who, "in person",
                     fmt::format("DECISION {}: cut {} off from all networks now, or wait two hours?", i + 1, who),
                     "Decide, say why, write down what was not known. Then the facilitator tells what came of it.", "",
                     9});
    }
  }
  return out;
}

std::vector<Inject> main_ones(const std::vector<Inject>& all) {
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return all[a].weight > all[b].weight; });
  order.resize(std::min(order.size(), injects_most));
  std::sort(order.begin(), order.end());
  std::vector<Inject> out;
  out.reserve(order.size());
  for (const std::size_t i : order) out.push_back(all[i]);
  return out;
}

}  // namespace pack
