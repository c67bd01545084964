package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// Element-wise operations on integers of at most 64 bits: they wrap at the width of their type.
final class IntegerElementwise {
    private IntegerElementwise() {}

    static IntTensor unary(Unary op, IntTensor input) {
        LongUnaryOperator function = switch (op.kind()) {
            case NEG -> x -> -x;
            case ABS -> isUnsigned(op) ? x -> x : Math::abs;
            case SIGN -> isUnsigned(op) ? x -> x == 0 ? 0 : 1 : Long::signum;
            case RELU -> isUnsigned(op) ? x -> x : x -> Math.max(x, 0);
            case NOT -> x -> 1 - x;
            case BITWISE_NOT -> x -> ~x;
            default -> throw new IllegalStateException(op.kind() + " of integers");
        };
        long[] words = new long[input.shape().size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = function.applyAsLong(Words.at(input, i));
        }
        return Words.wrapped(input.shape(), op.resultType().intElement(), words);
    }

    private static boolean isUnsigned(Unary op) {
        return !op.input().type().intElement().signed();
    }

    static IntTensor activation(Activation op, IntTensor input) {
        DoubleUnaryOperator function = CurveFunctions.of(op.curve());
        IntType type = op.resultType().intElement();
        long[] words = new long[input.shape().size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = Words.truncated(function.applyAsDouble(input.bigAt(i).doubleValue()), type);
        }
        return Words.wrapped(input.shape(), type, words);
    }

    /// {@return what `op` makes of `left` and of `right`, which for a power may be floats}
    static IntTensor binary(Binary op, IntTensor left, Tensor right) {
        Shape shape = op.resultType().shape();
        int[] l = Broadcast.indices(left.shape(), shape);
        int[] r = Broadcast.indices(right.shape(), shape);
        long[] words = new long[l.length];
        if (right instanceof IntTensor integers) {
            LongBinaryOperator function = IntegerFunctions.of(op);
            for (int i = 0; i < words.length; i++) {
                words[i] = function.applyAsLong(Words.at(left, l[i]), Words.at(integers, r[i]));
            }
        } else {
            var exponents = FloatElementwise.numbers(right);
            for (int i = 0; i < words.length; i++) {
                double base = left.bigAt(l[i]).doubleValue();
                double power = BinaryFunctions.power(base, exponents.applyAsDouble(r[i]));
                words[i] = Words.truncated(power, op.resultType().intElement());
            }
        }
        return Words.wrapped(shape, op.resultType().intElement(), words);
    }

    /// {@return `input` between the bounds that `op` has}
    static IntTensor clip(Clip op, IntTensor input, IntTensor low, IntTensor high) {
        IntType type = op.resultType().intElement();
        long[] words = new long[input.shape().size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = input.bigAt(i).max(low.bigAt(0)).min(high.bigAt(0)).longValue();
        }
        return Words.wrapped(input.shape(), type, words);
    }
}
