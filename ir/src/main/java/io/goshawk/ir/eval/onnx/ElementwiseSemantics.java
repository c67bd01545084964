package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.BitCast;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.elementwise.IsInf;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.elementwise.Where;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What operations on single elements mean: in integers, exactly where an operand is a tensor of
/// reals, else in floats.
public final class ElementwiseSemantics {
    private ElementwiseSemantics() {}

    /// {@return what `op` makes of `in`}
    /// @throws ArithmeticException where the result has no exact form, such as a general power
    static Tensor evaluate(ElementwiseOp op, List<Tensor> in) {
        return switch (op) {
            case Binary binary -> binary(binary, in);
            case Unary unary -> unary(unary, in);
            case Activation activation -> activation(activation, in.getFirst());
            case Clip clip -> clip(clip, in);
            case Where where -> where(where, in);
            case IsInf isInf -> FloatElementwise.isInf(isInf, FloatElementwise.floats(in.getFirst(), isInf.input()));
            case Cast cast -> CastSemantics.cast(cast, in.getFirst());
            case BitCast bits -> CastSemantics.bits(bits, in.getFirst());
        };
    }

    private static Tensor binary(Binary op, List<Tensor> in) {
        if (in.getFirst() instanceof IntTensor left) {
            return IntegerElementwise.binary(op, left, rounded(in.getLast(), op.right()));
        }
        if (isExact(in) && ExactElementwise.hasMeaning(op.kind())) {
            List<RealTensor> reals = OnnxSemantics.reals(op, in);
            return ExactElementwise.binary(op, reals.getFirst(), reals.getLast());
        }
        return FloatElementwise.binary(
                op, FloatElementwise.floats(in.getFirst(), op.left()), rounded(in.getLast(), op.right()));
    }

    /// Whether an operand is exact, and none holds an infinity or NaN.
    private static boolean isExact(List<Tensor> in) {
        return OnnxSemantics.isExact(in) && in.stream().allMatch(ExactElementwise::isFinite);
    }

    private static Tensor rounded(Tensor tensor, Value value) {
        return value.type().element() instanceof FloatType type ? Floats.of(tensor, type) : tensor;
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

    private static Tensor unary(Unary op, List<Tensor> in) {
        if (in.getFirst() instanceof IntTensor integers) {
            return IntegerElementwise.unary(op, integers);
        }
        if (isExact(in) && ExactElementwise.hasMeaning(op.kind())) {
            return ExactElementwise.unary(op, OnnxSemantics.reals(op, in).getFirst());
        }
        return FloatElementwise.unary(op, FloatElementwise.floats(in.getFirst(), op.input()));
    }

    private static Tensor activation(Activation op, Tensor input) {
        Optional<RealTensor> exact =
                input instanceof RealTensor reals ? ExactElementwise.activation(op, reals) : Optional.empty();
        if (exact.isPresent()) {
            return exact.get();
        }
        return input instanceof IntTensor integers
                ? IntegerElementwise.activation(op, integers)
                : FloatElementwise.activation(op, FloatElementwise.floats(input, op.input()));
    }

    private static Tensor clip(Clip op, List<Tensor> in) {
        boolean hasLow = op.sides() != Clip.Sides.HIGH;
        boolean hasHigh = op.sides() != Clip.Sides.LOW;
        if (in.getFirst() instanceof IntTensor input) {
            return IntegerElementwise.clip(
                    op,
                    input,
                    hasLow ? (IntTensor) in.get(1) : least(op),
                    hasHigh ? (IntTensor) in.getLast() : most(op));
        }
        if (isExact(in)) {
            return ExactElementwise.clip(op, OnnxSemantics.reals(op, in));
        }
        List<FloatTensor> floats = IntStream.range(0, in.size())
                .mapToObj(i -> FloatElementwise.floats(in.get(i), op.operands().get(i)))
                .toList();
        double low = hasLow ? floats.get(1).at(0) : Double.NEGATIVE_INFINITY;
        double high = hasHigh ? floats.getLast().at(0) : Double.POSITIVE_INFINITY;
        return FloatElementwise.clip(floats.getFirst(), low, high);
    }

    private static IntTensor least(Clip op) {
        return IntTensor.of(
                Shape.SCALAR, List.of(op.resultType().intElement().range().min()));
    }

    private static IntTensor most(Clip op) {
        return IntTensor.of(
                Shape.SCALAR, List.of(op.resultType().intElement().range().max()));
    }

    /// Elements are picked, not computed with, so they stay what they are.
    private static Tensor where(Where op, List<Tensor> in) {
        IntTensor condition = (IntTensor) in.getFirst();
        List<Tensor> choices = in.subList(1, 3);
        if (!choices.stream().allMatch(ExactElementwise::isFinite)) {
            choices = List.of(rounded(in.get(1), op.yes()), rounded(in.get(2), op.no()));
        }
        Shape shape = op.resultType().shape();
        int[] which = Broadcast.indices(condition.shape(), shape);
        int[] yes = Broadcast.indices(in.get(1).shape(), shape);
        int[] no = Broadcast.indices(in.get(2).shape(), shape);
        int offset = in.get(1).shape().size();
        int[] from = new int[which.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = condition.at(which[i]) != 0 ? yes[i] : offset + no[i];
        }
        return Tensors.joined(choices).gather(shape, from);
    }
}
