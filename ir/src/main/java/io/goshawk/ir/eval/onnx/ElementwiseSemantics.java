package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.eval.exact.Elementwise;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// What operations on single elements mean.
public final class ElementwiseSemantics {
    private ElementwiseSemantics() {}

    /// {@return what `op` makes of `in`}
    /// @throws ArithmeticException where the result has no exact form, such as a general power
    static Tensor evaluate(ElementwiseOp op, List<Tensor> in) {
        return switch (op) {
            case Binary binary -> binary(binary, OnnxSemantics.reals(op, in));
            case Unary unary -> unary(unary, OnnxSemantics.reals(op, in).getFirst());
        };
    }

    private static RealTensor binary(Binary op, List<RealTensor> in) {
        RealTensor left = in.get(0);
        RealTensor right = in.get(1);
        return switch (op.kind()) {
            case ADD -> Elementwise.add(left, right);
            case SUB -> Elementwise.subtract(left, right);
            case MUL -> Elementwise.multiply(left, right);
            case DIV -> Elementwise.divide(left, right);
            case POW -> Elementwise.exactly(left, right, ElementwiseSemantics::power);
        };
    }

    /// {@return `base ^ exponent` for the exponents that have an exact form: integers from -64 to 64, and one
    ///     half}
    public static Real power(Real base, Real exponent) {
        if (exponent.equals(Dyadic.powerOfTwo(-1))) {
            return Real.sqrt(base);
        }
        if (!exponent.isInteger() || exponent.floor().abs().bitLength() > 6) {
            throw new ArithmeticException("no exact form of a power of " + exponent);
        }
        int count = exponent.floor().intValueExact();
        Real product = Dyadic.ONE;
        for (int i = 0; i < Math.abs(count); i++) {
            product = product.times(base);
        }
        return count < 0 ? Dyadic.ONE.dividedBy(product) : product;
    }

    private static RealTensor unary(Unary op, RealTensor input) {
        return switch (op.kind()) {
            case RELU -> Elementwise.relu(input);
            case SQRT -> Elementwise.exactly(input, Real::sqrt);
            case NEG -> Elementwise.negate(input);
        };
    }
}
