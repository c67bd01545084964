package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.portable.PortableEngine;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The portable engine on several threads.
final class PortableSimulation implements Simulation {
    private final Graph<IntegerOp> graph;
    private final PortableEngine engine;
    private final Workers workers;
    private final Queue<PortableEngine.Worker> idle = new ConcurrentLinkedQueue<>();

    PortableSimulation(Graph<IntegerOp> graph, Plan plan, int threads) {
        this.graph = graph;
        this.engine = new PortableEngine(plan);
        this.workers = new Workers(threads);
    }

    @Override
    public Graph<IntegerOp> graph() {
        return graph;
    }

    @Override
    public String engine() {
        return "portable";
    }

    @Override
    public void run(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        int rows = inputs.getFirst().rows();
        workers.run(rows, chunk(rows), () -> (from, to) -> run(from, to, inputs, outputs));
    }

    @Override
    public void runHere(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        run(0, inputs.getFirst().rows(), inputs, outputs);
    }

    private void run(int from, int to, List<PortBuffer> inputs, List<PortBuffer> outputs) {
        PortableEngine.Worker known = idle.poll();
        PortableEngine.Worker worker = known == null ? engine.worker() : known;
        worker.run(from, to, inputs, outputs);
        idle.add(worker);
    }

    /// A few chunks for each thread, of whole tiles.
    private int chunk(int rows) {
        int tiles = Math.max(1, rows / engine.lanes() / 64);
        return engine.lanes() * Math.min(64, tiles);
    }

    @Override
    public void close() {
        workers.close();
    }
}
