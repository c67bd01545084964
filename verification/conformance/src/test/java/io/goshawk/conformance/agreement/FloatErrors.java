package io.goshawk.conformance.agreement;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// How far an executor in single precision may be off behind one more operation, whatever the order of its sums
/// (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1).
final class FloatErrors {
    /// The unit roundoff of single precision, a little enlarged for what these bounds lose themselves.
    static final double UNIT = 0x1.001p-24;

    /// Where single precision gives way to zero.
    private static final double TINY = Float.MIN_VALUE;

    /// Operations that move elements, or take the largest of several: errors go along.
    private static final Set<String> STEADY = Set.of("MaxPool", "Resize", "Slice", "Gather", "Concat", "Pad");

    private FloatErrors() {}

    /// {@return the bound for each element of `result`, the exact result of `op` on `in`}
    /// @throws UnsupportedOperationException if no bound is known
    static double[] behind(OnnxOp op, List<Bounded> in, Bounded result) {
        return switch (op) {
            case Binary binary -> binary(binary, in, result);
            case Unary unary -> unary(unary, in.getFirst(), result);
            case MatMul matmul -> product(matmul, in, matmul.right().shape().extent(0));
            case Conv conv -> product(conv, in, conv.weights().shape().stride(0));
            case BatchNormalization _ -> normalization(in, result);
            case Softmax softmax -> softmax(softmax, in.getFirst(), result);
            case ShapeOp _ -> moved(op, in);
            case OnnxOp other when STEADY.contains(other.getClass().getSimpleName()) -> moved(op, in);
            case OnnxOp other ->
                throw new UnsupportedOperationException(
                        "no error bound for " + other.getClass().getSimpleName());
        };
    }

    private static double[] binary(Binary op, List<Bounded> in, Bounded result) {
        Shape shape = op.resultType().shape();
        int[] left = Broadcast.indices(op.left().shape(), shape);
        int[] right = Broadcast.indices(op.right().shape(), shape);
        double[] errors = new double[left.length];
        for (int i = 0; i < errors.length; i++) {
            double a = in.get(0).magnitude(left[i]);
            double b = in.get(1).magnitude(right[i]);
            double ea = in.get(0).errors()[left[i]];
            double eb = in.get(1).errors()[right[i]];
            double carried = switch (op.kind()) {
                case ADD, SUB -> ea + eb;
                case MUL -> a * eb + b * ea + ea * eb;
                case DIV -> (ea + result.magnitude(i) * eb) / Math.max(0, b - eb);
                default -> {
                    if (ea + eb > 0) {
                        throw new UnsupportedOperationException("no error bound for " + op.kind());
                    }
                    yield 0;
                }
            };
            errors[i] = rounded(carried, result.magnitude(i));
        }
        return errors;
    }

    /// A correctly rounded operation; twice that for powers and roots of libraries.
    private static double rounded(double carried, double magnitude) {
        return carried + 2 * UNIT * (magnitude + carried) + TINY;
    }

    private static double[] unary(Unary op, Bounded in, Bounded result) {
        return switch (op.kind()) {
            case RELU, NEG -> in.errors();
            case SQRT ->
                IntStream.range(0, in.errors().length)
                        .mapToDouble(i -> rounded(in.errors()[i] / result.magnitude(i), result.magnitude(i)))
                        .toArray();
            default -> throw new UnsupportedOperationException("no error bound for " + op.kind());
        };
    }

    /// Sums of `depth` products, in any order, with or without fused operations.
    private static double[] product(OnnxOp op, List<Bounded> in, int depth) {
        double growth = (depth + 2) * UNIT / (1 - (depth + 2) * UNIT);
        double[] b = in.get(1).magnitudes();
        double[] off = in.get(1).errors();
        double[] left = bilinear(op, in.get(0).errors(), sum(b, 1, off));
        // What sums grow by and what the right operand is off, in one product.
        double[] own = bilinear(op, in.get(0).magnitudes(), sum(off, growth, sum(b, 1, off)));
        return IntStream.range(0, own.length)
                .mapToDouble(i -> ((1 + growth) * left[i] + own[i]) * (1 + 4 * UNIT) + depth * TINY)
                .toArray();
    }

    private static double[] sum(double[] a, double factor, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> a[i] + factor * b[i])
                .toArray();
    }

    private static double[] bilinear(OnnxOp op, double[] a, double[] b) {
        return floats(Interpreter.evaluate(op, List.of(tensor(op, 0, a), tensor(op, 1, b))));
    }

    private static double[] moved(OnnxOp op, List<Bounded> in) {
        List<Tensor> errors = IntStream.range(0, in.size())
                .mapToObj(i -> op.operands().get(i).type().element() instanceof FloatType
                        ? tensor(op, i, in.get(i).errors())
                        : in.get(i).exact())
                .toList();
        double[] moved = floats(Interpreter.evaluate(op, errors));
        return IntStream.range(0, moved.length)
                .mapToDouble(i -> Math.max(0, moved[i]) * (1 + 4 * UNIT))
                .toArray();
    }

    private static Tensor tensor(OnnxOp op, int operand, double[] values) {
        return FloatTensor.of(op.operands().get(operand).shape(), FloatType.F64, values);
    }

    private static double[] floats(Tensor tensor) {
        return switch (tensor) {
            case FloatTensor floats -> floats.toDoubles();
            case RealTensor reals ->
                IntStream.range(0, reals.size())
                        .mapToDouble(i -> reals.near(i) + reals.error(i))
                        .toArray();
            case IntTensor _ -> throw new IllegalStateException("errors are no integers");
        };
    }

    /// `scale * (x - mean) / sqrt(variance + epsilon) + bias`, in whichever order: a dozen roundings of terms that are
    /// no larger than those added up here.
    private static double[] normalization(List<Bounded> in, Bounded result) {
        Shape shape = result.exact().shape();
        double[] errors = new double[shape.size()];
        int stride = shape.stride(1);
        for (int i = 0; i < errors.length; i++) {
            int channel = i / stride % shape.extent(1);
            double x = in.get(0).magnitude(i);
            double spread = Math.sqrt(in.get(4).magnitude(channel));
            // The variance alone is smaller than with epsilon, which only makes the bound larger.
            double factor = in.get(1).magnitude(channel) / Math.max(spread, 1e-6);
            double terms =
                    factor * (x + in.get(3).magnitude(channel)) + in.get(2).magnitude(channel);
            errors[i] = factor * in.getFirst().errors()[i] * (1 + 12 * UNIT) + 12 * UNIT * terms + TINY;
        }
        return errors;
    }

    /// `exp(x - largest) / sum`, both sides in floats. In the exponent: what the operands are off, their rounding on
    /// our side, the difference on theirs. Then exponentials within 4 units of the last place, a sum of `n`, a
    /// division.
    private static double[] softmax(Softmax op, Bounded in, Bounded result) {
        Shape shape = op.resultType().shape();
        int n = shape.extent(op.axis());
        int stride = shape.stride(op.axis());
        double[] errors = new double[shape.size()];
        for (int i = 0; i < errors.length; i++) {
            int start = i - i / stride % n * stride;
            double off = 0;
            double largest = 0;
            for (int k = 0; k < n; k++) {
                off = Math.max(off, in.errors()[start + k * stride]);
                largest = Math.max(largest, in.magnitude(start + k * stride));
            }
            double exponent = 2 * off + 2 * UNIT * (3 * largest + 2 * off) + (n + 16) * UNIT;
            errors[i] = result.magnitude(i) * Math.expm1(exponent) + Float.MIN_NORMAL;
        }
        return errors;
    }
}
