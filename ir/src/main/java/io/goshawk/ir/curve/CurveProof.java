package io.goshawk.ir.curve;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.OptionalDouble;

/// How far a [CurveForm] is from its [CurveLaw], in steps of the output: a bound that holds for every
/// integer of the interval.
///
/// Where the interval has at most [#EXHAUSTIVE] integers each of them is looked at. Longer ones are cut
/// into pieces: on a piece of length `h` the difference of form and law strays from the line between
/// its ends by no more than `h^2 / 8` times a bound on its second derivative, or `h / 2` times one on
/// its first where there is no second. What double precision leaves out is added in either case.
public final class CurveProof {
    /// The most integers that are looked at one by one.
    public static final BigInteger EXHAUSTIVE = BigInteger.ONE.shiftLeft(20);

    private static final BigInteger PIECES = BigInteger.ONE.shiftLeft(18);

    /// Bounds are kept in these units.
    private static final double UNIT = 0x1p-16;

    private CurveProof() {}

    /// {@return `bound` as the exact number that operations carry: the next multiple of `2^-16`}
    public static Dyadic exactly(double bound) {
        return Dyadic.exactly(Math.ceil(bound / UNIT) * UNIT);
    }

    /// {@return a bound on the distance of form and law on `interval`, both clamped, in steps}
    /// @throws IllegalArgumentException if the law has no value somewhere on it, or it passes the top
    ///     of an exponential
    public static double bound(CurveLaw law, CurveForm form, IntRange interval) {
        OptionalDouble known = ProvenBounds.of(law, form, interval);
        if (known.isPresent()) {
            return known.getAsDouble();
        }
        double bound = proven(law, form, interval);
        ProvenBounds.keep(law, form, interval, bound);
        return bound;
    }

    private static double proven(CurveLaw law, CurveForm form, IntRange interval) {
        if (!law.isDefined(interval)) {
            throw new IllegalArgumentException(law.kind() + " has no value somewhere on " + interval);
        }
        if (form instanceof Exponential power && interval.max().compareTo(power.top()) > 0) {
            throw new IllegalArgumentException(interval + " passes the top " + power.top());
        }
        if (interval.count().compareTo(EXHAUSTIVE) <= 0) {
            return looked(law, form, interval);
        }
        return switch (form) {
            case Segments segments -> new PieceProof(law, interval, PIECES).segments(segments);
            case ErfPolynomial polynomial -> new PieceProof(law, interval, PIECES).polynomial(polynomial);
            case Exponential power -> ExponentialProof.bound(law, power);
        };
    }

    private static double looked(CurveLaw law, CurveForm form, IntRange interval) {
        CurveLaw.Sampled sampled = law.on(interval);
        double min = law.clamp().min().doubleValue();
        double max = law.clamp().max().doubleValue();
        boolean primitive = form.bits(interval) <= 62;
        double bound = 0;
        Places places = new Places(interval, BigInteger.ONE);
        for (int i = 0; i < places.count(); i++) {
            double place = places.distance(i, BigInteger.ZERO);
            double y = primitive
                    ? form.apply(places.at(i).longValueExact())
                    : form.apply(places.at(i)).doubleValue();
            double value = sampled.reference(place);
            double distance = Math.abs(Math.clamp(y, min, max) - Math.clamp(sampled.steps(value), min, max));
            bound = Math.max(bound, distance + sampled.error(place, value));
        }
        return bound;
    }
}
