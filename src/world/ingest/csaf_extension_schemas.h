#pragma once
// Schemas and metadata of extensions to CSAF 2.1, as those who made the extensions publish them. Documents are held
// against them in tests 6.1.60.2 and 6.1.60.3.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "world/ingest/csaf.h"

namespace ingest {

/// Largest schema or metadata that is read, in bytes, and most files.
inline constexpr std::size_t extension_bytes_max = 4U << 20U;
inline constexpr std::size_t extension_files_max = 1000;

struct NamedText {
  std::string name;  ///< what problems call it
  std::string_view text;
};

/// Each text is, by its "$schema", the schema of an extension, the metadata of one, or else a schema that the others
/// refer to; schemas are known by their "$id". Problems: what is none of these or not well-formed; a schema of an
/// extension that is not as CSAF's metaschema wants it, that has a keyword, a format or a regular expression that is
/// not known here, or that refers to a schema that is not given; metadata of an extension whose schema is not given, or
/// that there is twice.
base::Result<std::shared_ptr<const CsafExtensions>> parse_csaf_extensions(const std::vector<NamedText>& texts);

/// The same of all files *.json in a folder and those below it. Problems too: a folder that cannot be read or has none.
base::Result<std::shared_ptr<const CsafExtensions>> load_csaf_extensions(const std::filesystem::path& folder);

}  // namespace ingest
