package io.goshawk.rtl;

import io.goshawk.ir.IntType;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// What is added before a plain arithmetic shift so that it rounds as a mode says.
final class RoundingConstants {
    private RoundingConstants() {}

    /// {@return the constant part}
    static BigInteger of(Rounding rounding, int places) {
        BigInteger half = BigInteger.ONE.shiftLeft(places - 1);
        return switch (rounding) {
            case FLOOR, TOWARD_ZERO, AWAY -> BigInteger.ZERO;
            case CEIL -> half.shiftLeft(1).subtract(BigInteger.ONE);
            case HALF_UP, HALF_EVEN, HALF_AWAY -> half;
            case HALF_DOWN, HALF_TOWARD_ZERO, HALF_ODD -> half.subtract(BigInteger.ONE);
        };
    }

    /// {@return the part that depends on the sign of `input`, such as ` - $signed({1'b0, x[7]})`, or nothing}
    static String signTerm(Rounding rounding, int places, String input, IntType type) {
        String negative = type.signed() ? input + "[" + (type.bits() - 1) + "]" : "1'b0";
        return switch (rounding) {
            case FLOOR, CEIL, HALF_UP, HALF_DOWN, HALF_EVEN, HALF_ODD -> "";
            case TOWARD_ZERO -> term(" + ", "{" + places + "{" + negative + "}}", type);
            case AWAY -> term(" + ", "{" + places + "{~" + negative + "}}", type);
            case HALF_AWAY -> term(" - ", negative, type);
            case HALF_TOWARD_ZERO -> term(" + ", negative, type);
        };
    }

    private static String term(String operator, String bits, IntType type) {
        return operator + (type.signed() ? "$signed({1'b0, " + bits + "})" : bits);
    }
}
