package io.goshawk.frontend.tflite;

/// A factor as the kernels of TensorFlow Lite hold it: `factor / 2^31 * 2^shift`, the factor of 31 bits.
///
/// Written after its quantisation specification. A build of the library rounds a product once or twice; both are here.
///
/// @param factor at least 2^30, or 0
record FixedPoint(int factor, int shift) {
    private static final int BITS = 31;

    /// {@return what stands for `real`, which is positive}
    static FixedPoint of(double real) {
        int exponent = Math.getExponent(real) + 1;
        long factor = (long) Math.floor(Math.scalb(real, BITS - exponent) + 0.5);
        if (factor == 1L << BITS) {
            return new FixedPoint(1 << (BITS - 1), exponent + 1);
        }
        return exponent < -BITS ? new FixedPoint(0, 0) : new FixedPoint((int) factor, exponent);
    }

    /// {@return `x` times this, rounded to nearest, ties up}
    long roundedOnce(long x) {
        int places = BITS - shift;
        return (x * factor + (1L << (places - 1))) >> places;
    }

    /// {@return `x` times this, rounded to a multiple of 2^shift first, ties up, then to an integer, ties away from 0}
    long roundedTwice(long x) {
        long product = (x << Math.max(shift, 0)) * factor;
        long high = (product + (1L << (BITS - 1))) >> BITS;
        int places = Math.max(-shift, 0);
        if (places == 0) {
            return high;
        }
        long half = 1L << (places - 1);
        return high >= 0 ? (high + half) >> places : -((-high + half) >> places);
    }

    /// {@return how far either product may be off the real one, `value`, in front of its last rounding}
    double error(double value) {
        // The factor is off by half a unit of at least 2^30, and came of three operations in doubles.
        double factors = Math.abs(value) * (0x1p-31 + 0x1p-50);
        return factors + (shift < 0 ? Math.scalb(0.5, shift) : 0);
    }
}
