package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.portable.PortableEngine;
import java.util.List;

/// The portable engine on several threads.
final class PortableSimulation implements Simulation {
    private final Graph<IntegerOp> graph;
    private final PortableEngine engine;
    private final Workers workers;

    PortableSimulation(Graph<IntegerOp> graph, Plan plan, int threads) {
        this.graph = graph;
        this.engine = new PortableEngine(plan, false);
        this.workers = new Workers(threads);
    }

    /// {@return whether this JVM was started with vectors}
    static boolean available() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    @Override
    public Graph<IntegerOp> graph() {
        return graph;
    }

    @Override
    public String engine() {
        return "portable, vectors of " + PortableEngine.vectorBits() + " bits";
    }

    @Override
    public void run(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        int rows = inputs.getFirst().rows();
        workers.run(rows, chunk(rows), () -> {
            PortableEngine.Worker worker = engine.worker();
            return (from, to) -> worker.run(from, to, inputs, outputs, (_, _) -> {});
        });
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
