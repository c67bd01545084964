package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.kernels.PlaneEngine;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The native engine for large networks, on several threads: each runs some images, or all run the same
/// where there are too few.
final class PlaneSimulation implements Simulation {
    private final Graph<IntegerOp> graph;
    private final PlaneEngine engine;
    private final Workers workers;
    private final int threads;
    private final Queue<PlaneEngine.Crew> idle = new ConcurrentLinkedQueue<>();
    private final PlaneEngine.Crew all;
    private final Object turn = new Object();

    PlaneSimulation(Graph<IntegerOp> graph, PlaneEngine engine, int threads) {
        this.graph = graph;
        this.engine = engine;
        this.threads = threads;
        this.workers = new Workers(threads);
        this.all = engine.crew(threads);
    }

    @Override
    public Graph<IntegerOp> graph() {
        return graph;
    }

    @Override
    public String engine() {
        return "native, " + engine.isa().title() + ", lanes are pixels";
    }

    @Override
    public void run(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        int rows = inputs.getFirst().rows();
        if (rows < threads) {
            // Only one run at a time: every thread has to be there.
            synchronized (turn) {
                MemorySegment ports = all.ports(0, inputs, outputs);
                workers.together(thread -> all.run(thread, ports, rows));
            }
        } else {
            int chunk = Math.min(engine.images(), (rows + threads - 1) / threads);
            workers.run(rows, chunk, () -> (from, to) -> alone(from, to, inputs, outputs));
        }
        Reference.reachabilityFence(engine);
        Reference.reachabilityFence(inputs);
        Reference.reachabilityFence(outputs);
    }

    @Override
    public void runHere(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        int rows = inputs.getFirst().rows();
        for (int from = 0; from < rows; from += engine.images()) {
            alone(from, Math.min(rows, from + engine.images()), inputs, outputs);
        }
    }

    private void alone(int from, int to, List<PortBuffer> inputs, List<PortBuffer> outputs) {
        PlaneEngine.Crew known = idle.poll();
        PlaneEngine.Crew crew = known == null ? engine.crew(1) : known;
        crew.run(0, crew.ports(from, inputs, outputs), to - (long) from);
        idle.add(crew);
    }

    @Override
    public void close() {
        workers.close();
    }
}
