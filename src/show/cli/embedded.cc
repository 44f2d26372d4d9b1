#include "show/cli/embedded.h"

#include <algorithm>
#include <cassert>

namespace cli {

std::string_view embedded(const std::vector<EmbeddedFile>& files, std::string_view name) {
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  assert(found != files.end());
  return found->content;
}

}  // namespace cli
