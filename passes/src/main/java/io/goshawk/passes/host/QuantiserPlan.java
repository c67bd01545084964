package io.goshawk.passes.host;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.integer.Chain;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// One quantiser of a host graph as a table of laws: element `i` is law `i / stride % laws` of the
/// input's element `from[i]`.
final class QuantiserPlan {
    /// Wide enough that a value outside every hardware type still shows as outside.
    private static final IntRange WIDE = IntRange.of(-(1L << 62), 1L << 62);

    private final int input;
    private final Shape shape;
    private final int[] from;
    private final int stride;
    private final List<FilteredLaw> laws;
    private final Overflow overflow;
    private final IntRange clamp;

    private QuantiserPlan(
            int input, Track track, Shape shape, int stride, List<Law> laws, Overflow overflow, IntRange clamp) {
        this.input = input;
        this.shape = shape;
        this.from = track.from;
        this.stride = stride;
        this.laws = laws.stream().map(FilteredLaw::new).toList();
        this.overflow = overflow;
        this.clamp = clamp;
    }

    /// {@return the plan of the quantiser that yields `output`; nothing where the graph is of another
    ///     form}
    static Optional<QuantiserPlan> of(
            Value output, Map<Value, Graph.Node<QuantOp>> producers, Map<Value, Integer> inputs) {
        Deque<QuantOp> path = new ArrayDeque<>();
        Value value = output;
        while (producers.containsKey(value)
                && producers.get(value).op().operands().size() == 1) {
            path.addFirst(producers.get(value).op());
            value = path.getFirst().operands().getFirst();
        }
        if (!inputs.containsKey(value) || path.isEmpty()) {
            return Optional.empty();
        }
        Track track = new Track(value);
        QuantOp last = path.removeLast();
        return path.stream().allMatch(track::follow) ? track.quantiser(last, inputs.get(value)) : Optional.empty();
    }

    IntTensor run(List<? extends Tensor> inputs) {
        FloatTensor values = (FloatTensor) inputs.get(input);
        List<BigInteger> codes = new ArrayList<>(from.length);
        for (int i = 0; i < from.length; i++) {
            BigInteger code = laws.get(i / stride % laws.size()).apply(values.at(from[i]));
            codes.add(overflow.apply(code, clamp));
        }
        return IntTensor.of(shape, codes);
    }

    /// The way from an input towards the quantiser: which element is where, and what has become of it.
    private static final class Track {
        private int[] from;
        private Chain chain;

        Track(Value input) {
            from = IntStream.range(0, input.shape().size()).toArray();
            chain = Chain.of(input, Affine.IDENTITY);
        }

        /// {@return whether `op` is of the family}
        boolean follow(QuantOp op) {
            return switch (op) {
                case ApplyAffine affine -> {
                    chain = chain.then(affine.map());
                    yield true;
                }
                case Relu _ -> {
                    chain = chain.relu();
                    yield true;
                }
                case Reshape _ -> chain.axis() < 0;
                case Transpose transpose -> {
                    int[] moved = Tensor.transposition(transpose.input().shape(), transpose.permutation());
                    from = IntStream.of(moved).map(i -> from[i]).toArray();
                    yield chain.axis() < 0;
                }
                case Clip clip -> {
                    chain = chain.clip(clip.low(), clip.high());
                    yield true;
                }
                case QuantOp _ -> false;
            };
        }

        Optional<QuantiserPlan> quantiser(QuantOp op, int input) {
            return switch (op) {
                case Quantize q -> plan(q, input, q.element().map(), q.rounding(), q.overflow(), q.clamp());
                case BipolarQuantize b ->
                    plan(b, input, Chain.SIGN, Rounding.FLOOR, Overflow.SATURATE, IntRange.of(0, 1));
                case QuantOp _ -> Optional.empty();
            };
        }

        private Optional<QuantiserPlan> plan(
                QuantOp op, int input, Affine map, Rounding rounding, Overflow overflow, IntRange clamp) {
            int axis = Math.max(chain.axis(), map.axis());
            if (chain.axis() >= 0 && map.axis() >= 0 && chain.axis() != map.axis()) {
                return Optional.empty();
            }
            Shape shape = op.resultType().shape();
            int channels = axis < 0 ? 1 : shape.extent(axis);
            int stride = axis < 0 ? 1 : shape.stride(axis);
            List<Law> laws = IntStream.range(0, channels)
                    .mapToObj(channel -> (Law) chain.law(channel, map, rounding, WIDE))
                    .toList();
            return Optional.of(new QuantiserPlan(input, this, shape, stride, laws, overflow, clamp));
        }
    }
}
