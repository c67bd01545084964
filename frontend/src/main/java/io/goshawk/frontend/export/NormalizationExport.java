package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.ir.Location;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.GroupNormalization;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.LocalResponseNormalization;
import io.goshawk.ir.onnx.normalization.LogSoftmax;
import io.goshawk.ir.onnx.normalization.LpNormalization;
import io.goshawk.ir.onnx.normalization.MeanVarianceNormalization;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.normalization.RmsNormalization;
import io.goshawk.ir.onnx.normalization.Softmax;

/// Normalisations.
final class NormalizationExport {
    private NormalizationExport() {}

    static void write(NormalizationOp op, Out out) {
        switch (op) {
            case BatchNormalization b ->
                out.yieldOf("BatchNormalization", op.operands(), Attribute.of("epsilon", b.epsilon()));
            case Softmax s -> out.yieldOf("Softmax", op.operands(), Attribute.of("axis", s.axis()));
            case LogSoftmax s -> out.yieldOf("LogSoftmax", op.operands(), Attribute.of("axis", s.axis()));
            case LayerNormalization n -> write(n, out);
            case GroupNormalization n ->
                out.yieldOf(
                        "GroupNormalization",
                        op.operands(),
                        Attribute.of("num_groups", n.groups()),
                        Attribute.of("epsilon", n.epsilon()));
            case LocalResponseNormalization n ->
                out.yieldOf(
                        "LRN",
                        op.operands(),
                        Attribute.of("size", n.size()),
                        Attribute.of("alpha", n.alpha()),
                        Attribute.of("beta", n.beta()),
                        Attribute.of("bias", n.bias()));
            case LpNormalization n ->
                out.yieldOf("LpNormalization", op.operands(), Attribute.of("axis", n.axis()), Attribute.of("p", n.p()));
            case MeanVarianceNormalization n ->
                out.yieldOf("MeanVarianceNormalization", op.operands(), Attribute.of("axes", n.axes()));
            case RmsNormalization n -> {
                out.since(23);
                out.yieldOf(
                        "RMSNormalization",
                        op.operands(),
                        Attribute.of("axis", n.axis()),
                        Attribute.of("epsilon", n.epsilon()));
            }
        }
    }

    private static void write(LayerNormalization n, Out out) {
        int output = switch (n.part()) {
            case OUTPUT -> 0;
            case MEAN -> 1;
            case INVERSE_DEVIATION -> 2;
        };
        out.yieldAt(
                output,
                "LayerNormalization",
                n.operands().stream().map(out::name).toList(),
                Attribute.of("axis", n.axis()),
                Attribute.of("epsilon", n.epsilon()),
                Attribute.of("stash_type", ElementTypes.number(n.statistics(), new Location.Whole("stash_type"))));
    }
}
