package io.goshawk.ir.eval.exact;

/// How far results of double arithmetic may lie from the exact ones.
///
/// The error that one operation commits is not estimated but computed: the residual of a sum, product or
/// quotient of doubles is itself a double nearly always. So a result without error is known to have none, which
/// is what makes models with power-of-two scales, full of exact ties, cheap.
final class Bounds {
    /// Below this, residuals themselves may underflow.
    private static final double SMALL = 0x1p-900;

    /// More than the sum of the errors of a few operations on bounds, relatively.
    private static final double SLACK = 1 + 0x1p-48;

    private Bounds() {}

    /// {@return `bound`, enlarged by more than a few operations on bounds can have lost, underflow included}
    private static double up(double bound) {
        return bound * SLACK + 4 * Double.MIN_VALUE;
    }

    /// {@return how far `sum = a + b` lies from the sum of numbers that are `ea` and `eb` off}
    static double sum(double a, double ea, double b, double eb, double sum) {
        double part = sum - a;
        double residual = (a - (sum - part)) + (b - part);
        double bound = Math.abs(residual) + ea + eb;
        return bound == 0.0 ? 0.0 : up(bound);
    }

    /// {@return how far `product = a * b` lies from the product of numbers that are `ea` and `eb` off}
    static double product(double a, double ea, double b, double eb, double product) {
        double own = Math.abs(Math.fma(a, b, -product));
        if (Math.abs(product) < SMALL && a != 0.0 && b != 0.0) {
            own += 2 * Double.MIN_VALUE;
        }
        if (ea == 0.0 && eb == 0.0) {
            return own;
        }
        return up(own + Math.abs(a) * eb + ea * (Math.abs(b) + eb));
    }

    /// {@return how far `quotient = a / b` lies from the quotient of numbers that are `ea` and `eb` off; infinite
    ///     where the divisor may be zero}
    static double quotient(double a, double ea, double b, double eb, double quotient) {
        double smallest = (Math.abs(b) - eb) * (1 - 0x1p-50);
        if (!(smallest > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double own = Math.abs(Math.fma(-quotient, b, a));
        if (a != 0.0 && (Math.abs(quotient) < SMALL || Math.abs(a) < SMALL)) {
            own += 2 * Double.MIN_VALUE + 2 * Double.MIN_VALUE * Math.abs(b);
        }
        return own == 0.0 && ea == 0.0 && eb == 0.0 ? 0.0 : up((own + ea + Math.abs(quotient) * eb) / smallest);
    }
}
