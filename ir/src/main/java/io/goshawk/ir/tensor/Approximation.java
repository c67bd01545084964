package io.goshawk.ir.tensor;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import java.util.function.IntFunction;

/// Doubles near exact numbers, and how far off they are.
public final class Approximation {
    private Approximation() {}

    /// {@return a double near `number`; zero where the number is beyond all doubles}
    public static double of(Real number) {
        double near = number.toDouble();
        return Double.isFinite(near) ? near + 0.0 : 0.0;
    }

    /// {@return how far `near`, which is `of(number)`, may lie from `number`: zero where it is the number
    ///     itself}
    public static double error(double near, Real number) {
        if (number instanceof Dyadic dyadic && isDouble(dyadic)) {
            return 0.0;
        }
        // toDouble is within two units in the last place, except where the number is beyond all doubles.
        return Double.isFinite(number.toDouble()) ? 4 * Math.ulp(near) : Double.POSITIVE_INFINITY;
    }

    private static boolean isDouble(Dyadic number) {
        int bits = number.mantissa().bitLength();
        return bits <= 53 && number.exponent() >= Double.MIN_EXPONENT - 52 && number.exponent() + bits <= 1024;
    }

    static double[] errors(double[] near, IntFunction<Real> numbers) {
        double[] errors = new double[near.length];
        boolean any = false;
        for (int i = 0; i < near.length; i++) {
            errors[i] = error(near[i], numbers.apply(i));
            any |= errors[i] != 0.0;
        }
        return any ? errors : new double[0];
    }
}
