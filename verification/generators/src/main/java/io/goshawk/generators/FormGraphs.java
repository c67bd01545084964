package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.ElementRanges;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Random small integer graphs for backends: every form of requantisation with every rounding, mixed from channel to
/// channel, negative multipliers, single bits, wide accumulators, second readers, moved and reduced axes.
public final class FormGraphs {
    private final SplittableRandom random;
    private final GraphBuilder<IntegerOp> builder;
    private final List<Value> observed = new ArrayList<>();
    private int nodes;

    private FormGraphs(long seed) {
        this.random = new SplittableRandom(seed);
        this.builder = new GraphBuilder<>("g" + seed);
    }

    /// {@return the graph of `seed`, always the same}
    public static Graph<IntegerOp> random(long seed) {
        return new FormGraphs(seed).graph();
    }

    /// {@return `count` inputs for `graph`: its types' lowest values, their highest, then random ones}
    public static List<List<IntTensor>> inputs(Graph<IntegerOp> graph, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> graph.inputs().stream()
                        .map(port -> input(port.value().type(), i, random))
                        .toList())
                .toList();
    }

    private static IntTensor input(TensorType type, int index, SplittableRandom random) {
        IntRange range = type.intElement().range();
        long min = range.min().longValueExact();
        long max = range.max().longValueExact();
        LongStream values = LongStream.generate(() -> switch (index) {
            case 0 -> min;
            case 1 -> max;
            default -> min + (random.nextLong() >>> 1) % (max - min + 1);
        });
        return IntTensor.of(type.shape(), values.limit(type.shape().size()).toArray());
    }

    private Graph<IntegerOp> graph() {
        int[] widths = {1, 2, 4, 8, 8, 12, 16, 24};
        IntType type = new IntType(random.nextBoolean(), widths[random.nextInt(widths.length)]);
        Shape shape = Shape.of(random.nextInt(1, 4), random.nextInt(1, 9));
        Value value = builder.input("in." + random.nextInt(10), new TensorType(shape, type), at("Input"));
        int layers = random.nextInt(1, 4);
        for (int layer = 0; layer < layers; layer++) {
            Value product = matmul(value);
            if (random.nextInt(5) == 0) {
                observed.add(product);
            }
            value = moved(requantize(product));
        }
        if (random.nextInt(3) == 0) {
            observed.add(value);
            value = add(new ArgMax(value, random.nextInt(value.shape().rank()), random.nextBoolean()));
        }
        observed.add(value);
        List<Graph.Port> outputs = IntStream.range(0, observed.size())
                .mapToObj(i -> Graph.Port.plain("out" + i, observed.get(i), at("Output")))
                .toList();
        return builder.build(outputs);
    }

    private Value add(IntegerOp op) {
        return builder.add(op, at(op.getClass().getSimpleName()));
    }

    private Location at(String operator) {
        return new Location.OnnxNode("random.onnx", "/layer" + nodes++ + "/" + operator, operator);
    }

    private Value matmul(Value input) {
        int depth = input.shape().last();
        int columns = random.nextInt(1, 7);
        int[] limits = {1, 1, 7, 127, 1 << 20};
        int limit = limits[random.nextInt(limits.length)];
        boolean bipolar = random.nextInt(4) == 0;
        long[] values = LongStream.generate(
                        () -> bipolar ? 1 - 2 * random.nextInt(2) : random.nextInt(-limit, limit + 1))
                .limit((long) depth * columns)
                .toArray();
        IntTensor data = IntTensor.of(Shape.of(depth, columns), values);
        Value weights = add(new Constant(data, IntType.holding(data.hull())));
        IntType wide = IntType.s(input.type().intElement().bits() + 32);
        IntRange sums = rangesOf(new MatMul(input, weights, wide)).hull();
        return add(new MatMul(input, weights, IntType.holding(sums)));
    }

    /// {@return the ranges of what `op` would yield here}
    private ElementRanges rangesOf(IntegerOp op) {
        Value value = new Value(-1, op.resultType());
        List<Graph.Node<IntegerOp>> all = new ArrayList<>(builder.nodes());
        all.add(new Graph.Node<>(value, op, at("Probe")));
        Graph<IntegerOp> soFar = builder.build(List.of());
        return Ranges.of(new Graph<>(soFar.name(), soFar.inputs(), all, List.of()))
                .of(value);
    }

    private Value requantize(Value input) {
        int axis = random.nextInt(input.shape().rank());
        boolean each = random.nextInt(4) > 0;
        int count = each ? input.shape().extent(axis) : 1;
        ElementRanges ranges = rangesOf(new Reshape(input, input.shape()));
        int[] widths = {1, 1, 2, 4, 6, 8};
        IntType element = new IntType(random.nextBoolean(), widths[random.nextInt(widths.length)]);
        FormRequantizers requantizers = new FormRequantizers(random);
        List<Requantizer> channels = IntStream.range(0, count)
                .mapToObj(channel -> requantizers.any(
                        each ? ranges.channel(channel, input.shape().stride(axis), count) : ranges.hull(),
                        element.range()))
                .toList();
        return add(new Requantize(input, axis, channels, element));
    }

    private Value moved(Value value) {
        Value turned =
                random.nextInt(4) == 0 && value.shape().rank() == 2 ? add(new Transpose(value, List.of(1, 0))) : value;
        return random.nextInt(4) == 0
                ? add(new Reshape(turned, Shape.of(1, turned.shape().size())))
                : turned;
    }
}
