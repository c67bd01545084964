package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.exact.Elementwise;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/// The kinds of [Reduce].
final class Reductions {
    private Reductions() {}

    static Tensor of(Reduce op, Tensor input) {
        TensorType type = op.input().type();
        Shape shape = op.resultType().shape();
        int[] groups = groups(input.shape(), op.axes());
        return switch (op.kind()) {
            case SUM -> Sums.sum(input, type, groups, shape);
            case PRODUCT -> Sums.product(input, type, groups, shape);
            case MEAN -> mean(input, type, groups, shape);
            case MAX -> extreme(input, type, groups, shape, true);
            case MIN -> extreme(input, type, groups, shape, false);
            case L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE -> function(op.kind(), input, type, groups, shape);
        };
    }

    /// {@return for each element of a tensor of shape `shape`, row-major, the element of the reduced tensor it goes
    /// into}
    static int[] groups(Shape shape, List<Integer> axes) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            if (!axes.contains(axis)) {
                strides[axis] = stride;
                stride *= shape.extent(axis);
            }
        }
        int[] groups = new int[shape.size()];
        for (int i = 0; i < groups.length; i++) {
            int rest = i;
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                groups[i] += rest % shape.extent(axis) * strides[axis];
                rest /= shape.extent(axis);
            }
        }
        return groups;
    }

    private static Tensor mean(Tensor input, TensorType type, int[] groups, Shape shape) {
        int count = shape.size() == 0 ? 0 : groups.length / shape.size();
        return switch (input) {
            case IntTensor integers -> mean(integers, type, groups, shape, count);
            case RealTensor reals
            when count > 0 -> {
                RealTensor sums = (RealTensor) Sums.sum(reals, type, groups, shape);
                yield Elementwise.divide(sums, RealTensor.exactly(IntTensor.of(Shape.SCALAR, count)));
            }
            case Tensor floats -> {
                double[] sums = Sums.sums(Sums.doubles(floats, type), groups, shape.size());
                yield Floats.rounded(
                        shape,
                        (FloatType) type.element(),
                        Arrays.stream(sums).map(sum -> sum / count).toArray());
            }
        };
    }

    private static IntTensor mean(IntTensor input, TensorType type, int[] groups, Shape shape, int count) {
        BigInteger[] sums = new BigInteger[shape.size()];
        Arrays.fill(sums, BigInteger.ZERO);
        for (int i = 0; i < groups.length; i++) {
            sums[groups[i]] = sums[groups[i]].add(input.bigAt(i));
        }
        IntRange range = ((IntType) type.element()).range();
        return IntTensor.of(
                shape,
                Arrays.stream(sums)
                        .map(sum -> range.clamp(sum.divide(BigInteger.valueOf(count))))
                        .toList());
    }

    private static Tensor extreme(Tensor input, TensorType type, int[] groups, Shape shape, boolean largest) {
        Order order = Order.of(input, largest ? 1 : -1);
        int[] best =
                Leaders.first(groups, shape.size(), largest ? order : (i, j) -> order.compare(j, i), /* last */ false);
        if (input.shape().size() > 0) {
            return input.gather(shape, best);
        }
        return neutral(type, largest).gather(shape, new int[best.length]);
    }

    /// {@return what the largest, or the smallest, of no elements is}
    private static Tensor neutral(TensorType type, boolean largest) {
        return switch (type.element()) {
            case IntType integer ->
                IntTensor.of(
                        Shape.of(1),
                        List.of(
                                largest
                                        ? integer.range().min()
                                        : integer.range().max()));
            case FloatType real ->
                FloatTensor.of(Shape.of(1), real, new double[] {(largest ? -1 : 1) * Double.POSITIVE_INFINITY});
            default -> throw new IllegalArgumentException("no extreme of no elements of " + type.element());
        };
    }

    private static Tensor function(Reduce.Kind kind, Tensor input, TensorType type, int[] groups, Shape shape) {
        if (input instanceof IntTensor integers) {
            return integers(kind, integers, type, groups, shape);
        }
        double[] values = Sums.doubles(input, type);
        double[] results = kind == Reduce.Kind.LOG_SUM_EXP
                ? logSumExp(values, groups, shape.size())
                : finished(kind, Sums.sums(prepared(kind, values), groups, shape.size()));
        return Floats.rounded(shape, (FloatType) type.element(), results);
    }

    private static Tensor integers(Reduce.Kind kind, IntTensor input, TensorType type, int[] groups, Shape shape) {
        long[] words = Words.of(input);
        return switch (kind) {
            case L1 -> wrappedSum(Arrays.stream(words).map(Math::abs).toArray(), type, groups, shape);
            case SUM_SQUARE -> wrappedSum(Arrays.stream(words).map(x -> x * x).toArray(), type, groups, shape);
            default -> {
                double[] values = Sums.doubles(input, type);
                double[] results = kind == Reduce.Kind.LOG_SUM_EXP
                        ? logSumExp(values, groups, shape.size())
                        : finished(kind, Sums.sums(prepared(kind, values), groups, shape.size()));
                yield Words.wrapped(
                        shape,
                        (IntType) type.element(),
                        Arrays.stream(results).mapToLong(x -> (long) x).toArray());
            }
        };
    }

    private static IntTensor wrappedSum(long[] words, TensorType type, int[] groups, Shape shape) {
        long[] sums = new long[shape.size()];
        for (int i = 0; i < groups.length; i++) {
            sums[groups[i]] += words[i];
        }
        return Words.wrapped(shape, (IntType) type.element(), sums);
    }

    private static double[] prepared(Reduce.Kind kind, double[] values) {
        return switch (kind) {
            case L1 -> Arrays.stream(values).map(Math::abs).toArray();
            case L2, SUM_SQUARE -> Arrays.stream(values).map(x -> x * x).toArray();
            default -> values;
        };
    }

    private static double[] finished(Reduce.Kind kind, double[] sums) {
        return switch (kind) {
            case L2 -> Arrays.stream(sums).map(Math::sqrt).toArray();
            case LOG_SUM -> Arrays.stream(sums).map(StrictMath::log).toArray();
            default -> sums;
        };
    }

    private static double[] logSumExp(double[] values, int[] groups, int count) {
        double[] tops = new double[count];
        Arrays.fill(tops, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < groups.length; i++) {
            tops[groups[i]] = Math.max(tops[groups[i]], values[i]);
        }
        // An infinite top is its own result; shifting by it would give NaN.
        double[] shifts =
                Arrays.stream(tops).map(top -> Double.isFinite(top) ? top : 0).toArray();
        double[] sums = new double[count];
        for (int i = 0; i < groups.length; i++) {
            sums[groups[i]] += StrictMath.exp(values[i] - shifts[groups[i]]);
        }
        for (int group = 0; group < count; group++) {
            sums[group] = shifts[group] + StrictMath.log(sums[group]);
        }
        return sums;
    }
}
