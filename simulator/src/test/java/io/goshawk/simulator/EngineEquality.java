package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Inputs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs a graph on random events by an engine and by the interpreter, the law.
final class EngineEquality {
    private EngineEquality() {}

    static SimulatorOptions options(SimulatorOptions.Engine engine) {
        return new SimulatorOptions(engine, 1, Path.of("target", "kernels"));
    }

    /// Asserts that `simulation` gives what the interpreter gives on `events` random events.
    static void check(Simulation simulation, int events, long seed) {
        Graph<IntegerOp> graph = simulation.graph();
        List<PortBuffer> inputs = simulation.inputs(events);
        List<List<IntTensor>> expected = new ArrayList<>();
        for (int event = 0; event < events; event++) {
            List<Tensor> tensors = Inputs.random(graph, seed * 1000 + event);
            for (int i = 0; i < tensors.size(); i++) {
                inputs.get(i).set(event, (IntTensor) tensors.get(i));
            }
            expected.add(Interpreter.runIntegers(graph, tensors));
        }
        List<PortBuffer> outputs = simulation.outputs(events);
        simulation.run(inputs, outputs);
        for (int event = 0; event < events; event++) {
            for (int i = 0; i < outputs.size(); i++) {
                var shape = graph.outputs().get(i).value().shape();
                assertThat(outputs.get(i).get(event, shape))
                        .as("seed %d, event %d, output %d, %s", seed, event, i, simulation.engine())
                        .isEqualTo(expected.get(event).get(i));
            }
        }
    }
}
