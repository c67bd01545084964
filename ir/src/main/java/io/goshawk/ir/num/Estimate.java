package io.goshawk.ir.num;

/// A line in double precision, with bounds on how far off that is: with them [Line] knows which
/// integers it may take from here.
///
/// [Real#toDouble] is within two units in the last place, `2^-51` of the number; each operation here
/// adds `2^-53` of its result. The bounds below are at least twice what these make together.
record Estimate(double slope, double offset) {
    /// Farther from one than this a number is no estimate: a product could leave the doubles.
    private static final int FARTHEST = 400;

    private static final double ERROR = 0x1p-49;

    /// Doubles hold integers up to here, and halves of them.
    private static final long LARGEST = 1L << 52;

    /// {@return the estimate of a line; one that is never clear where a number is too large or too small}
    ///
    /// @param slope not zero
    static Estimate of(Real slope, Real offset) {
        double m = slope.toDouble();
        double c = offset.toDouble();
        boolean fits = isNear(m) && (offset.signum() == 0 || isNear(c));
        return fits ? new Estimate(m, c) : new Estimate(Double.NaN, Double.NaN);
    }

    private static boolean isNear(double number) {
        return Double.isFinite(number) && number != 0 && Math.abs(Math.getExponent(number)) <= FARTHEST;
    }

    private static boolean fits(long number) {
        return -LARGEST < number && number < LARGEST;
    }

    /// {@return about where the line takes the value `doubled / 2`}
    double place(long doubled) {
        return fits(doubled) ? (doubled * 0.5 - offset) / slope : Double.NaN;
    }

    /// {@return how far `place`, which [#place] gave, may be off}
    double placeError(double place) {
        return (Math.abs(offset / slope) + Math.abs(place)) * ERROR;
    }

    /// {@return about the value at `x`}
    double value(long x) {
        return fits(x) ? slope * x + offset : Double.NaN;
    }

    /// {@return how far [#value] and half more than it may be off}
    double valueError(long x) {
        return (Math.abs(slope * x) + Math.abs(offset) + 1) * ERROR;
    }

    /// {@return whether every number that close to `estimate` lies strictly between the same two
    ///     integers}
    static boolean isClear(double estimate, double error) {
        double below = Math.floor(estimate);
        return estimate - below > error && below + 1 - estimate > error;
    }
}
