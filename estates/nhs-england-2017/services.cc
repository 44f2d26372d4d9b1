// Services, what they need, and their part of the nation's week.

#include <cmath>

#include "nation.h"

namespace nhs {

namespace {

struct Place {
  double x_km = 0;
  double y_km = 0;
};

/// Invented: anywhere in a square of its region; the regions lie side by side.
Place place_of(const Nation& nation, std::size_t body) {
  const double side = nation.numbers["region.side_km"];
  std::size_t column = 0;
  while (nation.bodies[body].region != regions[column]) ++column;
  base::Stream stream = nation.stream(places_subject, body);
  const double x = std::round((static_cast<double>(column) + stream.uniform()) * side);
  return {x, std::round(stream.uniform() * side)};
}

std::string percent(double share) {
  return fmt::format("{:g}%", share * 100);
}

/// Whose laboratory each acute trust uses: its own, or that of the next trust of the region that has its own.
std::vector<std::size_t> laboratories(const Nation& nation) {
  std::vector<std::size_t> of(nation.bodies.size(), nobody);
  const auto& bodies = nation.bodies;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (bodies[i].kind != "acute" && bodies[i].kind != "acute-specialist") continue;
    base::Stream stream = nation.stream(partners_subject, i);
    if (!stream.chance(nation.numbers["partner.share"])) of[i] = i;
  }
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (of[i] != nobody || (bodies[i].kind != "acute" && bodies[i].kind != "acute-specialist")) continue;
    for (std::size_t step = 1; step < bodies.size() && of[i] == nobody; ++step) {
      const std::size_t other = (i + step) % bodies.size();
      if (bodies[other].kind == "acute" && of[other] == other && bodies[other].region == bodies[i].region)
        of[i] = other;
    }
    if (of[i] == nobody) of[i] = i;
  }
  return of;
}

class ServiceWriter {
 public:
  explicit ServiceWriter(Nation& nation) : nation_(nation), n_(nation.numbers), laboratory_of_(laboratories(nation)) {}

  void write(std::size_t body) {
    const std::string& kind = nation_.bodies[body].kind;
    body_ = body;
    if (kind == "acute" || kind == "acute-specialist") hospital(kind == "acute");
    if (kind == "mental-health" || kind == "community") {
      add("outpatients", "outpatients", fmt::format("all({}, {})", desktops("clinic"), records()), "paper-clinic", 4);
    }
    if (kind == "ambulance")
      add("ambulances", "ambulance", fmt::format("all({}, {})", desktops("control"), records()), "paper-emergency", 1);
    if (kind == "gp-practice") {
      add("surgery", "gp-surgery", fmt::format("{} of ({}, {})", percent(n_["needs.practice"]), id("pcs"), id("files")),
          "paper-surgery", 4);
    }
  }

 private:
  [[nodiscard]] std::string id(const std::string& part) const { return nation_.bodies[body_].id + "/" + part; }
  [[nodiscard]] std::string desktops(const std::string& department) const {
    return fmt::format("{} of ({})", percent(n_["needs.desktops"]), id(department + "-pcs"));
  }
  [[nodiscard]] std::string records() const {
    return fmt::format("{} of ({})", percent(n_["needs.servers"]), id("records"));
  }
  [[nodiscard]] std::string kit(const std::string& kit) const {
    return fmt::format("{} of ({}, {})", percent(n_["needs.kit"]), id(kit + "-kit"), id("old-" + kit + "-kit"));
  }

  void add(const std::string& part, const std::string& kind, const std::string& needs, const std::string& fallback,
           int order) {
    const Place place = place_of(nation_, body_);
    nation_.tables["services"].add(id(part), nation_.bodies[body_].id, kind, needs, fallback, "offline", order,
                                   place.x_km, place.y_km);
  }

