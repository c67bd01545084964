package io.goshawk.ir.eval.onnx;

/// The error function and its complement in double precision.
///
/// Near zero by the series of Kummer, all of whose terms are positive (Abramowitz and Stegun,
/// *Handbook of Mathematical
/// Functions*, 7.1.6); farther out by the continued fraction of the complement (ibid., 7.1.14).
public final class ErrorFunction {
    /// From here on the continued fraction is used.
    private static final double FAR = 2.5;

    /// Depth of the continued fraction, enough for doubles from [#FAR] on.
    private static final int DEPTH = 60;

    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
    private static final double ROOT_PI = Math.sqrt(Math.PI);

    /// Beyond it the complement is below the smallest double.
    private static final double LAST = 27.3;

    private ErrorFunction() {}

    /// {@return erf(x), within 4 units in the last place}
    public static double erf(double x) {
        double magnitude = Math.abs(x);
        if (Double.isNaN(x) || magnitude == 0.0) {
            return x;
        }
        double value = magnitude < FAR ? series(magnitude) : 1 - fraction(magnitude);
        return Math.copySign(value, x);
    }

    /// {@return erfc(x) = 1 - erf(x), with a relative error below 2^-39}
    static double erfc(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (x < FAR) {
            return 1 - erf(x);
        }
        return fraction(x);
    }

    /// The term `2^n x^(2n + 1) / (1 * 3 * … * (2n + 1))` comes of the one before by a factor of `2 x^2
    /// / (2n + 1)`.
    private static double series(double x) {
        double factor = 2 * x * x;
        double term = x;
        double sum = 0;
        for (int odd = 3; sum + term != sum; odd += 2) {
            sum += term;
            term *= factor / odd;
        }
        return TWO_OVER_ROOT_PI * StrictMath.exp(-x * x) * sum;
    }

    /// `exp(-x^2) / sqrt(pi) * 1 / (x + (1/2) / (x + 1 / (x + (3/2) / (x + …))))`, evaluated from its
    /// depth.
    private static double fraction(double x) {
        if (x > LAST) {
            return 0;
        }
        double tail = x;
        for (int n = DEPTH; n > 0; n--) {
            tail = x + n / 2.0 / tail;
        }
        return StrictMath.exp(-x * x) / (ROOT_PI * tail);
    }
}
