package io.goshawk.ir.curve;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// How a curve is computed from integers alone. Shifts are arithmetic: toward minus infinity.
public sealed interface CurveForm permits Segments, Exponential, ErfPolynomial {
    /// {@return the form's value at `x`, before any clamp}
    BigInteger apply(BigInteger x);

    /// {@return the same in primitive arithmetic; right wherever [#bits] is at most 62}
    long apply(long x);

    /// {@return bits that hold every intermediate value, sign included, for `x` in `interval`}
    int bits(IntRange interval);

    /// {@return the hull of the values for `x` in `interval`, or something wider}
    IntRange reach(IntRange interval);
}
