package io.goshawk.generators;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.BentLaw;
import io.goshawk.ir.integer.CountLaw;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Evaluates graphs a second time, by the shortest loops there are and numbers of its own, for
/// comparison with the interpreter. A value of a quantised type is held as its integers.
final class BruteForce {
    private final Map<Value, Num[]> values = new HashMap<>();

    static Map<Value, Num[]> run(Graph<? extends Op> graph, List<Tensor> inputs) {
        BruteForce force = new BruteForce();
        for (int i = 0; i < inputs.size(); i++) {
            force.values.put(graph.inputs().get(i).value(), numbers(inputs.get(i)));
        }
        graph.nodes().forEach(node -> force.values.put(node.result(), force.evaluate(node.op())));
        return force.values;
    }

    private static final Num ZERO = Num.of(BigInteger.ZERO);
    private static final Num ONE = Num.of(BigInteger.ONE);

    static Num[] numbers(Tensor tensor) {
        Num[] numbers = new Num[tensor.shape().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (tensor) {
                case IntTensor integers -> Num.of(integers.bigAt(i));
                case FloatTensor floats -> decimal(new BigDecimal(floats.at(i)));
                case RealTensor reals -> Num.of(reals.at(i));
            };
        }
        return numbers;
    }

    private static Num decimal(BigDecimal exact) {
        return new Num(exact.unscaledValue(), BigInteger.TEN.pow(Math.max(0, exact.scale())), BigDecimal.ZERO);
    }

    private Num[] evaluate(Op op) {
        return switch (op) {
            case io.goshawk.ir.integer.Constant constant -> numbers(constant.data());
            case io.goshawk.ir.quant.Constant constant -> numbers(constant.data());
            case Reshape reshape -> values.get(reshape.input());
            case Transpose transpose -> transpose(transpose);
            case Concat concat -> concat(concat);
            case Pick pick -> pick(pick);
            case io.goshawk.ir.integer.MatMul product -> product(product.input(), product.weights());
            case io.goshawk.ir.quant.MatMul product -> product(product.input(), product.weights());
            case io.goshawk.ir.integer.Conv c ->
                windows(c.input(), kernel(c.weights()), c.window(), c)
                        .convolved(values.get(c.input()), values.get(c.weights()), c.groups(), Num.of(c.padding()));
            case io.goshawk.ir.quant.Conv c ->
                windows(c.input(), kernel(c.weights()), c.window(), c)
                        .convolved(reals(c.input()), reals(c.weights()), c.groups(), ZERO);
            case io.goshawk.ir.integer.WindowSum s ->
                windows(s.input(), s.kernel(), s.window(), s)
                        .pooled(values.get(s.input()), Optional.of(Num.of(s.padding())), Num::plus);
            case io.goshawk.ir.quant.WindowSum s ->
                windows(s.input(), s.kernel(), s.window(), s).pooled(reals(s.input()), Optional.of(ZERO), Num::plus);
            case io.goshawk.ir.integer.MaxPool p ->
                windows(p.input(), p.kernel(), p.window(), p)
                        .pooled(values.get(p.input()), Optional.empty(), BruteForce::larger);
            case io.goshawk.ir.quant.MaxPool p ->
                windows(p.input(), p.kernel(), p.window(), p)
                        .pooled(values.get(p.input()), Optional.empty(), BruteForce::larger);
            case io.goshawk.ir.integer.WeightedSum s ->
                sum(values.get(s.left()), Num.of(s.leftFactor()), values.get(s.right()), Num.of(s.rightFactor()));
            case io.goshawk.ir.quant.Add s -> sum(reals(s.left()), ONE, reals(s.right()), ONE);
            case io.goshawk.ir.quant.Clip c ->
                Arrays.stream(reals(c.input())).map(x -> clipped(c, x)).toArray(Num[]::new);
            case io.goshawk.ir.integer.ArgMax argmax -> argmax(argmax.input(), argmax.axis());
            case io.goshawk.ir.quant.ArgMax argmax -> argmax(argmax.input(), argmax.axis());
            case io.goshawk.ir.integer.Requantize requantize -> requantize(requantize);
            case ApplyAffine affine ->
                affine(affine.map(), reals(affine.input()), affine.input().shape());
            case LeakyRelu leaky -> leaky(leaky);
            case ConvTranspose conv -> transposed(conv);
            case Relu relu ->
                Arrays.stream(reals(relu.input()))
                        .map(x -> x.signum() > 0 ? x : Num.of(BigInteger.ZERO))
                        .toArray(Num[]::new);
            case Quantize quantize -> quantize(quantize);
            case CountThresholds steps -> counts(steps);
            case BipolarQuantize bipolar ->
                Arrays.stream(reals(bipolar.input()))
                        .map(x -> Num.of(x.signum() < 0 ? BigInteger.ZERO : BigInteger.ONE))
                        .toArray(Num[]::new);
            default -> throw new IllegalArgumentException("not in these graphs: " + op);
        };
    }

