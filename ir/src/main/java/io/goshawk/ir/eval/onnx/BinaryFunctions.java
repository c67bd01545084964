package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.onnx.elementwise.Binary;
import java.util.function.DoubleBinaryOperator;

/// The functions of two floats, in double precision.
final class BinaryFunctions {
    private BinaryFunctions() {}

    /// Whether two floats stand in some relation.
    interface Relation {
        boolean holds(double left, double right);
    }

    /// {@return the function called `kind`, which yields floats}
    static DoubleBinaryOperator of(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> Double::sum;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> (a, b) -> a / b;
            case POW -> BinaryFunctions::power;
            case MOD -> BinaryFunctions::floorMod;
            case FMOD -> (a, b) -> a % b;
            case MIN -> Math::min;
            case MAX -> Math::max;
            case PRELU -> (a, b) -> a < 0 ? a * b : a;
            case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> throw noFloats(kind);
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, BITWISE_AND, BITWISE_OR, BITWISE_XOR -> throw noFloats(kind);
        };
    }

    private static IllegalStateException noFloats(Binary.Kind kind) {
        return new IllegalStateException(kind + " yields no float");
    }

    /// {@return the comparison called `kind`; none holds of NaN}
    static Relation relation(Binary.Kind kind) {
        return switch (kind) {
            case EQUAL -> (a, b) -> a == b;
            case LESS -> (a, b) -> a < b;
            case LESS_OR_EQUAL -> (a, b) -> a <= b;
            case GREATER -> (a, b) -> a > b;
            case GREATER_OR_EQUAL -> (a, b) -> a >= b;
            default -> throw new IllegalStateException(kind + " is no comparison");
        };
    }

    /// {@return `base ^ exponent` as C and NumPy have it: 1 for a base of 1, whatever the exponent}
    static double power(double base, double exponent) {
        boolean isOne = base == 1.0 || (base == -1.0 && Double.isInfinite(exponent));
        return isOne ? 1.0 : StrictMath.pow(base, exponent);
    }

    private static double floorMod(double dividend, double divisor) {
        double rest = dividend % divisor;
        if (rest == 0.0) {
            return Math.copySign(0.0, divisor);
        }
        return rest < 0 == divisor < 0 ? rest : rest + divisor;
    }
}
