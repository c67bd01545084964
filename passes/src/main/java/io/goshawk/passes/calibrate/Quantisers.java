package io.goshawk.passes.calibrate;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Quantisers for what tensors were seen to hold.
final class Quantisers {
    /// Bits of an operand of a product.
    static final int PRODUCT = 8;
    /// Bits of an argument of a curve.
    static final int CURVE = 16;
    /// Bits on the residual stream.
    static final int SUM = 16;

    /// Scales are not below it, whatever was seen.
    private static final double LEAST = 1e-8;

    private final GraphBuilder<OnnxOp> builder;
    private final Observations seen;
    private final Map<Made, Value> made = new HashMap<>();

    private record Made(Value old, int bits) {}

    Quantisers(GraphBuilder<OnnxOp> builder, Observations seen) {
        this.builder = builder;
        this.seen = seen;
    }

    static boolean isCurve(Unary.Kind kind) {
        return switch (kind) {
            case GELU, GELU_TANH, ERF, SIGMOID, TANH, SOFTPLUS, MISH, HARD_SWISH, EXP -> true;
            default -> false;
        };
    }

    static boolean isZero(Tensor constant) {
        return Arrays.stream(Floats.of(constant, FloatType.F32).toDoubles()).allMatch(x -> x == 0);
    }

    /// {@return whether a constant of shape `shape` varies along one axis at most}
    static boolean isBias(Shape shape) {
        return shape.extents().stream().filter(extent -> extent > 1).count() <= 1;
    }

    /// {@return `value`, which stands for `old`, behind a quantiser of `bits` bits}
    ///
    /// @param share whether it holds shares of 1
    Value quantised(Value old, Value value, boolean share, int bits, Location at) {
        return made.computeIfAbsent(new Made(old, bits), _ -> quantiser(old, value, share, bits, at));
    }

    private Value quantiser(Value old, Value value, boolean share, int bits, Location at) {
        if (share) {
            return quant(value, 1.0 / ((1 << bits) - 1), 0, false, bits, at);
        }
        // 16 bits have room for what lies far out, and on the residual stream that matters.
        Observations.Extremes held = (bits > PRODUCT ? seen.of(old) : seen.inner(old))
                .orElseThrow(() -> new IllegalArgumentException("nothing was seen of " + old.name()));
        if (bits > PRODUCT) {
            double steps = 1L << (bits - 1);
            double scale = Math.scalb(1.0, Math.getExponent(Math.max(LEAST, held.magnitude()) / (steps - 1)) + 1);
            return quant(value, scale, 0, true, bits, at);
        }
        double least = Math.min(0, held.least());
        double levels = (1 << bits) - 1;
        double scale = shortened(Math.max(LEAST, (Math.max(0, held.most()) - least) / levels));
        return quant(value, scale, Math.rint(-least / scale), false, bits, at);
    }

    /// {@return the next number with eight significant bits: products of such scales and those of
    ///     weights stay short}
    private static double shortened(double scale) {
        double unit = Math.scalb(1.0, Math.getExponent(scale) - 7);
        return Math.ceil(scale / unit) * unit;
    }

    private Value quant(Value value, double scale, double zero, boolean signed, int bits, Location at) {
        return builder.add(
                new Quant(
                        value,
                        constant(Shape.SCALAR, at, (float) scale),
                        constant(Shape.SCALAR, at, (float) zero),
                        constant(Shape.SCALAR, at, bits),
                        signed,
                        false,
                        Rounding.HALF_EVEN),
                at);
    }

    /// {@return 0 as 0, and what is lower as `-depth`}
    Value mask(Value value, double depth, Location at) {
        return builder.add(
                new Quant(
                        value,
                        constant(Shape.SCALAR, at, (float) depth),
                        constant(Shape.SCALAR, at, 0),
                        constant(Shape.SCALAR, at, 2),
                        true,
                        true,
                        Rounding.HALF_EVEN),
                at);
    }

    /// {@return the rows of an embedding behind a quantiser of 8 bits with one scale}
    Value table(Value value, Tensor rows, Location at) {
        double most = Arrays.stream(Floats.of(rows, FloatType.F32).toDoubles())
                .map(Math::abs)
                .max()
                .orElse(0);
        return quant(value, Math.max(LEAST, most / 127), 0, true, PRODUCT, at);
    }

    private Value constant(Shape shape, Location at, float... numbers) {
        return builder.add(new Constant(FloatTensor.of(shape, numbers), FloatType.F32), at);
    }

    /// {@return the weights behind a quantiser of 8 bits with a scale for each place along `axis`}
    Value weights(Value value, Tensor weights, int axis, Location at) {
        double[] numbers = Floats.of(weights, FloatType.F32).toDoubles();
        Shape shape = weights.shape();
        float[] scales = new float[shape.extent(axis)];
        Arrays.fill(scales, (float) LEAST);
        for (int i = 0; i < numbers.length; i++) {
            int place = i / shape.stride(axis) % scales.length;
            scales[place] = Math.max(scales[place], (float) (Math.abs(numbers[i]) / 127));
        }
        List<Integer> extents = new ArrayList<>(Collections.nCopies(shape.rank() - axis, 1));
        extents.set(0, scales.length);
        return builder.add(
                new Quant(
                        value,
                        constant(new Shape(extents), at, scales),
                        constant(Shape.SCALAR, at, 0),
                        constant(Shape.SCALAR, at, PRODUCT),
                        true,
                        false,
                        Rounding.HALF_EVEN),
                at);
    }
}
