package io.goshawk.passes.nonlinear;

import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.stream.IntStream;

/// What a curve should give at some integers of an interval, its ends among them.
final class Samples {
    private final CurveLaw law;
    private final IntRange interval;
    private final BigInteger[] places;
    private final double[] wanted;

    /// @param most samples, less one
    Samples(CurveLaw law, IntRange interval, int most) {
        this.law = law;
        this.interval = interval;
        BigInteger span = interval.max().subtract(interval.min());
        BigInteger last = span.min(BigInteger.valueOf(most));
        BigInteger divisor = last.max(BigInteger.ONE);
        this.places = IntStream.rangeClosed(0, last.intValueExact())
                .mapToObj(i ->
                        interval.min().add(span.multiply(BigInteger.valueOf(i)).divide(divisor)))
                .toArray(BigInteger[]::new);
        CurveLaw.Sampled sampled = law.on(interval);
        this.wanted = IntStream.range(0, places.length)
                .mapToDouble(i -> clamped(sampled.at(places[i].doubleValue())))
                .toArray();
    }

    private double clamped(double value) {
        return Math.clamp(
                value, law.clamp().min().doubleValue(), law.clamp().max().doubleValue());
    }

    /// {@return whether `form` comes within `limit` steps of the curve at all of them}
    boolean within(CurveForm form, double limit) {
        double min = law.clamp().min().doubleValue();
        double max = law.clamp().max().doubleValue();
        boolean primitive = form.bits(interval) <= 62;
        for (int i = 0; i < places.length; i++) {
            double y = primitive
                    ? form.apply(places[i].longValueExact())
                    : form.apply(places[i]).doubleValue();
            if (!(Math.abs(Math.clamp(y, min, max) - wanted[i]) <= limit)) {
                return false;
            }
        }
        return true;
    }
}
