package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.kernels.RowEngine;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/// The row-major kernels on several threads: each on events of its own, or, where there are fewer
/// events than threads, all on the same one.
final class RowSimulation implements Simulation {
    private final Graph<IntegerOp> graph;
    private final RowEngine engine;
    private final Workers workers;
    private final int threads;
    private final Queue<RowEngine.Team> idle = new ConcurrentLinkedQueue<>();
    private final RowEngine.Team together;
    /// Threads of one team wait for each other, so two teams must not share the workers.
    private final ReentrantLock turn = new ReentrantLock();

    RowSimulation(Graph<IntegerOp> graph, RowEngine engine, int threads) {
        this.graph = graph;
        this.engine = engine;
        this.threads = threads;
        this.workers = new Workers(threads);
        this.together = engine.team(threads);
    }

    @Override
    public Graph<IntegerOp> graph() {
        return graph;
    }

    @Override
    public String engine() {
        return "native rows, " + engine.isa().title();
    }

    @Override
    public void run(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        int rows = inputs.getFirst().rows();
        if (rows < threads) {
            together(rows, inputs, outputs);
        } else {
            apart(rows, inputs, outputs);
        }
    }

    @Override
    public void runHere(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        run(0, inputs.getFirst().rows(), inputs, outputs);
    }

    private void together(int rows, List<PortBuffer> inputs, List<PortBuffer> outputs) {
        turn.lock();
        try {
            workers.run(threads, 1, () -> (part, _) -> together.run(part, 0, rows, inputs, outputs));
            fence(inputs, outputs);
        } finally {
            turn.unlock();
        }
    }

    private void apart(int rows, List<PortBuffer> inputs, List<PortBuffer> outputs) {
        int share = (rows + threads - 1) / threads;
        int chunk = Math.min(engine.events(), share);
        workers.run(rows, chunk, () -> (from, to) -> run(from, to, inputs, outputs));
    }

    private void run(int from, int to, List<PortBuffer> inputs, List<PortBuffer> outputs) {
        RowEngine.Team known = idle.poll();
        RowEngine.Team team = known == null ? engine.team(1) : known;
        team.run(0, from, to, inputs, outputs);
        idle.add(team);
        fence(inputs, outputs);
    }

    /// What the kernels use stays where it is until they are done.
    private void fence(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        Reference.reachabilityFence(engine);
        Reference.reachabilityFence(inputs);
        Reference.reachabilityFence(outputs);
    }

    @Override
    public void close() {
        workers.close();
    }
}
