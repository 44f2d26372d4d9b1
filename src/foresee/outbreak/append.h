#pragma once
// Appending where nearly always there is room.

#include <vector>

namespace outbreak {

template <class T>
[[gnu::noinline]] void make_room(std::vector<T>& list) {
  list.reserve(2 * list.size() + 16);
}

/// As push_back, but what has to be done when there is no room is not compiled into every place that appends.
template <class T>
inline void append(std::vector<T>& list, const T& item) {
  if (list.size() == list.capacity()) make_room(list);
  if (list.size() == list.capacity()) __builtin_unreachable();
  list.push_back(item);
}

}  // namespace outbreak
