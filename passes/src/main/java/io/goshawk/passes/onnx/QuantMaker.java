package io.goshawk.passes.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Makes a Quant. Integers that are not all those of a bit width are seen to in front of it: Quant is
/// monotone, so that bounds on what goes in are bounds on what comes out.
final class QuantMaker {
    private final GraphBuilder<OnnxOp> builder;

    QuantMaker(GraphBuilder<OnnxOp> builder) {
        this.builder = builder;
    }

    /// {@return `input` on `grid`}
    /// @param clamps the integers there may be, for each place of the grid
    /// @param preferred which type the integers have, where that does not follow from them
    /// @throws NoForm if a number is no float
    Value quantise(Value input, Grid grid, List<IntRange> clamps, IntType preferred, Rounding rounding, Location at) {
        IntRange hull = clamps.stream().reduce(IntRange::union).orElseThrow();
        QuantForm form = QuantForm.around(hull, preferred);
        return quant(bounded(input, grid, clamps, form.range(), rounding, at), grid, form, rounding, at);
    }

    /// {@return `input` with bounds, so that a quantiser to `range` makes integers of `clamps` only}
    /// @throws NoForm if there are no floats for the bounds
    Value bounded(Value input, Grid grid, List<IntRange> clamps, IntRange range, Rounding rounding, Location at) {
        Value bounded = input;
        if (clamps.stream().anyMatch(clamp -> clamp.min().compareTo(range.min()) > 0)) {
            List<Real> bounds = bounds(grid, clamps, IntRange::min, rounding);
            boolean zero = bounds.stream().allMatch(bound -> bound.signum() == 0);
            bounded = zero
                    ? builder.add(new Unary(bounded, Unary.Kind.RELU), at)
                    : bound(Binary.Kind.MAX, bounded, grid, bounds, at);
        }
        if (clamps.stream().anyMatch(clamp -> clamp.max().compareTo(range.max()) < 0)) {
            bounded = bound(Binary.Kind.MIN, bounded, grid, bounds(grid, clamps, IntRange::max, rounding), at);
        }
        return bounded;
    }

    private Value bound(Binary.Kind kind, Value input, Grid grid, List<Real> bounds, Location at) {
        Value constant = builder.add(FloatConstants.of(bounds, grid.shape(), FloatType.F32), at);
        return builder.add(new Binary(input, constant, kind), at);
    }

    private static List<Real> bounds(
            Grid grid, List<IntRange> clamps, Function<IntRange, BigInteger> end, Rounding rounding) {
        List<Real> bounds = new ArrayList<>();
        for (int place = 0; place < grid.size(); place++) {
            bounds.add(bound(grid, place, end.apply(clamps.get(place)), rounding));
        }
        return bounds;
    }

    /// Any float will do that becomes `code`.
    private static Real bound(Grid grid, int place, BigInteger code, Rounding rounding) {
        Dyadic half = Dyadic.powerOfTwo(-1);
        for (Real near : List.of(Dyadic.ZERO, half, half.negate())) {
            float bound = (float) grid.real(Dyadic.of(code).plus(near), place).toDouble();
            if (Float.isFinite(bound)
                    && rounding.apply(grid.code(Dyadic.exactly(bound), place)).equals(code)) {
                return Dyadic.exactly(bound);
            }
        }
        throw new NoForm("a quantiser that ends at " + code + ", for which there is no float of 32 bits,");
    }

    private Value quant(Value input, Grid grid, QuantForm form, Rounding rounding, Location at) {
        Value scale = builder.add(FloatConstants.single(grid.scales(), grid.shape(), "a scale"), at);
        Value zero = builder.add(FloatConstants.single(grid.zeros(), grid.shape(), "a zero point"), at);
        Value bits =
                builder.add(FloatConstants.single(List.of(Dyadic.of(form.bits())), Shape.SCALAR, "a bit width"), at);
        return builder.add(new Quant(input, scale, zero, bits, form.signed(), form.narrow(), rounding), at);
    }

    /// {@return a Quant of floats that makes `codes`}
    /// @throws NoForm if no floats do
    Value weights(IntTensor codes, Grid grid, IntType type, Location at) {
        int[] places = Broadcast.indices(grid.shape(), codes.shape());
        double[] weights = new double[places.length];
        for (int i = 0; i < weights.length; i++) {
            Real code = Dyadic.of(codes.bigAt(i));
            weights[i] = (float) grid.real(code, places[i]).toDouble();
            if (!Double.isFinite(weights[i])
                    || !Rounding.HALF_EVEN
                            .apply(grid.code(Dyadic.exactly(weights[i]), places[i]))
                            .equals(codes.bigAt(i))) {
                throw new NoForm("a weight of " + code + " steps, to which no float of 32 bits rounds,");
            }
        }
        Value floats =
                builder.add(new Constant(FloatTensor.of(codes.shape(), FloatType.F32, weights), FloatType.F32), at);
        return quant(floats, grid, QuantForm.around(type.range(), type), Rounding.HALF_EVEN, at);
    }
}
