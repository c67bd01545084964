package io.goshawk.ir.eval;

import io.goshawk.ir.IntType;
import io.goshawk.ir.eval.nonlinear.BatchProducts;
import io.goshawk.ir.eval.nonlinear.Curves;
import io.goshawk.ir.eval.nonlinear.Embeddings;
import io.goshawk.ir.eval.nonlinear.NormalizeRows;
import io.goshawk.ir.eval.nonlinear.SoftmaxRows;
import io.goshawk.ir.eval.onnx.spatial.Pools;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What every integer operation means. Simulators, constant folding and the differential tests all come
/// here; nothing else may say it again.
public final class IntegerSemantics {
    private IntegerSemantics() {}

    /// {@return what `op` makes of `in`}
    public static Tensor evaluate(IntegerOp op, List<IntTensor> in) {
        return switch (op) {
            case ShapeOp shape -> ShapeSemantics.evaluate(shape, in.getFirst());
            case ArrangeOp arranged -> ShapeSemantics.evaluate(arranged, in);
            case Constant constant -> constant.data();
            case MatMul matmul -> held(matmul.accumulator(), Products.matmul(in.get(0), in.get(1)));
            case BatchMatMul product -> held(product.accumulator(), BatchProducts.of(product, in.get(0), in.get(1)));
            case Gather _ -> Embeddings.of(in.get(0), in.get(1));
            case Curve curve -> Curves.of(curve, in.getFirst());
            case Softmax softmax -> SoftmaxRows.of(softmax, in.getFirst());
            case Normalize normalize -> NormalizeRows.of(normalize, in.getFirst());
            case Conv conv -> held(conv.accumulator(), IntegerWindows.convolve(conv, in.get(0), in.get(1)));
            case WindowSum sum -> held(sum.accumulator(), IntegerWindows.sum(sum, in.getFirst()));
            case WeightedSum sum -> held(sum.sum(), add(sum, in.get(0), in.get(1)));
            case MaxPool pool ->
                Pools.largest(
                        in.getFirst(),
                        pool.kernel(),
                        pool.window(),
                        pool.resultType().shape());
            case Requantize requantize -> requantize(requantize, in.getFirst());
            case ArgMax argmax -> argmax(argmax, in.getFirst());
        };
    }

    private static IntTensor held(IntType accumulator, IntTensor sums) {
        if (!accumulator.range().contains(sums.hull())) {
            throw new IllegalStateException("the accumulator " + accumulator + " overflows: " + sums.hull());
        }
        return sums;
    }

    private static IntTensor add(WeightedSum op, IntTensor left, IntTensor right) {
        int size = left.shape().size();
        boolean fits = fits(left, op.leftFactor()) && fits(right, op.rightFactor());
        if (fits) {
            long[] sums = left.toLongs();
            long[] others = right.toLongs();
            long a = op.leftFactor().longValueExact();
            long b = op.rightFactor().longValueExact();
            for (int i = 0; i < size; i++) {
                sums[i] = a * sums[i] + b * others[i];
            }
            return IntTensor.of(left.shape(), sums);
        }
        List<BigInteger> sums = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            sums.add(
                    op.leftFactor().multiply(left.bigAt(i)).add(op.rightFactor().multiply(right.bigAt(i))));
        }
        return IntTensor.of(left.shape(), sums);
    }

    private static boolean fits(IntTensor values, BigInteger factor) {
        IntRange products = values.hull().times(factor);
        return factor.bitLength() < 62
                && products.min().bitLength() < 62
                && products.max().bitLength() < 62;
    }

    private static IntTensor requantize(Requantize op, IntTensor input) {
        int size = input.shape().size();
        if (input.fitsLong() && op.element().range().max().bitLength() < Long.SIZE) {
            long[] result = input.toLongs();
            List<FastRequantizer> fast =
                    op.channels().stream().map(FastRequantizer::of).toList();
            // One requantiser for all needs no axis, and a scalar has none.
            int stride = fast.size() == 1 ? size : op.input().shape().stride(op.axis());
            for (int from = 0; from < size; from += stride) {
                FastRequantizer requantizer = fast.get(from / stride % fast.size());
                for (int i = from; i < from + stride; i++) {
                    result[i] = requantizer.apply(result[i]);
                }
            }
            return IntTensor.of(input.shape(), result);
        }
        List<BigInteger> result = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            result.add(op.channelOf(i).apply(input.bigAt(i)));
        }
        return IntTensor.of(input.shape(), result);
    }

    private static IntTensor argmax(ArgMax op, IntTensor input) {
        int extent = input.shape().extent(op.axis());
        int stride = input.shape().stride(op.axis());
        long[] places = new long[op.resultType().shape().size()];
        for (int i = 0; i < places.length; i++) {
            int start = i / stride * stride * extent + i % stride;
            int best = 0;
            for (int place = 1; place < extent; place++) {
                if (input.bigAt(start + place * stride).compareTo(input.bigAt(start + best * stride)) > 0) {
                    best = place;
                }
            }
            places[i] = best;
        }
        return IntTensor.of(op.resultType().shape(), places);
    }
}
