package io.goshawk.ir.eval;

import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What every integer operation means. Simulators, constant folding and the differential tests all come here;
/// nothing else may say it again.
public final class IntegerSemantics {
    private IntegerSemantics() {}

    /// {@return what `op` makes of `in`}
    public static Tensor evaluate(IntegerOp op, List<IntTensor> in) {
        return switch (op) {
            case ShapeOp shape -> ShapeSemantics.evaluate(shape, in.getFirst());
            case Constant constant -> constant.data();
            case MatMul matmul -> multiply(matmul, in.get(0), in.get(1));
            case Requantize requantize -> requantize(requantize, in.getFirst());
            case ArgMax argmax -> argmax(argmax, in.getFirst());
        };
    }

    private static IntTensor multiply(MatMul op, IntTensor input, IntTensor weights) {
        IntTensor product = Products.matmul(input, weights);
        if (!op.accumulator().range().contains(product.hull())) {
            throw new IllegalStateException("the accumulator " + op.accumulator() + " overflows: " + product.hull());
        }
        return product;
    }

    private static IntTensor requantize(Requantize op, IntTensor input) {
        int size = input.shape().size();
        if (input.fitsLong()) {
            long[] result = new long[size];
            List<FastRequantizer> fast =
                    op.channels().stream().map(FastRequantizer::of).toList();
            // One requantiser for all needs no axis, and a scalar has none.
            int stride = fast.size() == 1 ? 1 : op.input().shape().stride(op.axis());
            for (int i = 0; i < size; i++) {
                result[i] = fast.get(i / stride % fast.size()).apply(input.at(i));
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