    private Num[] counts(CountThresholds op) {
        Num[] in = reals(op.input());
        Num[] out = new Num[in.length];
        for (int i = 0; i < out.length; i++) {
            int place = op.channels().size() == 1 ? 0 : index(op.input().shape(), i)[op.axis()];
            Num x = in[i];
            out[i] = Num.of(BigInteger.valueOf(op.channels().get(place).values().stream()
                    .filter(t -> x.plus(Num.of(t).times(Num.of(BigInteger.ONE.negate())))
                                    .signum()
                            >= 0)
                    .count()));
        }
        return out;
    }

    private static BruteForceWindows windows(Value input, List<Integer> kernel, Window window, Op op) {
        return new BruteForceWindows(
                input.shape(), kernel, window, op.resultType().shape());
    }

    private static List<Integer> kernel(Value weights) {
        return weights.shape().extents().subList(2, weights.shape().rank());
    }

    private static Num larger(Num a, Num b) {
        return a.plus(b.times(Num.of(BigInteger.ONE.negate()))).signum() >= 0 ? a : b;
    }

    private static Num[] sum(Num[] left, Num p, Num[] right, Num q) {
        Num[] out = new Num[left.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = left[i].times(p).plus(right[i].times(q));
        }
        return out;
    }

    private static Num clipped(io.goshawk.ir.quant.Clip op, Num x) {
        Num raised = op.low().map(low -> larger(x, Num.of(low))).orElse(x);
        return op.high()
                .map(Num::of)
                .map(high -> larger(raised, high).equals(raised) ? high : raised)
                .orElse(raised);
    }

    /// What the integers of a value stand for.
    private Num[] reals(Value value) {
        return value.type().element() instanceof QuantType type
                ? affine(type.map(), values.get(value), value.shape())
                : values.get(value);
    }

    private static Num[] affine(Affine map, Num[] in, Shape shape) {
        Num[] out = new Num[in.length];
        for (int i = 0; i < out.length; i++) {
            int place = map.axis() < 0 ? 0 : index(shape, i)[map.axis()];
            out[i] = Num.of(map.scale().at(place))
                    .times(in[i])
                    .plus(Num.of(map.offset().at(place)));
        }
        return out;
    }

    private Num[] leaky(LeakyRelu op) {
        Num[] out = reals(op.input()).clone();
        for (int i = 0; i < out.length; i++) {
            int place = op.slope() instanceof io.goshawk.ir.Coefficients.PerAxis along
                    ? index(op.input().shape(), i)[along.axis()]
                    : 0;
            if (out[i].signum() < 0) {
                out[i] = out[i].times(Num.of(op.slope().at(place)));
            }
        }
        return out;
    }

    /// Every element of the input adds its products to the places they belong to.
    private Num[] transposed(ConvTranspose op) {
        Shape from = op.input().shape();
        Shape to = op.resultType().shape();
        Shape kernel = op.weights().shape();
        Num[] data = reals(op.input());
        Num[] weights = reals(op.weights());
        Num[] out = new Num[to.size()];
        Arrays.fill(out, ZERO);
        int inputs = from.extent(1) / op.groups();
        for (int i = 0; i < data.length; i++) {
            int[] at = index(from, i);
            for (int w = 0; w < weights.length; w++) {
                int[] tap = index(kernel, w);
                int[] place = new int[to.rank()];
                place[0] = at[0];
                place[1] = at[1] / inputs * kernel.extent(1) + tap[1];
                boolean inside = tap[0] == at[1];
                for (int axis = 2; axis < place.length; axis++) {
                    place[axis] = at[axis] * op.window().strides().get(axis - 2)
                            + tap[axis]
                            - op.window().before().get(axis - 2);
                    inside &= place[axis] >= 0 && place[axis] < to.extent(axis);
                }
                if (inside) {
                    int flat = flat(to, place);
                    out[flat] = out[flat].plus(data[i].times(weights[w]));
                }
            }
        }
        return out;
    }

