#pragma once
// The nation while it is built: organisations with their sizes, and the tables that are written from them.

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "aggregates.h"
#include "base/random.h"

namespace nhs {

inline constexpr std::size_t nobody = static_cast<std::size_t>(-1);

struct Body {
  std::string id;  ///< neutral: "ac-017"
  std::string name;
  std::string kind;
  std::string sector;  ///< trust, gp, ccg, other
  std::string region;
  std::size_t parent = nobody;  ///< who hosts its IT
  std::uint64_t devices = 0;
  std::uint64_t diagnostic = 0;  ///< of these
  std::uint64_t xp_desktops = 0;
};

/// Rows of one table as text.
class Table {
 public:
  /// The fields of one row, in the order of the columns.
  template <class... Fields>
  void add(const Fields&... fields) {
    std::string line;
    ((line += (line.empty() && !started_ ? "" : ","), started_ = true, line += escaped(fmt::format("{}", fields))),
     ...);
    started_ = false;
    columns_ = sizeof...(fields);
    text_ += line + "\n";
  }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static std::string escaped(const std::string& field);
  std::string text_;
  std::size_t columns_ = 0;
  bool started_ = false;
};

struct Nation {
  const Aggregates& numbers;
  std::vector<Body> bodies;
  std::map<std::string, Table> tables;

  /// A keyed stream: what is drawn hangs on the subject and the item alone.
  [[nodiscard]] base::Stream stream(std::uint64_t subject, std::uint64_t item) const {
    return base::Stream({static_cast<std::uint64_t>(numbers["seed"]), 0, base::Purpose::generator, subject, item});
  }
};

/// What a stream decides.
enum Subject : std::uint64_t { sizes_subject = 1, hosts_subject, places_subject, partners_subject };

inline constexpr const char* trust_kinds[] = {"acute", "acute-specialist", "mental-health", "community", "ambulance"};
inline constexpr const char* regions[] = {"north", "midlands-and-east", "london", "south"};

// The steps, in their order.
void found_bodies(Nation& nation);   ///< organisations by kind, their regions, hosts and sizes
void lay_network(Nation& nation);    ///< zones and their addresses
void place_devices(Nation& nation);  ///< device groups
void join_devices(Nation& nation);   ///< edges
void set_up_services(Nation& nation, const std::vector<DayShape>& hours);  ///< services, activity, profiles
void write_folder(Nation& nation, const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace nhs
