package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;
import java.util.stream.IntStream;

/// The interpreter on several threads: for what no engine takes.
final class InterpretedSimulation implements Simulation {
    private final Graph<IntegerOp> graph;
    private final Workers workers;

    InterpretedSimulation(Graph<IntegerOp> graph, int threads) {
        this.graph = graph;
        this.workers = new Workers(threads);
    }

    @Override
    public Graph<IntegerOp> graph() {
        return graph;
    }

    @Override
    public String engine() {
        return "interpreter";
    }

    @Override
    public void run(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        workers.run(
                inputs.getFirst().rows(),
                1,
                () -> (from, to) -> IntStream.range(from, to).forEach(event -> run(event, inputs, outputs)));
    }

    @Override
    public void runHere(List<PortBuffer> inputs, List<PortBuffer> outputs) {
        IntStream.range(0, inputs.getFirst().rows()).forEach(event -> run(event, inputs, outputs));
    }

    private void run(int event, List<PortBuffer> inputs, List<PortBuffer> outputs) {
        List<IntTensor> tensors = IntStream.range(0, inputs.size())
                .mapToObj(i ->
                        inputs.get(i).get(event, graph.inputs().get(i).value().shape()))
                .toList();
        List<IntTensor> results = Interpreter.runIntegers(graph, tensors);
        for (int i = 0; i < results.size(); i++) {
            outputs.get(i).set(event, results.get(i));
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
