package io.goshawk.codegen.loops;

import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.util.List;

/// One operation as loops over flat arrays: one function in the emitted code.
public sealed interface LoopLayer {
    /// What all layers have.
    ///
    /// @param name a C identifier, for the function
    /// @param value what the integer graph calls the result
    record Head(String name, Value value, Location at, Buffer input, Buffer output) {}

    Head head();

    /// {@return the call of this layer's function, in C++; its last line ends in a semicolon}
    default String call() {
        String weights = this instanceof Product product && !product.constantWeights()
                ? ", " + product.weights().name()
                : "";
        String call = "%s(%s%s, %s);"
                .formatted(
                        head().name(),
                        head().input().name(),
                        weights,
                        head().output().name());
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
                    case Requantization r -> r.channels() + " channel(s), results in " + output.range();
                    case FirstMaximum m -> "the first of the largest of " + m.extent();
                    case Rearrangement _ -> input.size() + " elements in another order";
                };
    }

    /// `output[row][column] = sum over k of input[row][k] * weights[k][column]`.
    ///
    /// @param weights a constant of the program where `constantWeights`, else another layer's output
    /// @param sums holds every partial sum, from 0 on, in whichever order they are added
    record Product(Head head, Buffer weights, boolean constantWeights, int rows, int depth, int columns, IntRange sums)
            implements LoopLayer {}

    /// Element `(outer * channels + place) * inner + rest` goes through the group that holds `place`.
    record Requantization(Head head, int outer, int channels, int inner, List<ChannelGroup> groups)
            implements LoopLayer {}

    /// The first place of the largest of `extent` elements that lie `inner` apart.
    record FirstMaximum(Head head, int outer, int extent, int inner) implements LoopLayer {}

    /// `output[i] = input[from[i]]`.
    record Rearrangement(Head head, Column from) implements LoopLayer {}
}
