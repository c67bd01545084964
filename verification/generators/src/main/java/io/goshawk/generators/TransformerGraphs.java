package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.NormalizeLaw;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.integer.SoftmaxLaw;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// Random graphs of what transformers need. Their forms are any that the widths allow; what they stand
/// for does not matter here, so their laws are no proofs of anything.
final class TransformerGraphs {
    private final SplittableRandom random;
    private final TransformerForms forms;
    private final GraphBuilder<IntegerOp> builder = new GraphBuilder<>("transformer");

    private TransformerGraphs(long seed) {
        random = new SplittableRandom(seed);
        forms = new TransformerForms(random);
    }

    /// {@return a graph of `size` operations on one value, one behind the other, some with shortcuts}
    static Graph<IntegerOp> of(long seed, int size) {
        return new TransformerGraphs(seed).graph(size);
    }

    private int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    private static Location here() {
        return new Location.Whole("random");
    }

    private Graph<IntegerOp> graph(int size) {
        Shape shape = Shape.of(1, between(1, 9), between(1, 3) * between(1, 12));
        boolean words = between(0, 2) == 0;
        Value from = words ? embedding(shape) : input("in", shape, type());
        for (int i = 0; i < size; i++) {
            Value next = step(from);
            if (next.shape().equals(from.shape()) && between(0, 3) == 0) {
                next = sum(from, next);
            }
            from = next;
        }
        return builder.build(List.of(new Graph.Port("out", from, Optional.empty(), here())));
    }

    private Value input(String name, Shape shape, IntType type) {
        return builder.input(name, new TensorType(shape, type), here());
    }

    private IntType type() {
        int[] bits = {4, 8, 8, 8, 12, 16, 17, 22, 30, 33};
        return new IntType(between(0, 1) == 0, bits[between(0, bits.length - 1)]);
    }

    /// {@return a tensor of what `element` gives, which is asked once for each index}
    static IntTensor tensor(Shape shape, IntToLongFunction element) {
        return IntTensor.of(
                shape, IntStream.range(0, shape.size()).mapToLong(element).toArray());
    }

    private static IntRange range(Value value) {
        return value.type().intElement().range();
    }

    private static int bits(Value value) {
        return value.type().intElement().bits();
    }

    private Value embedding(Shape shape) {
        int rows = between(1, 20);
        Value indices = input("words", Shape.of(1, shape.extent(1)), IntType.u(8));
        Requantizer places = scale(BigInteger.ONE, BigInteger.ZERO, 0, Rounding.FLOOR, range(indices), 0, rows - 1);
        Value known = builder.add(
                new Requantize(indices, 1, List.of(places), IntType.holding(IntRange.of(0, rows - 1))), here());
        Value table = constant(Shape.of(rows, shape.last()), type().range());
        return builder.add(new Gather(known, table), here());
    }

    private Value constant(Shape shape, IntRange range) {
        long min = range.min().longValueExact();
        long max = range.max().longValueExact();
        // Weights are often small but for a few.
        int rare = between(0, 1) == 0 ? 6 : 70;
        int scale = rare > 6 ? 4 : 1;
        IntTensor data = tensor(
                shape,
                _ -> between(1, rare) == 1
                        ? (between(0, 1) == 0 ? min : max)
                        : random.nextLong(min / scale, max / scale + 1));
        return builder.add(new Constant(data, IntType.holding(range)), here());
    }

    private static Requantizer scale(
            BigInteger multiplier,
            BigInteger addend,
            int shift,
            Rounding rounding,
            IntRange range,
            long low,
            long high) {
        Law law = new Law(new Dyadic(multiplier, -shift), new Dyadic(addend, -shift), rounding, IntRange.of(low, high));
        return new Requantizer(new io.goshawk.ir.integer.Form.Scale(multiplier, addend, shift, rounding), range, law);
    }

    private Value step(Value from) {
        return switch (between(0, 7)) {
            case 0 -> curve(from);
            case 1 -> softmax(from);
            case 2 -> normalize(from);
            case 3 -> matmul(from);
            case 4 -> attention(from);
            case 5 -> turned(from);
            default -> requantize(from);
        };
    }

    private Value sum(Value left, Value right) {
        if (Math.max(bits(left), bits(right)) > 40) {
            return right;
        }
        BigInteger a = BigInteger.valueOf(between(-9, 9));
        BigInteger b = BigInteger.valueOf(between(1, 64));
        IntRange range = range(left).times(a).plus(range(right).times(b));
        return builder.add(new WeightedSum(left, a, right, b, IntType.holding(range)), here());
    }

