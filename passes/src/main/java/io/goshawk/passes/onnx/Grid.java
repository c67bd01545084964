package io.goshawk.passes.onnx;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// The reals that the integers of a quantiser stand for: `(code - zero) * scale`.
///
/// @param shape that of scales and zeros, which broadcasts to the data
/// @param zeros the codes of the real 0, not always integers
record Grid(Shape shape, List<Real> scales, List<Real> zeros) {
    Grid {
        scales = List.copyOf(scales);
        zeros = List.copyOf(zeros);
    }

    /// {@return the grid of `map` on data of shape `data`}
    static Grid of(Affine map, Shape data) {
        Shape shape = shape(map.axis(), data);
        List<Real> scales = all(map.scale(), shape);
        List<Real> offsets = all(map.offset(), shape);
        List<Real> zeros = IntStream.range(0, scales.size())
                .<Real>mapToObj(i -> offsets.get(i).negate().dividedBy(scales.get(i)))
                .toList();
        return new Grid(shape, scales, zeros);
    }

    /// {@return the shape of numbers along `axis` of data of shape `data`; that of one number where it
    ///     is -1}
    static Shape shape(int axis, Shape data) {
        if (axis < 0) {
            return Shape.SCALAR;
        }
        List<Integer> extents = new ArrayList<>(Collections.nCopies(data.rank(), 1));
        extents.set(axis, data.extent(axis));
        return new Shape(extents);
    }

    /// {@return the numbers, one for each place of `shape`}
    static List<Real> all(Coefficients numbers, Shape shape) {
        return IntStream.range(0, shape.size()).mapToObj(numbers::at).toList();
    }

    int size() {
        return scales.size();
    }

    /// {@return the real at `code`}
    Real real(Real code, int place) {
        return code.minus(zeros.get(place)).times(scales.get(place));
    }

    /// {@return where `real` lies among the codes}
    Real code(Real real, int place) {
        return real.dividedBy(scales.get(place)).plus(zeros.get(place));
    }

    /// {@return whether quantisers that round before and behind the zero point agree: it is an even
    ///     integer}
    boolean isEven() {
        return zeros.stream().allMatch(zero -> zero.isInteger() && !zero.floor().testBit(0));
    }

    /// {@return the grid with the same reals whose zero points are 0}
    Grid centred() {
        return new Grid(shape, scales, Collections.nCopies(size(), Dyadic.ZERO));
    }

    /// {@return the grid with the same reals whose codes are one less}
    Grid lowered() {
        return new Grid(
                shape,
                scales,
                zeros.stream().map(zero -> zero.minus(Dyadic.ONE)).toList());
    }

    /// {@return the integer at which the zero point is}
    BigInteger zero(int place) {
        return zeros.get(place).toIntegerExact();
    }
}
