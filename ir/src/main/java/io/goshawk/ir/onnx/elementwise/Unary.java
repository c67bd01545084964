package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// An element-wise operation of one tensor, without parameters.
public record Unary(Value input, Kind kind) implements ElementwiseOp {
    /// Which operation.
    public enum Kind {
        RELU(Domain.NUMBERS),
        SQRT(Domain.FLOATS),
        NEG(Domain.NUMBERS),
        ABS(Domain.NUMBERS),
        /// -1, 0 or 1; NaN of NaN.
        SIGN(Domain.NUMBERS),
        CEIL(Domain.FLOATS),
        FLOOR(Domain.FLOATS),
        /// To the nearest integer, ties to even.
        ROUND(Domain.FLOATS),
        RECIPROCAL(Domain.FLOATS),
        EXP(Domain.FLOATS),
        LOG(Domain.FLOATS),
        SIN(Domain.FLOATS),
        COS(Domain.FLOATS),
        TAN(Domain.FLOATS),
        ASIN(Domain.FLOATS),
        ACOS(Domain.FLOATS),
        ATAN(Domain.FLOATS),
        SINH(Domain.FLOATS),
        COSH(Domain.FLOATS),
        TANH(Domain.FLOATS),
        ASINH(Domain.FLOATS),
        ACOSH(Domain.FLOATS),
        ATANH(Domain.FLOATS),
        ERF(Domain.FLOATS),
        SIGMOID(Domain.FLOATS),
        /// `log(1 + exp(x))`.
        SOFTPLUS(Domain.FLOATS),
        /// `x / (1 + |x|)`.
        SOFTSIGN(Domain.FLOATS),
        /// `x * max(0, min(1, x / 6 + 1 / 2))`.
        HARD_SWISH(Domain.FLOATS),
        /// `x * tanh(softplus(x))`.
        MISH(Domain.FLOATS),
        /// `x / 2 * (1 + erf(x / sqrt(2)))`.
        GELU(Domain.FLOATS),
        /// `x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))`.
        GELU_TANH(Domain.FLOATS),
        NOT(Domain.TRUTH_VALUES),
        BITWISE_NOT(Domain.INTEGERS),
        /// A truth value.
        IS_NAN(Domain.FLOATS);

        private final Domain domain;

        Kind(Domain domain) {
            this.domain = domain;
        }

        /// {@return what the operand may be}
        public Domain domain() {
            return domain;
        }
    }

    public Unary {
        kind.domain().check(kind, input.type().element());
    }

    @Override
    public boolean isAffine() {
        return kind == Kind.RELU || kind == Kind.NEG || kind == Kind.ABS;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Unary withOperands(List<Value> operands) {
        return new Unary(operands.getFirst(), kind);
    }

    @Override
    public TensorType resultType() {
        return kind == Kind.IS_NAN ? input.type().withElement(IntType.u(1)) : input.type();
    }
}
