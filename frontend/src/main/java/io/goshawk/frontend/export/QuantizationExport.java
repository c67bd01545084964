package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear;
import io.goshawk.ir.onnx.quantization.FloatQuant;
import io.goshawk.ir.onnx.quantization.LinearQuantizationOp;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.QonnxOp;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantAveragePool;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Quantisers, of ONNX and of QONNX.
final class QuantizationExport {
    private QuantizationExport() {}

    static void write(QuantizationOp op, Out out) {
        switch (op) {
            case Quant q ->
                out.yieldQonnx(
                        1,
                        "Quant",
                        q.operands(),
                        Attribute.of("signed", q.signed()),
                        Attribute.of("narrow", q.narrow()),
                        Attribute.of("rounding_mode", mode(q.rounding(), out)));
            case BipolarQuant q -> out.yieldQonnx(1, "BipolarQuant", q.operands());
            case QonnxOp q -> write(q, out);
            case LinearQuantizationOp q -> write(q, out);
        }
    }

    private static void write(QonnxOp op, Out out) {
        switch (op) {
            case Trunc t ->
                out.yieldQonnx(
                        2,
                        "Trunc",
                        t.operands(),
                        Attribute.of("signed", t.signed()),
                        Attribute.of("narrow", t.narrow()),
                        Attribute.of("rounding_mode", mode(t.rounding(), out)));
            case TruncV1 t ->
                out.yieldQonnx(1, "Trunc", t.operands(), Attribute.of("rounding_mode", mode(t.rounding(), out)));
            case FloatQuant q ->
                out.yieldQonnx(
                        1,
                        "FloatQuant",
                        q.operands(),
                        Attribute.of("has_inf", q.hasInfinity()),
                        Attribute.of("has_nan", q.hasNan()),
                        Attribute.of("has_subnormal", q.hasSubnormals()),
                        Attribute.of("saturation", q.saturates()),
                        Attribute.of("rounding_mode", mode(q.rounding(), out)));
            case MultiThreshold t -> write(t, out);
            case QuantAveragePool p -> write(p, out);
        }
    }

    /// Any bits of input and output will do whose difference is the shift.
    private static void write(QuantAveragePool pool, Out out) {
        int inputBits = Math.min(Integer.SIZE, pool.shift() + 1);
        long largest = ((1L << inputBits) - 1) * pool.kernel() * pool.kernel();
        out.yieldQonnx(
                1,
                "QuantAvgPool2d",
                pool.operands(),
                Attribute.of("kernel", pool.kernel()),
                Attribute.of("stride", pool.stride()),
                Attribute.of("ibits", inputBits),
                Attribute.of("obits", Long.SIZE - Long.numberOfLeadingZeros(largest) - pool.shift()),
                Attribute.of("signed", false),
                Attribute.of("data_layout", "NCHW"));
    }

    /// QONNX finds the channels by a layout: along axis 1, or along the last.
    private static void write(MultiThreshold steps, Out out) {
        int rank = steps.input().shape().rank();
        boolean last = steps.axis() == rank - 1 && rank > 2;
        if (!last && steps.axis() != 1) {
            out.refuse(
                    "MultiThreshold with its channels along axis " + steps.axis() + " of " + rank,
                    "transpose the tensor, so that they lie along axis 1");
        }
        out.yieldQonnx(
                1,
                "MultiThreshold",
                steps.operands(),
                Attribute.of("out_scale", steps.scale()),
                Attribute.of("out_bias", steps.bias()),
                Attribute.of("out_dtype", "FLOAT32"),
                Attribute.of("data_layout", last ? (rank == 3 ? "NWC" : "NHWC") : rank == 2 ? "NC" : "NCHW"));
    }

    private static void write(LinearQuantizationOp op, Out out) {
        switch (op) {
            case QuantizeLinear q -> linear("QuantizeLinear", q.operands(), q.blocks(), q.saturate(), out);
            case DequantizeLinear q -> linear("DequantizeLinear", q.operands(), q.blocks(), true, out);
            case DynamicQuantizeLinear q -> out.yieldAt(part(q), "DynamicQuantizeLinear", List.of(out.name(q.input())));
            case MatMulInteger m -> out.yieldOf("MatMulInteger", m.operands());
            case ConvInteger c -> {
                Shape kernel = c.weights().shape();
                out.yieldOf(
                        "ConvInteger",
                        c.operands(),
                        WindowAttributes.of(
                                kernel.extents().subList(2, kernel.rank()),
                                c.window(),
                                Attribute.of("group", c.groups())));
            }
        }
    }

    private static int part(DynamicQuantizeLinear q) {
        return switch (q.part()) {
            case BYTES -> 0;
            case SCALE -> 1;
            case ZERO_POINT -> 2;
        };
    }

    private static void linear(String operator, List<Value> operands, Blocks blocks, boolean saturate, Out out) {
        Shape data = operands.get(0).shape();
        Shape scale = operands.get(1).shape();
        List<Attribute> attributes = new ArrayList<>();
        List<String> inputs = new ArrayList<>(List.of(out.name(operands.get(0))));
        if (blocks.size() > 1) {
            attributes.add(Attribute.of("axis", blocks.axis()));
            attributes.add(Attribute.of("block_size", blocks.size()));
            operands.subList(1, 3).forEach(value -> inputs.add(out.name(value)));
        } else if (scale.size() == 1) {
            operands.subList(1, 3).forEach(value -> inputs.add(out.reshaped(value, List.of())));
        } else {
            Optional<Integer> axis = axis(scale, data.rank());
            if (axis.isEmpty()) {
                out.refuse(
                        operator + " with a scale of shape [" + scale + "]", "quantise by tensor, or along one axis");
                return;
            }
            attributes.add(Attribute.of("axis", axis.get()));
            operands.subList(1, 3).forEach(value -> inputs.add(out.reshaped(value, List.of(scale.size()))));
        }
        if (!saturate) {
            attributes.add(Attribute.of("saturate", false));
        }
        out.give(operator, inputs, attributes.toArray(Attribute[]::new));
    }

    /// {@return the only axis of data of `rank` axes along which `scale` varies}
    private static Optional<Integer> axis(Shape scale, int rank) {
        for (int axis = 0; axis < scale.rank(); axis++) {
            if (scale.extent(axis) == scale.size()) {
                return Optional.of(axis + rank - scale.rank());
            }
        }
        return Optional.empty();
    }

    private static String mode(Rounding rounding, Out out) {
        return switch (rounding) {
            case HALF_EVEN -> "ROUND";
            case CEIL -> "CEIL";
            case FLOOR -> "FLOOR";
            case AWAY -> "UP";
            case TOWARD_ZERO -> "DOWN";
            case HALF_AWAY -> "HALF_UP";
            case HALF_TOWARD_ZERO -> "HALF_DOWN";
            case HALF_UP, HALF_DOWN, HALF_ODD -> {
                out.refuse("QONNX does not name the rounding " + rounding, "round HALF_EVEN or HALF_AWAY");
                yield "ROUND";
            }
        };
    }
}
