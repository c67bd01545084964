package io.goshawk.rtl;

import io.goshawk.codegen.GoldenVectors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.ElementRanges;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Random multilayer perceptrons as integer graphs.
final class Networks {
    private Networks() {}

    /// A network like the jet tagger: weights and activations of `bits` bits, half-even shifts in
    /// between.
    static Graph<IntegerOp> shifts(long seed, int bits, int... widths) {
        SplittableRandom random = new SplittableRandom(seed);
        int top = 1 << (bits - 1);
        return build(IntType.s(bits), widths, () -> random.nextLong(-top, top), ranges -> {
            int shift = Math.max(1, ranges.max().bitLength() - bits);
            IntRange clamp = IntRange.of(0, (1 << bits) - 1);
            BigInteger bias = BigInteger.valueOf(random.nextLong(-50, 50));
            Law law = new Law(
                    Dyadic.powerOfTwo(-shift),
                    Dyadic.of(bias).times(Dyadic.powerOfTwo(-shift)),
                    Rounding.HALF_EVEN,
                    clamp);
            return new Requantizer(new Form.Scale(BigInteger.ONE, bias, shift, Rounding.HALF_EVEN), ranges, law);
        });
    }

    /// A binary network: weights -1 and 1, one-bit codes in between.
    static Graph<IntegerOp> binary(long seed, int... widths) {
        SplittableRandom random = new SplittableRandom(seed);
        return build(IntType.u(1), widths, () -> random.nextBoolean() ? 1 : -1, ranges -> {
            BigInteger threshold = BigInteger.valueOf(random.nextLong(-8, 9));
            boolean falling = random.nextInt(4) == 0;
            Dyadic scale = Dyadic.of(falling ? -1 : 1);
            BigInteger offset = falling ? threshold : BigInteger.ONE.subtract(threshold);
            Law law = new Law(scale, Dyadic.of(offset), Rounding.FLOOR, IntRange.of(0, 1));
            Form form = new Form.Thresholds(falling ? BigInteger.ONE : BigInteger.ZERO, falling, List.of(threshold));
            return new Requantizer(form, ranges, law);
        });
    }

    private interface Weights {
        long next();
    }

    private static Graph<IntegerOp> build(
            IntType input, int[] widths, Weights weights, Function<IntRange, Requantizer> requantizers) {
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>("net");
        Value value = builder.input("x", new TensorType(Shape.of(1, widths[0]), input), new Location.Whole("net.onnx"));
        for (int layer = 1; layer < widths.length; layer++) {
            Location product = at("/fc" + layer + "/MatMul", "MatMul");
            Shape shape = Shape.of(widths[layer - 1], widths[layer]);
            long[] data = new long[shape.size()];
            for (int i = 0; i < data.length; i++) {
                data[i] = weights.next();
            }
            IntTensor tensor = IntTensor.of(shape, data);
            Value constant = builder.add(new Constant(tensor, IntType.holding(tensor.hull())), product);
            ElementRanges ranges = afterMatMul(builder, value, constant);
            value = builder.add(new MatMul(value, constant, IntType.holding(ranges.hull())), product);
            if (layer + 1 < widths.length) {
                List<Requantizer> channels = IntStream.range(0, ranges.size())
                        .mapToObj(ranges::at)
                        .map(requantizers)
                        .toList();
                value = builder.add(
                        new Requantize(value, 1, channels, result(channels)), at("/act" + layer + "/Quant", "Quant"));
            }
        }
        Location end = at("/ArgMax", "ArgMax");
        Value place = builder.add(new ArgMax(value, 1, false), end);
        return builder.build(List.of(Graph.Port.plain("logits", value, end), Graph.Port.plain("class", place, end)));
    }

    private static IntType result(List<Requantizer> channels) {
        return IntType.holding(channels.stream()
                .map(channel -> channel.law().clamp())
                .reduce(IntRange::union)
                .orElseThrow());
    }

    private static ElementRanges afterMatMul(GraphBuilder<IntegerOp> builder, Value input, Value weights) {
        IntType any = IntType.s(40);
        GraphBuilder<IntegerOp> copy = new GraphBuilder<>("ranges");
        Graph<IntegerOp> now = builder.build(List.of());
        now.inputs()
                .forEach(port -> copy.bind(
                        port.value(), copy.input(port.name(), port.value().type(), port.at())));
        now.nodes().forEach(node -> copy.bind(node.result(), copy.add(copy.moved(node.op()), node.at())));
        Value product = copy.add(new MatMul(copy.of(input), copy.of(weights), any), at("x", "x"));
        return Ranges.of(copy.build(List.of())).of(product);
    }

    private static Location at(String node, String type) {
        return new Location.OnnxNode("net.onnx", node, type);
    }

    /// {@return `count` random vectors, the first two all-lowest and all-highest, with the
    ///     interpreter's outputs}
    static GoldenVectors golden(Graph<IntegerOp> graph, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<IntTensor>> inputs = new ArrayList<>();
        List<List<IntTensor>> outputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            List<IntTensor> vector = graph.inputs().stream()
                    .map(port -> {
                        IntRange range = port.value().type().intElement().range();
                        long low = range.min().longValueExact();
                        long high = range.max().longValueExact();
                        long[] data = IntStream.range(0, port.value().shape().size())
                                .mapToLong(_ -> number == 0 ? low : number == 1 ? high : random.nextLong(low, high + 1))
                                .toArray();
                        return IntTensor.of(port.value().shape(), data);
                    })
                    .toList();
            inputs.add(vector);
            outputs.add(Interpreter.runIntegers(graph, vector));
        }
        return new GoldenVectors(inputs, outputs);
    }
}
