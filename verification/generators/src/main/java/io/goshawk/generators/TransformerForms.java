package io.goshawk.generators;

import io.goshawk.ir.Shape;
import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random forms of functions that 62 bits hold; what they stand for does not matter.
final class TransformerForms {
    private final SplittableRandom random;

    TransformerForms(SplittableRandom random) {
        this.random = random;
    }

    private int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    CurveForm curve(IntRange interval) {
        return switch (between(0, 2)) {
            case 0 ->
                new ErfPolynomial(
                        BigInteger.valueOf(between(-5, 5)),
                        BigInteger.valueOf(between(0, 3000)),
                        BigInteger.valueOf(between(1, 1 << 22)),
                        between(0, 1) == 0,
                        between(0, 8),
                        BigInteger.valueOf(between(-900, 900)),
                        BigInteger.valueOf(between(-9000, 9000)),
                        between(0, 20));
            case 1 -> exponential(interval, interval.max());
            default -> segments(interval, 40);
        };
    }

    SoftmaxForm softmax(IntRange distances) {
        int shift = between(10, 23);
        BigInteger numerator = BigInteger.valueOf(255).shiftLeft(shift).add(BigInteger.valueOf(between(0, 999)));
        return new SoftmaxForm(
                exponential(distances, BigInteger.ZERO), distances, 17, numerator, shift, between(0, 1) == 0);
    }

    NormalizeForm normalize(boolean centred, IntRange interval, int length) {
        int guard = between(0, 12);
        BigInteger epsilon = BigInteger.valueOf(between(1, 1 << 16));
        NormalizeForm one = form(centred, interval, epsilon, guard, 60, length);
        int root = one.mostSquares(centred, interval, length).bitLength();
        int even = Math.max(root, guard + 2) + 1 & ~1;
        return form(centred, interval, epsilon, guard, even, length);
    }

    private Segments segments(IntRange interval, int most) {
        int bits = Math.max(0, interval.count().bitLength() - between(0, 6));
        int width = between(1, 3);
        int count = (int) Math.min(most, interval.count().shiftRight(bits).longValueExact() + 1);
        List<Integer> shifts = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            shifts.add(i == 0 ? between(0, 4) : Math.max(0, bits - between(0, 3)));
        }
        IntTensor coefficients = TransformerGraphs.tensor(Shape.of(count, width), _ -> (long) between(-30000, 30000));
        return new Segments(interval.min(), bits, shifts, coefficients);
    }

    private Exponential exponential(IntRange interval, BigInteger top) {
        int fraction = between(0, 20);
        int drop = between(1, 13);
        int width =
                Math.max(1, Math.min(22, fraction + drop + 5 - interval.count().bitLength()));
        IntRange fractions = IntRange.of(0, (1L << fraction) - 1);
        Segments any = segments(fractions, 32);
        // A mantissa is positive: then so is the sum of a row.
        long least = between(0, 1) == 0 ? 1L << 16 : 300;
        IntTensor positive = TransformerGraphs.tensor(
                any.coefficients().shape(),
                i -> i % any.shifts().size() == 0 ? least + between(0, 1 << 12) << 4 : -i % 100);
        Segments mantissa = new Segments(BigInteger.ZERO, any.segmentBits(), any.shifts(), positive);
        return new Exponential(
                top, BigInteger.valueOf(random.nextLong(1L << width)), drop, fraction, mantissa, between(1, 20));
    }

    private NormalizeForm form(
            boolean centred, IntRange interval, BigInteger epsilon, int guard, int root, int length) {
        int fraction = between(4, 12);
        return new NormalizeForm(
                centred ? BigInteger.ZERO : interval.clamp(BigInteger.valueOf(guard * 9L - 50)),
                epsilon,
                guard,
                root,
                fraction + between(1, 8),
                fraction,
                TransformerGraphs.tensor(Shape.of(length), _ -> (long) between(-40000, 40000)),
                TransformerGraphs.tensor(Shape.of(length), _ -> random.nextLong(-(1L << 34), 1L << 34)),
                between(8, 22));
    }
}
