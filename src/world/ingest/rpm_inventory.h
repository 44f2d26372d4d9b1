#pragma once
// Packages of Red Hat, SUSE and what descends from them: what `rpm -qa` prints, plainly or with tabs by --queryformat.
// docs/inventories.md has the commands, and says why the second is better: the first leaves out epochs.

#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/inventory.h"

namespace ingest {

/// Whether its first lines look like either form.
bool is_rpm_list(std::string_view bytes);

/// Reads what is installed on one device, binary packages and, where the list tells them, each source package once.
/// Keys of signatures ("gpg-pubkey"), which rpm keeps as if they were packages, are left out. Lines that are broken are
/// refused by themselves. Problems: no device, the end is cut off.
base::Result<InventoryReading> read_rpm_list(const std::string& name, std::string_view bytes,
                                             const std::string& device);

}  // namespace ingest
