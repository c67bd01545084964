package io.goshawk.passes.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A Quant as QuantizeLinear and DequantizeLinear have it.
///
/// @param scale single floats
/// @param zeroPoint integers of the shape of `scale`
/// @param storage what the integers are kept in
/// @param range which integers there are
record LinearPlan(FloatTensor scale, IntTensor zeroPoint, IntType storage, IntRange range) {
    /// {@return the plan of `quant`}
    /// @throws NoForm if there is none
    static LinearPlan of(Quant quant, ConstantOperands constants) {
        Optional<IntTensor> bits = constants.of(quant.bitWidth()).flatMap(c -> Numbers.integers(c.data()));
        Optional<IntTensor> zero = constants.of(quant.zeroPoint()).flatMap(c -> Numbers.integers(c.data()));
        boolean constant = constants.of(quant.input()).isPresent();
        if (quant.rounding() != Rounding.HALF_EVEN && !constant) {
            throw new NoForm("which rounds ties to even, and not " + quant.rounding());
        }
        if (bits.isEmpty() || zero.isEmpty()) {
            throw new NoForm("whose zero point or bit width is computed or no integer");
        }
        if (!bits.get().hull().min().equals(bits.get().hull().max())) {
            throw new NoForm("whose bit width differs by channel");
        }
        FloatTensor scale = scale(constants.of(quant.scale()));
        int width = (int) bits.get().at(0);
        if (width == 1 && quant.signed()) {
            return constant ? new LinearPlan(scale, zeros(scale.shape()), IntType.s(8), IntRange.of(-1, 1)) : bipolar();
        }
        IntRange range = Quant.range(width, quant.signed(), quant.narrow());
        IntTensor zeros = Numbers.spread(zero.get(), scale.shape())
                .orElseThrow(() -> new NoForm("whose zero point has another shape than its scale"));
        IntType storage = storage(range, width, quant.signed(), constant);
        boolean fits = storage.range().contains(zeros.hull())
                && (storage.bits() < 32 || zeros.hull().count().equals(BigInteger.ONE) && zeros.at(0) == 0);
        if (!fits) {
            throw new NoForm("whose zero point " + zeros.hull() + " is no " + storage);
        }
        return new LinearPlan(scale, zeros, storage, range);
    }

    private static LinearPlan bipolar() {
        throw new NoForm("whose two numbers are no two neighbours of a grid with 0");
    }

    /// {@return the plan of weights that are `scale` or `-scale`}
    static LinearPlan signs(Optional<Constant> scale) {
        FloatTensor single = scale(scale);
        return new LinearPlan(single, zeros(single.shape()), IntType.s(8), IntRange.of(-1, 1));
    }

    private static IntTensor zeros(Shape shape) {
        return IntTensor.of(shape, new long[shape.size()]);
    }

    private static FloatTensor scale(Optional<Constant> scale) {
        return scale.filter(constant -> constant.element() == FloatType.F32)
                .map(constant -> (FloatTensor) constant.data())
                .orElseThrow(() -> new NoForm("whose scale is computed, or no floats of 32 bits"));
    }

    /// Clip takes bytes at least; integers of 32 bits are there for constants.
    private static IntType storage(IntRange range, int width, boolean signed, boolean constant) {
        IntType nibble = new IntType(signed, 4);
        IntType word = IntType.s(32);
        if (width > 16 && !(constant && word.range().contains(range))) {
            throw new NoForm("which has 16 bits at most, not " + width);
        }
        if (width > 16) {
            return word;
        }
        boolean half = range.equals(nibble.range()) || (constant && width <= 4);
        return half ? nibble : new IntType(signed, width <= 8 ? 8 : 16);
    }

    boolean isClipped() {
        return !range.equals(storage.range());
    }

    /// {@return the reals that the codes stand for}
    Grid grid() {
        List<Real> scales = IntStream.range(0, scale.shape().size())
                .<Real>mapToObj(scale::exactAt)
                .toList();
        List<Real> zeros = zeroPoint.toBigs().stream().<Real>map(Dyadic::of).toList();
        return new Grid(scale.shape(), scales, zeros);
    }

    /// {@return the codes of `values`, which are on the grid}
    IntTensor codes(RealTensor values) {
        Grid grid = grid();
        int[] places = Broadcast.indices(scale.shape(), values.shape());
        List<BigInteger> codes = IntStream.range(0, places.length)
                .mapToObj(i -> grid.code(values.at(i), places[i]).toIntegerExact())
                .toList();
        return IntTensor.of(values.shape(), codes);
    }
}
