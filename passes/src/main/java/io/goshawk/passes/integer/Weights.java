package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Quantised weights as integers without a zero point, each output with its scale.
///
/// @param integers `[k, n]` of a matrix product, `[m, c, …]` of a convolution
/// @param axis the axis along which the outputs lie
/// @param scales one for each output, or one for all
record Weights(IntTensor integers, int axis, Coefficients scales) {
    /// {@return the weights `weight` with their outputs along `axis`}
    /// @throws IllegalArgumentException if their zero point is not a whole number of steps, or their
    ///     scale runs along another axis
    static Weights of(Constant weight, int axis) {
        Affine map = weight.element().map();
        if (map.axis() >= 0 && map.axis() != axis) {
            throw new IllegalArgumentException("weights with one scale an input");
        }
        Shape shape = weight.data().shape();
        List<Real> zeros = new ArrayList<>();
        for (int output = 0; output < shape.extent(axis); output++) {
            Real zero = map.offset().at(output).dividedBy(map.scale().at(output));
            if (!zero.isInteger()) {
                throw new IllegalArgumentException("weights whose zero point " + zero.negate() + " is no integer");
            }
            zeros.add(zero);
        }
        if (zeros.stream().allMatch(zero -> zero.signum() == 0)) {
            return new Weights(weight.data(), axis, map.scale());
        }
        List<BigInteger> moved = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            int output = i / shape.stride(axis) % shape.extent(axis);
            moved.add(weight.data().bigAt(i).add(zeros.get(output).floor()));
        }
        return new Weights(IntTensor.of(shape, moved), axis, map.scale());
    }

    /// {@return the narrowest type of the integers}
    IntType element() {
        return IntType.holding(integers.hull());
    }

    /// {@return what the integer product means: with `x = s*code + o` and an output's scale `w`, the
    ///     sum of products is `s*w*accumulator + o*w*(sum of the output's weights)`}
    ///
    /// @param input the map of the input's codes, the same for the whole tensor
    /// @param along the axis of the product along which the outputs lie
    Affine meaning(Affine input, int along) {
        BigInteger[] sums = sums();
        List<Real> scale = new ArrayList<>();
        List<Real> offset = new ArrayList<>();
        for (int output = 0; output < sums.length; output++) {
            scale.add(input.scale().at(0).times(scales.at(output)));
            offset.add(input.offset().at(0).times(scales.at(output)).times(Dyadic.of(sums[output])));
        }
        return new Affine(Coefficients.of(along, scale), Coefficients.of(along, offset));
    }

    private BigInteger[] sums() {
        Shape shape = integers.shape();
        int count = shape.extent(axis);
        int size = shape.size();
        int stride = shape.stride(axis);
        BigInteger[] sums = new BigInteger[count];
        Arrays.fill(sums, BigInteger.ZERO);
        // Of numbers this short as many as an array holds fit a long.
        boolean fits = integers.hull().magnitude().bitLength() < Integer.SIZE;
        for (int from = 0; from < size; from += stride) {
            int output = from / stride % count;
            BigInteger sum = fits ? BigInteger.valueOf(longSum(from, stride)) : bigSum(from, stride);
            sums[output] = sums[output].add(sum);
        }
        return sums;
    }

    private long longSum(int from, int count) {
        long sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += integers.at(i);
        }
        return sum;
    }

    private BigInteger bigSum(int from, int count) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = from; i < from + count; i++) {
            sum = sum.add(integers.bigAt(i));
        }
        return sum;
    }
}
