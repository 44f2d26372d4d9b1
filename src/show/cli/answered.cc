#include "show/cli/answered.h"

#include <utility>

namespace cli {

base::Result<Answered> answer(const Question& question, const std::string& day, const estate::Estate* around) {
  auto asked = cli::question(question);
  if (!asked) return tl::unexpected(asked.error());
  Answered all{*std::move(asked), {}, {}, {}, {}};
  const Questioned& of = all.asked;
  all.found = found_by(of);
  all.witnesses =
      exposure::witnesses(of.fleet, {of.claims, of.stock, of.scope, of.windows, all.found}, of.testimonies, day);
  let_age(of, day, all.found);
  all.mitigated =
      exposure::mitigated(of.fleet, all.found, exposure::vulnerabilities_of(of.claims, of.ids), of.mitigations, day);
  all.coverage =
      exposure::coverage(of.fleet, all.found, all.mitigated, all.witnesses, of.refusals, around, question.organisation);
  return all;
}

}  // namespace cli
