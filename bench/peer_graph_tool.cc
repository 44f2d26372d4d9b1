// graph-tool, through a small Python program that stays and is told over a pipe what to run.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "peers.h"

namespace bench {

namespace {

class GraphTool : public Peer {
 public:
  explicit GraphTool(const EdgeList& list) {
    int down[2], up[2];
    if (pipe(down) != 0 || pipe(up) != 0) return;
    child_ = fork();
    if (child_ == 0) {
      dup2(down[0], STDIN_FILENO);
      dup2(up[1], STDOUT_FILENO);
      for (const int end : {down[0], down[1], up[0], up[1]}) close(end);
      setenv("OMP_NUM_THREADS", "1", 1);
      execl("/usr/bin/python3", "python3", CORDON_SOURCE_DIR "/bench/graph_tool_sir.py", nullptr);
      _exit(127);
    }
    close(down[0]);
    close(up[1]);
    to_ = fdopen(down[1], "wb");
    from_ = fdopen(up[0], "r");
    if (!expect("ready")) return;
    std::fprintf(to_, "%u %zu\n", list.nodes, list.a.size());
    std::fwrite(list.a.data(), 4, list.a.size(), to_);
    std::fwrite(list.b.data(), 4, list.b.size(), to_);
    std::fflush(to_);
    works_ = expect("built");
  }
  ~GraphTool() override {
    if (to_ != nullptr) std::fclose(to_);
    if (from_ != nullptr) std::fclose(from_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
  }
  GraphTool(const GraphTool&) = delete;
  GraphTool& operator=(const GraphTool&) = delete;

  [[nodiscard]] bool works() const { return works_; }
  [[nodiscard]] std::string name() const override { return "graph-tool, step 1/7"; }

  Measured run(std::uint64_t first, std::size_t count, bool random_seed) override {
    Measured measured;
    unsigned long long infections = 0;
    std::fprintf(to_, "%llu %zu %d\n", static_cast<unsigned long long>(first), count, random_seed ? 1 : 100);
    std::fflush(to_);
    measured.failed = std::fscanf(from_, "%lf %llu", &measured.seconds, &infections) != 2;
    measured.infections = infections;
    return measured;
  }

 private:
  bool expect(std::string_view word) {
    char line[64] = {};
    return from_ != nullptr && std::fgets(line, sizeof line, from_) != nullptr &&
           std::string_view(line).substr(0, word.size()) == word;
  }

  pid_t child_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
  bool works_ = false;
};

}  // namespace

std::unique_ptr<Peer> make_graph_tool(const EdgeList& list) {
  auto peer = std::make_unique<GraphTool>(list);
  if (peer->works()) return peer;
  std::puts("graph-tool: skipped, not found (apt-get install python3-graph-tool)");
  return nullptr;
}

}  // namespace bench
