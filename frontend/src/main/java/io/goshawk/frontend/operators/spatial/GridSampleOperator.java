package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Floating;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.spatial.GridSample;

/// GridSample; its modes have new names since opset 20, and both are read.
final class GridSampleOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        String mode = node.attributes().text("mode", "linear");
        String padding = node.attributes().text("padding_mode", "zeros");
        boolean alignCorners = node.attributes().flag("align_corners", false);
        GridSample.Mode how = switch (mode) {
            case "nearest" -> GridSample.Mode.NEAREST;
            case "linear", "bilinear" -> GridSample.Mode.LINEAR;
            case "cubic", "bicubic" -> GridSample.Mode.CUBIC;
            default -> throw node.because(Code.BAD_ATTRIBUTE, "mode is " + mode + ", not nearest, linear or cubic");
        };
        GridSample.Padding beyond = switch (padding) {
            case "zeros" -> GridSample.Padding.ZEROS;
            case "border" -> GridSample.Padding.BORDER;
            case "reflection" -> GridSample.Padding.REFLECTION;
            default ->
                throw node.because(
                        Code.BAD_ATTRIBUTE, "padding_mode is " + padding + ", not zeros, border or reflection");
        };
        Floating.check(node, 0);
        Floating.check(node, 1);
        return node.result(new GridSample(node.value(0), node.value(1), how, beyond, alignCorners));
    }
}