    private static int[] index(Shape shape, int flat) {
        int[] index = new int[shape.rank()];
        int rest = flat;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.extent(axis);
            rest /= shape.extent(axis);
        }
        return index;
    }

    private static int flat(Shape shape, int[] index) {
        int flat = 0;
        for (int axis = 0; axis < index.length; axis++) {
            flat = flat * shape.extent(axis) + index[axis];
        }
        return flat;
    }

    /// Codes where the result is codes, else reals, as [#values] holds them.
    private Num[] concat(Concat op) {
        boolean codes = !(op.resultType().element() instanceof io.goshawk.ir.RealType);
        Num[] result = new Num[op.resultType().shape().size()];
        int inner = op.resultType().shape().stride(op.axis());
        int whole = op.resultType().shape().extent(op.axis());
        int place = 0;
        for (Value part : op.parts()) {
            Num[] own = codes ? values.get(part) : reals(part);
            int extent = part.shape().extent(op.axis());
            for (int i = 0; i < own.length; i++) {
                int outer = i / (extent * inner);
                int along = i / inner % extent;
                result[(outer * whole + place + along) * inner + i % inner] = own[i];
            }
            place += extent;
        }
        return result;
    }

    private Num[] pick(Pick op) {
        Num[] own = values.get(op.input());
        int inner = op.input().shape().stride(op.axis());
        int extent = op.input().shape().extent(op.axis());
        List<Num> result = new java.util.ArrayList<>();
        for (int outer = 0; outer < own.length / (extent * inner); outer++) {
            for (int place : op.places()) {
                for (int i = 0; i < inner; i++) {
                    result.add(own[(outer * extent + place) * inner + i]);
                }
            }
        }
        return result.toArray(Num[]::new);
    }

    private Num[] transpose(Transpose op) {
        Num[] in = values.get(op.input());
        Num[] out = new Num[in.length];
        for (int i = 0; i < out.length; i++) {
            int[] to = index(op.resultType().shape(), i);
            int[] from = new int[to.length];
            for (int axis = 0; axis < to.length; axis++) {
                from[op.permutation().get(axis)] = to[axis];
            }
            out[i] = in[flat(op.input().shape(), from)];
        }
        return out;
    }

    private Num[] product(Value left, Value right) {
        Num[] a = reals(left);
        Num[] b = reals(right);
        int depth = right.shape().extent(0);
        int columns = right.shape().extent(1);
        Num[] out = new Num[a.length / depth * columns];
        for (int i = 0; i < out.length; i++) {
            out[i] = Num.of(BigInteger.ZERO);
            for (int k = 0; k < depth; k++) {
                out[i] = out[i].plus(a[i / columns * depth + k].times(b[k * columns + i % columns]));
            }
        }
        return out;
    }

    private Num[] argmax(Value input, int axis) {
        Shape shape = input.shape();
        Num[] in = reals(input);
        Num[] out = new Num[in.length / shape.extent(axis)];
        int next = 0;
        for (int i = 0; i < in.length; i++) {
            int[] index = index(shape, i);
            if (index[axis] == 0) {
                int best = 0;
                for (int place = 1; place < shape.extent(axis); place++) {
                    int[] here = index.clone();
                    int[] leader = index.clone();
                    here[axis] = place;
                    leader[axis] = best;
                    Num ahead =
                            in[flat(shape, here)].plus(in[flat(shape, leader)].times(Num.of(BigInteger.ONE.negate())));
                    best = ahead.signum() > 0 ? place : best;
                }
                out[next++] = Num.of(BigInteger.valueOf(best));
            }
        }
        return out;
    }

    private Num[] requantize(io.goshawk.ir.integer.Requantize op) {
        Num[] in = values.get(op.input());
        Num[] out = new Num[in.length];
        for (int i = 0; i < out.length; i++) {
            int place = op.channels().size() == 1 ? 0 : index(op.input().shape(), i)[op.axis()];
            Law law = straight(op.channels().get(place).law(), in[i]);
            Num exact = Num.of(law.scale()).times(in[i]).plus(Num.of(law.offset()));
            out[i] = Num.of(exact.round(law.rounding())
                    .max(law.clamp().min())
                    .min(law.clamp().max()));
        }
        return out;
    }

    private static Law straight(StepFunction law, Num x) {
        return switch (law) {
            case Law straight -> straight;
            case CountLaw counted -> {
                long reached = counted.thresholds().stream()
                        .filter(t -> x.plus(Num.of(t.negate())).signum() >= 0)
                        .count();
                BigInteger count = BigInteger.valueOf(counted.falling() ? -reached : reached);
                yield new Law(Dyadic.ZERO, Dyadic.of(counted.base().add(count)), Rounding.FLOOR, counted.clamp());
            }
            case BentLaw bent -> {
                Num beyond = x.plus(Num.of(bent.pivot().negate()));
                yield straight(beyond.signum() < 0 ? bent.below() : bent.above(), x);
            }
        };
    }

    private Num[] quantize(Quantize op) {
        Num[] in = reals(op.input());
        Num[] out = new Num[in.length];
        for (int i = 0; i < out.length; i++) {
            Affine map = op.element().map();
            int place = map.axis() < 0 ? 0 : index(op.input().shape(), i)[map.axis()];
            Num minusOffset = Num.of(map.offset().at(place)).times(Num.of(BigInteger.ONE.negate()));
            Num steps = in[i].plus(minusOffset).over(Num.of(map.scale().at(place)));
            out[i] = Num.of(overflow(steps.round(op.rounding()), op.clamp(), op.overflow()));
        }
        return out;
    }

    private static BigInteger overflow(BigInteger value, IntRange clamp, Overflow overflow) {
        if (overflow == Overflow.SATURATE) {
            return value.max(clamp.min()).min(clamp.max());
        }
        BigInteger period = clamp.max().subtract(clamp.min()).add(BigInteger.ONE);
        BigInteger wrapped = value;
        while (wrapped.compareTo(clamp.min()) < 0) {
            wrapped = wrapped.add(period);
        }
        while (wrapped.compareTo(clamp.max()) > 0) {
            wrapped = wrapped.subtract(period);
        }
        return wrapped;
    }
}
