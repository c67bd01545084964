package io.goshawk.passes.host;

import io.goshawk.ir.integer.Law;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// A [Law] on doubles at the speed of doubles: where the rounded arithmetic proves its own answer it is taken, else
/// the exact law decides (a floating-point filter in the sense of Shewchuk 1997).
final class FilteredLaw {
    /// Two rounded operations on two rounded parameters err by less than this part of the magnitudes involved.
    private static final double RELATIVE_ERROR = 0x1p-49;
    /// Beyond, a double no longer tells an integer from its neighbours.
    private static final double LARGEST = 0x1p50;

    private final Law law;
    private final double scale;
    private final double offset;
    private final boolean halves;

    FilteredLaw(Law law) {
        this.law = law;
        this.scale = law.scale().toDouble();
        this.offset = law.offset().toDouble();
        this.halves = law.rounding().isNearest();
    }

    /// {@return the law's value at the finite number `x`}
    BigInteger apply(double x) {
        double product = scale * x;
        double y = product + offset;
        double error = (Math.abs(product) + Math.abs(offset)) * RELATIVE_ERROR + Double.MIN_NORMAL;
        double boundary = halves ? y - 0.5 : y;
        boolean decided =
                Math.abs(y) < LARGEST && Math.abs(boundary - Math.rint(boundary)) > error + Math.ulp(boundary);
        if (!decided) {
            return law.apply(Dyadic.exactly(x));
        }
        return law.clamp().clamp(BigInteger.valueOf((long) rounded(y)));
    }

    private double rounded(double y) {
        Rounding mode = law.rounding();
        return switch (mode) {
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> Math.rint(y);
            case FLOOR -> Math.floor(y);
            case CEIL -> Math.ceil(y);
            case TOWARD_ZERO -> y < 0 ? Math.ceil(y) : Math.floor(y);
            case AWAY -> y < 0 ? Math.floor(y) : Math.ceil(y);
        };
    }
}
