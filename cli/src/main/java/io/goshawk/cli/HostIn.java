package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the host does in front of the hardware, on many rows: exact, and with a say about values that a
/// type cannot hold.
final class HostIn {
    private static final IntType UNBOUNDED = IntType.s(IntType.MAX_BITS);

    private final Graph<QuantOp> graph;
    private final Graph<QuantOp> unbounded;
    private final Optional<Overflow> choice;
    private long clipped;

    /// {@return how many values lay outside their type and were given another, so far}
    long clipped() {
        return clipped;
    }

    /// @param choice what to do in place of refusing a value outside an input's type
    HostIn(Graph<QuantOp> graph, Optional<Overflow> choice) {
        this.graph = graph;
        this.choice = choice;
        this.unbounded = graph.mapOps(node -> node.op() instanceof Quantize q ? unbounded(q) : node.op());
    }

    /// A quantiser that would refuse gives any integer there is; what to refuse is decided where rows
    /// are known.
    private static Quantize unbounded(Quantize op) {
        return op.overflow() != Overflow.REFUSE
                ? op
                : new Quantize(
                        op.input(),
                        new QuantType(UNBOUNDED, op.element().map()),
                        UNBOUNDED.range(),
                        op.rounding(),
                        Overflow.SATURATE);
    }

    /// {@return the codes for each port of the hardware}
    /// @param inputs real numbers for each input of the model, all with as many rows
    List<Stack> codes(List<Samples> inputs) {
        inputs.forEach(HostIn::checkFinite);
        int rows = inputs.getFirst().rows();
        List<Stack> stacks = new ArrayList<>();
        List<Bounds> bounds = new ArrayList<>();
        for (int i = 0; i < graph.outputs().size(); i++) {
            stacks.add(Stack.zeros(graph.outputs().get(i).value().shape(), rows));
            bounds.add(bounds(i, inputs));
        }
        new Rows<>(unbounded, HostIn::memoised)
                .run(
                        rows,
                        (from, to, shapes) -> slices(inputs, from, to, shapes),
                        (from, _, outputs) -> {
                            for (int i = 0; i < stacks.size(); i++) {
                                bounds.get(i).store((IntTensor) outputs.get(i), stacks.get(i), from);
                            }
                        },
                        _ -> {});
        bounds.forEach(Bounds::report);
        clipped += bounds.stream().mapToLong(Bounds::clipped).sum();
        return stacks;
    }

    private static List<Tensor> memoised(Graph<QuantOp> graph, List<? extends Tensor> inputs) {
        return ElementWise.run(graph, inputs);
    }

    private static void checkFinite(Samples samples) {
        double[] values = reals(samples);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw DataFile.refusal(
                        samples.source(), samples.place(i) + " holds " + values[i] + ", which is no number");
            }
        }
    }

    private static double[] reals(Samples samples) {
        return switch (samples.array()) {
            case NpyArray.Reals reals -> reals.values();
            case NpyArray.Integers _ -> throw new IllegalArgumentException("integers are for the hardware's ports");
        };
    }

    private static List<Tensor> slices(List<Samples> inputs, int from, int to, List<Shape> shapes) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            int size = inputs.get(i).row().size();
            double[] part = Arrays.copyOfRange(reals(inputs.get(i)), from * size, to * size);
            tensors.add(FloatTensor.of(shapes.get(i), FloatType.F64, part));
        }
        return tensors;
    }

    private Bounds bounds(int output, List<Samples> inputs) {
        Graph.Port port = graph.outputs().get(output);
        Value value = port.value();
        var producers = graph.producers();
        while (producers.containsKey(value) && producers.get(value).op() instanceof ShapeOp) {
            value = producers.get(value).op().operands().getFirst();
        }
        Optional<Quantize> quantiser = Optional.ofNullable(producers.get(value))
                .flatMap(node -> node.op() instanceof Quantize q ? Optional.of(q) : Optional.empty());
        IntRange range = quantiser
                .map(Quantize::clamp)
                .orElse(((QuantType) port.value().type().element()).storage().range());
        Overflow overflow = quantiser.map(Quantize::overflow).orElse(Overflow.SATURATE);
        Overflow effective = overflow == Overflow.REFUSE ? choice.orElse(overflow) : overflow;
        Value source = value;
        while (producers.containsKey(source)) {
            source = producers.get(source).op().operands().getFirst();
        }
        Value input = source;
        int index = graph.inputs().stream().map(Graph.Port::value).toList().indexOf(input);
        return new Bounds(
                range,
                effective,
                inputs.get(Math.max(0, index)),
                quantiser.map(q -> q.element().map()));
    }
}
