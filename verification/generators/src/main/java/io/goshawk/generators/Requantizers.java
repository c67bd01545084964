package io.goshawk.generators;

import io.goshawk.ir.IntType;
import io.goshawk.ir.integer.Certificate;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.integer.StepFunction;
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
        if (choice.oneIn(8) && interval.count().bitLength() > 1) {
            return bent(interval, element);
        }
        Law law = law(interval, element);
        List<Form> forms = new ArrayList<>(List.of(thresholds(law, interval)));
        if (law.scale() instanceof Dyadic scale && law.offset() instanceof Dyadic offset) {
            forms.add(scaled(scale, offset, law.rounding()));
        }
        Form.Quotient.of(law).ifPresent(forms::add);
        if (interval.count().bitLength() < 7) {
            forms.add(table(law, interval));
        }
        Requantizer chosen = new Requantizer(choice.of(forms), interval, law);
        if (!(Certificate.check(chosen) instanceof Certificate.Verdict.Holds)) {
            throw new IllegalStateException("a form that should be exact is not: " + chosen);
        }
        return chosen;
    }

    /// A bend somewhere inside, with a table where the interval is short and otherwise two scales.
    private Requantizer bent(IntRange interval, IntType element) {
        BigInteger pivot = choice.between(interval.min().add(BigInteger.ONE), interval.max());
        Law above = law(interval, element);
        boolean table = interval.count().bitLength() < 7;
        Real slope = table ? above.scale().times(Dyadic.of(choice.between(-2, 2))) : Dyadic.of(choice.between(-3, 3));
        Real rise = table ? above.scale() : Dyadic.powerOfTwo(-choice.between(0, 6));
        Law right = new Law(rise, table ? above.offset() : Dyadic.powerOfTwo(-1), above.rounding(), above.clamp());
        Law left = new Law(slope, Dyadic.of(choice.between(-9, 9)), above.rounding(), above.clamp());
        StepFunction law = Law.bent(pivot, left, right);
        return new Requantizer(table ? table(law, interval) : bent(pivot, left, right), interval, law);
    }

    private static Form bent(BigInteger pivot, Law below, Law above) {
        Form.Scale right = scaled((Dyadic) above.scale(), (Dyadic) above.offset(), above.rounding());
        Form.Scale left = scaled((Dyadic) below.scale(), (Dyadic) below.offset(), above.rounding());
        Form.Scale shifted = new Form.Scale(
                left.multiplier().shiftLeft(right.shift()),
                left.addend().shiftLeft(right.shift()),
                right.shift(),
                right.rounding());
        return new Form.Bent(pivot, shifted, right);
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

    private static Form.Scale scaled(Dyadic scale, Dyadic offset, Rounding rounding) {
        int shift = Math.max(0, Math.max(-scale.exponent(), -offset.exponent()));
        Dyadic unit = Dyadic.powerOfTwo(shift);
        return new Form.Scale(
                scale.times((Real) unit).floor(), offset.times((Real) unit).floor(), shift, rounding);
    }

    private static Form table(StepFunction law, IntRange interval) {
        List<BigInteger> values = new ArrayList<>();
        for (int i = 0; i < Math.min(LARGEST_TABLE, interval.count().intValueExact()); i++) {
            values.add(law.apply(interval.min().add(BigInteger.valueOf(i))));
        }
        return new Form.Table(interval.min(), values);
    }
}
