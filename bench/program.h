#pragma once
// The program itself, as a person runs it. Whoever includes this defines CORDON_PROGRAM, its path.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace bench {

struct Run {
  double seconds = 0;     ///< on the clock
  double memory_mib = 0;  ///< the most that it had
  bool well = false;      ///< its status was 0; when not, that was said on stderr
};

/// Runs `cordon arguments`, its output thrown away.
inline Run run_program(const std::vector<std::string>& arguments) {
  std::fflush(stdout);  // or the child would print it again
  const auto begun = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen("/dev/null", "w", stdout) == nullptr) _exit(1);
    std::vector<char*> words{const_cast<char*>(CORDON_PROGRAM)};
    for (const std::string& one : arguments) words.push_back(const_cast<char*>(one.c_str()));
    words.push_back(nullptr);
    execv(CORDON_PROGRAM, words.data());
    _exit(1);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  if (status != 0) fmt::print(stderr, "cordon {}: status {}\n", fmt::join(arguments, " "), status);
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(),
          static_cast<double>(used.ru_maxrss) / 1024, status == 0};
}

}  // namespace bench
