package io.goshawk.passes.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Makes QuantizeLinear and DequantizeLinear.
final class LinearMaker {
    private static final int CLIPPED_BITS = 8;

    private final GraphBuilder<OnnxOp> builder;
    private final Location at;

    LinearMaker(GraphBuilder<OnnxOp> builder, Location at) {
        this.builder = builder;
        this.at = at;
    }

    /// {@return the reals that the constants `codes` stand for}
    Value weights(LinearPlan plan, IntTensor codes) {
        return back(builder.add(new Constant(codes, plan.storage()), at), plan);
    }

    /// {@return `input` on the grid of `plan`}
    Value quantise(Value input, LinearPlan plan) {
        boolean small = plan.storage().bits() <= CLIPPED_BITS;
        Value bounded = plan.isClipped() && !small ? bounded(input, plan) : input;
        boolean even = plan.grid().isEven();
        Value moved = even ? bounded : moved(bounded, plan);
        IntTensor zero = even ? plan.zeroPoint() : lowered(plan.zeroPoint());
        Value codes = builder.add(
                new QuantizeLinear(
                        moved, scale(plan), integers(zero, plan.storage()), Blocks.NONE, plan.storage(), true),
                at);
        return back(plan.isClipped() && small ? clipped(codes, plan) : codes, plan);
    }

    private Value back(Value codes, LinearPlan plan) {
        Value zero = integers(plan.zeroPoint(), plan.storage());
        return builder.add(new DequantizeLinear(codes, scale(plan), zero, Blocks.NONE, FloatType.F32), at);
    }

    private Value clipped(Value codes, LinearPlan plan) {
        IntType storage = plan.storage();
        Value low = integers(IntTensor.of(Shape.SCALAR, plan.range().min().longValueExact()), storage);
        Value high = integers(IntTensor.of(Shape.SCALAR, plan.range().max().longValueExact()), storage);
        return builder.add(new Clip(List.of(codes, low, high), Clip.Sides.BOTH), at);
    }

    private Value bounded(Value input, LinearPlan plan) {
        Grid grid = plan.grid();
        List<IntRange> clamps = Collections.nCopies(grid.size(), plan.range());
        QuantMaker bounds = new QuantMaker(builder);
        return bounds.bounded(input, grid, clamps, plan.storage().range(), Rounding.HALF_EVEN, at);
    }

    /// Where the zero point is odd, one step further.
    private Value moved(Value input, LinearPlan plan) {
        double[] steps = IntStream.range(0, plan.scale().shape().size())
                .mapToDouble(i -> isOdd(plan.zeroPoint(), i) ? plan.scale().at(i) : 0)
                .toArray();
        Constant step = new Constant(FloatTensor.of(plan.scale().shape(), FloatType.F32, steps), FloatType.F32);
        return builder.add(new Binary(input, builder.add(step, at), Binary.Kind.ADD), at);
    }

    private static IntTensor lowered(IntTensor zero) {
        return IntTensor.of(zero.shape(), i -> isOdd(zero, i) ? zero.at(i) - 1 : zero.at(i));
    }

    private static boolean isOdd(IntTensor zero, int place) {
        return zero.bigAt(place).testBit(0);
    }

    private Value scale(LinearPlan plan) {
        return builder.add(new Constant(plan.scale(), FloatType.F32), at);
    }

    private Value integers(IntTensor values, IntType type) {
        return builder.add(new Constant(values, type), at);
    }
}
