package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;

/// Random well-typed graphs, biased to edges. They pass the verifier; the same seed gives the same
/// graph.
public final class Graphs {
    /// How many sizes of encoders the sweeps take turns with: 0, 1, ... blocks.
    public static final int ENCODER_SIZES = 4;

    private Graphs() {}

    /// {@return a graph of integer operations: matrix products with bipolar, ternary and full-range
    ///     weights, requantisers of every form, rounding and direction, argmax, reshapes, values with
    ///     several readers}
    /// @param size how many operations the graph has beside constants, at least 1
    public static Graph<IntegerOp> random(long seed, int size) {
        return new IntegerGraphs(new Choice(seed)).graph(size);
    }

    /// {@return a quantised network as training exports it: an input quantiser, then layers of weights,
    ///     biases or batch normalisations, ReLUs and quantisers, and real logits}
    /// @param size how many layers the network has, at least 1
    public static Graph<QuantOp> randomQuant(long seed, int size) {
        return new QuantGraphs(new Choice(seed)).graph(size);
    }

    /// {@return the network with the number `seed` of those that sweeps go through, of every class in
    ///     turn}
    public static Graph<QuantOp> network(long seed) {
        int size = 1 + (int) (seed / 3 % 5);
        return seed % 3 == 0 ? randomQuant(seed, size) : randomQuantMaps(seed, size);
    }

    /// Which quantisers a model has.
    public enum Quantisers {
        /// QuantizeLinear and DequantizeLinear, with or without a Clip between.
        LINEAR,
        /// Quant that rounds ties to even.
        EVEN,
        /// Quant that rounds in any of QONNX's ways, and BipolarQuant.
        ANY
    }

    /// {@return a model as its file has it: convolutions or matrix products of quantised weights,
    ///     biases, ReLUs, shortcuts, pools, and quantisers behind each layer. Its scales are powers of
    ///     two and its numbers short: single precision computes all of it exactly}
    /// @param size how many layers the network has
    public static Graph<OnnxOp> randomOnnx(long seed, int size, Quantisers kind) {
        return new OnnxGraphs(new Choice(seed), kind).graph(size);
    }

    /// {@return a graph of integer operations on small feature maps: convolutions of all kinds, pools,
    ///     weighted sums, requantisers}
    /// @param size how many operations the graph has beside constants and the requantisers of wide
    ///     values, at least 1
    public static Graph<IntegerOp> randomMaps(long seed, int size) {
        return new IntegerMaps(new Choice(seed)).graph(size);
    }

    /// {@return a quantised convolutional network on small feature maps: convolutions with batch
    ///     normalisations, pools, residual sums, at times a dense layer}
    /// @param size how many layers the network has, at least 1
    public static Graph<QuantOp> randomQuantMaps(long seed, int size) {
        return new QuantMaps(new Choice(seed)).graph(size);
    }

    /// {@return a quantised encoder: embeddings or dense data, attention with its softmax, feed-forward
    ///     layers with a curve, LayerNorm or RMSNorm, a residual stream of 8 to 16 bits}
    /// @param size how many blocks are added to the stream, at least 0
    public static Graph<QuantOp> randomQuantEncoder(long seed, int size) {
        return new QuantEncoders(new Choice(seed)).graph(size);
    }

    /// {@return a graph of what transformers need: embeddings, products of two computed tensors,
    ///     curves, softmaxes and normalisations of any forms that 62 bits hold, requantisers between.
    ///     What the forms stand for does not matter, so their laws are no proofs of anything}
    /// @param size how many operations there are, about; at least 1
    public static Graph<IntegerOp> randomTransformer(long seed, int size) {
        return TransformerGraphs.of(seed, size);
    }
}
