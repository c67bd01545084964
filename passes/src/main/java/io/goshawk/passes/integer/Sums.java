package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.window.Windows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Integer sums of what quantised tensors stand for, with accumulators as wide as the weights need.
final class Sums {
    /// The axis of feature maps along which their channels lie.
    static final int CHANNELS = 1;

    private final IntegerEmitter emitter;
    private final Scales scales;

    Sums(IntegerEmitter emitter) {
        this.emitter = emitter;
        this.scales = new Scales(emitter);
    }

    /// {@return the product of `input` and a matrix}
    Chain product(Chain input, Constant matrix, Location at) {
        Weights weights = Weights.of(matrix, 1);
        Chain even = scales.even(input, at);
        Value constant = constant(weights, at);
        MatMul wide = new MatMul(even.accumulator(), constant, IntegerEmitter.WIDE);
        Value sums = emitter.addNarrowed(wide, wide::withAccumulator, at);
        return Chain.of(sums, weights.meaning(even.map(), sums.shape().rank() - 1));
    }

    /// {@return the product of two computed tensors}
    Chain product(Chain left, Chain right, Location at) {
        BatchMatMul wide = new BatchMatMul(
                left.accumulator(),
                Functions.zero(left),
                right.accumulator(),
                Functions.zero(right),
                IntegerEmitter.WIDE);
        Value sums = emitter.addNarrowed(wide, wide::withAccumulator, at);
        Real scale = left.map().scale().at(0).times(right.map().scale().at(0));
        return Chain.of(sums, Affine.of(scale, Dyadic.ZERO));
    }

    /// {@return the rows of `table` that `indices` name}
    Chain rows(Chain indices, Constant table, Location at) {
        Value data = constant(table, at);
        Value codes = emitter.add(new Gather(indices.accumulator(), data), at);
        return Chain.of(codes, table.element().map());
    }

    private Value constant(Constant constant, Location at) {
        IntType narrow = IntType.holding(constant.data().hull());
        return emitter.add(new io.goshawk.ir.integer.Constant(constant.data(), narrow), at);
    }

    /// {@return the convolution of `input` that `op` is}
    Chain convolution(io.goshawk.ir.quant.Conv op, Chain input, Constant kernel, Location at) {
        Weights weights = Weights.of(kernel, 0);
        Chain even = scales.even(input, at);
        Chain padded = op.window().isPadded() ? scales.withZero(even, at) : even;
        Conv wide = new Conv(
                padded.accumulator(),
                constant(weights, at),
                op.window(),
                op.groups(),
                op.window().isPadded() ? Scales.zero(padded) : BigInteger.ZERO,
                IntegerEmitter.WIDE);
        Value sums = emitter.addNarrowed(wide, wide::withAccumulator, at);
        return Chain.of(sums, weights.meaning(padded.map(), CHANNELS));
    }

    /// {@return the transposed convolution of `input` that `op` is}
    Chain transposed(ConvTranspose op, Chain input, Constant kernel, Location at) {
        Weights weights = Weights.of(kernel, 1);
        Chain centred = scales.centred(scales.withZero(scales.even(input, at), at), at);
        TransposedConvolution phases = new TransposedConvolution(emitter, op, centred.accumulator(), weights, at);
        return Chain.of(phases.value(), phases.meaning(centred.map().scale().at(0)));
    }

    private Value constant(Weights weights, Location at) {
        return emitter.add(new io.goshawk.ir.integer.Constant(weights.integers(), weights.element()), at);
    }

    /// {@return the sums over windows of `input` that `op` is}
    Chain windows(io.goshawk.ir.quant.WindowSum op, Chain input, Location at) {
        Chain plain = scales.plain(input, at);
        boolean follows =
                plain.axis() < 0 || (plain.axis() == CHANNELS && !op.window().isPadded());
        Chain even = follows ? plain : scales.even(plain, at);
        Chain padded = op.window().isPadded() ? scales.withZero(even, at) : even;
        BigInteger padding = op.window().isPadded() ? Scales.zero(padded) : BigInteger.ZERO;
        WindowSum wide = new WindowSum(padded.accumulator(), op.kernel(), op.window(), padding, IntegerEmitter.WIDE);
        Value sums = emitter.addNarrowed(wide, wide::withAccumulator, at);
        long taps = Windows.taps(op.kernel());
        Coefficients offset = padded.map().offset().map(o -> o.times(Dyadic.of(taps)));
        return Chain.of(sums, new Affine(padded.map().scale(), offset));
    }

    /// {@return the sum of two tensors, on the finest grid that both fit}
    ///
    /// In each channel the two scales are `p * g` and `q * g` with integers `p` and `q` and one real
    /// `g`.
    /// @throws IllegalArgumentException if the ratio of two scales is not rational
    Chain sum(Chain one, Chain other, Location at) {
        Chain first = scales.plain(one, at);
        Chain right = scales.plain(other, at);
        boolean crossed = first.axis() >= 0 && right.axis() >= 0 && first.axis() != right.axis();
        Chain left = crossed ? scales.even(first, at) : first;
        int axis = Math.max(left.axis(), right.axis());
        int channels = axis < 0 ? 1 : left.accumulator().shape().extent(axis);
        List<CommonGrid> grids = IntStream.range(0, channels)
                .mapToObj(i -> CommonGrid.of(
                        List.of(left.map().scale().at(i), right.map().scale().at(i))))
                .toList();
        Value sum = sum(left.accumulator(), right.accumulator(), axis, grids, at);
        Coefficients scale = along(axis, grids.stream().map(CommonGrid::step).toList());
        Coefficients offset =
                Coefficients.combine(left.map().offset(), right.map().offset(), Real::plus);
        return Chain.of(sum, new Affine(scale, offset));
    }

    private Value sum(Value left, Value right, int axis, List<CommonGrid> grids, Location at) {
        boolean same = grids.stream().map(CommonGrid::counts).distinct().count() == 1;
        Value a = same ? left : emitter.multiplied(left, axis, factors(grids, 0), at);
        Value b = same ? right : emitter.multiplied(right, axis, factors(grids, 1), at);
        BigInteger p = same ? grids.getFirst().counts().get(0) : BigInteger.ONE;
        BigInteger q = same ? grids.getFirst().counts().get(1) : BigInteger.ONE;
        WeightedSum wide = new WeightedSum(a, p, b, q, IntegerEmitter.WIDE);
        return emitter.addNarrowed(wide, wide::withSum, at);
    }

    /// {@return the factors of the first or second tensor}
    private static List<Real> factors(List<CommonGrid> grids, int which) {
        List<Real> factors = new ArrayList<>();
        grids.forEach(grid -> factors.add(Dyadic.of(grid.counts().get(which))));
        return factors;
    }

    private static Coefficients along(int axis, List<Real> numbers) {
        return axis < 0 ? Coefficients.of(numbers.getFirst()) : Coefficients.of(axis, numbers);
    }
}
