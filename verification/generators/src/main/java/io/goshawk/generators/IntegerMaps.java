package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Builds one random integer graph on feature maps.
final class IntegerMaps {
    private static final IntType WIDE = IntType.s(200);

    private final Choice choice;
    private final Windows windows;
    private final GraphBuilder<IntegerOp> builder = new GraphBuilder<>("random_maps");

    IntegerMaps(Choice choice) {
        this.choice = choice;
        this.windows = new Windows(choice);
    }

    Graph<IntegerOp> graph(int size) {
        IntType type = new IntType(choice.oneIn(2), choice.of(1, 2, 3, 4, 8));
        Value value = builder.input("x", new TensorType(windows.maps(), type), Optional.empty(), choice.place("Input"));
        for (int layer = 0; layer < size; layer++) {
            value = layer(value);
        }
        return builder.build(List.of(Graph.Port.plain("y", value, choice.place("Output"))));
    }

    private Value layer(Value value) {
        if (value.type().intElement().bits() > 16) {
            return requantize(value);
        }
        return switch (choice.between(0, 6)) {
            case 5 -> builder.add(new Concat(List.of(value, requantize(value), value), choice.between(1, 2)), place());
            case 6 -> pick(value);
            case 0 -> pool(value);
            case 1 -> sum(value);
            case 2 -> requantize(value);
            default -> convolution(value);
        };
    }

    private Location place() {
        return choice.place("Arrange");
    }

    private Value pick(Value value) {
        int axis = choice.between(1, value.shape().rank() - 1);
        List<Integer> places = IntStream.range(0, choice.between(1, 4))
                .mapToObj(_ -> choice.between(0, value.shape().extent(axis) - 1))
                .toList();
        return builder.add(new Pick(value, axis, places), place());
    }

    private Value pool(Value value) {
        List<Integer> kernel = windows.kernel(value.shape());
        return builder.add(new MaxPool(value, kernel, windows.meeting(value.shape(), kernel)), choice.place("MaxPool"));
    }

    private Value sum(Value value) {
        if (choice.oneIn(2)) {
            List<Integer> kernel = windows.kernel(value.shape());
            WindowSum wide = new WindowSum(value, kernel, windows.window(value.shape(), kernel), padding(), WIDE);
            return narrowed(wide, wide::withAccumulator);
        }
        Value other = requantize(value);
        WeightedSum wide = new WeightedSum(value, factor(), other, factor(), WIDE);
        return narrowed(wide, wide::withSum);
    }

    private BigInteger factor() {
        return BigInteger.valueOf(choice.of(1, 1, -1, 3, -5, 12, 0));
    }

    private BigInteger padding() {
        return BigInteger.valueOf(choice.of(0, 0, 1, -3, 200));
    }

    private Value convolution(Value value) {
        int channels = value.shape().extent(1);
        int groups = choice.oneIn(2) ? 1 : channels;
        List<Integer> kernel = windows.kernel(value.shape());
        List<Integer> extents = new ArrayList<>(List.of(groups * choice.between(1, 2), channels / groups));
        extents.addAll(kernel);
        Shape shape = new Shape(extents);
        IntRange range = choice.of(IntRange.of(-1, 1), IntRange.of(-8, 7), IntRange.of(0, 3));
        long[] data = IntStream.range(0, shape.size())
                .mapToLong(_ -> choice.between(range.min(), range.max()).longValueExact())
                .toArray();
        IntTensor weights = IntTensor.of(shape, data);
        Value constant = builder.add(new Constant(weights, IntType.holding(weights.hull())), choice.place("Weights"));
        Conv wide = new Conv(value, constant, windows.window(value.shape(), kernel), groups, padding(), WIDE);
        return narrowed(wide, wide::withAccumulator);
    }

    private Value narrowed(IntegerOp wide, Function<IntType, ? extends IntegerOp> typed) {
        Graph<IntegerOp> before = builder.build(List.of());
        List<Graph.Node<IntegerOp>> nodes = new ArrayList<>(before.nodes());
        Value result = new Value(Integer.MAX_VALUE, wide.resultType());
        nodes.add(new Graph.Node<>(result, wide, new Location.Whole("random")));
        IntRange hull = Ranges.of(new Graph<>("probe", before.inputs(), nodes, List.of()))
                .of(result)
                .hull();
        return builder.add(typed.apply(IntType.holding(hull)), choice.place("Sum"));
    }

    private Value requantize(Value value) {
        int extent = choice.oneIn(2) ? 1 : value.shape().extent(1);
        int stride = value.shape().stride(1);
        List<IntRange> ranges = Ranges.of(builder.build(List.of())).of(value).along(extent, extent == 1 ? 1 : stride);
        IntType element = new IntType(choice.oneIn(2), choice.of(1, 2, 3, 4, 5, 8));
        Requantizers requantizers = new Requantizers(choice);
        List<Requantizer> channels = ranges.stream()
                .map(range -> requantizers.random(range, element))
                .toList();
        return builder.add(new Requantize(value, 1, channels, element), choice.place("Quant"));
    }
}
