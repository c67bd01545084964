package io.goshawk.cpp;

import io.goshawk.codegen.loops.CText;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.shape.Reshape;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The quantiser of an input, where doubles hold every place at which a code begins: then comparing a
/// double with such a place is exact, and so is the code.
///
/// @param half half a step
/// @param twiceOffset twice the offset, in steps; an integer
record ExactQuantiser(Dyadic half, BigInteger twiceOffset, IntRange codes, Rounding rounding) {
    private static final int DOUBLE_BITS = 53;

    /// {@return the quantiser that makes output `index` of `hostIn`; nothing where that is not the only
    ///     thing between a float input and it, apart from reshapes, or where doubles do not hold its
    ///     steps}
    static Optional<ExactQuantiser> of(Graph<QuantOp> hostIn, int index) {
        Map<Value, Graph.Node<QuantOp>> producers = hostIn.producers();
        Value value = beforeReshapes(hostIn.outputs().get(index).value(), producers);
        if (!(producers.get(value) instanceof Graph.Node<QuantOp> node) || !(node.op() instanceof Quantize quantize)) {
            return Optional.empty();
        }
        boolean fromInput = !producers.containsKey(beforeReshapes(quantize.input(), producers));
        return fromInput && quantize.overflow() == Overflow.SATURATE ? of(quantize) : Optional.empty();
    }

    private static Value beforeReshapes(Value value, Map<Value, Graph.Node<QuantOp>> producers) {
        Value here = value;
        while (producers.get(here) instanceof Graph.Node<QuantOp> node && node.op() instanceof Reshape reshape) {
            here = reshape.input();
        }
        return here;
    }

    private static Optional<ExactQuantiser> of(Quantize op) {
        boolean plain = op.element().map().scale() instanceof Coefficients.PerTensor scale
                && op.element().map().offset() instanceof Coefficients.PerTensor
                && scale.value() instanceof Dyadic
                && scale.value().signum() > 0;
        if (!plain) {
            return Optional.empty();
        }
        Dyadic scale = (Dyadic) op.element().map().scale().at(0);
        Dyadic half = new Dyadic(scale.mantissa(), scale.exponent() - 1);
        Real twice = op.element().map().offset().at(0).dividedBy(half);
        if (!twice.isInteger()) {
            return Optional.empty();
        }
        ExactQuantiser found = new ExactQuantiser(half, twice.floor(), op.clamp(), op.rounding());
        return found.fits() ? Optional.of(found) : Optional.empty();
    }

    /// Levels are looked at up to one beyond the codes, and boundaries are up to two halves before a
    /// level.
    private boolean fits() {
        IntRange halves = new IntRange(
                codes.min().shiftLeft(1).subtract(BigInteger.TWO),
                codes.max().shiftLeft(1).add(BigInteger.TWO));
        IntRange moved = halves.plus(IntRange.only(twiceOffset));
        int bits = Math.max(moved.min().bitLength(), moved.max().bitLength())
                + half.mantissa().bitLength();
        boolean normal = half.exponent() > -900 && half.exponent() < 900;
        return bits <= DOUBLE_BITS && normal && codes.count().bitLength() < 32;
    }

    /// {@return half a step, twice the offset, the doubled boundary of `level` and whether it belongs
    ///     to it}
    List<String> text() {
        return List.of(literal(half), "(" + CText.literal(twiceOffset) + ")", boundary(), included());
    }

    private String boundary() {
        return switch (rounding) {
            case FLOOR -> "2 * level";
            case CEIL -> "2 * level - 2";
            case TOWARD_ZERO -> "(level > 0 ? 2 * level : 2 * level - 2)";
            case AWAY -> "(level > 0 ? 2 * level - 2 : 2 * level)";
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> "2 * level - 1";
        };
    }

    /// As [Rounding#boundaryIncluded].
    private String included() {
        return switch (rounding) {
            case FLOOR, HALF_UP -> "true";
            case CEIL, HALF_DOWN -> "false";
            case TOWARD_ZERO -> "level > 0";
            case AWAY -> "level <= 0";
            case HALF_AWAY -> "level >= 1";
            case HALF_TOWARD_ZERO -> "level < 1";
            case HALF_EVEN -> "level % 2 == 0";
            case HALF_ODD -> "level % 2 != 0";
        };
    }

    /// {@return what it does, for a comment}
    String says() {
        return "To a step of " + literal(new Dyadic(half.mantissa(), half.exponent() + 1)) + ", "
                + rounding.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", within " + codes + ".";
    }

    /// {@return the double nearest to `number`, as hexadecimal}
    static String literal(Real number) {
        return Double.toHexString(number.toDouble()).replace("0x1.0p", "0x1p");
    }
}
