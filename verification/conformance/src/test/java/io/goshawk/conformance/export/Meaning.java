package io.goshawk.conformance.export;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What graphs give out, as the reals it stands for.
final class Meaning {
    private Meaning() {}

    /// {@return for each output of `graph` the exact reals, codes being what they stand for}
    static List<RealTensor> of(Graph<? extends Op> graph, List<Tensor> inputs) {
        List<Tensor> outputs = Interpreter.run(graph, inputs);
        List<RealTensor> reals = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            TensorType type = graph.outputs().get(i).value().type();
            reals.add(
                    switch (outputs.get(i)) {
                        case IntTensor codes when type.element() instanceof QuantType -> Reals.of(codes, type);
                        case IntTensor integers -> RealTensor.exactly(integers);
                        case FloatTensor floats -> RealTensor.exactly(floats);
                        case RealTensor exact -> exact;
                    });
        }
        return reals;
    }

    /// {@return `reals` in the form that `outputs` have: exact, rounded to floats, or as integers}
    static List<Tensor> like(List<Tensor> outputs, List<RealTensor> reals) {
        List<Tensor> alike = new ArrayList<>();
        for (int i = 0; i < reals.size(); i++) {
            RealTensor exact = reals.get(i);
            alike.add(
                    switch (outputs.get(i)) {
                        case RealTensor _ -> exact;
                        case FloatTensor floats -> Floats.of(exact, floats.type());
                        case IntTensor integers ->
                            IntTensor.of(
                                    integers.shape(),
                                    place -> exact.at(place).toIntegerExact().longValueExact());
                    });
        }
        return alike;
    }

    /// {@return the outputs number `index` of all runs as doubles, one run behind the other}
    static double[] doubles(Graph<? extends Op> graph, List<List<Tensor>> runs, int index) {
        return runs.stream()
                .flatMapToDouble(
                        run -> of(graph, run).get(index).values().stream().mapToDouble(real -> real.toDouble()))
                .toArray();
    }

    /// {@return how many of the elements differ}
    static long differences(double[] ours, double[] theirs) {
        return ours.length != theirs.length
                ? Math.max(ours.length, theirs.length)
                : java.util.stream.IntStream.range(0, ours.length)
                        .filter(i -> ours[i] != theirs[i])
                        .count();
    }

    static String shown(double[] values) {
        return Arrays.toString(Arrays.copyOf(values, Math.min(8, values.length)));
    }
}
