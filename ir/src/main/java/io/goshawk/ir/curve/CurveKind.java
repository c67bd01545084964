package io.goshawk.ir.curve;

import io.goshawk.ir.eval.onnx.ErrorFunction;
import java.util.function.DoubleUnaryOperator;

/// A function of one real that has no exact integer form, with what a proof must know of it.
///
/// [#at] is the reference: double precision from `StrictMath`, whose functions are within 2.5 units in
/// the last place on every machine, and from [ErrorFunction]. [#error] bounds generously how far off it
/// is.
public enum CurveKind {
    /// `x / 2 * (1 + erf(x / sqrt(2)))`.
    GELU(x -> x / 2 * (1 + ErrorFunction.erf(x / Math.sqrt(2))), 1.13, 0.8),
    /// `x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))`.
    GELU_TANH(x -> x / 2 * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))), 1.2, 0.9),
    /// `x * sigmoid(1.702 * x)`.
    GELU_SIGMOID(x -> x * CurveKind.sigmoid(1.702 * x), 1.11, 0.86),
    /// `1 / (1 + exp(-x))`.
    SIGMOID(CurveKind::sigmoid, 0.25, 0.1),
    TANH(StrictMath::tanh, 1, 0.77),
    /// `x * sigmoid(x)`.
    SILU(x -> x * CurveKind.sigmoid(x), 1.11, 0.51),
    ERF(ErrorFunction::erf, 1.13, 0.97),
    /// `log(1 + exp(x))`.
    SOFTPLUS(x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), 1, 0.26),
    /// `x * tanh(softplus(x))`.
    MISH(x -> x * StrictMath.tanh(SOFTPLUS.at(x)), 1.1, 0.7),
    /// `x * max(0, min(1, x / 6 + 1 / 2))`, which has a kink at -3 and at 3.
    HARD_SWISH(x -> x * Math.clamp(x / 6 + 0.5, 0.0, 1.0), 1.51, Double.POSITIVE_INFINITY),
    EXP(StrictMath::exp, Double.NaN, Double.NaN) {
        @Override
        public double slope(double low, double high) {
            return StrictMath.exp(high) * 1.001;
        }

        @Override
        public double curvature(double low, double high) {
            return slope(low, high);
        }
    },
    /// `1 / x`, on one side of zero.
    RECIPROCAL(x -> 1 / x, Double.NaN, Double.NaN) {
        @Override
        public boolean isDefined(double low, double high) {
            return low > 0 || high < 0;
        }

        @Override
        public double slope(double low, double high) {
            double least = Math.min(Math.abs(low), Math.abs(high));
            return 1.001 / (least * least);
        }

        @Override
        public double curvature(double low, double high) {
            double least = Math.min(Math.abs(low), Math.abs(high));
            return 2.001 / (least * least * least);
        }
    },
    /// The square root, of what is not negative.
    SQRT(Math::sqrt, Double.NaN, Double.NaN) {
        @Override
        public boolean isDefined(double low, double high) {
            return low >= 0;
        }

        @Override
        public double slope(double low, double high) {
            return 0.501 / Math.sqrt(low);
        }

        @Override
        public double curvature(double low, double high) {
            return 0.251 / (low * Math.sqrt(low));
        }
    };

    /// Far above the few units in the last place that the functions are off.
    private static final double RELATIVE_ERROR = 0x1p-46;

    private final DoubleUnaryOperator function;
    private final double slope;
    private final double curvature;

    CurveKind(DoubleUnaryOperator function, double slope, double curvature) {
        this.function = function;
        this.slope = slope;
        this.curvature = curvature;
    }

    private static double sigmoid(double x) {
        double small = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? small : 1) / (1 + small);
    }

    /// {@return the reference value at `x`}
    public double at(double x) {
        return function.applyAsDouble(x);
    }

    /// {@return how far [#at] may be from the function at `x`, where it gave `value`}
    public double error(double x, double value) {
        return RELATIVE_ERROR * (Math.abs(value) + (this == RECIPROCAL || this == EXP ? 0 : Math.abs(x)));
    }

    /// {@return whether the function has a finite value everywhere from `low` to `high`}
    public boolean isDefined(double low, double high) {
        return low <= high;
    }

    /// {@return a bound on the magnitude of the first derivative from `low` to `high`}
    public double slope(double low, double high) {
        return slope;
    }

    /// {@return a bound on the magnitude of the second derivative from `low` to `high`; infinite where
    ///     there is none}
    public double curvature(double low, double high) {
        return curvature;
    }
}
