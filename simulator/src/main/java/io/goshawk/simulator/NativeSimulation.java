package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.kernels.NativeEngine;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The native engine on several threads.
final class NativeSimulation implements Simulation {
    /// More events than this at a time gain nothing.
    private static final int MOST = 1 << 13;

    private final Graph<IntegerOp> graph;
    private final NativeEngine engine;
    private final Workers workers;
    private final int threads;
    private final Queue<NativeEngine.Worker> idle = new ConcurrentLinkedQueue<>();

    NativeSimulation(Graph<IntegerOp> graph, NativeEngine engine, int threads) {
        this.graph = graph;
        this.engine = engine;
        this.threads = threads;
        this.workers = new Workers(threads);
    }

    @Override
    public Graph<IntegerOp> graph() {
        return graph;
    }

    @Override
    public String engine() {
        return "native, " + engine.isa().title();
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
        NativeEngine.Worker known = idle.poll();
        NativeEngine.Worker worker = known == null ? engine.worker() : known;
        worker.run(from, to, inputs, outputs);
        idle.add(worker);
        Reference.reachabilityFence(engine);
        Reference.reachabilityFence(inputs);
        Reference.reachabilityFence(outputs);
    }

    /// Some chunks for each thread, of whole tiles.
    private int chunk(int rows) {
        int lanes = engine.lanes();
        int share = rows / (4 * threads) / lanes * lanes;
        return Math.max(lanes, Math.min(share, MOST / lanes * lanes));
    }

    @Override
    public void close() {
        workers.close();
    }
}
