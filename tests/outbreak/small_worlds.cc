#include "outbreak/small_worlds.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace small_worlds {

namespace {

using estate::Index;
using estate::none;
using Words = std::vector<std::string>;

template <class Rows>
Index find(const Rows& rows, const std::string& id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
  if (found == rows.end()) throw std::invalid_argument("nothing is called " + id);
  return static_cast<Index>(found - rows.begin());
}

Index find_or_add(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) names.push_back(name);
  return static_cast<Index>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// "a=b" into a and b; b is empty when there is no `mark`.
std::pair<std::string, std::string> split(const std::string& text, char mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + 1)};
}

class Drawing {
 public:
  explicit Drawing(std::vector<estate::Parameter> parameters) { tables_.parameters = std::move(parameters); }

  void line(const Words& words) {
    const bool arrow = std::any_of(words.begin(), words.end(), [](const std::string& word) {
      return word.starts_with("--") || word.ends_with("~>") || word.ends_with("=>");
    });
    if (arrow) return arrows_.push_back(words);  // they may name what is drawn below them
    if (words.at(0) == "network") return network(words);
    if (words[0] == "organisation") return organisation(words);
    if (words[0] == "order") return arrows_.push_back(words);
    if (words.at(1) == "=") return letters_.push_back(words);
    zone(words);
  }

  estate::Tables finish() {
    for (const Words& words : letters_) letter(words);
    for (const estate::DeviceGroup& group : tables_.groups) {
      if (group.platform.empty()) throw std::invalid_argument("no line says what stands behind " + group.id);
    }
    for (const Words& words : arrows_) {
      if (words[0] == "order") {
        order(words);
      } else if (words[1].ends_with("~>") || words[1].ends_with("=>")) {
        edge(words);
      } else {
        conduit(words);
      }
    }
    return std::move(tables_);
  }

 private:
  void network(const Words& words) {
    tables_.networks.push_back({words.at(1), std::stod(words.at(2)), none});
    if (words.size() > 3) tables_.networks.back().within = find(tables_.networks, words.at(4));
  }

  void organisation(const Words& words) {
    estate::Organisation row;
    row.id = row.name = words.at(1);
    for (std::size_t i = 2; i < words.size(); ++i) {
      const auto [key, value] = split(words[i], ':');
      if (key == "kind") row.kind = value;
      if (key == "sector") row.sector = value;
      if (key == "region") row.region = value;
      if (key == "parent") row.parent = find(tables_.organisations, value);
    }
    tables_.organisations.push_back(row);
  }

  void zone(const Words& words) {
    const std::string& strip = words.at(1);
    if (!strip.starts_with('[') || !strip.ends_with(']')) throw std::invalid_argument("not a zone");
    estate::Zone row;
    row.id = tables_.organisations.at(tables_.organisations.size() - 1).id + "." + words[0];
    row.organisation = static_cast<Index>(tables_.organisations.size() - 1);
    row.network = find(tables_.networks, words.at(2));
    row.purpose = words.size() > 3 ? words[3] : "";
    const auto [drawn, more] = split(strip.substr(1, strip.size() - 2), '+');
    row.addresses = static_cast<double>(drawn.size()) + (more.empty() ? 0 : std::stod(more));
    const auto zone = static_cast<Index>(tables_.zones.size());
    for (const char letter : drawn) {
      if (letter == '.') continue;
      const std::string id = row.id + "." + letter;
      const bool known = !tables_.groups.empty() && std::any_of(tables_.groups.begin(), tables_.groups.end(),
                                                                [&](const auto& group) { return group.id == id; });
      if (!known) tables_.groups.push_back({id, zone, 0, "", "", "", {}});
      ++tables_.groups[find(tables_.groups, id)].count;
    }
    tables_.zones.push_back(row);
  }

