package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.quant.QuantOp;

/// Random well-typed graphs, biased to edges. They pass the verifier; the same seed gives the same graph.
public final class Graphs {
    private Graphs() {}

    /// {@return a graph of integer operations: matrix products with bipolar, ternary and full-range weights,
    /// requantisers of every form, rounding and direction, argmax, reshapes, values with several readers}
    /// @param size how many operations the graph has beside constants, at least 1
    public static Graph<IntegerOp> random(long seed, int size) {
        return new IntegerGraphs(new Choice(seed)).graph(size);
    }

    /// {@return a quantised network as training exports it: an input quantiser, then layers of weights, biases or
    /// batch normalisations, ReLUs and quantisers, and real logits}
    /// @param size how many layers the network has, at least 1
    public static Graph<QuantOp> randomQuant(long seed, int size) {
        return new QuantGraphs(new Choice(seed)).graph(size);
    }
}
