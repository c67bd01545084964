package io.goshawk.generators;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Random requantisers of every form, each with a certificate that holds.
final class FormRequantizers {
    private static final List<Rounding> ROUNDINGS = List.of(Rounding.values());
    private static final int LONGEST_TABLE = 4096;

    private final RandomGenerator random;

    FormRequantizers(RandomGenerator random) {
        this.random = random;
    }

    /// {@return a requantiser for values of `interval` whose result lies in `element`}
    Requantizer any(IntRange interval, IntRange element) {
        int bits = Math.max(interval.min().bitLength(), interval.max().bitLength());
        int resultBits = Math.max(element.min().bitLength(), element.max().bitLength());
        BigInteger multiplier = BigInteger.valueOf(random.nextInt(-9, 10));
        int shift = Math.max(0, bits + multiplier.bitLength() - resultBits + random.nextInt(-2, 3));
        BigInteger addend = BigInteger.valueOf(random.nextInt(-5, 6)).shiftLeft(Math.max(0, shift - 2));
        Rounding rounding = ROUNDINGS.get(random.nextInt(ROUNDINGS.size()));
        Dyadic scale = new Dyadic(multiplier, -shift);
        Law law = new Law(scale, new Dyadic(addend, -shift), rounding, clamp(element));
        Form.Scale form = new Form.Scale(multiplier, addend, shift, rounding);
        return new Requantizer(another(form, law, interval), interval, law);
    }

    private IntRange clamp(IntRange element) {
        if (random.nextInt(3) > 0) {
            return element;
        }
        BigInteger middle = element.min().add(element.max()).shiftRight(1);
        return random.nextBoolean() ? new IntRange(element.min(), middle) : new IntRange(middle, element.max());
    }

    private Form another(Form.Scale scale, Law law, IntRange interval) {
        return switch (random.nextInt(4)) {
            case 0 -> thresholds(law, interval);
            case 1 ->
                interval.count().bitLength() < 12 && interval.count().intValueExact() <= LONGEST_TABLE
                        ? table(law, interval)
                        : thresholds(law, interval);
            default -> scale;
        };
    }

    private static Form thresholds(Law law, IntRange interval) {
        Staircase stairs = Staircase.of(law, interval);
        List<BigInteger> thresholds = new ArrayList<>();
        for (int i = 1; i < stairs.treads(); i++) {
            int jump = stairs.valueOf(i).subtract(stairs.valueOf(i - 1)).abs().intValueExact();
            BigInteger first = stairs.tread(i).min();
            IntStream.range(0, jump).forEach(_ -> thresholds.add(first));
        }
        return new Form.Thresholds(stairs.valueAtMin(), stairs.falling(), thresholds);
    }

    private static Form table(Law law, IntRange interval) {
        List<BigInteger> values = IntStream.range(0, interval.count().intValueExact())
                .mapToObj(i -> law.apply(interval.min().add(BigInteger.valueOf(i))))
                .toList();
        return new Form.Table(interval.min(), values);
    }
}
