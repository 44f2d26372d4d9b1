#pragma once
// What network scanners found: nmap's XML and Nessus' files (.nessus, version 2). Cordon reads their results and scans
// nothing. Sources: nmap.dtd; Tenable, "Nessus v2 file format".

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "world/ingest/inventory.h"

namespace ingest {

/// Largest XML inventory that is read, in bytes.
inline constexpr std::size_t xml_inventory_bytes_most = std::size_t{256} << 20U;

/// By the outermost element.
bool is_nmap(std::string_view bytes);
bool is_nessus(std::string_view bytes);

/// Each reads what was seen from outside on every host that answered, so what is not in it may be there all the same.
/// A host is called by its name or, without one, its address; `device` counts for nothing. Guesses are left out. A CPE
/// that is wrong is told and taken off. Problems: no XML, cut off, too large.
base::Result<InventoryReading> read_nmap(const std::string& name, std::string_view bytes, const std::string& device);
base::Result<InventoryReading> read_nessus(const std::string& name, std::string_view bytes, const std::string& device);

}  // namespace ingest