    private Value requantize(Value from) {
        int axis = between(0, from.shape().rank() - 1);
        int channels = between(0, 1) == 0 ? 1 : from.shape().extent(axis);
        IntType to = new IntType(between(0, 2) > 0, new int[] {4, 8, 8, 16, 16, 34}[between(0, 5)]);
        IntRange clamp = to.range();
        List<Requantizer> all = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            int width = between(1, 31);
            int shift = Math.max(0, bits(from) + width - to.bits() + between(-3, 3));
            BigInteger multiplier = BigInteger.valueOf(random.nextLong(1L << width) * (between(0, 5) == 0 ? -1 : 1));
            BigInteger addend = BigInteger.valueOf(random.nextLong(-(1L << 20), 1L << 20));
            Rounding rounding = Rounding.values()[between(0, Rounding.values().length - 1)];
            Rounding usual = between(0, 1) == 0 ? Rounding.HALF_EVEN : Rounding.FLOOR;
            all.add(scale(
                    multiplier,
                    addend,
                    shift,
                    to.bits() > 8 || between(0, 3) > 0 ? usual : rounding,
                    range(from),
                    clamp.min().longValueExact(),
                    clamp.max().longValueExact()));
        }
        return builder.add(new Requantize(from, axis, all, to), here());
    }

    private Value narrow(Value from, int most) {
        return bits(from) <= most ? from : clamped(from, new IntType(between(0, 1) == 0, between(2, most)));
    }

    private Value clamped(Value from, IntType to) {
        IntRange clamp = to.range();
        int shift = Math.max(0, bits(from) - to.bits());
        Requantizer one = scale(
                BigInteger.ONE,
                BigInteger.ZERO,
                shift,
                Rounding.HALF_EVEN,
                range(from),
                clamp.min().longValueExact(),
                clamp.max().longValueExact());
        return builder.add(new Requantize(from, 0, List.of(one), to), here());
    }

    private Value matmul(Value from) {
        Value in = narrow(from, 30);
        int bits = between(2, bits(in) > 16 ? 14 : 18);
        Shape shape = Shape.of(in.shape().last(), between(1, 40));
        Value weights = constant(shape, IntType.s(between(0, 1) == 0 ? 8 : bits).range());
        IntRange products = range(in).times(range(weights).max().negate().subtract(BigInteger.ONE));
        BigInteger most = products.min().abs().max(products.max().abs()).multiply(BigInteger.valueOf(shape.extent(0)));
        return builder.add(new MatMul(in, weights, IntType.holding(IntRange.between(most.negate(), most))), here());
    }

    private Value turned(Value from) {
        List<Integer> axes = new ArrayList<>(List.of(0, 1, 2));
        if (from.shape().rank() != axes.size()) {
            return from;
        }
        Collections.shuffle(axes, new java.util.Random(random.nextLong()));
        Value turned = builder.add(new Transpose(from, axes), here());
        return builder.add(new Reshape(turned, from.shape()), here());
    }

    private Value attention(Value from) {
        if (from.shape().rank() != 3) {
            return from;
        }
        Value in = narrow(from, 20);
        int heads = in.shape().last() % 3 == 0 ? 3 : 1;
        Shape split = Shape.of(1, in.shape().extent(1), heads, in.shape().last() / heads);
        Value parts = builder.add(new Reshape(in, split), here());
        Value left = builder.add(new Transpose(parts, List.of(0, 2, 1, 3)), here());
        Value right = builder.add(new Transpose(narrow(parts, 20), List.of(0, 2, 3, 1)), here());
        Value scores = product(left, right);
        Value shares = softmax(narrow(scores, 24));
        Value mixed = product(shares, builder.add(new Transpose(parts, List.of(0, 2, 1, 3)), here()));
        Value back = builder.add(new Transpose(mixed, List.of(0, 2, 1, 3)), here());
        return builder.add(new Reshape(requantize(back), in.shape()), here());
    }

    private Value product(Value left, Value right) {
        BigInteger x = zero(left);
        BigInteger y = zero(right);
        BigInteger most = far(left, x)
                .multiply(far(right, y))
                .multiply(BigInteger.valueOf(left.shape().last()));
        IntType type = IntType.holding(IntRange.between(most.negate(), most));
        return builder.add(new BatchMatMul(left, x, right, y, type), here());
    }

    private BigInteger zero(Value value) {
        return between(0, 2) == 0 ? BigInteger.ZERO : range(value).clamp(BigInteger.valueOf(between(-200, 200)));
    }

    private static BigInteger far(Value value, BigInteger zero) {
        IntRange range = range(value);
        return range.min().subtract(zero).abs().max(range.max().subtract(zero).abs());
    }

    private Value curve(Value from) {
        Value in = narrow(from, 24);
        IntRange interval = range(in);
        CurveForm form = forms.curve(interval);
        IntType to = new IntType(between(0, 1) == 0, between(2, 18));
        CurveLaw law = new CurveLaw(CurveKind.GELU, Dyadic.ONE, Dyadic.ZERO, Dyadic.ONE, Dyadic.ZERO, to.range());
        return builder.add(new Curve(in, law, form, interval, Dyadic.ONE, to), here());
    }

    private Value softmax(Value from) {
        Value in = narrow(from, 24);
        BigInteger width = range(in).max().subtract(range(in).min());
        IntRange distances = IntRange.between(width.negate(), BigInteger.ZERO);
        SoftmaxForm form = forms.softmax(distances);
        boolean signed = between(0, 3) == 0;
        IntType to = new IntType(signed, 8);
        BigInteger zero = BigInteger.valueOf(signed ? -128 : 0);
        SoftmaxLaw law = new SoftmaxLaw(Dyadic.ONE, Dyadic.ONE, zero, to.range());
        return builder.add(new Softmax(in, law, form, Dyadic.ONE, to), here());
    }

    private Value normalize(Value from) {
        Value in = narrow(from, 20);
        boolean centred = between(0, 2) > 0;
        int length = in.shape().last();
        IntRange interval = range(in);
        IntType to = new IntType(between(0, 1) == 0, between(0, 1) == 0 ? 8 : 16);
        NormalizeForm form = forms.normalize(centred, interval, length);
        List<Real> ones = Collections.nCopies(length, Dyadic.ONE);
        NormalizeLaw law = new NormalizeLaw(centred, Dyadic.ONE, Dyadic.ONE, ones, ones, to.range());
        return builder.add(new Normalize(in, law, form, interval, Dyadic.ONE, to), here());
    }
}
