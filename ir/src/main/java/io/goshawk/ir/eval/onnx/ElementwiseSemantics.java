package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

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
        BinaryOperator<Real> function = switch (op.kind()) {
            case ADD -> Real::plus;
            case SUB -> Real::minus;
            case MUL -> Real::times;
            case DIV -> Real::dividedBy;
            case POW -> ElementwiseSemantics::power;
        };
        Shape shape = op.resultType().shape();
        int[] left = Broadcast.indices(in.get(0).shape(), shape);
        int[] right = Broadcast.indices(in.get(1).shape(), shape);
        return new RealTensor(
                shape,
                IntStream.range(0, shape.size())
                        .mapToObj(i ->
                                function.apply(in.get(0).at(left[i]), in.get(1).at(right[i])))
                        .toList());
    }

    /// {@return `base ^ exponent` for the exponents that have an exact form: integers from -64 to 64, and one half}
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
            case RELU -> Reals.relu(input);
            case SQRT ->
                new RealTensor(
                        input.shape(), input.values().stream().map(Real::sqrt).toList());
            case NEG ->
                new RealTensor(
                        input.shape(), input.values().stream().map(Real::negate).toList());
        };
    }
}
