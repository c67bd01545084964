package io.goshawk.ir.num;

/// Logarithms to the base 2, as integers, of exact numbers.
public final class Magnitudes {
    private static final Dyadic TWO = Dyadic.of(2);

    private Magnitudes() {}

    /// {@return the largest `n` with `2^n <= number`}
    /// @throws ArithmeticException if `number` is not positive
    public static int floorLog2(Real number) {
        if (number.signum() <= 0) {
            throw new ArithmeticException("no logarithm of " + number);
        }
        double near = number.toDouble();
        int exponent = Double.isFinite(near) && near > 0 ? Math.getExponent(near) : 0;
        while (Dyadic.powerOfTwo(exponent).compareTo(number) > 0) {
            exponent--;
        }
        while (Dyadic.powerOfTwo(exponent + 1).compareTo(number) <= 0) {
            exponent++;
        }
        return exponent;
    }

    /// {@return the integer nearest to `log2(number)`; no tie is possible where `number` is rational}
    /// @throws ArithmeticException if `number` is not positive
    public static int nearestPower(Real number) {
        // floor(log2(r) + 1/2) = floor(log2(2 * r^2) / 2)
        return Math.floorDiv(floorLog2(number.times(number).times(TWO)), 2);
    }
}