  void letter(const Words& words) {
    for (estate::DeviceGroup& group : tables_.groups) {
      if (!group.id.ends_with("." + words[0])) continue;
      group.platform = words.at(2);
      group.type = words.at(3);
      for (std::size_t i = 4; i < words.size(); ++i) {
        const auto [name, share] = split(words[i], '=');
        group.vulnerabilities.push_back({find_or_add(tables_.vulnerabilities, name), quantity(share)});
      }
    }
  }

  estate::Quantity quantity(const std::string& text) {
    if (text.empty()) return {1, none};
    if (text.find_first_not_of("0123456789.") == std::string::npos) return {std::stod(text), none};
    for (Index p = 0; p < tables_.parameters.size(); ++p) {
      if (tables_.parameters[p].name == text) return {0, p};
    }
    throw std::invalid_argument("no parameter is called " + text);
  }

  estate::Pattern pattern(Words::const_iterator first, Words::const_iterator last) {
    estate::Pattern row;
    for (; first != last; ++first) {
      const auto [key, value] = split(*first, ':');
      if (key == "internet") row.internet = true;
      if (key == "same-organisation") row.same_organisation = true;
      if (key == "zone") row.zone = find(tables_.zones, value);
      if (key == "organisation") row.organisation = find(tables_.organisations, value);
      if (key == "network") row.network = find(tables_.networks, value);
      if (key == "kind") row.kind = value;
      if (key == "sector") row.sector = value;
      if (key == "region") row.region = value;
      if (key == "purpose") row.purpose = value;
    }
    return row;
  }

  void conduit(const Words& words) {
    const auto arrow =
        std::find_if(words.begin(), words.end(), [](const auto& word) { return word.starts_with("--"); });
    estate::Conduit row;
    row.allow = arrow->ends_with("-->");
    if (!row.allow && !arrow->ends_with("--x")) throw std::invalid_argument("an arrow ends with --> or --x");
    const auto [service, condition] = split(arrow->substr(2, arrow->size() - 5), '?');
    const auto [chance, side] = split(condition, ':');
    row.service = service;
    row.chance = quantity(chance);
    row.drawn_by = side == "from" ? estate::Conduit::Side::from : estate::Conduit::Side::to;
    row.from = pattern(words.begin(), arrow);
    row.to = pattern(arrow + 1, words.end());
    tables_.conduits.push_back(row);
  }

  void edge(const Words& words) {
    const std::string& arrow = words[1];
    const auto [kind, times] = split(arrow.substr(1, arrow.size() - 3), '*');
    const Index from = find(tables_.groups, words[0]);
    const Index to = find(tables_.groups, words.at(2));
    const double amount = times.empty() ? 1 : std::stod(times);
    if (arrow.starts_with('~')) {
      tables_.edges.push_back({from, to, kind, amount});
    } else {
      tables_.device_edges.push_back({from, to, find_or_add(tables_.edge_kinds, kind), static_cast<float>(amount)});
    }
  }

  void order(const Words& words) {
    estate::Service service;
    service.id = "service-of-" + words.at(2);
    const Index group = find(tables_.groups, words[2]);
    service.organisation = tables_.zones[tables_.groups[group].zone].organisation;
    service.order = static_cast<std::uint32_t>(std::stoul(words[1]));
    service.needs = estate::Needs({{estate::Needs::Kind::group, group, 0, 0, 1}});
    tables_.care.services.push_back(service);
  }

  estate::Tables tables_;
  std::vector<Words> letters_;
  std::vector<Words> arrows_;
};

}  // namespace

estate::Tables draw(const std::string& text, std::vector<estate::Parameter> parameters) {
  Drawing drawing(std::move(parameters));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream stream(line.substr(0, line.find('#')));
    Words words;
    for (std::string word; stream >> word;) words.push_back(word);
    if (words.empty()) continue;
    try {
      drawing.line(words);
    } catch (const std::exception& error) {
      throw std::invalid_argument(line + ": " + error.what());
    }
  }
  return drawing.finish();
}

}  // namespace small_worlds
