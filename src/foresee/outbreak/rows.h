#pragma once
// Rows of an organisation: numbers for each of its blocks and vectors, of one organisation after the other. They have
// whole vector registers, and whole cache lines unless half of one will do; the places beyond the blocks stay 0.

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

namespace outbreak {

/// Length of a row with so many places.
inline std::uint32_t row_length(std::size_t places) {
  const std::size_t whole = places <= 4 ? 4 : 8;
  return static_cast<std::uint32_t>((places + whole - 1) / whole * whole);
}

/// Where a row may begin that comes after so many places.
inline std::size_t row_begin(std::size_t after, std::uint32_t length) {
  return length < 8 ? after : (after + 7) / 8 * 8;
}

/// What stands in rows begins with a cache line.
template <class T>
struct LineAllocator {
  using value_type = T;
  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>&) {}
  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), line)); }
  void deallocate(T* memory, std::size_t) noexcept { ::operator delete(memory, line); }
  friend bool operator==(LineAllocator, LineAllocator) { return true; }

 private:
  static constexpr std::align_val_t line{64};
};
template <class T>
using Rows = std::vector<T, LineAllocator<T>>;

}  // namespace outbreak
