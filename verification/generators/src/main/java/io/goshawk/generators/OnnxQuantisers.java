package io.goshawk.generators;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Random quantisers of a model file, whose scales are powers of two.
final class OnnxQuantisers {
    private static final List<Rounding> OTHERS = List.of(
            Rounding.FLOOR,
            Rounding.CEIL,
            Rounding.TOWARD_ZERO,
            Rounding.AWAY,
            Rounding.HALF_AWAY,
            Rounding.HALF_TOWARD_ZERO);

    private final Choice choice;
    private final GraphBuilder<OnnxOp> builder;
    private final Graphs.Quantisers kind;

    OnnxQuantisers(Choice choice, GraphBuilder<OnnxOp> builder, Graphs.Quantisers kind) {
        this.choice = choice;
        this.builder = builder;
        this.kind = kind;
    }

    /// {@return `value`, quantised}
    Value activation(Value value) {
        int axis = choice.oneIn(3) ? 1 : -1;
        return switch (kind) {
            case LINEAR -> linear(value, axis);
            case EVEN -> quant(value, axis, Rounding.HALF_EVEN);
            case ANY ->
                choice.oneIn(4)
                        ? add(new BipolarQuant(value, scale(value.shape(), -1)), "BipolarQuant")
                        : quant(value, axis, choice.oneIn(2) ? Rounding.HALF_EVEN : choice.of(OTHERS));
        };
    }

    /// {@return quantised weights, by tensor or along `axis`}
    Value weights(Shape shape, int axis) {
        int along = choice.oneIn(2) ? axis : -1;
        if (kind == Graphs.Quantisers.LINEAR) {
            IntType type = new IntType(choice.oneIn(2), choice.of(4, 8));
            IntRange some = type.range().clamp(IntRange.of(-8, 7));
            Value codes = constant(IntTensor.of(shape, _ -> between(some)), type);
            Value scale = scale(shape, along);
            Value zero = zeros(scale.shape(), type, some.clamp(IntRange.of(-3, 3)));
            return add(new DequantizeLinear(codes, scale, zero, Blocks.NONE, FloatType.F32), "DequantizeLinear");
        }
        double[] numbers = IntStream.range(0, shape.size())
                .mapToDouble(_ -> choice.between(-64, 64) / 16.0)
                .toArray();
        Value floats = constant(FloatTensor.of(shape, FloatType.F32, numbers));
        return quant(floats, along, Rounding.HALF_EVEN);
    }

    private Value quant(Value value, int axis, Rounding rounding) {
        boolean signed = choice.oneIn(2);
        int bits = choice.of(2, 3, 4, 5, 7, 8, 8);
        boolean narrow = choice.oneIn(3);
        Value scale = scale(value.shape(), axis);
        IntRange range = Quant.range(bits, signed, narrow);
        IntRange few = choice.oneIn(2) ? IntRange.of(0, 0) : range.clamp(IntRange.of(-20, 20));
        double[] zeros = IntStream.range(0, scale.shape().size())
                .mapToDouble(_ -> between(few))
                .toArray();
        Value zero = constant(FloatTensor.of(scale.shape(), FloatType.F32, zeros));
        Value width = constant(FloatTensor.of(Shape.SCALAR, bits));
        return add(new Quant(value, scale, zero, width, signed, narrow, rounding), "Quant");
    }

    private Value linear(Value value, int axis) {
        IntType type = new IntType(choice.oneIn(2), choice.of(4, 8, 8, 16));
        Value scale = scale(value.shape(), axis);
        IntRange few = choice.oneIn(2) ? IntRange.of(0, 0) : type.range().clamp(IntRange.of(-20, 20));
        Value zero = zeros(scale.shape(), type, few);
        Value codes = add(new QuantizeLinear(value, scale, zero, Blocks.NONE, type, true), "QuantizeLinear");
        if (type.bits() == 8 && choice.oneIn(2)) {
            long low = between(type.range());
            Value from = constant(IntTensor.of(Shape.SCALAR, low), type);
            Value to = constant(
                    IntTensor.of(
                            Shape.SCALAR,
                            between(new IntRange(
                                    java.math.BigInteger.valueOf(low),
                                    type.range().max()))),
                    type);
            codes = add(new Clip(List.of(codes, from, to), Clip.Sides.BOTH), "Clip");
        }
        return add(new DequantizeLinear(codes, scale, zero, Blocks.NONE, FloatType.F32), "DequantizeLinear");
    }

    private Value zeros(Shape shape, IntType type, IntRange range) {
        return constant(IntTensor.of(shape, _ -> between(range)), type);
    }

    private long between(IntRange range) {
        return choice.between(range.min(), range.max()).longValueExact();
    }

    private Value scale(Shape data, int axis) {
        List<Integer> extents = new ArrayList<>(Collections.nCopies(axis < 0 ? 0 : data.rank(), 1));
        if (axis >= 0) {
            extents.set(axis, data.extent(axis));
        }
        Shape shape = new Shape(extents);
        double[] numbers = IntStream.range(0, shape.size())
                .mapToDouble(_ -> Math.scalb(1.0, choice.between(-3, 0)))
                .toArray();
        return constant(FloatTensor.of(shape, FloatType.F32, numbers));
    }

    private Value constant(FloatTensor data) {
        return add(new Constant(data, FloatType.F32), "Constant");
    }

    private Value constant(IntTensor data, IntType type) {
        return add(new Constant(data, type), "Constant");
    }

    private Value add(OnnxOp op, String operator) {
        return builder.add(op, choice.place(operator));
    }
}
