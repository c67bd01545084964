package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.IntType;
import io.goshawk.ir.onnx.elementwise.Binary;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;

/// The functions of two integers, given and yielded as words of 64 bits; whoever calls them keeps the low bits.
final class IntegerFunctions {
    private IntegerFunctions() {}

    /// {@return the function that `op` has on integers}
    static LongBinaryOperator of(Binary op) {
        IntType type = op.left().type().intElement();
        boolean wide = !type.signed() && type.bits() == Long.SIZE;
        return switch (op.kind()) {
            case ADD -> Long::sum;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> wide ? IntegerFunctions::quotientUnsigned : (a, b) -> b == 0 ? 0 : a / b;
            case MOD -> wide ? IntegerFunctions::restUnsigned : (a, b) -> b == 0 ? 0 : Math.floorMod(a, b);
            case FMOD -> wide ? IntegerFunctions::restUnsigned : (a, b) -> b == 0 ? 0 : a % b;
            case POW -> isWide(op) ? IntegerFunctions::powerUnsigned : IntegerFunctions::power;
            case MIN -> (a, b) -> compare(a, b, wide) <= 0 ? a : b;
            case MAX -> (a, b) -> compare(a, b, wide) >= 0 ? a : b;
            case PRELU -> (a, b) -> type.signed() && a < 0 ? a * b : a;
            case EQUAL -> comparison(wide, order -> order == 0);
            case LESS -> comparison(wide, order -> order < 0);
            case LESS_OR_EQUAL -> comparison(wide, order -> order <= 0);
            case GREATER -> comparison(wide, order -> order > 0);
            case GREATER_OR_EQUAL -> comparison(wide, order -> order >= 0);
            case AND, BITWISE_AND -> (a, b) -> a & b;
            case OR, BITWISE_OR -> (a, b) -> a | b;
            case XOR, BITWISE_XOR -> (a, b) -> a ^ b;
            case SHIFT_LEFT -> (a, b) -> b < 0 || b >= type.bits() ? 0 : a << b;
            case SHIFT_RIGHT -> (a, b) -> b < 0 || b >= type.bits() ? 0 : type.signed() ? a >> b : a >>> b;
        };
    }

    private static boolean isWide(Binary op) {
        IntType exponent = op.right().type().intElement();
        return !exponent.signed() && exponent.bits() == Long.SIZE;
    }

    private static LongBinaryOperator comparison(boolean wide, IntPredicate holds) {
        return (a, b) -> holds.test(compare(a, b, wide)) ? 1 : 0;
    }

    private static int compare(long a, long b, boolean wide) {
        return wide ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    }

    private static long quotientUnsigned(long a, long b) {
        return b == 0 ? 0 : Long.divideUnsigned(a, b);
    }

    private static long restUnsigned(long a, long b) {
        return b == 0 ? 0 : Long.remainderUnsigned(a, b);
    }

    /// A negative power of anything but 1 and -1 is a fraction, which truncation makes zero.
    private static long power(long base, long exponent) {
        if (exponent >= 0) {
            return powerUnsigned(base, exponent);
        }
        return base == 1 || base == -1 ? powerUnsigned(base, -exponent & 1) : 0;
    }

    /// By squaring: 64 steps at most.
    private static long powerUnsigned(long base, long exponent) {
        long product = 1;
        long square = base;
        for (long rest = exponent; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                product *= square;
            }
            square *= square;
        }
        return product;
    }
}
