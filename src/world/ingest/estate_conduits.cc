// Conduits: who may talk to whom.

#include <fmt/format.h>

#include <array>

#include "world/ingest/estate_reading.h"
#include "world/ingest/text.h"

namespace ingest {

namespace {

using estate::none;
using estate::Pattern;

enum : std::size_t { from, to, service, action, chance, drawn_by };

/// Reads one side of a row, term by term.
class PatternReader {
 public:
  PatternReader(EstateReading& reading, const Row& row, std::size_t column)
      : reading_(reading), row_(row), column_(column) {}

  Pattern read() {
    const auto terms = words_of(row_[column_]);
    if (terms.empty() && !row_[column_].empty()) row_.wrong(column_, "has no term", "write * for every zone");
    for (const std::string_view term : terms) take(term, terms.size() == 1);
    check_together();
    return std::move(pattern_);
  }

 private:
  void take(std::string_view term, bool alone) {
    if (term == "*" || term == "internet") {
      if (!alone) row_.wrong(column_, term, "stands with other terms", "let it stand alone");
      if (term == "internet") pattern_.internet = true;
      return;
    }
    if (term == "same-organisation") {
      if (column_ != to) row_.wrong(column_, term, "may stand in 'to' only", "write it in the other column");
      if (pattern_.same_organisation) repeated(term);
      pattern_.same_organisation = true;
      return;
    }
    const std::size_t colon = term.find(':');
    const std::string_view key = term.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? "" : term.substr(colon + 1);
    if (colon == std::string_view::npos || value.empty() || !take_pair(term, key, value)) {
      row_.wrong(column_, term, "is not a term of a conduit",
                 "write *, internet, same-organisation (in 'to'), or one of zone: organisation: network: kind: sector: "
                 "region: purpose: and its value");
    }
  }

  bool take_pair(std::string_view term, std::string_view key, std::string_view value) {
    if (key == "zone") return reference(pattern_.zone, term, value, reading_.zones, "zone");
    if (key == "organisation") return reference(pattern_.organisation, term, value, reading_.organisations, key);
    if (key == "network") return reference(pattern_.network, term, value, reading_.networks, key);
    if (key == "kind") return word(pattern_.kind, term, value, reading_.kinds, key);
    if (key == "sector") return word(pattern_.sector, term, value, reading_.sectors, key);
    if (key == "region") return word(pattern_.region, term, value, reading_.regions, key);
    if (key == "purpose") return word(pattern_.purpose, term, value, reading_.purposes, key);
    return false;
  }

  void repeated(std::string_view term) {
    row_.wrong(column_, term, "is a second term of its kind", "all terms of a side must hold; write two rows instead");
  }

  bool reference(estate::Index& place, std::string_view term, std::string_view id, const Ids& ids,
                 std::string_view table) {
    if (place != none) repeated(term);
    place = row_.reference(column_, id, ids, table);
    return true;
  }

  bool word(std::string& place, std::string_view term, std::string_view value, const Ids& words,
            std::string_view what) {
    if (!place.empty()) repeated(term);
    place = value;
    check_in_use(row_, column_, value, words, what);
    return true;
  }

  /// Terms that contradict each other match nothing: surely not what was meant.
  void check_together() const {
    const estate::Tables& tables = reading_.tables;
    estate::Index organisation = pattern_.organisation;
    bool fits = true;
    if (pattern_.zone != none) {
      const estate::Zone& zone = tables.zones[pattern_.zone];
      fits = (organisation == none || organisation == zone.organisation) &&
             (pattern_.network == none || pattern_.network == zone.network) &&
             (pattern_.purpose.empty() || pattern_.purpose == zone.purpose);
      organisation = zone.organisation;
    }
    if (organisation != none) {
      const estate::Organisation& its = tables.organisations[organisation];
      fits = fits && (pattern_.kind.empty() || pattern_.kind == its.kind) &&
             (pattern_.sector.empty() || pattern_.sector == its.sector) &&
             (pattern_.region.empty() || pattern_.region == its.region);
    }
    if (!fits) row_.wrong(column_, "has terms that contradict each other", "remove those that do not hold");
  }

  EstateReading& reading_;
  const Row& row_;
  std::size_t column_;
  Pattern pattern_;
};

/// A row that is in force only with a chance is drawn for an organisation: there must be one on that side.
void check_drawn(const Row& row, const estate::Conduit& conduit) {
  const bool by_target = conduit.drawn_by == estate::Conduit::Side::to;
  const Pattern& side = by_target ? conduit.to : conduit.from;
  const bool certain = conduit.chance.certain() && (conduit.chance.number == 0 || conduit.chance.number == 1);
  if (!certain && side.internet) {
    row.wrong(drawn_by, "draws the chance for the internet, which is not an organisation",
              fmt::format("write {}", by_target ? "from" : "to"));
  }
}

}  // namespace

void read_conduits(EstateReading& reading) {
  static constexpr std::array<std::string_view, 2> actions = {"deny", "allow"};
  static constexpr std::array<std::string_view, 2> sides = {"to", "from"};
  reading.read("conduits", nullptr, [&](const Row& row) {
    estate::Conduit conduit;
    conduit.from = PatternReader(reading, row, from).read();
    conduit.to = PatternReader(reading, row, to).read();
    conduit.service = row[service] == "*" ? "*" : row.word_at(service);
    conduit.allow = row.choice_at(action, actions) == 1U;
    if (!row[chance].empty()) conduit.chance = reading.share(row, chance, row[chance]);
    conduit.drawn_by = row.choice_at(drawn_by, sides) == 1U ? estate::Conduit::Side::from : estate::Conduit::Side::to;
    check_drawn(row, conduit);
    reading.tables.conduits.push_back(std::move(conduit));
  });
}

}  // namespace ingest
