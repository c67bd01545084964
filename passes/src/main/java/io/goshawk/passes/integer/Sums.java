package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.window.Windows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Integer sums of what quantised tensors stand for, with accumulators as wide as the weights need.
final class Sums {
    /// The axis of feature maps along which their channels lie.
    private static final int CHANNELS = 1;

    private final IntegerEmitter emitter;

    Sums(IntegerEmitter emitter) {
        this.emitter = emitter;
    }

    /// {@return the product of `input` and a matrix}
    Chain product(Chain input, Constant matrix, Location at) {
        Weights weights = Weights.of(matrix, 1);
        Value constant = constant(weights, at);
        MatMul wide = new MatMul(input.accumulator(), constant, IntegerEmitter.WIDE);
        Value sums = emitter.addNarrowed(wide, wide::withAccumulator, at);
        return Chain.of(sums, weights.meaning(input.map(), sums.shape().rank() - 1));
    }

    /// {@return the convolution of `input` that `op` is}
    Chain convolution(io.goshawk.ir.quant.Conv op, Chain input, Constant kernel, Location at) {
        Weights weights = Weights.of(kernel, 0);
        BigInteger padding = op.window().isPadded() ? zero(input, at) : BigInteger.ZERO;
        Conv wide = new Conv(
                input.accumulator(), constant(weights, at), op.window(), op.groups(), padding, IntegerEmitter.WIDE);
        Value sums = emitter.addNarrowed(wide, wide::withAccumulator, at);
        return Chain.of(sums, weights.meaning(input.map(), CHANNELS));
    }

    private Value constant(Weights weights, Location at) {
        return emitter.add(new io.goshawk.ir.integer.Constant(weights.integers(), weights.element()), at);
    }

    /// {@return the code that stands for the real 0, the same in every channel}
    private static BigInteger zero(Chain input, Location at) {
        Coefficients codes = Coefficients.combine(
                input.map().offset(),
                input.map().scale(),
                (offset, scale) -> offset.negate().dividedBy(scale));
        if (codes instanceof Coefficients.PerTensor one && one.value().isInteger()) {
            return one.value().floor();
        }
        throw new IllegalArgumentException("padding with 0 of a tensor that has no code for 0, at " + at.brief());
    }

    /// {@return the sums over windows of `input` that `op` is}
    Chain windows(io.goshawk.ir.quant.WindowSum op, Chain input, Location at) {
        checkAffine(input);
        BigInteger padding = op.window().isPadded() ? zero(input, at) : BigInteger.ZERO;
        WindowSum wide = new WindowSum(input.accumulator(), op.kernel(), op.window(), padding, IntegerEmitter.WIDE);
        Value sums = emitter.addNarrowed(wide, wide::withAccumulator, at);
        long taps = Windows.taps(op.kernel());
        Coefficients offset = input.map().offset().map(o -> o.times(Dyadic.of(taps)));
        return Chain.of(sums, new Affine(input.map().scale(), offset));
    }

    private static void checkAffine(Chain chain) {
        if (!chain.isAffine()) {
            throw new IllegalArgumentException("a sum behind a ReLU without a quantiser between");
        }
    }

    /// {@return the sum of two tensors, on the finest grid that both fit}
    ///
    /// In each channel the two scales are `p * g` and `q * g` with integers `p` and `q` and one real
    /// `g`.
    /// @throws IllegalArgumentException if the ratio of two scales is not rational
    Chain sum(Chain left, Chain right, Location at) {
        checkAffine(left);
        checkAffine(right);
        int axis = Math.max(left.axis(), right.axis());
        if (left.axis() >= 0 && right.axis() >= 0 && left.axis() != right.axis()) {
            throw new IllegalArgumentException("a sum of scales along two different axes");
        }
        int channels = axis < 0 ? 1 : left.accumulator().shape().extent(axis);
        List<Grid> grids = IntStream.range(0, channels)
                .mapToObj(i ->
                        Grid.of(left.map().scale().at(i), right.map().scale().at(i)))
                .toList();
        Value sum = sum(left.accumulator(), right.accumulator(), axis, grids, at);
        Coefficients scale = along(axis, grids.stream().map(Grid::step).toList());
        Coefficients offset =
                Coefficients.combine(left.map().offset(), right.map().offset(), Real::plus);
        return Chain.of(sum, new Affine(scale, offset));
    }

    private Value sum(Value left, Value right, int axis, List<Grid> grids, Location at) {
        boolean same = grids.stream().allMatch(grids.getFirst()::hasFactorsOf);
        Value a = same ? left : emitter.multiplied(left, axis, factors(grids, true), at);
        Value b = same ? right : emitter.multiplied(right, axis, factors(grids, false), at);
        BigInteger p = same ? grids.getFirst().left() : BigInteger.ONE;
        BigInteger q = same ? grids.getFirst().right() : BigInteger.ONE;
        WeightedSum wide = new WeightedSum(a, p, b, q, IntegerEmitter.WIDE);
        return emitter.addNarrowed(wide, wide::withSum, at);
    }

    private static List<Real> factors(List<Grid> grids, boolean left) {
        List<Real> factors = new ArrayList<>();
        grids.forEach(grid -> factors.add(Dyadic.of(left ? grid.left() : grid.right())));
        return factors;
    }

    private static Coefficients along(int axis, List<Real> numbers) {
        return axis < 0 ? Coefficients.of(numbers.getFirst()) : Coefficients.of(axis, numbers);
    }
}
