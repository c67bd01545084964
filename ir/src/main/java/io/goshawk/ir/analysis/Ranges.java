package io.goshawk.ir.analysis;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Which integers every element of every value of an integer graph can take, by interval arithmetic
/// with the actual weights. Sound always; exact for each sum whose inputs vary independently.
public final class Ranges {
    /// Constants of more elements are known by their hull alone, unless a product asks for them.
    private static final int LARGE = 1 << 16;

    private final Map<Value, ElementRanges> ranges = new HashMap<>();
    private final Map<Value, IntTensor> known = new HashMap<>();

    /// Starts with no value known; a pass that builds a graph adds values as it goes.
    public Ranges() {}

    /// {@return the ranges in `graph`, where each input takes every value of its type}
    public static Ranges of(Graph<IntegerOp> graph) {
        Ranges result = new Ranges();
        graph.inputs().forEach(port -> result.addInput(port.value()));
        graph.nodes().forEach(node -> result.add(node.result(), node.op()));
        return result;
    }

    /// Adds an input, which takes every value of its type.
    public void addInput(Value input) {
        IntRange all = input.type().intElement().range();
        ranges.put(input, ElementRanges.uniform(input.shape().size(), all));
    }

    /// Adds `result`, which `op` yields; the operands were added before.
    public void add(Value result, IntegerOp op) {
        ranges.put(result, through(op));
        if (op instanceof Constant constant) {
            known.put(result, constant.data());
        }
    }

    /// {@return the ranges of the elements of `value`}
    /// @throws IllegalArgumentException if the graph has no such value
    public ElementRanges of(Value value) {
        ElementRanges found = ranges.get(value);
        if (found == null) {
            throw new IllegalArgumentException("no value " + value.name() + " in the analysed graph");
        }
        return found;
    }

    /// {@return the ranges of what `op` yields; its operands were added before}
    public ElementRanges through(IntegerOp op) {
        return switch (op) {
            case Reshape reshape -> of(reshape.input());
            case Transpose transpose ->
                of(transpose.input())
                        .gather(Tensor.transposition(transpose.input().shape(), transpose.permutation()));
            case Concat concat -> concat(concat);
            case Pick pick -> of(pick.input()).gather(pick.sources());
            case Constant constant -> constant(constant.data());
            case MatMul matmul -> {
                IntTensor weights = known.get(matmul.weights());
                yield weights != null
                        ? RangeProducts.matmul(of(matmul.input()), weights)
                        : RangeProducts.matmul(
                                of(matmul.input()),
                                of(matmul.weights()),
                                matmul.weights().shape());
            }
            case BatchMatMul product -> products(product);
            case Gather gather ->
                ElementRanges.uniform(
                        gather.resultType().shape().size(), of(gather.table()).hull());
            case Curve curve -> ElementRanges.uniform(curve.input().shape().size(), curve.reach());
            case Softmax softmax ->
                ElementRanges.uniform(
                        softmax.input().shape().size(), softmax.law().clamp());
            case Normalize normalize ->
                ElementRanges.uniform(
                        normalize.input().shape().size(), normalize.law().clamp());
            case Conv conv -> convolution(conv);
            case MaxPool pool -> {
                ElementRanges input = of(pool.input());
                Shape shape = pool.input().shape();
                yield ElementRanges.alongAxis(
                        pool.resultType().shape().size(),
                        pool.resultType().shape().stride(1),
                        input.along(shape.extent(1), shape.stride(1)));
            }
            case WindowSum sum -> sums(sum);
            case WeightedSum sum -> sum(sum);
            case Requantize requantize -> requantize(requantize, of(requantize.input()));
            case ArgMax argmax ->
                ElementRanges.uniform(argmax.resultType().shape().size(), argmax.places());
        };
    }

    /// Large ones are mostly weights, whose elements [RangeProducts] looks at one by one.
    private static ElementRanges constant(IntTensor data) {
        return data.shape().size() > LARGE || data.shape().size() == 0
                ? ElementRanges.uniform(data.shape().size(), data.hull())
                : ElementRanges.each(data.toBigs().stream().map(IntRange::only).toList());
    }

