#pragma once
// A value, or all that was wrong: what crosses from one room to another in place of exceptions.

#include <tl/expected.hpp>

#include "base/problem.h"

namespace base {

template <class T>
using Result = tl::expected<T, Problems>;

}  // namespace base
