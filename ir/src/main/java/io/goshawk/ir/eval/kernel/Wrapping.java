package io.goshawk.ir.eval.kernel;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;

/// Integer arithmetic as ONNX has it: modulo the width of the type.
public final class Wrapping {
    private Wrapping() {}

    /// {@return `values` with only the low bits that `type` has, read in that type}
    public static IntTensor wrap(IntTensor values, IntType type) {
        if (type.range().contains(values.hull())) {
            return values;
        }
        int unused = Long.SIZE - type.bits();
        if (unused < 0 || !values.fitsLong() || (unused == 0 && !type.signed())) {
            BigInteger count = type.range().count();
            BigInteger min = type.range().min();
            return IntTensor.of(
                    values.shape(),
                    values.toBigs().stream()
                            .map(value -> min.add(value.subtract(min).mod(count)))
                            .toList());
        }
        long[] result = values.toLongs();
        for (int i = 0; i < result.length; i++) {
            long top = result[i] << unused;
            result[i] = type.signed() ? top >> unused : top >>> unused;
        }
        return IntTensor.of(values.shape(), result);
    }

    /// {@return whether doubles hold every partial sum of `depth` products of the two tensors' elements}
    static boolean productsFitDoubles(IntTensor left, IntTensor right, int depth) {
        BigInteger bound = left.hull()
                .magnitude()
                .max(BigInteger.ONE)
                .multiply(right.hull().magnitude().max(BigInteger.ONE))
                .multiply(BigInteger.valueOf(depth));
        return bound.bitLength() < 53;
    }

    /// {@return the elements as doubles, which hold them}
    static double[] doubles(IntTensor values) {
        double[] doubles = new double[values.shape().size()];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values.at(i);
        }
        return doubles;
    }

    /// {@return the integers that `values` are}
    static IntTensor integers(Shape shape, double[] values) {
        long[] result = new long[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (long) values[i];
        }
        return IntTensor.of(shape, result);
    }
}
