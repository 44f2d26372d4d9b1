"""graph-tool's SIR for peers_bench: reads a graph, then runs what each line asks for.

graph-tool works in discrete steps; a step of 1/7 is what its final size can just bear (it comes out at about 0.914 for
0.893). Says 'ready' when graph-tool is there; takes 'NODES EDGES' and the ends of the edges as 32-bit numbers; says
'built'; then for each line 'FIRST COUNT SEEDS' answers 'SECONDS INFECTED', the processor time without building.
"""
import math
import sys
import time

try:
    import numpy
    import graph_tool
    from graph_tool.dynamics import SIRState
except ImportError:
    sys.exit(0)

STEP = 1 / 7
INFECTION = 1 - math.exp(-STEP / 3)
REMOVAL = 1 - math.exp(-STEP)


def say(text):
    print(text, flush=True)


def main():
    say("ready")
    nodes, edges = map(int, sys.stdin.buffer.readline().split())
    ends = numpy.frombuffer(sys.stdin.buffer.read(8 * edges), dtype=numpy.uint32).reshape(2, edges)
    graph = graph_tool.Graph(directed=False)
    graph.add_vertex(nodes)
    graph.add_edge_list(ends.T)
    say("built")
    for line in sys.stdin.buffer:
        first, count, seeds = map(int, line.split())
        seconds = 0.0
        infected = 0
        for replica in range(first, first + count):
            graph_tool.seed_rng(replica + 1)
            random = numpy.random.default_rng(replica)
            state_of = graph.new_vertex_property("int32_t")
            state_of.a = 0
            state_of.a[random.choice(nodes, seeds, replace=False)] = 1
            start = time.process_time()
            state = SIRState(graph, beta=INFECTION, gamma=REMOVAL, s=state_of, constant_beta=True)
            while (state.get_state().a == 1).any():
                state.iterate_sync(niter=5)
            seconds += time.process_time() - start
            infected += int((state.get_state().a == 2).sum())
        say(f"{seconds} {infected}")


main()
