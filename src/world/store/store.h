#pragma once
// The one place that speaks SQL: advisories and inventories in one file, kept over time.
//
// One process writes at a time. An import is one transaction: killed at any moment, all of it is there or nothing. The
// file is SQLite's, with a rollback journal (docs/store.md says why not WAL).

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/advisory/advisory.h"
#include "world/advisory/listing.h"
#include "world/advisory/windows_updates.h"
#include "world/inventory/fleet.h"
#include "world/inventory/inventory.h"
#include "world/inventory/mark.h"
#include "world/inventory/mitigation.h"
#include "world/inventory/sighting.h"
#include "world/inventory/testimony.h"

namespace store {

/// What an import did with one thing.
enum class Change : std::uint8_t {
  added,
  changed,    ///< in place of an earlier revision, or of an older inventory
  same,       ///< was there already
  withdrawn,  ///< in place of an earlier revision, which no longer holds
  older,      ///< a later one is there: left alone
};
inline constexpr int changes = 5;

/// How many advisories, and devices, each became.
struct Report {
  std::size_t count[changes] = {};
  [[nodiscard]] std::size_t of(Change change) const { return count[static_cast<std::size_t>(change)]; }
  void add(Change change, std::size_t number = 1) { count[static_cast<std::size_t>(change)] += number; }
};

class Store;

/// One import. What was put is there after commit(), and is not when the import goes away without it. Every answer may
/// be a problem of the disk or the file; after one, nothing more is taken.
class Import {
 public:
  Import(Import&&) noexcept;
  Import& operator=(Import&&) noexcept;
  ~Import();

  /// A later revision takes the place of an earlier one; an earlier one never does (advisory::order_of()).
  base::Result<Change> put(const advisory::Advisory& advisory);
  base::Result<void> put(const advisory::WindowsUpdates& updates);
  /// Of what each tool says of each device the newest is kept: by its date, and of the same date by the name of its
  /// file; the same file again takes the place of what it said, and what has no date is older than what has one. Which
  /// of them are of one device is worked out anew (sighting.h). Counts rows: what one source says of one device.
  /// Without an organisation nothing is kept but how many rows could not be understood; none too, since that forgives
  /// what an older list of the tool had.
  base::Result<Report> put(const inventory::Inventory& inventory);

  /// The mark takes the place of an earlier one on the same device and component. Problems: no such device.
  base::Result<Change> put(const inventory::Mark& mark);
  /// It takes the place of what was said on the same day; what was said on others stays. Problems: no such device.
  base::Result<Change> put(const inventory::Mitigation& mitigation);

  base::Result<void> commit();

 private:
  friend class Store;
  struct Inside;
  explicit Import(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

/// How many there are.
struct Totals {
  std::size_t advisories = 0;
  std::size_t organisations = 0;
  std::size_t devices = 0;
  std::size_t components = 0;
};

class Store {
 public:
  /// Opens a store to read. Problems: no such file, no store of Cordon's, one of a later version.
  static base::Result<Store> open(const std::filesystem::path& file);
  /// Opens one to write, and makes it when there is none. Brings an earlier version forward.
  static base::Result<Store> open_to_write(const std::filesystem::path& file);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// Problems: somebody else is writing.
  base::Result<Import> import();

  base::Result<Totals> totals();
  /// All advisories, by feed, publisher and id; without their heads and their prose.
  base::Result<std::vector<advisory::Advisory>> advisories();
  /// Those with this id, or that speak of this vulnerability; letters of either case.
  base::Result<std::vector<advisory::Advisory>> advisories_of(std::string_view id);
  base::Result<advisory::WindowsUpdates> windows_updates();
  /// What was marked about any of these vulnerabilities; letters of either case. By organisation and device.
  base::Result<std::vector<inventory::Mark>> marks_of(const std::vector<std::string>& vulnerabilities);
  /// What was said to stand between any of these vulnerabilities and a device, on all days; letters of either case. By
  /// organisation, device, vulnerability and date: on a day the newest counts that was not said later.
  base::Result<std::vector<inventory::Mitigation>> mitigations_of(const std::vector<std::string>& vulnerabilities);
  /// What other tools found on devices of any of these subjects (inventory::Finding); letters of either case. The
  /// latest of each tool; `day` as for fleet().
  base::Result<std::vector<inventory::Testimony>> testimonies(const std::vector<std::string>& subjects,
                                                              const std::string& day = "");
  /// Rows that could not be understood, by organisation, where there are any: of each tool those of its newest lists;
  /// `day` as for fleet().
  base::Result<std::vector<inventory::Refusals>> refusals(const std::string& day = "");
  /// Every device, or those of one organisation. `wanted`, asked once with all components, says of which devices' lists
  /// keep account (true); what it leaves out is on no device then. Empty: of all.
  /// `day`: as they were known on that day ("2017-05-12"), by what bears no later date, or none; empty: the newest.
  using Wanted = std::function<std::vector<bool>(const std::vector<inventory::Component>& components)>;
  base::Result<inventory::Fleet> fleet(const std::optional<std::string>& organisation = std::nullopt,
                                       const Wanted& wanted = {}, const std::string& day = "");

  /// What every source said of the devices of one organisation, by when it came first; of all lists, not only the
  /// latest of each tool. Nothing of an organisation that is not there.
  base::Result<std::vector<inventory::Sighting>> sightings(const std::string& organisation);
  base::Result<std::vector<std::string>> organisations();

  /// The advisories that are asked for, sorted.
  base::Result<advisory::List> list(const advisory::Filter& filter);
  /// What was noted beside an advisory; nothing when it is not there.
  base::Result<advisory::Remarks> remarks_on(const advisory::Name& name);
  /// These write, each at once and as a whole; for a store that was opened to write. False: there is no such advisory.
  base::Result<bool> remove(const advisory::Name& name);  ///< with its remarks
  base::Result<bool> comment(const advisory::Name& name, const advisory::Comment& comment);
  base::Result<bool> mark_read(const advisory::Name& name, bool read);

 private:
  friend class Import;
  struct Inside;
  explicit Store(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace store