    private ElementRanges concat(Concat op) {
        Shape shape = op.resultType().shape();
        List<ElementRanges> parts = op.parts().stream().map(this::of).toList();
        if (shape.size() <= LARGE) {
            List<IntRange> all = parts.stream()
                    .flatMap(part -> IntStream.range(0, part.size()).mapToObj(part::at))
                    .toList();
            return ElementRanges.each(all).gather(op.sources());
        }
        List<IntRange> places = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            places.addAll(parts.get(i).along(op.parts().get(i).shape().extent(op.axis()), shape.stride(op.axis())));
        }
        return ElementRanges.alongAxis(shape.size(), shape.stride(op.axis()), places);
    }

    private ElementRanges convolution(Conv op) {
        IntTensor weights = known.get(op.weights());
        if (weights == null) {
            throw new IllegalArgumentException("a convolution whose weights are data");
        }
        Shape shape = op.resultType().shape();
        List<IntRange> channels = padded(op.input(), op.window(), op.padding());
        return ElementRanges.alongAxis(
                shape.size(), shape.stride(1), RangeProducts.convolution(channels, weights, op.groups()));
    }

    private ElementRanges sums(WindowSum op) {
        Shape shape = op.resultType().shape();
        long taps = Windows.taps(op.kernel());
        List<IntRange> channels = padded(op.input(), op.window(), op.padding()).stream()
                .map(range -> range.times(BigInteger.valueOf(taps)))
                .toList();
        return ElementRanges.alongAxis(shape.size(), shape.stride(1), channels);
    }

    /// {@return what a window meets on each channel of `input`, padding included}
    private List<IntRange> padded(Value input, Window window, BigInteger padding) {
        List<IntRange> channels =
                of(input).along(input.shape().extent(1), input.shape().stride(1));
        return window.isPadded()
                ? channels.stream()
                        .map(range -> range.union(IntRange.only(padding)))
                        .toList()
                : channels;
    }

    private ElementRanges products(BatchMatMul op) {
        IntRange left = of(op.left()).hull().minus(IntRange.only(op.leftZero()));
        IntRange right = of(op.right()).hull().minus(IntRange.only(op.rightZero()));
        IntRange product = left.times(right.min()).union(left.times(right.max()));
        BigInteger depth = BigInteger.valueOf(op.left().shape().last());
        return ElementRanges.uniform(op.resultType().shape().size(), product.times(depth));
    }

    private ElementRanges sum(WeightedSum op) {
        ElementRanges left = of(op.left()).times(op.leftFactor());
        ElementRanges right = of(op.right()).times(op.rightFactor());
        return left.plus(right);
    }

    /// {@return elements of the input of `op`, lowest first, of which each other one shares channel and
    ///     range with one before it; some of an empty tensor too}
    public static IntStream different(Requantize op, ElementRanges input) {
        return repeats(op, input)
                ? IntStream.range(
                                0, Math.max(op.channels().size(), input.ranges().size()))
                        .map(place -> place * apart(op, input))
                : IntStream.range(0, input.size());
    }

    private static boolean repeats(Requantize op, ElementRanges input) {
        int channels = op.channels().size();
        return input.ranges().size() == 1
                || channels == 1
                || (input.ranges().size() == channels && input.stride() == apart(op, input));
    }

    private static int apart(Requantize op, ElementRanges input) {
        return op.channels().size() == 1 ? input.stride() : op.input().shape().stride(op.axis());
    }

    private static ElementRanges requantize(Requantize op, ElementRanges input) {
        // Neighbours mostly share law and range: ask the exact arithmetic once for each.
        Map<Asked, IntRange> answers = new HashMap<>();
        List<IntRange> ranges = different(op, input)
                .mapToObj(i -> answers.computeIfAbsent(new Asked(op.channelOf(i).law(), input.at(i)), Asked::answer))
                .toList();
        return repeats(op, input)
                ? ElementRanges.alongAxis(input.size(), apart(op, input), ranges)
                : ElementRanges.each(ranges);
    }

    private record Asked(StepFunction law, IntRange range) {
        IntRange answer() {
            return law.over(range);
        }
    }
}
