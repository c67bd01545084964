package io.goshawk.ir.analysis;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Which integers every element of every value of an integer graph can take, by interval arithmetic with the
/// actual weights. Sound always; exact for each sum whose inputs vary independently.
public final class Ranges {
    private final Map<Value, ElementRanges> ranges = new HashMap<>();

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
            case Transpose transpose -> transpose(transpose, of(transpose.input()));
            case Constant constant ->
                new ElementRanges(
                        constant.data().toBigs().stream().map(IntRange::only).toList());
            case MatMul matmul ->
                RangeProducts.matmul(
                        of(matmul.input()),
                        of(matmul.weights()),
                        matmul.weights().shape());
            case Requantize requantize -> requantize(requantize, of(requantize.input()));
            case ArgMax argmax ->
                ElementRanges.uniform(argmax.resultType().shape().size(), argmax.places());
        };
    }

    private static ElementRanges transpose(Transpose op, ElementRanges input) {
        int[] from = Tensor.transposition(op.input().shape(), op.permutation());
        return new ElementRanges(Arrays.stream(from).mapToObj(input::at).toList());
    }

    private static ElementRanges requantize(Requantize op, ElementRanges input) {
        // Neighbours mostly share law and range: ask the exact arithmetic once for each.
        Map<Asked, IntRange> known = new HashMap<>();
        List<IntRange> result = IntStream.range(0, input.size())
                .mapToObj(i -> known.computeIfAbsent(new Asked(op.channelOf(i).law(), input.at(i)), Asked::answer))
                .toList();
        return new ElementRanges(result);
    }

    private record Asked(Law law, IntRange range) {
        /// A law is monotone, so its values at the ends bound all between.
        IntRange answer() {
            return IntRange.between(law.apply(range.min()), law.apply(range.max()));
        }
    }
}
