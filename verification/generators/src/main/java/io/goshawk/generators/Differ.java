package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Runs two graphs on the same inputs and says where they differ first. Outputs are compared by position, as the
/// exact reals they mean, so a quant graph compares with the integer graph it became.
public final class Differ {
    private Differ() {}

    /// One differing element.
    ///
    /// @param output the name of the output in the first graph
    /// @param index the element, row-major
    /// @param expected what the first graph gives
    /// @param actual what the second graph gives
    public record Difference(String output, int index, Real expected, Real actual, List<Tensor> inputs) {
        @Override
        public String toString() {
            return "output " + output + ", element " + index + ": " + expected + " became " + actual + " on " + inputs;
        }
    }

    /// {@return the first element in which `second` differs from `first` on `inputs`}
    /// @throws IllegalArgumentException if outputs differ in number or shape
    public static Optional<Difference> same(
            Graph<? extends Op> first, Graph<? extends Op> second, List<Tensor> inputs) {
        List<RealTensor> expected = run(first, inputs);
        List<RealTensor> actual = run(second, inputs);
        if (expected.size() != actual.size()) {
            throw new IllegalArgumentException(expected.size() + " outputs became " + actual.size());
        }
        for (int port = 0; port < expected.size(); port++) {
            String name = first.outputs().get(port).name();
            if (!expected.get(port).shape().equals(actual.get(port).shape())) {
                throw new IllegalArgumentException("output " + name + " changed its shape");
            }
            for (int i = 0; i < expected.get(port).shape().size(); i++) {
                Real left = expected.get(port).at(i);
                Real right = actual.get(port).at(i);
                if (left.compareTo(right) != 0) {
                    return Optional.of(new Difference(name, i, left, right, inputs));
                }
            }
        }
        return Optional.empty();
    }

    private static List<RealTensor> run(Graph<? extends Op> graph, List<Tensor> inputs) {
        List<Tensor> outputs = Interpreter.run(graph, inputs);
        return IntStream.range(0, outputs.size())
                .mapToObj(i -> meant(graph.outputs().get(i), outputs.get(i)))
                .toList();
    }

    private static RealTensor meant(Graph.Port port, Tensor tensor) {
        RealTensor plain = Reals.of(tensor, port.value().type());
        return port.meaning().map(map -> Reals.apply(map, plain)).orElse(plain);
    }
}
