package io.goshawk.ir.eval;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.ArgMax;
import io.goshawk.ir.onnx.BatchNormalization;
import io.goshawk.ir.onnx.Binary;
import io.goshawk.ir.onnx.BipolarQuant;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.MatMul;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.Quant;
import io.goshawk.ir.onnx.Softmax;
import io.goshawk.ir.onnx.Unary;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/// What a model means: its operators evaluated exactly over the reals, as ONNX and QONNX specify them.
public final class OnnxSemantics {
    private OnnxSemantics() {}

    /// {@return what `op` makes of `in`}
    /// @throws ArithmeticException where the result has no exact form, such as a general power
    public static Tensor evaluate(OnnxOp op, List<Tensor> in) {
        return switch (op) {
            case ShapeOp shape -> ShapeSemantics.evaluate(shape, in.getFirst());
            case Constant constant -> constant.data();
            case Binary binary -> binary(binary, reals(op, in));
            case Unary unary -> unary(unary, reals(op, in).getFirst());
            case MatMul _ -> Reals.matmul(reals(op, in).get(0), reals(op, in).get(1));
            case BatchNormalization norm -> normalize(norm, reals(op, in));
            case Softmax softmax -> Reals.softmax(reals(op, in).getFirst(), softmax.axis());
            case ArgMax argmax ->
                Reals.argmax(
                        reals(op, in).getFirst(),
                        argmax.axis(),
                        argmax.resultType().shape());
            case Quant quant -> quant(quant, reals(op, in));
            case BipolarQuant _ -> bipolar(reals(op, in));
        };
    }

    private static List<RealTensor> reals(OnnxOp op, List<Tensor> in) {
        return IntStream.range(0, in.size())
                .mapToObj(i -> Reals.of(in.get(i), op.operands().get(i).type()))
                .toList();
    }

    private static RealTensor binary(Binary op, List<RealTensor> in) {
        BinaryOperator<Real> function = switch (op.kind()) {
            case ADD -> Real::plus;
            case SUB -> Real::minus;
            case MUL -> Real::times;
            case DIV -> Real::dividedBy;
            case POW -> OnnxSemantics::power;
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
            case RELU -> QuantSemantics.relu(input);
            case SQRT ->
                new RealTensor(
                        input.shape(), input.values().stream().map(Real::sqrt).toList());
            case NEG ->
                new RealTensor(
                        input.shape(), input.values().stream().map(Real::negate).toList());
        };
    }

    private static RealTensor normalize(BatchNormalization op, List<RealTensor> in) {
        RealTensor x = in.getFirst();
        int stride = x.shape().stride(1);
        int extent = x.shape().extent(1);
        List<Real> result = new ArrayList<>();
        for (int i = 0; i < x.shape().size(); i++) {
            int channel = i / stride % extent;
            Real root = Real.sqrt(in.get(4).at(channel).plus(Dyadic.exactly(op.epsilon())));
            Real factor = in.get(1).at(channel).dividedBy(root);
            result.add(x.at(i)
                    .minus(in.get(3).at(channel))
                    .times(factor)
                    .plus(in.get(2).at(channel)));
        }
        return new RealTensor(x.shape(), result);
    }

    private static RealTensor bipolar(List<RealTensor> in) {
        Shape shape = in.get(0).shape();
        int[] scale = Broadcast.indices(in.get(1).shape(), shape);
        return new RealTensor(
                shape,
                IntStream.range(0, shape.size())
                        .mapToObj(i -> signed(in.get(1).at(scale[i]), in.get(0).at(i)))
                        .toList());
    }

    private static Real signed(Real magnitude, Real decider) {
        return decider.signum() >= 0 ? magnitude : magnitude.negate();
    }

    private static RealTensor quant(Quant op, List<RealTensor> in) {
        Shape shape = in.getFirst().shape();
        int[][] from = IntStream.range(0, 4)
                .mapToObj(i -> Broadcast.indices(in.get(i).shape(), shape))
                .toArray(int[][]::new);
        List<Real> result = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            int bits = in.get(3).at(from[3][i]).toIntegerExact().intValueExact();
            result.add(quant(
                    op, in.get(0).at(i), in.get(1).at(from[1][i]), in.get(2).at(from[2][i]), bits));
        }
        return new RealTensor(shape, result);
    }

    private static Real quant(Quant op, Real x, Real scale, Real zeroPoint, int bits) {
        Real steps = x.dividedBy(scale).plus(zeroPoint);
        if (op.signed() && bits == 1) {
            return signed(scale, steps);
        }
        BigInteger code =
                quantRange(bits, op.signed(), op.narrow()).clamp(op.rounding().apply(steps));
        return Dyadic.of(code).minus(zeroPoint).times(scale);
    }

    /// {@return the integers of a QONNX Quant: narrow leaves out the lowest (signed) or the highest (unsigned)}
    public static IntRange quantRange(int bits, boolean signed, boolean narrow) {
        BigInteger top = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        BigInteger cut = narrow ? BigInteger.ONE : BigInteger.ZERO;
        return signed
                ? new IntRange(top.negate().add(cut), top.subtract(BigInteger.ONE))
                : new IntRange(BigInteger.ZERO, top.subtract(BigInteger.ONE).subtract(cut));
    }
}
