// Any bytes as schemas and metadata of extensions and a document that is held against them, parts with a line "---"
// between them, the document last: refused, or checked within the steps that a value may take.

#include <cstdlib>
#include <string_view>
#include <vector>

#include "world/ingest/csaf_extension_schemas.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<ingest::NamedText> files;
  constexpr std::string_view between = "\n---\n";
  for (std::size_t end = rest.find(between); end != std::string_view::npos; end = rest.find(between)) {
    files.push_back({"fuzz.json", rest.substr(0, end)});
    rest.remove_prefix(end + between.size());
  }
  const auto extensions = ingest::parse_csaf_extensions(files);
  if (!extensions && extensions.error().empty()) std::abort();
  if (!extensions) return 0;
  ingest::CsafReferences beside;
  beside.extensions = *extensions;
  const auto report = ingest::parse_csaf("fuzz.json", rest, beside);
  if (!report) return 0;
  for (const auto* const list : {&report->findings, &report->unchecked}) {
    for (const ingest::CsafFinding& finding : *list) {
      if (finding.what.empty() || (!finding.place.empty() && finding.place[0] != '/')) std::abort();
    }
  }
  return 0;
}
