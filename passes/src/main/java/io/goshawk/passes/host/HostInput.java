package io.goshawk.passes.host;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The host's part in front of the hardware, ready to run many times: bit for bit what the interpreter gives, at
/// the speed of doubles wherever an output is a quantiser behind moves, affine maps and ReLUs of one float input.
public final class HostInput {
    private final Graph<QuantOp> graph;
    private final List<Optional<QuantiserPlan>> plans;

    /// @param graph ends at the hardware's inputs: all outputs are integer codes
    public HostInput(Graph<QuantOp> graph) {
        this.graph = graph;
        Map<Value, Integer> inputs = IntStream.range(0, graph.inputs().size())
                .boxed()
                .collect(Collectors.toMap(i -> graph.inputs().get(i).value(), i -> i));
        this.plans = graph.outputs().stream()
                .map(port -> QuantiserPlan.of(port.value(), graph.producers(), inputs))
                .toList();
    }

    /// {@return the codes at the hardware's inputs, in port order}
    ///
    /// @param inputs the model's inputs, in port order
    /// @throws ArithmeticException if a value is not finite, or lies outside a type that refuses that
    public List<IntTensor> run(List<? extends Tensor> inputs) {
        boolean planned =
                plans.stream().allMatch(Optional::isPresent) && inputs.stream().allMatch(FloatTensor.class::isInstance);
        if (!planned) {
            return Interpreter.runIntegers(graph, inputs);
        }
        List<IntTensor> codes = new ArrayList<>();
        for (Optional<QuantiserPlan> plan : plans) {
            codes.add(plan.orElseThrow().run(inputs));
        }
        return codes;
    }
}
