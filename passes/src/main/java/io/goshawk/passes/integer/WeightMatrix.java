package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A quantised weight matrix as integers without a zero point, each column with its scale.
///
/// @param integers `[k, n]`
/// @param scales one for each column, or one for all
record WeightMatrix(IntTensor integers, Coefficients scales) {
    /// {@return the matrix of `weight`}
    /// @throws IllegalArgumentException if its zero point is not a whole number of steps, or its scale runs along
    /// the rows
    static WeightMatrix of(Constant weight) {
        Affine map = weight.element().map();
        if (map.axis() == 0) {
            throw new IllegalArgumentException("a weight with one scale an input");
        }
        int columns = weight.data().shape().extent(1);
        List<BigInteger> moved = new ArrayList<>();
        for (int i = 0; i < weight.data().shape().size(); i++) {
            Real zero = map.offset().at(i % columns).dividedBy(map.scale().at(i % columns));
            if (!zero.isInteger()) {
                throw new IllegalArgumentException("a weight whose zero point " + zero.negate() + " is no integer");
            }
            moved.add(weight.data().bigAt(i).add(zero.floor()));
        }
        return new WeightMatrix(IntTensor.of(weight.data().shape(), moved), map.scale());
    }

    /// {@return the narrowest type of the integers}
    IntType element() {
        return IntType.holding(integers.hull());
    }

    /// {@return what the integer product means: with `x = s*code + o` and column scale `w`, the sum of products is
    /// `s*w*accumulator + o*w*(sum of the column)`}
    ///
    /// @param input the map of the input's codes, the same for the whole tensor
    /// @param axis the axis of the product along which the columns lie
    Affine meaning(Affine input, int axis) {
        int columns = integers.shape().extent(1);
        List<Real> scale = new ArrayList<>();
        List<Real> offset = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            int at = column;
            BigInteger sum = IntStream.range(0, integers.shape().extent(0))
                    .mapToObj(row -> integers.bigAt(row * columns + at))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            scale.add(input.scale().at(0).times(scales.at(column)));
            offset.add(input.offset().at(0).times(scales.at(column)).times(Dyadic.of(sum)));
        }
        return new Affine(Coefficients.of(axis, scale), Coefficients.of(axis, offset));
    }
}
