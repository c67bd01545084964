package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.MaxPool;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.WindowSum;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Pools of live feature maps as sums and maxima over windows.
final class Pools {
    private final GraphBuilder<QuantOp> builder;

    Pools(GraphBuilder<QuantOp> builder) {
        this.builder = builder;
    }

    /// {@return the average pool `op` of `input`; where windows are cut off at the border, each place has
    ///     a divisor of its own}
    QuantOp average(AveragePool op, Value input, Location at) {
        long[] counts = op.counts();
        if (Arrays.stream(counts).allMatch(count -> count == Windows.taps(op.kernel()))) {
            return mean(input, op.kernel(), op.window(), at);
        }
        Shape shape = op.resultType().shape();
        Value sum = builder.add(new WindowSum(input, op.kernel(), op.window()), at);
        Value flat = builder.add(new Reshape(sum, Shape.of(shape.extent(0), shape.extent(1), counts.length)), at);
        List<Real> shares = Arrays.stream(counts)
                .mapToObj(count -> Rational.of(BigInteger.ONE, BigInteger.valueOf(count)))
                .toList();
        Affine map = new Affine(Coefficients.of(2, shares), Coefficients.of(Dyadic.ZERO));
        return new Reshape(builder.add(new ApplyAffine(flat, map), at), shape);
    }

    private QuantOp mean(Value input, List<Integer> kernel, Window window, Location at) {
        long taps = Windows.taps(kernel);
        Value sum = builder.add(new WindowSum(input, kernel, window), at);
        return new ApplyAffine(sum, Affine.of(Rational.of(BigInteger.ONE, BigInteger.valueOf(taps)), Dyadic.ZERO));
    }

    /// {@return whether `op` is a sum, mean or maximum of whole feature maps}
    static boolean isGlobal(Reduce op) {
        int rank = op.input().shape().rank();
        boolean maps =
                rank > 2 && op.axes().equals(IntStream.range(2, rank).boxed().toList());
        return maps
                && switch (op.kind()) {
                    case SUM, MEAN, MAX -> op.input().shape().stride(1) > 0;
                    case MIN, PRODUCT, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE -> false;
                };
    }

    /// {@return the global reduction `op` of `input`}
    QuantOp global(Reduce op, Value input, Location at) {
        List<Integer> kernel = input.shape().extents().subList(2, input.shape().rank());
        QuantOp reduced = switch (op.kind()) {
            case MEAN -> mean(input, kernel, whole(kernel.size()), at);
            case MAX -> new MaxPool(input, kernel, whole(kernel.size()));
            case SUM, MIN, PRODUCT, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE ->
                new WindowSum(input, kernel, whole(kernel.size()));
        };
        return op.keepAxes()
                ? reduced
                : new Reshape(builder.add(reduced, at), op.resultType().shape());
    }

    private static Window whole(int rank) {
        List<Integer> ones = Collections.nCopies(rank, 1);
        List<Integer> zeros = Collections.nCopies(rank, 0);
        return new Window(ones, ones, zeros, zeros);
    }
}
