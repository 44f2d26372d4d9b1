#pragma once
// What exposed, exposure and drill ask the store for.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foresee/exposure/component_marks.h"
#include "foresee/exposure/end_of_life.h"
#include "foresee/exposure/explain.h"
#include "foresee/exposure/exposed.h"
#include "foresee/exposure/missing.h"
#include "foresee/exposure/overview.h"
#include "foresee/exposure/remedies.h"
#include "foresee/exposure/windows.h"
#include "foresee/exposure/witnesses.h"
#include "world/estate/estate.h"
#include "world/inventory/mitigation.h"
#include "world/inventory/testimony.h"

namespace cli {

/// What is asked.
struct Question {
  std::string store;
  std::vector<std::string> ids;           ///< vulnerabilities or advisories
  std::string organisation;               ///< only this one; empty: all
  std::string day;                        ///< what was known by then, "2017-05-12"; empty: the newest
  std::vector<advisory::Advisory> own{};  ///< what is said beside the store's advisories: an alert's products
  bool expected = false;                  ///< an estate has the organisation, so that it may be without an inventory
};

/// One question, everything that it is answered from, and what each component and each state of Windows answers.
struct Questioned {
  std::vector<std::string> ids;  ///< vulnerabilities or advisories asked for
  exposure::Claims claims;
  inventory::Fleet fleet;
  exposure::Stock stock;
  std::vector<exposure::ComponentAnswers> answers;
  exposure::WindowsRules rules;
  exposure::Scope scope;
  exposure::WindowsVerdicts windows;
  std::vector<inventory::Mark> marks;  ///< on what was asked for
  std::vector<inventory::Mitigation> mitigations;
  std::vector<inventory::Testimony> testimonies;
  std::vector<inventory::Refusals> refusals;
};

/// A bulletin's vulnerabilities, or the id itself.
base::Result<std::vector<std::string>> ids_of(const std::string& id);

/// Problems: no store, no such organisation.
base::Result<Questioned> question(const Question& asked);
/// Where every device stands, whatever the age of its lists.
exposure::Exposed found_by(const Questioned& asked);
/// Lets it age (exposure/evidence.h): what is too old on `day` clears nothing.
void let_age(const Questioned& asked, std::string_view day, exposure::Exposed& found);

exposure::Context context(const Questioned& asked);
/// What a store knows of vulnerabilities or advisories, without any device.
base::Result<exposure::Context> context_in(const std::string& store, const std::vector<std::string>& ids);
std::vector<exposure::MarkedDevice> marked(const Questioned& asked, const exposure::Exposed& exposed);
/// Every component that an advisory speaks of, on each device, with what is marked of it.
std::vector<exposure::MatchedComponent> components(const Questioned& asked, const exposure::Exposed& exposed);
/// Chains of one device, the gravest first.
std::vector<exposure::Chain> explain_device(const Questioned& asked, std::uint32_t device);

/// What the inventories of a store say of an estate's vulnerabilities takes the place of what its tables say, whatever
/// the age of the lists: a drill's result may not depend on the day on which it is run. Answers a line for people about
/// each vulnerability. Problems: no store; one that says nothing of any zone of this estate.
base::Result<std::vector<std::string>> fill_in(const std::string& store, estate::Tables& estate);

/// The estate of a folder. Problems: all that is wrong with it.
base::Result<estate::Estate> estate_of(const std::string& folder);

/// Everything in the store, worst first; of one organisation, of one device, or of products that are called so
/// (exposure::is_called()), when they are not empty; with reach and services when a folder of an estate is given.
/// Problems: no store, no such organisation, no device of that id or several, no such product on any of them, whatever
/// is wrong with the estate.
base::Result<std::vector<exposure::Exposure>> everything(const std::string& store, const std::string& organisation,
                                                         const std::string& device, const std::string& product,
                                                         const std::string& estate);

/// Which absent field, asked of whom, would settle most of what cannot be told: of all vulnerabilities, or of `ids` (as
/// of asked_about()) when there are any. By what was known on the day `on`; empty: by the newest, today. With the
/// folder of an estate the organisations and devices that nothing was received of count too. Problems as of
/// everything().
base::Result<exposure::MissingFields> missing_fields(const std::string& store, const std::vector<std::string>& ids,
                                                     const std::string& organisation, const std::string& device,
                                                     const std::string& estate, const std::string& on);

/// Releases in use whose security updates ended before `day`. Problems as of everything().
base::Result<std::vector<exposure::EndOfLife>> no_longer_mended(const std::string& store,
                                                                const std::string& organisation,
                                                                const std::string& device, std::string_view day);

/// The device of that id, letters of either case; nothing when there is none, or when several organisations have one.
std::optional<std::uint32_t> find_device(const inventory::Fleet& fleet, const std::string& id);

/// What is wrong when there is none; `option` is where its id stands.
base::Problem unknown_device(const std::string& option, const std::string& device);

}  // namespace cli
