package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.onnx.elementwise.Unary;
import java.util.function.DoubleUnaryOperator;

/// The functions of one float, in double precision: elementary ones by StrictMath, so that every machine agrees.
final class UnaryFunctions {
    private static final double LN_2 = StrictMath.log(2);
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    /// Beyond it, `sqrt(x^2 + 1)` and `x` are one double.
    private static final double LARGE = 0x1p28;

    private UnaryFunctions() {}

    /// {@return the function called `kind`}
    static DoubleUnaryOperator of(Unary.Kind kind) {
        return switch (kind) {
            case RELU -> x -> Math.max(x, 0.0);
            case SQRT -> Math::sqrt;
            case NEG -> x -> -x;
            case ABS -> Math::abs;
            case SIGN -> Math::signum;
            case CEIL -> Math::ceil;
            case FLOOR -> Math::floor;
            case ROUND -> Math::rint;
            case RECIPROCAL -> x -> 1 / x;
            case EXP -> StrictMath::exp;
            case LOG -> StrictMath::log;
            case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ASINH, ACOSH, ATANH -> circular(kind);
            case ERF -> ErrorFunction::erf;
            case SIGMOID -> UnaryFunctions::sigmoid;
            case SOFTPLUS -> UnaryFunctions::softplus;
            case SOFTSIGN -> x -> Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
            case HARD_SWISH -> x -> x * Math.clamp(x / 6 + 0.5, 0.0, 1.0);
            case MISH -> UnaryFunctions::mish;
            case GELU -> UnaryFunctions::gelu;
            case GELU_TANH -> UnaryFunctions::geluByTanh;
            case NOT, BITWISE_NOT, IS_NAN -> throw new IllegalStateException(kind + " yields no float");
        };
    }

    private static DoubleUnaryOperator circular(Unary.Kind kind) {
        return switch (kind) {
            case SIN -> StrictMath::sin;
            case COS -> StrictMath::cos;
            case TAN -> StrictMath::tan;
            case ASIN -> StrictMath::asin;
            case ACOS -> StrictMath::acos;
            case ATAN -> StrictMath::atan;
            case SINH -> StrictMath::sinh;
            case COSH -> StrictMath::cosh;
            case TANH -> StrictMath::tanh;
            case ASINH -> UnaryFunctions::asinh;
            case ACOSH -> UnaryFunctions::acosh;
            case ATANH -> UnaryFunctions::atanh;
            default -> throw new IllegalStateException(kind + " is not circular");
        };
    }

    private static double asinh(double x) {
        double magnitude = Math.abs(x);
        double value = magnitude > LARGE
                ? StrictMath.log(magnitude) + LN_2
                : StrictMath.log1p(magnitude + magnitude * magnitude / (1 + Math.sqrt(magnitude * magnitude + 1)));
        return Math.copySign(value, x);
    }

    private static double acosh(double x) {
        if (x > LARGE) {
            return StrictMath.log(x) + LN_2;
        }
        double above = x - 1;
        return StrictMath.log1p(above + Math.sqrt(2 * above + above * above));
    }

    private static double atanh(double x) {
        double magnitude = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * magnitude / (1 - magnitude)), x);
    }

    /// {@return `1 / (1 + exp(-x))`}
    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + StrictMath.exp(-x));
        }
        double power = StrictMath.exp(x);
        return power / (1 + power);
    }

    /// {@return `x / (1 + exp(-steepness * x))`, zero at minus infinity where the curve falls to it}
    static double swish(double x, double steepness) {
        double weight = sigmoid(steepness * x);
        return weight == 0.0 ? Math.copySign(0.0, x) : x * weight;
    }

    private static double softplus(double x) {
        return Math.max(x, 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double mish(double x) {
        double weight = StrictMath.tanh(softplus(x));
        return weight == 0.0 ? Math.copySign(0.0, x) : x * weight;
    }

    private static double gelu(double x) {
        double weight = 0.5 * ErrorFunction.erfc(-x * ROOT_HALF);
        return weight == 0.0 ? Math.copySign(0.0, x) : x * weight;
    }

    /// As `(1 + tanh(u)) / 2` is the sigmoid of `2u`, nothing cancels where `u` is negative.
    private static double geluByTanh(double x) {
        double weight = sigmoid(2 * ROOT_TWO_OVER_PI * (x + 0.044715 * x * x * x));
        return weight == 0.0 ? Math.copySign(0.0, x) : x * weight;
    }
}
