#include "base/problem.h"

#include <fmt/format.h>

#include <algorithm>

namespace base {

std::string to_line(const Problem& problem) {
  std::string line;
  for (const std::string* part : {&problem.file, &problem.place}) {
    if (!part->empty()) line += *part + ": ";
  }
  if (!problem.value.empty()) line += fmt::format("'{}' ", problem.value);
  line += problem.what;
  if (!problem.mend.empty()) line += "; " + problem.mend;
  return line;
}

void Problems::add(Problem problem) {
  ++total_;
  auto kind = std::find_if(kinds_.begin(), kinds_.end(),
                           [&](const Kind& known) { return known.what == problem.what && known.file == problem.file; });
  if (kind == kinds_.end()) kind = kinds_.insert(kinds_.end(), {problem.file, problem.what, 0});
  if (++kind->count <= kept_per_kind) kept_.push_back(std::move(problem));
}

void Problems::add(const Problems& others) {
  for (const Problem& problem : others.kept_) add(problem);
  for (const Kind& kind : others.kinds_) {
    if (kind.count <= kept_per_kind) continue;
    const std::size_t only_counted = kind.count - kept_per_kind;
    auto known = std::find_if(kinds_.begin(), kinds_.end(),
                              [&](const Kind& k) { return k.what == kind.what && k.file == kind.file; });
    if (known != kinds_.end()) known->count += only_counted;
    total_ += only_counted;
  }
}

bool Problems::wants(const std::string& file, const std::string& what) const {
  return std::none_of(kinds_.begin(), kinds_.end(), [&](const Kind& kind) {
    return kind.what == what && kind.file == file && kind.count >= kept_per_kind;
  });
}

std::string Problems::to_text() const {
  std::string text;
  for (const Problem& problem : kept_) text += to_line(problem) + "\n";
  for (const Kind& kind : kinds_) {
    if (kind.count > kept_per_kind) {
      text += fmt::format("{}: and {} more of this kind: {}\n", kind.file, kind.count - kept_per_kind, kind.what);
    }
  }
  return text;
}

}  // namespace base
