package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.exact.GroupSums;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;

/// Sums and products of groups of elements, in the order of the elements: reals exactly, floats in double precision
/// with one rounding, integers modulo the width of their type.
final class Sums {
    private Sums() {}

    /// {@return for each group, the sum of its elements}
    /// @param tensor the elements, a value of the type `type`
    /// @param groups to which group each element belongs
    /// @param shape one place for each group
    static Tensor sum(Tensor tensor, TensorType type, int[] groups, Shape shape) {
        return switch (tensor) {
            case RealTensor reals -> GroupSums.of(reals, groups, shape);
            case IntTensor integers -> words(integers, type, groups, shape, false);
            case Tensor floats ->
                Floats.rounded(shape, (FloatType) type.element(), sums(doubles(floats, type), groups, shape.size()));
        };
    }

    /// {@return for each group, the product of its elements; of reals, those of the floats next to them}
    static Tensor product(Tensor tensor, TensorType type, int[] groups, Shape shape) {
        if (tensor instanceof IntTensor integers) {
            return words(integers, type, groups, shape, true);
        }
        double[] products = new double[shape.size()];
        Arrays.fill(products, 1);
        double[] values = doubles(tensor, type);
        for (int i = 0; i < groups.length; i++) {
            products[groups[i]] *= values[i];
        }
        return Floats.rounded(shape, (FloatType) type.element(), products);
    }

    /// {@return for each of `count` groups, the sum of its `values`}
    static double[] sums(double[] values, int[] groups, int count) {
        double[] sums = new double[count];
        for (int i = 0; i < groups.length; i++) {
            sums[groups[i]] += values[i];
        }
        return sums;
    }

    /// {@return the elements of `tensor`, a value of the type `type`, as doubles; reals become floats first}
    static double[] doubles(Tensor tensor, TensorType type) {
        return tensor instanceof IntTensor integers
                ? integers.toBigs().stream()
                        .mapToDouble(BigInteger::doubleValue)
                        .toArray()
                : Floats.of(tensor, type).toDoubles();
    }

    private static IntTensor words(IntTensor integers, TensorType type, int[] groups, Shape shape, boolean product) {
        long[] results = new long[shape.size()];
        Arrays.fill(results, product ? 1 : 0);
        long[] words = Words.of(integers);
        for (int i = 0; i < groups.length; i++) {
            int group = groups[i];
            results[group] = product ? results[group] * words[i] : results[group] + words[i];
        }
        return Words.wrapped(shape, (IntType) type.element(), results);
    }
}
