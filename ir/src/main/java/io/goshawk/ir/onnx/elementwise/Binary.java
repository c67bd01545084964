package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// An element-wise operation of two tensors that broadcast.
///
/// Both have elements of one type; floats of two types may meet, and the exponent of a power may be of any type. The
/// result has the type of the left elements, or truth values.
public record Binary(Value left, Value right, Kind kind) implements ElementwiseOp {
    /// Which operation.
    public enum Kind {
        ADD(Domain.NUMBERS),
        SUB(Domain.NUMBERS),
        MUL(Domain.NUMBERS),
        /// Integers are truncated toward zero.
        DIV(Domain.NUMBERS),
        POW(Domain.NUMBERS),
        /// The remainder with the sign of the divisor: Mod with `fmod = 0`.
        MOD(Domain.NUMBERS),
        /// The remainder with the sign of the dividend: Mod with `fmod = 1`.
        FMOD(Domain.NUMBERS),
        /// NaN where either is.
        MIN(Domain.NUMBERS),
        /// NaN where either is.
        MAX(Domain.NUMBERS),
        /// The left element, times the right one where it is negative.
        PRELU(Domain.NUMBERS),
        AND(Domain.TRUTH_VALUES),
        OR(Domain.TRUTH_VALUES),
        XOR(Domain.TRUTH_VALUES),
        EQUAL(Domain.NUMBERS),
        LESS(Domain.NUMBERS),
        LESS_OR_EQUAL(Domain.NUMBERS),
        GREATER(Domain.NUMBERS),
        GREATER_OR_EQUAL(Domain.NUMBERS),
        /// By as many places as the right element says; zero where those are as many as there are bits.
        SHIFT_LEFT(Domain.INTEGERS),
        SHIFT_RIGHT(Domain.INTEGERS),
        BITWISE_AND(Domain.INTEGERS),
        BITWISE_OR(Domain.INTEGERS),
        BITWISE_XOR(Domain.INTEGERS);

        private final Domain domain;

        Kind(Domain domain) {
            this.domain = domain;
        }

        /// {@return what both operands may be}
        public Domain domain() {
            return domain;
        }

        /// {@return whether the result is a truth value, whatever the operands are}
        public boolean isComparison() {
            return switch (this) {
                case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
                case ADD, SUB, MUL, DIV, POW, MOD, FMOD, MIN, MAX, PRELU -> false;
                case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, BITWISE_AND, BITWISE_OR, BITWISE_XOR -> false;
            };
        }
    }

    public Binary {
        kind.domain().check(kind, left.type().element());
        kind.domain().check(kind, right.type().element());
        boolean isFloat = left.type().element() instanceof FloatType;
        boolean alike = left.type().element().equals(right.type().element())
                || (isFloat && right.type().element() instanceof FloatType);
        if (!alike && kind != Kind.POW) {
            throw new IllegalArgumentException(kind + " of elements of two types, "
                    + left.type().element() + " and " + right.type().element());
        }
    }

    @Override
    public boolean isAffine() {
        return switch (kind) {
            case ADD, SUB, MUL, DIV, MIN, MAX, PRELU -> true;
            case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            case POW, MOD, FMOD -> false;
            case AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, BITWISE_AND, BITWISE_OR, BITWISE_XOR -> false;
        };
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public Binary withOperands(List<Value> operands) {
        return new Binary(operands.get(0), operands.get(1), kind);
    }

    @Override
    public TensorType resultType() {
        TensorType type = left.type().withShape(Broadcast.of(left.shape(), right.shape()));
        return kind.isComparison() ? type.withElement(IntType.u(1)) : type;
    }
}
