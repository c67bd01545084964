package io.goshawk.codegen.loops;

import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// One operation as loops over flat arrays: one function in the emitted code.
public sealed interface LoopLayer
        permits LoopLayer.Product,
                LoopLayer.Convolution,
                LoopLayer.Pool,
                LoopLayer.Addition,
                LoopLayer.Requantization,
                LoopLayer.FirstMaximum,
                LoopLayer.Concatenation,
                LoopLayer.Selection,
                LoopLayer.Rearrangement,
                TransformerLayer {
    /// What all layers have.
    ///
    /// @param name a C identifier, for the function
    /// @param value what the integer graph calls the result
    record Head(String name, Value value, Location at, Buffer input, Buffer output) {}

    Head head();

    /// An array that a layer reads, and its parameter's name in the layer's function.
    record Read(String parameter, Buffer buffer) {}

    /// {@return what it reads besides constants, in the order of its parameters}
    default List<Read> reads() {
        Read input = new Read("x", head().input());
        return switch (this) {
            case Product product
            when !product.constantWeights() -> List.of(input, new Read("weights", product.weights()));
            case Addition sum -> List.of(input, new Read("z", sum.right()));
            case Concatenation concat ->
                concat.parts().stream()
                        .filter(part -> !part.constant())
                        .map(Part::read)
                        .toList();
            case TransformerLayer.BatchProduct product -> List.of(input, new Read("z", product.right()));
            case TransformerLayer.Lookup lookup -> List.of(input, new Read("z", lookup.table()));
            case Product _,
                    Convolution _,
                    Pool _,
                    Requantization _,
                    FirstMaximum _,
                    Rearrangement _,
                    Selection _,
                    TransformerLayer _ -> List.of(input);
        };
    }

    /// {@return the call of this layer's function, in C++; its last line ends in a semicolon}
    default String call() {
        String arguments =
                reads().stream().map(read -> read.buffer().name() + ", ").collect(Collectors.joining());
        String call =
                "%s(%s%s);".formatted(head().name(), arguments, head().output().name());
        return call.length() < 110 ? call : call.replace(", ", ",\n        ");
    }

    /// {@return what it computes, for a comment}
    default String says() {
        Buffer input = head().input();
        Buffer output = head().output();
        String types = head().value().name() + ", " + input.type() + " to " + output.type() + ": ";
        return types
                + switch (this) {
                    case Product p ->
                        "[%d, %d] x [%d, %d], partial sums in %s"
                                .formatted(p.rows(), p.depth(), p.depth(), p.columns(), p.sums());
                    case Convolution c ->
                        "%d maps to %d, windows of %d x %d, partial sums in %s"
                                .formatted(
                                        c.loops().channels(),
                                        c.outputs(),
                                        c.loops().kernelHeight(),
                                        c.loops().kernelWidth(),
                                        c.sums());
                    case Pool p ->
                        "the %s of windows of %d x %d"
                                .formatted(
                                        p.kind() == Pool.Kind.MAXIMUM ? "largest" : "sums",
                                        p.loops().kernelHeight(),
                                        p.loops().kernelWidth());
                    case Addition a ->
                        "%s times one tensor and %s times another".formatted(a.leftFactor(), a.rightFactor());
                    case Requantization r -> r.channels() + " channel(s), results in " + output.range();
                    case FirstMaximum m -> "the first of the largest of " + m.extent();
                    case Concatenation c -> c.parts().size() + " arrays side by side";
                    case Selection s -> s.places().values().size() + " places of " + s.extent();
                    case Rearrangement _ -> input.size() + " elements in another order";
                    case TransformerLayer layer -> layer.computes();
                };
    }

    /// `output[row][column] = sum over k of input[row][k] * weights[k][column]`.
    ///
    /// @param weights a constant of the program where `constantWeights`, else another layer's output
    /// @param sums holds every partial sum, from 0 on, in whichever order they are added
    record Product(Head head, Buffer weights, boolean constantWeights, int rows, int depth, int columns, IntRange sums)
            implements LoopLayer {}

    /// Each of `outputs` maps is the sum, over the maps of its group and the taps of the window, of
    /// input times weight.
    ///
    /// @param weights a constant of the program, a row for each output
    /// @param padding what lies beyond the maps
    /// @param sums holds every partial sum, from 0 on
    record Convolution(
            Head head, Buffer weights, WindowLoops loops, int groups, int outputs, BigInteger padding, IntRange sums)
            implements LoopLayer {
        /// {@return how many maps one output reads}
        public int depth() {
            return loops.channels() / groups;
        }
    }

    /// The sum of what a window meets on each map, or the largest of it, where padding never wins.
    ///
    /// @param padding what lies beyond the maps, for sums
    /// @param sums holds every partial sum, or every element
    record Pool(Head head, WindowLoops loops, Kind kind, BigInteger padding, IntRange sums) implements LoopLayer {
        /// What a pool makes of a window.
        public enum Kind {
            SUM,
            MAXIMUM
        }
    }

    /// `leftFactor * input + rightFactor * right`.
    ///
    /// @param sums holds both products and their sum
    record Addition(Head head, Buffer right, BigInteger leftFactor, BigInteger rightFactor, IntRange sums)
            implements LoopLayer {}

    /// Element `(outer * channels + place) * inner + rest` goes through the group that holds `place`.
    record Requantization(Head head, int outer, int channels, int inner, List<ChannelGroup> groups)
            implements LoopLayer {}

    /// The first place of the largest of `extent` elements that lie `inner` apart.
    record FirstMaximum(Head head, int outer, int extent, int inner) implements LoopLayer {}

    /// One of several arrays side by side.
    ///
    /// @param constant whether it is a constant of the program, known by its own name
    /// @param size how many neighbours of it there are before the next array's turn comes
    record Part(Read read, boolean constant, int size) {}

    /// Arrays side by side: `outer` times, some elements of each.
    record Concatenation(Head head, List<Part> parts, int outer) implements LoopLayer {}

    /// `output[(o * places.size() + p) * inner + i] = input[(o * extent + places[p]) * inner + i]`, for
    /// `o` below `outer`.
    record Selection(Head head, Column places, int outer, int extent, int inner) implements LoopLayer {}

    /// A transposition: `output[i] = input[from[i]]`.
    ///
    /// @param table a C identifier for `from`
    /// @param permutation for each axis of the result, the axis of `shape` it shows
    record Rearrangement(Head head, String table, Shape shape, List<Integer> permutation) implements LoopLayer {
        /// {@return where each element comes from}
        public Column from() {
            return new Column(
                    table,
                    Arrays.stream(Tensor.transposition(shape, permutation))
                            .mapToObj(BigInteger::valueOf)
                            .toList());
        }
    }
}