  void hospital(bool has_emergency_department) {
    const bool own = laboratory_of_[body_] == body_;
    const std::string laboratory = nation_.bodies[laboratory_of_[body_]].id + "/laboratory";
    add("scans", "imaging", fmt::format("all({}, {})", kit("imaging"), records()), "paper-kit", 2);
    if (own) add("laboratory", "pathology", fmt::format("all({}, {})", kit("pathology"), records()), "paper-kit", 2);
    if (has_emergency_department) {
      add("emergency", "emergency-department",
          fmt::format("all({}, {}, {}, {})", desktops("ed"), records(), id("scans"), laboratory), "paper-emergency", 1);
    }
    add("wards", "inpatients", fmt::format("all({}, {}, {})", desktops("ward"), records(), laboratory), "paper-clinic",
        3);
    add("outpatients", "outpatients", fmt::format("all({}, {})", desktops("clinic"), records()), "paper-clinic", 4);
    add("urgent-clinics", "urgent-cancer", fmt::format("all({}, {})", desktops("clinic"), records()),
        "paper-urgent-cancer", 3);
  }

  Nation& nation_;
  const Aggregates& n_;
  std::vector<std::size_t> laboratory_of_;
  std::size_t body_ = 0;
};

struct Share {
  const char* measure;
  const char* part;  ///< of the service's id
  const char* profile;
};

/// Shares one national total out by kind and size.
void share_week(Nation& nation, const Share& share) {
  std::vector<double> weights(nation.bodies.size());
  const std::string measure = share.measure;
  for (std::size_t i = 0; i < nation.bodies.size(); ++i) {
    const Body& body = nation.bodies[i];
    const auto devices = static_cast<double>(body.devices);
    if (measure == "gp_appointments") {
      weights[i] = body.sector == "gp" ? devices : 0;
    } else if (measure == "ambulance_conveyances") {
      weights[i] = body.kind == "acute" ? devices : 0;
    } else if (measure == "attendances") {
      weights[i] = body.kind == "acute" ? devices : 0;
    } else if (body.sector == "trust" && body.kind != "ambulance") {
      weights[i] = devices * nation.numbers["weight." + measure + "." + body.kind];
    }
  }
  const auto total = static_cast<std::uint64_t>(std::llround(nation.numbers["week." + measure]));
  const auto parts = shared_out(total, weights);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (weights[i] > 0)
      nation.tables["activity"].add(nation.bodies[i].id + "/" + share.part, measure, parts[i], share.profile);
  }
}

void write_profiles(Nation& nation, const std::vector<DayShape>& hours) {
  std::map<std::string, std::map<std::string, std::vector<double>>> shapes;
  for (const DayShape& shape : hours) shapes[shape.profile][shape.day] = shape.weights;
  for (auto& [profile, days] : shapes) {
    for (std::size_t hour = 0; hour < 168; ++hour) {
      const std::size_t day = hour / 24;
      const auto& weights = days[day < 5 ? "weekday" : day == 5 ? "saturday" : "sunday"];
      if (weights.size() == 24) nation.tables["profiles"].add(profile, hour, weights[hour % 24]);
    }
  }
}

}  // namespace

void set_up_services(Nation& nation, const std::vector<DayShape>& hours) {
  ServiceWriter writer(nation);
  for (std::size_t i = 0; i < nation.bodies.size(); ++i) writer.write(i);
  constexpr Share shares[] = {
      {"first_appointments", "outpatients", "clinic-hours"},
      {"follow_up_appointments", "outpatients", "clinic-hours"},
      {"urgent_cancer_referrals", "urgent-clinics", "clinic-hours"},
      {"elective_admissions", "wards", "elective-admissions"},
      {"emergency_admissions", "wards", "emergency-admissions"},
      {"attendances", "emergency", "emergency-arrivals"},
      {"ambulance_conveyances", "emergency", "emergency-arrivals"},
      {"diagnostics", "scans", "diagnostic-hours"},
      {"gp_appointments", "surgery", "surgery-hours"},
  };
  for (const Share& share : shares) share_week(nation, share);
  write_profiles(nation, hours);
}

}  // namespace nhs
