package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.IsInf;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/// Element-wise operations in floats: each result is computed in double precision and rounded once to its type.
final class FloatElementwise {
    private FloatElementwise() {}

    /// {@return `tensor`, the operand `value`, as floats of the operand's type}
    static FloatTensor floats(Tensor tensor, Value value) {
        return Floats.of(tensor, (FloatType) value.type().element());
    }

    static Tensor unary(Unary op, FloatTensor input) {
        return op.kind() == Unary.Kind.IS_NAN ? truth(input, Double::isNaN) : map(input, UnaryFunctions.of(op.kind()));
    }

    static FloatTensor activation(Activation op, FloatTensor input) {
        return map(input, CurveFunctions.of(op.curve()));
    }

    static IntTensor isInf(IsInf op, FloatTensor input) {
        return truth(input, x -> Double.isInfinite(x) && (x < 0 ? op.negative() : op.positive()));
    }

    private static FloatTensor map(FloatTensor input, DoubleUnaryOperator function) {
        double[] values = new double[input.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(input.at(i));
        }
        return Floats.rounded(input.shape(), input.type(), values);
    }

    private static IntTensor truth(FloatTensor input, DoublePredicate predicate) {
        long[] values = new long[input.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = predicate.test(input.at(i)) ? 1 : 0;
        }
        return IntTensor.of(input.shape(), values);
    }

    /// {@return what `op` makes of `left` and of `right`, which for a power may be integers}
    static Tensor binary(Binary op, FloatTensor left, Tensor right) {
        Shape shape = op.resultType().shape();
        int[] l = Broadcast.indices(left.shape(), shape);
        int[] r = Broadcast.indices(right.shape(), shape);
        IntToDoubleFunction second = numbers(right);
        if (op.kind().isComparison()) {
            BinaryFunctions.Relation relation = BinaryFunctions.relation(op.kind());
            long[] values = new long[l.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = relation.holds(left.at(l[i]), second.applyAsDouble(r[i])) ? 1 : 0;
            }
            return IntTensor.of(shape, values);
        }
        DoubleBinaryOperator function = BinaryFunctions.of(op.kind());
        double[] values = new double[l.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(left.at(l[i]), second.applyAsDouble(r[i]));
        }
        return Floats.rounded(shape, left.type(), values);
    }

    /// {@return the elements of `tensor`, integers or floats, as doubles}
    static IntToDoubleFunction numbers(Tensor tensor) {
        return tensor instanceof IntTensor integers ? i -> integers.bigAt(i).doubleValue() : ((FloatTensor) tensor)::at;
    }

    /// {@return `input` between `low` and `high`, either of which may be infinite; NaN stays}
    static FloatTensor clip(FloatTensor input, double low, double high) {
        return map(input, x -> Math.min(Math.max(x, low), high));
    }
}
