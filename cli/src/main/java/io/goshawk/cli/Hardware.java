package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.PortBuffer;
import io.goshawk.simulator.Simulation;
import io.goshawk.simulator.Simulator;
import io.goshawk.simulator.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// The hardware's integers on one of the simulator's engines.
final class Hardware implements AutoCloseable {
    private final Simulation simulation;
    private long nanos;
    private long rows;

    Hardware(Graph<IntegerOp> graph, SimulatorOptions options) {
        this.simulation = Simulator.compile(graph, options);
    }

    /// {@return what runs it}
    Simulation simulation() {
        return simulation;
    }

    /// Waits for a thread.
    static void await(Future<?> running) {
        try {
            running.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Counts rows that the engine ran elsewhere.
    /// @param spent how long they took
    void count(long many, long spent) {
        rows += many;
        nanos += spent;
    }

    /// {@return what runs it, in words}
    String engine() {
        return simulation.engine();
    }

    /// {@return what the hardware gives, for each of its ports}
    List<Stack> run(List<Stack> codes) {
        int count = codes.getFirst().rows();
        List<PortBuffer> inputs = simulation.inputs(count);
        for (int i = 0; i < inputs.size(); i++) {
            long[] values = codes.get(i).values();
            PortBuffer buffer = inputs.get(i);
            for (int place = 0; place < values.length; place++) {
                buffer.set(place, values[place]);
            }
        }
        List<PortBuffer> outputs = simulation.outputs(count);
        long start = System.nanoTime();
        simulation.run(inputs, outputs);
        nanos += System.nanoTime() - start;
        rows += count;
        return stacks(outputs);
    }

    private List<Stack> stacks(List<PortBuffer> outputs) {
        List<Stack> stacks = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            PortBuffer buffer = outputs.get(i);
            Stack stack =
                    Stack.zeros(simulation.graph().outputs().get(i).value().shape(), buffer.rows());
            for (int place = 0; place < stack.values().length; place++) {
                stack.values()[place] = buffer.get(place);
            }
            stacks.add(stack);
        }
        return stacks;
    }

    /// {@return rows a second, of the engine alone}
    double perSecond() {
        return rows / Math.max(1e-9, nanos / 1e9);
    }

    @Override
    public void close() {
        simulation.close();
    }
}
