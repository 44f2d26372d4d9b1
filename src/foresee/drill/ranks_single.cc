// One process alone: what is built without MPI.
#ifndef CORDON_HAS_MPI

#include <atomic>

#include "foresee/drill/ranks.h"

namespace drill {

struct Ranks::Parts {
  std::atomic<std::uint64_t> next = 0;
};

Ranks::Ranks(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Ranks::Ranks(Ranks&&) noexcept = default;
Ranks& Ranks::operator=(Ranks&&) noexcept = default;
Ranks::~Ranks() = default;

Ranks Ranks::join() {
  return Ranks(std::make_unique<Parts>());
}

Ranks Ranks::alone() {
  return join();
}

int Ranks::rank() const {
  return 0;
}

int Ranks::count() const {
  return 1;
}

void Ranks::open(std::uint64_t first) {
  parts_->next = first;
}

std::uint64_t Ranks::take(std::uint64_t block) {
  return parts_->next.fetch_add(block, std::memory_order_relaxed);
}

void Ranks::close() {
  parts_->next = ranks_closed;
}

std::vector<std::byte> Ranks::share_bytes(std::span<const std::byte> mine, std::size_t) const {
  return {mine.begin(), mine.end()};
}

void Ranks::deal(std::span<const std::byte>, std::span<std::byte>, std::size_t, std::span<const std::uint64_t>) const {}

std::uint64_t Ranks::most(std::uint64_t mine) const {
  return mine;
}

void Ranks::abort(int) const {}

}  // namespace drill

#endif
