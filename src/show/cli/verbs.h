#pragma once
// The verbs of `cordon`. Each adds itself to the command line and, when it is the one that was called, sets what to do.

#include <functional>

#include "foresee/drill/ranks.h"

namespace CLI {
class App;
}

namespace cli {

/// What a verb does after the command line was read; answers the exit status.
using Action = std::function<int(drill::Ranks& ranks)>;

void add_drill(CLI::App& app, Action& action);
void add_fit(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_advisory_check(CLI::App& advisory, Action& action);
void add_advisory_import(CLI::App& advisory, Action& action);
void add_advisory_show(CLI::App& advisory, Action& action);
void add_advisory_list(CLI::App& advisory, Action& action);
void add_advisory_difference(CLI::App& advisory, Action& action);
void add_advisory_read(CLI::App& advisory, Action& action);
void add_advisory_comment(CLI::App& advisory, Action& action);
void add_advisory_delete(CLI::App& advisory, Action& action);
void add_inventory_import(CLI::App& inventory, Action& action);
void add_inventory_devices(CLI::App& inventory, Action& action);
void add_exposed(CLI::App& app, Action& action);
void add_exposure(CLI::App& app, Action& action);
void add_mark(CLI::App& app, Action& action);
void add_alert_new(CLI::App& alert, Action& action);
void add_alert_check(CLI::App& alert, Action& action);
void add_alert_csaf(CLI::App& alert, Action& action);
void add_estate_new(CLI::App& estate, Action& action);
void add_estate_build(CLI::App& estate, Action& action);
void add_estate_check(CLI::App& estate, Action& action);
void add_estate_show(CLI::App& estate, Action& action);
/// `app`: the whole command line, of which completions are made.
void add_completion(CLI::App& app, Action& action);
/// The same, for manual pages.
void add_manual(CLI::App& app, Action& action);

}  // namespace cli
