package io.goshawk.generators;

import io.goshawk.ir.IntType;
import io.goshawk.ir.integer.Certificate;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Builds random requantisers whose certificates hold: a law first, then a form that is exact.
final class Requantizers {
    private static final int LARGEST_TABLE = 64;

    private final Choice choice;

    Requantizers(Choice choice) {
        this.choice = choice;
    }

    /// {@return a requantiser of values in `hull` to `element`, which has 8 bits at most}
    Requantizer random(IntRange hull, IntType element) {
        IntRange interval =
                choice.oneIn(4) ? hull.plus(IntRange.of(-choice.between(0, 9), choice.between(0, 9))) : hull;
        Law law = law(interval, element);
        List<Form> forms = new ArrayList<>(List.of(thresholds(law, interval)));
        if (law.scale() instanceof Dyadic scale && law.offset() instanceof Dyadic offset) {
            forms.add(scaled(scale, offset, law.rounding()));
        }
        if (interval.count().bitLength() < 7) {
            forms.add(table(law, interval));
        }
        Requantizer chosen = new Requantizer(choice.of(forms), interval, law);
        if (!(Certificate.check(chosen) instanceof Certificate.Verdict.Holds)) {
            throw new IllegalStateException("a form that should be exact is not: " + chosen);
        }
        return chosen;
    }

    private Law law(IntRange interval, IntType element) {
        IntRange full = element.range();
        IntRange clamp = choice.oneIn(3)
                ? IntRange.between(choice.between(full.min(), full.max()), choice.between(full.min(), full.max()))
                : full;
        // The slope spreads the interval over about as many levels as there are, so that every level is met.
        int spread = clamp.count().bitLength() - interval.count().bitLength() + choice.between(-2, 1);
        Real slope = slope().times(Dyadic.powerOfTwo(spread));
        Real offset = choice.of(
                Dyadic.ZERO,
                Dyadic.powerOfTwo(-1),
                Dyadic.exactly(choice.anyFloat()),
                Dyadic.of(choice.between(-9, 9)));
        return new Law(slope, offset, choice.of(Rounding.values()), clamp);
    }

    private Real slope() {
        Real magnitude = switch (choice.between(0, 5)) {
            case 0 -> Rational.of(BigInteger.valueOf(choice.between(1, 9)), BigInteger.valueOf(choice.between(1, 9)));
            case 1 -> Real.sqrt(Dyadic.of(choice.between(2, 7)));
            case 2 -> Dyadic.exactly(choice.positiveFloat());
            default -> Dyadic.ONE;
        };
        if (choice.oneIn(20)) {
            return Dyadic.ZERO;
        }
        return choice.oneIn(3) ? magnitude.negate() : magnitude;
    }

    private static Form thresholds(Law law, IntRange interval) {
        Staircase stairs = Staircase.of(law, interval);
        List<BigInteger> thresholds = new ArrayList<>();
        BigInteger value = stairs.valueAtMin();
        for (Staircase.Step step : stairs.steps()) {
            int height = step.value().subtract(value).abs().intValueExact();
            for (int i = 0; i < height; i++) {
                thresholds.add(step.first());
            }
            value = step.value();
        }
        return new Form.Thresholds(stairs.valueAtMin(), stairs.falling(), thresholds);
    }

    private static Form scaled(Dyadic scale, Dyadic offset, Rounding rounding) {
        int shift = Math.max(0, Math.max(-scale.exponent(), -offset.exponent()));
        Dyadic unit = Dyadic.powerOfTwo(shift);
        return new Form.Scale(
                scale.times((Real) unit).floor(), offset.times((Real) unit).floor(), shift, rounding);
    }

    private static Form table(Law law, IntRange interval) {
        List<BigInteger> values = new ArrayList<>();
        for (int i = 0; i < Math.min(LARGEST_TABLE, interval.count().intValueExact()); i++) {
            values.add(law.apply(interval.min().add(BigInteger.valueOf(i))));
        }
        return new Form.Table(interval.min(), values);
    }
}
