package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.exact.Elementwise;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Element-wise operations of the affine part, on exact reals.
final class ExactElementwise {
    private ExactElementwise() {}

    /// {@return whether every element is a number}
    static boolean isFinite(Tensor tensor) {
        return !(tensor instanceof FloatTensor floats)
                || IntStream.range(0, floats.shape().size()).allMatch(i -> Double.isFinite(floats.at(i)));
    }

    static RealTensor exactly(Tensor tensor) {
        return switch (tensor) {
            case RealTensor reals -> reals;
            case FloatTensor floats -> RealTensor.exactly(floats);
            case IntTensor integers -> RealTensor.exactly(integers);
        };
    }

    /// {@return whether operations of this kind have an exact meaning}
    static boolean hasMeaning(Unary.Kind kind) {
        return switch (kind) {
            case RELU, SQRT, NEG, ABS -> true;
            default -> false;
        };
    }

    /// {@return whether operations of this kind have an exact meaning}
    static boolean hasMeaning(Binary.Kind kind) {
        return switch (kind) {
            case ADD, SUB, MUL, DIV, POW, MIN, MAX, PRELU -> true;
            case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            case MOD, FMOD, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, BITWISE_AND, BITWISE_OR, BITWISE_XOR -> false;
        };
    }

    static Tensor binary(Binary op, RealTensor left, RealTensor right) {
        return switch (op.kind()) {
            case ADD -> Elementwise.add(left, right);
            case SUB -> Elementwise.subtract(left, right);
            case MUL -> Elementwise.multiply(left, right);
            case DIV -> Elementwise.divide(left, right);
            case POW -> Elementwise.exactly(left, right, ElementwiseSemantics::power);
            case MIN -> Elementwise.smaller(left, right);
            case MAX -> Elementwise.larger(left, right);
            case PRELU -> rectified(left, right);
            case EQUAL -> compared(op, left, right, order -> order == 0);
            case LESS -> compared(op, left, right, order -> order < 0);
            case LESS_OR_EQUAL -> compared(op, left, right, order -> order <= 0);
            case GREATER -> compared(op, left, right, order -> order > 0);
            case GREATER_OR_EQUAL -> compared(op, left, right, order -> order >= 0);
            default -> throw new IllegalStateException(op.kind() + " has no exact meaning");
        };
    }

    /// `max(x, 0) + slope * min(x, 0)`.
    private static RealTensor rectified(RealTensor input, RealTensor slope) {
        RealTensor below = Elementwise.negate(Elementwise.relu(Elementwise.negate(input)));
        return Elementwise.add(Elementwise.relu(input), Elementwise.multiply(below, slope));
    }

    private static IntTensor compared(Binary op, RealTensor left, RealTensor right, IntPredicate holds) {
        Shape shape = op.resultType().shape();
        int[] l = Broadcast.indices(left.shape(), shape);
        int[] r = Broadcast.indices(right.shape(), shape);
        long[] truth = new long[l.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = holds.test(left.compare(l[i], right, r[i])) ? 1 : 0;
        }
        return IntTensor.of(shape, truth);
    }

    static RealTensor unary(Unary op, RealTensor input) {
        return switch (op.kind()) {
            case RELU -> Elementwise.relu(input);
            case SQRT -> Elementwise.exactly(input, Real::sqrt);
            case NEG -> Elementwise.negate(input);
            case ABS -> Elementwise.magnitude(input);
            default -> throw new IllegalStateException(op.kind() + " has no exact meaning");
        };
    }

    /// {@return what `op` makes of `input`, where that has an exact meaning}
    static Optional<RealTensor> activation(Activation op, RealTensor input) {
        if (op.curve() instanceof Curve.LeakyRelu(float alpha)) {
            return Optional.of(rectified(input, RealTensor.exactly(Shape.SCALAR, new double[] {alpha})));
        }
        return Optional.empty();
    }

    /// {@return the first of `operands` between the others, the bounds of `op`}
    static RealTensor clip(Clip op, List<RealTensor> operands) {
        RealTensor result = operands.getFirst();
        if (op.sides() != Clip.Sides.HIGH) {
            result = Elementwise.larger(result, operands.get(1).reshape(Shape.SCALAR));
        }
        if (op.sides() != Clip.Sides.LOW) {
            result = Elementwise.smaller(result, operands.getLast().reshape(Shape.SCALAR));
        }
        return result;
    }
}
