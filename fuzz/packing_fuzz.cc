// Any bytes as what a store keeps of an advisory, of its head, and as a list of numbers: refused, or a value that comes
// out the same once it was packed again. A store's file may be damaged.

#include <cstdlib>
#include <string_view>
#include <vector>

#include "world/store/packing.h"

namespace {

std::string_view text(const std::vector<unsigned char>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  advisory::Advisory found;
  if (store::unpack(bytes, found)) {
    const std::vector<unsigned char> packed = store::pack(found);
    advisory::Advisory again;
    if (!store::unpack(text(packed), again) || store::pack(again) != packed) std::abort();
  }
  advisory::Head head;
  if (store::unpack(bytes, head)) {
    const std::vector<unsigned char> packed = store::pack(head);
    advisory::Head again;
    if (!store::unpack(text(packed), again) || store::pack(again) != packed) std::abort();
  }
  std::vector<std::uint32_t> numbers;
  if (store::unpack(bytes, numbers)) {
    std::vector<std::uint32_t> again;
    if (!store::unpack(text(store::pack(numbers)), again) || again != numbers) std::abort();
  }
  return 0;
}
